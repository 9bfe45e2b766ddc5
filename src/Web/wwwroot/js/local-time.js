// Tells the server the viewer's time zone; pages are written with it from the next request on.
const { cookiePath } = document.documentElement.dataset;
const secure = location.protocol === 'https:' ? '; secure' : '';
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (zone && !document.cookie.split('; ').includes(`crmvoice-zone=${zone}`)) {
  document.cookie = `crmvoice-zone=${zone}; path=${cookiePath}; max-age=31536000; samesite=lax${secure}`;
}
