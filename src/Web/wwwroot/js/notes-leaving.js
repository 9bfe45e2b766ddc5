// Whoever leaves takes nothing unsaved along: it is sent, and kept until that is known to have worked. Where it could not be sent, leaving asks.
const couldNotBeSent = ['unsaved', 'refused', 'changed', 'long'];

const isAtRisk = notes => notes.isUnsaved && document.querySelector(`[data-notes="${notes.call}"]`) && (!notes.isKept || couldNotBeSent.includes(notes.outcome));

const saveAll = isLast => CallNotes.all().forEach(notes => notes.save(isLast));

// Before the request that leads away, which may be the one that signs out.
window.addEventListener('beforeunload', event => {
  if (CallNotes.all().some(isAtRisk)) event.preventDefault();
  saveAll();
});

window.addEventListener('pagehide', () => saveAll(true));
document.addEventListener('visibilitychange', () => saveAll());
