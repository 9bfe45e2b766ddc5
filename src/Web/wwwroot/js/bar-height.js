// On a phone the call bar is as high as what it holds: what lies above it, and what comes into view by the keyboard, keeps clear of it.
const bar = document.getElementById('call-bar');

if (bar) new ResizeObserver(() => document.documentElement.style.setProperty('--bar-height', `${bar.offsetHeight}px`)).observe(bar);
