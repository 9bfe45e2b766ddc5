// On a phone the settings stand in one row: the present one is in sight, also once the phone is turned.
const here = document.querySelector('.settings-nav [aria-current]');
if (here) {
  const row = here.closest('.settings-nav');
  const show = () => row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  show();
  addEventListener('resize', show);
}
