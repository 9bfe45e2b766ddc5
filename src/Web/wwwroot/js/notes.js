// htmx saves notes while somebody types; this says how it went and tries again where it failed.
const stateOf = event => event.detail.elt.closest?.('[data-notes]')?.querySelector('[data-notes-state]');

const say = (event, what) => {
  const state = stateOf(event);
  if (state) state.textContent = state.dataset[what];
};

document.addEventListener('htmx:beforeRequest', event => say(event, 'saving'));

document.addEventListener('htmx:afterRequest', event => {
  if (!stateOf(event)) return;
  if (event.detail.successful) return say(event, 'saved');
  say(event, 'unsaved');
  setTimeout(() => event.detail.elt.isConnected && htmx.trigger(event.detail.elt, 'save-again'), 4000);
});
