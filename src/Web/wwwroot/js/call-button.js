// The call button says what it is doing, and rests while this agent's call is live.
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
  for (const button of document.querySelectorAll('[data-call-form] button')) {
    button.disabled = reason !== '';
    button.title = reason;
  }
};

document.addEventListener('htmx:beforeRequest', event => formOf(event) && busy(formOf(event), true));
document.addEventListener('htmx:afterRequest', event => formOf(event) && busy(formOf(event), false));
document.addEventListener('htmx:load', rest);
rest();
