// Keys write into a field; the dial pad goes away when its call has begun, or another has.
const pad = document.querySelector('[data-dial-pad]');

for (const keys of document.querySelectorAll('[data-keys-into]')) {
  const field = document.getElementById(keys.dataset.keysInto);

  // On a phone its own keyboard would cover the keys.
  if (matchMedia('(pointer: coarse)').matches) field.inputMode = 'none';

  keys.addEventListener('click', event => {
    const key = event.target.closest('[data-dial-key]');
    const { selectionStart: start, selectionEnd: end } = field;
    if (key) field.setRangeText(key.dataset.dialKey, start, end, 'end');
    if (event.target.closest('[data-dial-delete]')) field.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
  });
}

document.addEventListener('call-bar', ({ detail: { now } }) => {
  if (!pad || !now.live) return;
  pad.querySelector('form').reset();
  pad.hidePopover();
});
