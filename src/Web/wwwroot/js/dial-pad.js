// The keys write into the number's field; the pad goes away when its call has begun, or another has.
const pad = document.querySelector('[data-dial-pad]');
const field = pad?.querySelector('input[type=tel]');

// On a phone its own keyboard would cover the pad.
if (field && matchMedia('(pointer: coarse)').matches) field.inputMode = 'none';

pad?.addEventListener('click', event => {
  const key = event.target.closest('[data-dial-key]');
  const { selectionStart: start, selectionEnd: end } = field;
  if (key) field.setRangeText(key.dataset.dialKey, start, end, 'end');
  if (event.target.closest('[data-dial-delete]')) field.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
});

document.addEventListener('call-bar', ({ detail: { now } }) => {
  if (!pad || !now.live) return;
  field.value = '';
  pad.hidePopover();
});
