// Notes that others write show up here, and what was left unsaved is sent when there is hope.
const timers = new Map();

const isShown = notes => document.querySelector(`[data-notes="${notes.call}"]`) !== null;

const look = async notes => {
  try {
    const answer = await fetch(`${notes.action}/text`, { headers: { 'HX-Request': 'true' } });
    if (answer.ok) notes.learn(await answer.json());
  } catch {
    // Looked at again with the next change, or when the connection is back.
  }
};

const lookSoon = notes => {
  clearTimeout(timers.get(notes.call));
  timers.set(notes.call, setTimeout(look, 300, notes));
};

document.addEventListener('callChanged', ({ detail: { callId } }) => CallNotes.all().filter(notes => notes.call === callId && isShown(notes)).forEach(lookSoon));
document.addEventListener('liveAgain', () => CallNotes.all().filter(isShown).forEach(lookSoon));
window.addEventListener('online', () => CallNotes.all().forEach(notes => notes.save()));

// Also where their box is not on this page.
drafts.restore('notes ', (draft, name) => {
  const notes = CallNotes.of(name.split(' ')[1], { action: draft.action, text: draft.basis });
  if (draft.text !== notes.text) notes.restore(notes.isUnsaved ? { ...notes, text: CallNotes.both(draft.text, notes.text) } : draft);
});
