// A long list of boxes shows those whose words hold what is typed above it; accents and capitals make no difference.
// Enter sends no form from there.
const plain = text => text.normalize('NFD').replace(/[^a-z ]/gi, '').toLowerCase();

for (const list of document.querySelectorAll('[data-searched-boxes]')) {
  const search = list.querySelector('[data-box-search]');
  const boxes = [...list.querySelectorAll('[data-box]')].map(box => ({ box, words: plain(box.textContent) }));
  const none = list.querySelector('[data-no-box]');

  search.addEventListener('input', () => {
    const wanted = plain(search.value.trim());
    for (const { box, words } of boxes) box.hidden = !words.includes(wanted);
    none.textContent = boxes.every(({ box }) => box.hidden) ? none.dataset.noBox : '';
  });
  search.addEventListener('keydown', event => { if (event.key === 'Enter') event.preventDefault(); });
}
