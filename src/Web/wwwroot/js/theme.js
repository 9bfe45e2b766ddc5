// Loaded before the first paint, so that a dark page never flashes white; hence no module.
(() => {
  const root = document.documentElement;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const apply = () => {
    root.dataset.bsTheme = root.dataset.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : root.dataset.theme;
  };

  apply();
  dark.addEventListener('change', apply);

  document.addEventListener('submit', event => {
    const form = event.target.closest('[data-theme-form]');
    if (!form || !event.submitter) return;
    event.preventDefault();
    root.dataset.theme = event.submitter.value;
    document.cookie = `crmvoice-theme=${root.dataset.theme}; path=${root.dataset.cookiePath}; max-age=31536000; samesite=lax${secure}`;
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === event.submitter));
    form.closest('details')?.removeAttribute('open');
    apply();
  });
})();
