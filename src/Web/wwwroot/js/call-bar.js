// The bar is replaced with each change of its call. What follows it stands outside of what is replaced: the live region, the notes, the tab's title.
const own = document.title;
const bar = () => document.getElementById('call-bar-live');
const seen = () => ({ call: bar()?.dataset.call ?? '', phase: bar()?.dataset.phase ?? 'idle', live: bar()?.matches('.is-live') ?? false });

// A live region that is itself replaced is not read out; this one stays.
const say = words => {
  const said = document.getElementById('call-said');
  if (said && said.textContent !== words) said.textContent = words;
};

const name = () => { document.title = bar()?.dataset.title || own; };

const followNotes = call => {
  const notes = document.getElementById('call-notes');
  if (!notes || (notes.dataset.call ?? '') === call) return;
  notes.dataset.call = call;
  // Until the new call's notes are here there is nothing to type into: it would be kept with the call before.
  notes.replaceChildren();
  if (call) htmx.ajax('GET', bar().dataset.notesUrl, { target: '#call-notes', swap: 'innerHTML' });
  else notes.hidePopover();
};

let before = seen();

document.addEventListener('htmx:load', event => {
  if (event.detail.elt.id !== 'call-bar-live') return;
  const now = seen();
  say(bar().querySelector('[data-said]')?.textContent.trim() ?? '');
  name();
  followNotes(now.call);
  document.dispatchEvent(new CustomEvent('call-bar', { detail: { before, now } }));
  before = now;
});

name();
