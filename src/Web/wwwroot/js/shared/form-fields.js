// The fields of a form that somebody types into, secrets apart, and what stands in them.
const formFields = (() => {
  const isSecret = field => field.type === 'password' || 'secret' in field.dataset;
  const isTyped = field => field.name && !isSecret(field) && !['hidden', 'submit', 'button'].includes(field.type);
  const partOf = field => field.type === 'checkbox' ? 'checked' : 'value';

  const all = form => [...form.elements].filter(isTyped);

  return {
    read: form => Object.fromEntries(all(form).map(field => [field.name, field[partOf(field)]])),

    write(form, values) {
      for (const field of all(form).filter(({ name }) => name in values)) field[partOf(field)] = values[field.name];
    },

    /** What stands in the form where it is other than in some values. */
    changes: (form, values) => Object.fromEntries(Object.entries(formFields.read(form)).filter(([name, value]) => name in values && values[name] !== value)),

    hasSecret: form => [...form.elements].some(field => isSecret(field) && field.value !== ''),
  };
})();
