// When a call ends its result and its notes are what goes on: they are opened and get the focus, unless somebody is busy elsewhere.
const notes = () => document.getElementById('call-notes');
const field = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const overlay = 'dialog[open], :popover-open, details.menu[open]';

// The bar does not go quiet under a typing hand.
const isTyping = () => notes()?.contains(document.activeElement) && document.activeElement.matches(field);

const isBusyElsewhere = () => document.activeElement?.matches(field) || document.activeElement?.closest(overlay) || document.querySelector('dialog[open]');

const openNotes = () => {
  if (isBusyElsewhere() || !notes()?.querySelector('textarea')) return;
  if (!notes().matches(':popover-open')) notes().showPopover();
  notes().querySelector('textarea').focus();
};

document.addEventListener('call-bar', ({ detail: { before, now } }) => {
  if (before.live && !now.live && now.call === before.call) openNotes();
});

let dismissed;

document.addEventListener('htmx:beforeRequest', ({ detail: { elt } }) => {
  if (elt.matches('form[action$="/call-bar/dismissal"]')) dismissed = elt.elements.callId.value;
});

document.addEventListener('htmx:beforeSwap', event => {
  const { target, requestConfig, serverResponse } = event.detail;
  if (target?.id !== 'call-bar-part' || requestConfig.verb !== 'get') return;
  const isQuiet = serverResponse.includes('call-bar-live is-idle');
  // Asked for before the call was dismissed, and answered after: it would bring the call back. One that is live again may come.
  const isStale = dismissed !== undefined && serverResponse.includes(`data-call="${dismissed}"`) && !serverResponse.includes(' is-live');
  if (isStale || (isQuiet && isTyping())) event.detail.shouldSwap = false;
});

document.addEventListener('focusout', event => {
  if (notes()?.contains(event.target) && document.querySelector('#call-bar-live.is-over')) setTimeout(() => isTyping() || htmx.trigger('#call-bar-part', 'notesLeft'), 1000);
});
