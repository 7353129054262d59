/* Asks before leaving a form with changes: form[data-autosave] and form[data-guard]. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  const fields = Ledger.fields;
  const watched = [];

  function hasFiles(form) {
    return Array.from(form.elements).some(function (field) {
      return field.type === "file" && field.files.length > 0;
    });
  }

  function changed(entry) {
    if (!document.contains(entry.form) || entry.form.dataset.sent) {
      return false;
    }
    return entry.refused || hasFiles(entry.form) || !fields.equal(fields.read(entry.form), entry.before);
  }

  Ledger.each("form[data-autosave], form[data-guard]", function (form) {
    watched.push({ form: form, before: fields.read(form), refused: fields.refused(form) });
  });

  window.addEventListener("beforeunload", function (event) {
    if (!Ledger.leaving && watched.some(changed)) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
})();
