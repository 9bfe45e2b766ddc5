// A part of the page that hears meanwhile that the session has ended would lead to a sign-in that comes back here.
document.addEventListener('submit', event => {
  if (!event.target.matches('[data-sign-out]')) return;
  document.addEventListener('htmx:beforeRequest', asking => asking.preventDefault());
  document.addEventListener('htmx:beforeOnLoad', answer => answer.preventDefault());
});
