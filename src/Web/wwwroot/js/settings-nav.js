// On a phone the settings stand in one row: the present one is in sight.
const here = document.querySelector('.settings-nav [aria-current]');
if (here) {
  const row = here.closest('.settings-nav');
  row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
