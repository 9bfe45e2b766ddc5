// htmx saves notes while somebody types; this says how it went and tries again where that may help.
const stateOf = event => event.detail.elt.closest?.('[data-notes]')?.querySelector('[data-notes-state]');

const say = (event, what) => {
  const state = stateOf(event);
  if (!state) return;
  state.textContent = state.dataset[what];
  state.classList.toggle('is-refused', what === 'refused');
};

// Nothing came back, too much was asked, or the server is not well: the same request may be taken later. What was refused will be refused again.
const mayBeTakenLater = status => status === 0 || status === 429 || status >= 500;

document.addEventListener('htmx:beforeRequest', event => say(event, 'saving'));

document.addEventListener('htmx:afterRequest', event => {
  if (!stateOf(event)) return;
  if (event.detail.successful) return say(event, 'saved');
  if (!mayBeTakenLater(event.detail.xhr.status)) return say(event, 'refused');
  say(event, 'unsaved');
  setTimeout(() => event.detail.elt.isConnected && htmx.trigger(event.detail.elt, 'save-again'), 4000);
});
