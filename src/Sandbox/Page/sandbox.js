// Keeps the board up to date, posts its buttons without leaving the page, counts the ages. Without it the page still works, by reloading.
const board = document.getElementById('board');

function age() {
  for (const time of board.querySelectorAll('[data-since]')) {
    const seconds = Math.max(0, Math.floor((Date.now() - Number(time.dataset.since)) / 1000));
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
}

function draw(html) {
  const focus = document.activeElement?.dataset?.focus;
  const open = [...board.querySelectorAll('details')].some((details) => details.open);
  const typing = [...board.querySelectorAll('[data-keep]')].some((input) => input.value && input === document.activeElement);
  if (open || typing) {
    return; // Somebody is reading a request, or types a code.
  }

  board.innerHTML = html;
  if (focus) {
    board.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
  }

  age();
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  fetch(event.target.action, { method: 'POST', body: new FormData(event.target, event.submitter), redirect: 'manual' });
  for (const input of event.target.querySelectorAll('[data-keep]')) {
    input.value = '';
  }
});

new EventSource('/live').onmessage = (message) => draw(message.data);
setInterval(age, 1000);
age();
