// Sends what is unsaved of a call's notes, and puts into a word what came of it.
const sendNotes = async ({ action, basis, sent }, text, signal) => {
  if (text.length > (document.querySelector('[data-notes] textarea')?.maxLength ?? Infinity)) return { outcome: 'long' };
  const token = document.querySelector('[name=__RequestVerificationToken]').value;
  const body = `${new URLSearchParams({ text, basis, sent, __RequestVerificationToken: token })}`;
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request': 'true', 'HX-Current-URL': location.href };
  try {
    // A browser takes no more than this along when a page goes.
    const answer = await fetch(action, { method: 'POST', body, headers, keepalive: body.length < 60_000, signal });
    if (answer.status === 401) return { outcome: 'expired', signIn: answer.headers.get('HX-Redirect') };
    if (answer.status === 408 || answer.status === 429 || answer.status >= 500) return { outcome: 'unsaved' };
    if (!answer.ok && answer.status !== 412) return { outcome: 'refused' };
    return { outcome: answer.ok ? 'saved' : 'changed', stored: await answer.json() };
  } catch {
    return { outcome: 'unsaved' };
  }
};
