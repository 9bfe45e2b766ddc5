// The board of live calls: a call that begins gets a row, each row follows its call, and a choice is explained before a phone rings.
const board = document.querySelector('[data-board]');
const coming = new Set();

const tell = () => board?.querySelector('[data-board-empty]')?.toggleAttribute('hidden', board.querySelector('.board-row:not([hidden])') !== null);

document.body.addEventListener('callBegan', async ({ detail: { callId } }) => {
  if (!board || coming.has(callId)) return;
  coming.add(callId);
  await htmx.ajax('GET', board.dataset.row.replace('00000000-0000-0000-0000-000000000000', callId), { target: '#board-calls', swap: 'afterbegin' });
  coming.delete(callId);
});

document.addEventListener('htmx:afterSettle', tell);

// A row that is replaced takes along what waited for its turn: whatever changed while it was fetched is fetched once more.
const changes = new Map();
const changesOf = row => changes.get(row.dataset.callRow) ?? 0;

document.body.addEventListener('callChanged', ({ detail: { callId } }) => changes.set(callId, (changes.get(callId) ?? 0) + 1));

document.addEventListener('htmx:beforeRequest', ({ detail: { elt, xhr } }) => {
  if (elt.matches('.board-row')) xhr.knownChanges = changesOf(elt);
});

document.addEventListener('htmx:afterSettle', ({ target, detail: { xhr } }) => {
  if (!target.matches?.('.board-row') || (xhr.knownChanges ?? changesOf(target)) === changesOf(target)) return;
  xhr.knownChanges = changesOf(target);
  htmx.trigger(document.body, `call-${target.dataset.callRow}`);
});

document.addEventListener('htmx:afterSwap', event => {
  if (event.detail.target.matches('dialog')) event.detail.target.showModal();
});

document.addEventListener('click', event => {
  if (event.target.closest('[data-dialog-close]')) {
    event.preventDefault();
    event.target.closest('dialog')?.close();
  }
});

document.addEventListener('change', event => event.target.matches('[data-sends-form]') && event.target.form.requestSubmit());
