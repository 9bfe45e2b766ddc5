// One key does what a button of the call does, from anywhere on the page; the sheet says which.
const sheet = document.getElementById('shortcuts');
const typed = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const isOpen = () => document.querySelector('dialog[open], :popover-open:not(#call-notes), details.menu[open]') !== null;

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest?.(typed) || isOpen()) return;
  const button = event.key === '?' ? null : document.querySelector(`[data-shortcut="${CSS.escape(event.key.toLowerCase())}"]:enabled`);
  if (event.key !== '?' && !button) return;
  event.preventDefault();
  if (button) button.click();
  else sheet?.showModal();
});

document.addEventListener('click', event => {
  if (event.target.closest('[data-open-shortcuts]')) sheet.showModal();
});
