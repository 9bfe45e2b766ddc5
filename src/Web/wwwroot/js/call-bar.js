// Esc twice hangs up, from anywhere on the page; notes follow the call that the bar shows.
const between = 1500;
let firstEscape = 0;

const hint = on => {
  const words = document.querySelector('[data-esc-hint]');
  if (words) words.hidden = !on;
};

// A live region that is itself replaced is not read out; this one stays.
const say = words => {
  const said = document.getElementById('call-said');
  if (said && said.textContent !== words) said.textContent = words;
};

document.addEventListener('keydown', event => {
  const form = document.querySelector('[data-hang-up]');
  if (event.key !== 'Escape' || event.repeat || !form) return;
  if (Date.now() - firstEscape < between) {
    firstEscape = 0;
    hint(false);
    form.requestSubmit();
  } else {
    firstEscape = Date.now();
    hint(true);
    setTimeout(() => hint(false), between);
  }
});

// The bar is replaced while somebody types, so the notes live outside it and change only with the call.
document.addEventListener('htmx:load', event => {
  const bar = event.detail.elt;
  const notes = document.getElementById('call-notes');
  if (bar.id === 'call-bar-live') say(bar.querySelector('[data-said]')?.textContent.trim() ?? '');
  if (bar.id !== 'call-bar-live' || !notes || notes.dataset.call === (bar.dataset.call ?? '')) return;
  notes.dataset.call = bar.dataset.call ?? '';
  // Until the new call's notes are here there is nothing to type into: it would be kept with the call before.
  notes.replaceChildren();
  if (bar.dataset.call) htmx.ajax('GET', bar.dataset.notesUrl, { target: '#call-notes', swap: 'innerHTML' });
  else notes.hidePopover();
});
