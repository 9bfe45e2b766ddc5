// Good news leaves by itself; errors stay until they are read and closed.
const region = document.getElementById('toasts');

const watch = toast => {
  if (toast.nodeType === 1 && toast.matches('[data-toast-leaves]')) setTimeout(() => toast.remove(), 6000);
};

const unreachable = event => {
  // Live parts are caught up after the reconnection; only what a person asked for is worth a message.
  if (event.detail.elt.closest('[data-live-part], [data-notes]') || region.querySelector('[data-unreachable]')) return;
  region.append(document.getElementById('toast-unreachable').content.cloneNode(true));
};

if (region) {
  region.querySelectorAll('[data-toast]').forEach(watch);
  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(watch))).observe(region, { childList: true });

  region.addEventListener('click', event => {
    if (event.target.closest('[data-toast-close]')) event.target.closest('[data-toast]').remove();
  });

  // Refusals come as a ready toast, addressed by the server.
  document.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.xhr.status >= 400 && event.detail.xhr.getResponseHeader('HX-Retarget')) event.detail.shouldSwap = true;
  });

  document.addEventListener('htmx:sendError', unreachable);
  document.addEventListener('htmx:timeout', unreachable);
  document.addEventListener('htmx:responseError', event => {
    if (!event.detail.xhr.getResponseHeader('HX-Retarget')) unreachable(event);
  });
}
