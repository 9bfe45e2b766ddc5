// What is done in a call: its panels lie outside of the bar, which is replaced with every change.
const bar = () => document.getElementById('call-bar-live');
const panels = () => [...document.querySelectorAll('[data-call-panel]')];
const opener = panel => document.querySelector(`[popovertarget="${panel.id}"]`);

for (const panel of panels()) {
  panel.addEventListener('toggle', ({ newState }) => {
    const url = bar()?.dataset[panel.dataset.callPanel];
    // The button that opened it may have been replaced since.
    if (newState === 'closed' && document.activeElement === document.body) opener(panel)?.focus({ preventScroll: true });
    if (newState === 'closed' || !url) return;
    panel.replaceChildren();
    htmx.ajax('GET', url, { target: panel, swap: 'innerHTML' });
  });
}

// A panel goes away with the button that opened it: what it offers would not work any more.
document.addEventListener('call-bar', () => {
  for (const panel of panels()) if (!opener(panel) && panel.matches(':popover-open')) panel.hidePopover();
});

// The keypad stands on the page before there is a call to send keys to.
const keypad = document.querySelector('[data-call-keypad]');

document.addEventListener('htmx:configRequest', event => {
  if (event.detail.elt === keypad) event.detail.path = bar().dataset.keypadUrl;
});

document.addEventListener('htmx:afterRequest', ({ detail: { elt, successful } }) => {
  if (!successful) return;
  if (elt === keypad) {
    const said = document.getElementById('call-keypad-hint');
    said.textContent = said.dataset.sent.replace('{0}', keypad.elements.digits.value);
    keypad.reset();
    keypad.elements.digits.focus();
  } else if (elt.matches('[data-closes-panel]')) {
    elt.closest('[popover]')?.hidePopover();
    elt.closest('dialog')?.close();
  }
});

// From the search down into the list and back; Enter takes nobody who was not chosen.
document.addEventListener('keydown', event => {
  const list = event.target.closest?.('.call-panel');
  if (!list || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
  const people = [...list.querySelectorAll('.person:enabled')];
  const here = people.indexOf(event.target);
  if (here < 0 && !event.target.matches('[data-people-search]')) return;
  if (here >= 0 && event.key === 'Enter') return;
  event.preventDefault();
  if (event.key === 'ArrowUp') (people[here - 1] ?? list.querySelector('[data-people-search]')).focus();
  else people[here + 1]?.focus();
});
