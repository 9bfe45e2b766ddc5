// The call button says what it is doing, and rests while this agent's call is live; then the work goes on at the bar, where the call can be hung up.
let isCalling = false;

const busy = (form, on) => {
  const button = form.querySelector('button');
  const label = button.querySelector('[data-label]');
  label.dataset.idle ??= label.textContent;
  label.textContent = on ? form.dataset.busyLabel : label.dataset.idle;
  button.classList.toggle('is-busy', on);
  button.setAttribute('aria-busy', String(on));
};

const formOf = event => event.detail.elt.closest?.('[data-call-form]');

const rest = () => {
  const reason = document.querySelector('#call-bar-live')?.dataset.busyReason ?? '';
  for (const form of document.querySelectorAll('[data-call-form]')) {
    const button = form.querySelector('button');
    button.disabled = reason !== '';
    button.title = reason;
    const words = form.querySelector('[data-why]');
    if (words) words.textContent = reason;
  }

  for (const words of document.querySelectorAll('[data-in-call]')) words.hidden = reason === '';
};

document.addEventListener('htmx:beforeRequest', event => {
  if (!formOf(event)) return;
  isCalling = true;
  busy(formOf(event), true);
});

document.addEventListener('htmx:afterRequest', event => {
  if (!formOf(event)) return;
  isCalling = event.detail.successful;
  busy(formOf(event), false);
});

document.addEventListener('call-bar', ({ detail: { before, now } }) => {
  if (!isCalling || !now.live || now.call === before.call) return;
  isCalling = false;
  const here = document.activeElement;
  if (here === document.body || here?.closest('[data-call-form]')) document.getElementById('call-bar-hang-up').focus({ preventScroll: true });
});

document.addEventListener('htmx:load', rest);
rest();
