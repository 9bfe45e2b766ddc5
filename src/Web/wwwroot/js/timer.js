// Counts up from a start that the server gave, on the server's clock.
const skews = new WeakMap();

const skewOf = element => {
  if (!skews.has(element)) skews.set(element, Date.parse(element.dataset.now) - Date.now());
  return skews.get(element);
};

const show = element => {
  const seconds = Math.max(0, Math.floor((Date.now() + skewOf(element) - Date.parse(element.dataset.since)) / 1000));
  const two = number => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const text = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  if (element.textContent !== text) element.textContent = text;
};

const tick = () => document.querySelectorAll('[data-timer]').forEach(show);

tick();
setInterval(tick, 250);
