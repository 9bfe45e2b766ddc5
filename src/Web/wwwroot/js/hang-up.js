// A hang-up is kept until it is done: through a lost connection, a change of the bar and a reload of the page.
const kept = 'crmvoice-hang-up';
const [slow, longest] = [2500, 15_000];
let attempt = 0;
let again = 0;

const bar = () => document.getElementById('call-bar-live');
const form = () => document.querySelector('[data-hang-up]');
const wanted = () => sessionStorage.getItem(kept);
// Not where the server knows of it already, the call is over, or another one goes on.
const isLeft = () => bar()?.dataset.call === wanted() && form() && bar().dataset.phase !== 'ending';

const show = waits => {
  document.getElementById('call-bar-hang-up')?.classList.toggle('is-busy', wanted() !== null);
  const words = document.querySelector('[data-hang-up-waits]');
  if (words && (words.textContent !== '') !== waits) words.textContent = waits ? words.dataset.hangUpWaits : '';
};

const done = () => {
  sessionStorage.removeItem(kept);
  show(false);
};

const later = () => {
  if (!wanted()) return;
  show(true);
  again = setTimeout(send, Math.min(longest, 1000 * 2 ** attempt++));
};

// What is refused will be refused again: then the page is read anew, and shows what is true.
const settle = answer => {
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500) return later();
  if (answer.headers.has('HX-Redirect')) return location.assign(answer.headers.get('HX-Redirect'));
  done();
  return answer.ok ? htmx.trigger(document.body, 'callPlaced') : location.reload();
};

const send = () => {
  clearTimeout(again);
  if (!wanted()) return;
  if (!isLeft()) return done();
  show(!navigator.onLine || document.documentElement.dataset.liveState === 'away');
  const isSlow = setTimeout(show, slow, true);
  const headers = { 'HX-Request': 'true', 'HX-Current-URL': location.href };
  fetch(form().action, { method: 'POST', body: new URLSearchParams(new FormData(form())), headers, keepalive: true, signal: AbortSignal.timeout(longest) })
    .then(settle, later).finally(() => clearTimeout(isSlow));
};

const sendNow = () => {
  attempt = 0;
  send();
};

document.addEventListener('submit', event => {
  if (!event.target.matches('[data-hang-up]')) return;
  event.preventDefault();
  sessionStorage.setItem(kept, bar().dataset.call);
  sendNow();
});

document.addEventListener('call-bar', () => wanted() && (isLeft() ? show(document.querySelector('[data-hang-up-waits]').textContent !== '') : done()));
document.addEventListener('liveAgain', () => document.documentElement.dataset.liveState === 'here' && sendNow());
window.addEventListener('online', sendNow);
sendNow();
