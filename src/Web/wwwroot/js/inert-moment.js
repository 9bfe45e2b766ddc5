// What a press has changed lies still for a moment: whoever presses the same spot, or the same key, once more meant what was there before.
const [moment, start] = [2000, 1000];
const place = () => document.querySelector('[data-call-bar-end]')?.getBoundingClientRect();
let until = 0;
let spot = null;
let landed = null;
let isDown = false;
let held = false;
let before = {};

const isPress = event => event.key === 'Enter' || event.key === ' ';

const swallow = event => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

// Taken before the bar is replaced: afterwards the place may be elsewhere.
document.addEventListener('htmx:beforeSwap', event => {
  if (event.detail.target?.id === 'call-bar-part') before = { spot: place(), focus: document.activeElement };
});

// After those that move the focus.
document.addEventListener('call-bar', ({ detail: { before: { live, phase }, now } }) => {
  // Where a result was sent away nothing stands that would call or hang up.
  if (phase === now.phase || (live && now.live) || now.phase === 'idle') return;
  until = Date.now() + (now.live ? start : moment);
  spot = now.live ? null : before.spot;
  landed = document.activeElement === before.focus ? null : document.activeElement;
  held ||= isDown;
});

for (const kind of ['pointerdown', 'mousedown', 'click']) {
  window.addEventListener(kind, event => {
    const isThere = spot && event.clientX >= spot.left && event.clientX <= spot.right && event.clientY >= spot.top && event.clientY <= spot.bottom;
    // A click by key has no place.
    if (Date.now() < until && isThere && (kind !== 'click' || event.detail > 0)) swallow(event);
  }, true);
}

// Enter and Space, where the focus has just come to by itself, in the bar that may have been replaced since; any other key says that somebody works there.
window.addEventListener('keydown', event => {
  isDown ||= isPress(event);
  if (!landed || event.target !== (document.getElementById(landed.id) ?? landed)) return;
  if (!isPress(event)) {
    landed = null;
  } else if (Date.now() < until || (held && event.repeat)) {
    held = true;
    swallow(event);
  }
}, true);

window.addEventListener('keyup', event => {
  if (!isPress(event)) return;
  if (held) swallow(event);
  isDown = held = false;
}, true);
