// Whoever signs out leaves nothing behind in this browser that was typed and not saved.
const kept = `crmvoice-draft ${document.currentScript.dataset.person} `;
Object.keys(localStorage).filter(key => key.startsWith(kept)).forEach(key => localStorage.removeItem(key));
