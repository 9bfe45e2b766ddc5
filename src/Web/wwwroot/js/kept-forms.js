// What is typed into a form over what is stored survives a reload and a session that ended, and leaving it unsaved asks. Secrets are never kept.
const forms = [...document.querySelectorAll('form[data-kept]')];
const shown = new Map();
const sent = new Set();

const nameOf = form => `form ${form.getAttribute('action')}`;

// What a form was opened over goes along with what was typed into it.
const basisOf = form => ['Original', 'FormId'].map(name => form.elements[name]).filter(field => field);

// It came back from the server, which has not saved it.
const cameBack = form => form.dataset.kept === 'unsaved';

// A field that was not touched is to show what is stored by then.
const typedInto = form => cameBack(form) ? formFields.read(form) : formFields.changes(form, shown.get(form).values);

const isTypedInto = form => Object.keys(typedInto(form)).length > 0;

const isUnsaved = form => !sent.has(form) && (isTypedInto(form) || formFields.hasSecret(form));

const read = (form, values) => ({ values, basis: basisOf(form).map(field => field.value) });

const write = (form, { values, basis }) => {
  formFields.write(form, values);
  basisOf(form).forEach((field, index) => { field.value = basis[index]; });
};

const keep = form => {
  if (isTypedInto(form)) drafts.keep(nameOf(form), read(form, typedInto(form)));
  else drafts.forget(nameOf(form));
};

const restore = (form, draft) => {
  if (isTypedInto(form)) return false;
  if (Object.keys(formFields.changes(form, draft.values)).length === 0) return true;
  write(form, draft);
  (form.querySelector('.card-body') ?? form).prepend(document.getElementById('draft-restored').content.cloneNode(true));
  keep(form);
  return true;
};

const { saved } = document.getElementById('toasts').dataset;
if (saved) drafts.forget(`form ${saved}`);

for (const form of forms) {
  shown.set(form, read(form, formFields.read(form)));
  drafts.restore(`${nameOf(form)} `, draft => restore(form, draft));
  keep(form);
  for (const event of ['input', 'change']) form.addEventListener(event, () => keep(form));
  form.addEventListener('submit', () => sent.add(form));
  form.querySelector('[data-cancel]')?.addEventListener('click', () => drafts.forget(nameOf(form)));
}

document.addEventListener('click', ({ target }) => {
  if (!target.closest('[data-draft-discard]')) return;
  write(target.form, shown.get(target.form));
  keep(target.form);
  target.closest('[data-draft]').remove();
});

window.addEventListener('beforeunload', event => { if (forms.some(isUnsaved)) event.preventDefault(); });
window.addEventListener('pageshow', () => sent.clear());
