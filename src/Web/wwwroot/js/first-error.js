// A form that came back is gone on with at its first field in error.
document.querySelector('main :is(input, select, textarea):is([aria-invalid="true"], .input-validation-error)')?.focus();
