// What somebody opened stays open while the part of the page around it is exchanged, and keeps the focus.
const kept = new WeakMap();

document.addEventListener('htmx:beforeSwap', event => {
  const { target } = event.detail;
  const opened = [...target.querySelectorAll('details[id][open]')].map(details => details.id);
  if (opened.length) kept.set(target, { opened, focused: target.contains(document.activeElement) ? document.activeElement.id : '' });
});

document.addEventListener('htmx:afterSwap', event => {
  const { opened = [], focused } = kept.get(event.detail.target) ?? {};
  kept.delete(event.detail.target);
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
  // htmx gives the focus back to what can be seen, which what was closed could not.
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
});
