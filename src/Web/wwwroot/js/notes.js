// The boxes of a call's notes: each shows the one text, whichever of them is typed into.
const notesOf = form => CallNotes.of(form.dataset.notes, { action: form.action, text: form.elements.basis.value });

// What is written elsewhere in the text does not move whoever stands in it.
const place = (box, text) => {
  const { value, selectionStart, selectionEnd, scrollTop } = box;
  if (value === text) return;
  let same = 0;
  while (same < value.length && value[same] === text[same]) same++;
  const move = at => at <= same ? at : Math.max(same, at + text.length - value.length);
  box.value = text;
  if (document.activeElement !== box) return;
  box.setSelectionRange(move(selectionStart), move(selectionEnd));
  box.scrollTop = scrollTop;
};

const show = (form, notes) => {
  const find = what => form.querySelector(`[data-notes-${what}]`);
  const [state, theirs, signIn] = [find('state'), find('theirs'), find('sign-in')];
  place(form.elements.text, notes.text);
  if (notes.state) state.textContent = state.dataset[notes.state];
  state.classList.toggle('is-refused', ['refused', 'changed', 'expired', 'long'].includes(notes.state));
  theirs.textContent = notes.theirs || theirs.dataset.empty;
  find('changed').hidden = notes.theirs === null;
  signIn.hidden = notes.state !== 'expired';
  signIn.href = notes.signIn ?? '';
};

const adopted = new WeakSet();

const adopt = part => {
  for (const form of [...part.querySelectorAll('[data-notes]')].filter(form => !adopted.has(form))) {
    adopted.add(form);
    const notes = notesOf(form);
    const [typed, begun] = [form.elements.text.value, form.elements.basis.value];
    notes.learn({ text: begun, version: Number(form.dataset.version) });
    // Typed before anybody listened.
    if (typed !== begun && typed !== notes.text) notes.type(notes.isUnsaved ? CallNotes.both(notes.text, typed) : typed);
    show(form, notes);
  }
};

const isBox = element => element.matches('[data-notes] textarea');

document.addEventListener('call-notes', ({ detail: notes }) => {
  for (const form of document.querySelectorAll(`[data-notes="${notes.call}"]`)) show(form, notes);
});

document.addEventListener('input', event => isBox(event.target) && notesOf(event.target.form).type(event.target.value));

for (const [event, isComposing] of [['compositionstart', true], ['compositionend', false]]) {
  document.addEventListener(event, ({ target }) => { if (isBox(target)) notesOf(target.form).isComposing = isComposing; });
}

document.addEventListener('click', ({ target }) => {
  const choice = target.closest('[data-notes-keep]')?.dataset.notesKeep;
  if (!choice) return;
  const notes = notesOf(target.form);
  notes.decide({ mine: notes.text, theirs: notes.theirs, both: CallNotes.both(notes.theirs, notes.text) }[choice]);
  target.form.elements.text.focus();
});

document.addEventListener('htmx:load', event => adopt(event.detail.elt));
adopt(document);
