// Whoever leaves takes nothing unsaved along: it is sent, and kept until that is known to have worked. Where it could not be sent, leaving asks.
const couldNotBeSent = ['unsaved', 'refused', 'changed', 'long'];

const isAtRisk = notes => notes.isUnsaved && document.querySelector(`[data-notes="${notes.call}"]`) && (!notes.isKept || couldNotBeSent.includes(notes.outcome));

const saveAll = isLast => CallNotes.all().forEach(notes => notes.save(isLast));

// Once the session has ended nothing is saved any more, and nothing that was typed stays behind.
document.addEventListener('submit', async event => {
  const form = event.target;
  if (!form.matches('[data-sign-out]') || !CallNotes.all().some(notes => notes.isUnsaved)) return;
  event.preventDefault();
  await Promise.all(CallNotes.all().map(notes => notes.finish()));
  form.submit();
});

// Before the request that leads away.
window.addEventListener('beforeunload', event => {
  if (CallNotes.all().some(isAtRisk)) event.preventDefault();
  saveAll();
});

window.addEventListener('pagehide', () => saveAll(true));
document.addEventListener('visibilitychange', () => saveAll());
