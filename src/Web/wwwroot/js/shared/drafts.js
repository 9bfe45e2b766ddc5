// What was typed and is not stored yet, kept in this browser for the person who typed it and shown to nobody else. Secrets are never handed in here.
const drafts = (() => {
  const everybodys = 'crmvoice-draft ';
  const own = `${everybodys}${document.documentElement.dataset.person} `;
  const longest = 7 * 24 * 3600_000;

  // A tab has one name from page to page. It is written down only in between: a tab that is duplicated would take it along.
  const tab = sessionStorage['crmvoice-tab'] ?? Math.random().toString(36).slice(2);
  const takeUp = () => delete sessionStorage['crmvoice-tab'];
  takeUp();
  window.addEventListener('pageshow', takeUp);
  window.addEventListener('pagehide', () => { sessionStorage['crmvoice-tab'] = tab; });

  // Held for as long as this tab is open: what another one still shows need not be restored.
  navigator.locks?.request(`crmvoice-tab ${tab}`, () => new Promise(() => {}));

  const openTabs = async () => ((await navigator.locks?.query())?.held ?? []).map(lock => lock.name.replace('crmvoice-tab ', ''));

  const tabOf = key => key.slice(key.lastIndexOf(' ') + 1);

  const read = key => {
    try {
      return JSON.parse(localStorage[key]);
    } catch {
      return null;
    }
  };

  // The youngest first; what is not taken stays where it is.
  const offer = (prefix, isLeft, take) => {
    const keys = Object.keys(localStorage).filter(key => key.startsWith(own + prefix) && isLeft(tabOf(key)));
    for (const { key, draft } of keys.map(key => ({ key, draft: read(key) })).sort((one, other) => other.draft.at - one.draft.at)) {
      const kept = localStorage[key];
      delete localStorage[key];
      if (take(draft, key.slice(own.length, key.lastIndexOf(' '))) === false) localStorage[key] = kept;
    }
  };

  for (const key of Object.keys(localStorage).filter(key => key.startsWith(everybodys))) {
    if (!(read(key)?.at > Date.now() - longest)) delete localStorage[key];
  }

  return {
    /** Whether it could be kept. */
    keep(name, what) {
      try {
        localStorage[`${own}${name} ${tab}`] = JSON.stringify({ at: Date.now(), ...what });
        return true;
      } catch {
        return false;
      }
    },

    forget: name => delete localStorage[`${own}${name} ${tab}`],

    /** Hands over what the pages before have left under such names: of this tab at once, of tabs that were closed a moment later. */
    async restore(prefix, take) {
      offer(prefix, other => other === tab, take);
      const open = await openTabs();
      offer(prefix, other => other !== tab && !open.includes(other), take);
    },
  };
})();
