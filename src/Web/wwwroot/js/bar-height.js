// On a phone the call bar is as high as what it holds: what lies above it, and what comes into view by the keyboard, keeps clear of it.
const bar = document.getElementById('call-bar');
const root = document.documentElement;

const measure = () => {
  if (getComputedStyle(bar).position === 'fixed') root.style.setProperty('--cv-call-bar', `${bar.offsetHeight}px`);
  else root.style.removeProperty('--cv-call-bar');
};

if (bar) {
  new ResizeObserver(measure).observe(bar);
  window.addEventListener('resize', measure);
}
