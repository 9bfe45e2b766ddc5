// The E.164 form is what is copied, however the number is shown.
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const said = button.nextElementSibling;
  said.textContent = said.dataset.copied;
  setTimeout(() => { said.textContent = ''; }, 2500);
});
