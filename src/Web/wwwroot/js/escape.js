// Esc twice hangs up, from anywhere on the page, where nothing else has a use for the key.
const between = 1500;
const form = () => document.querySelector('[data-hang-up]');
let first = 0;
let last = 0;
let isUsed = false;

const hint = on => {
  const words = document.querySelector('[data-esc-hint]');
  if (words) words.hidden = !on;
};

const forget = () => {
  first = 0;
  hint(false);
};

// A field with something in it may be cleared by the key, and an open list is closed by it.
const hasUse = target => {
  if (target.ariaExpanded === 'true' || target.isContentEditable) return true;
  if (target.matches('select')) return !CSS.supports('selector(:open)') || target.matches(':open');
  return target.matches('textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit])') && (target.value !== '' || target.list);
};

const isSomethingOpen = () => document.fullscreenElement !== null || document.querySelector('dialog[open], :popover-open, details.menu[open]') !== null;

const closeNotes = () => {
  const notes = document.querySelector('#call-notes:popover-open');
  const hadFocus = notes?.contains(document.activeElement);
  if (!notes || (!hadFocus && document.querySelector('dialog[open], :popover-open:not(#call-notes)'))) return;
  notes.hidePopover();
  if (hadFocus) document.getElementById('call-bar-notes')?.focus();
};

// Seen before anybody else hears of the key: whoever uses it may have closed by the time it comes round, and may keep it from coming round at all.
window.addEventListener('keydown', event => {
  const target = event.composedPath()[0];
  isUsed = isSomethingOpen() || (target instanceof Element && hasUse(target));
  if (event.repeat) return;
  last = event.key === 'Escape' && !isUsed ? first : 0;
  forget();
}, true);

window.addEventListener('keydown', event => {
  const isPlain = !event.isComposing && event.keyCode !== 229 && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
  if (event.key !== 'Escape' || event.repeat || event.defaultPrevented || !isPlain) return;
  if (isUsed) return closeNotes();
  if (!form()) return;
  if (Date.now() - last < between) return form().requestSubmit();
  first = Date.now();
  hint(true);
  setTimeout(() => Date.now() - first >= between && hint(false), between);
});
