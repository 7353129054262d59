/* Filter forms: empty choices stay out of the address; form[data-autosubmit] is sent when a choice changes. */
(function () {
  "use strict";
  const Ledger = window.Ledger;

  Ledger.each("form.filters", function (form) {
    form.addEventListener("submit", function () {
      const empty = Array.from(form.elements).filter(function (field) {
        return field.name && field.value === "" && !field.disabled;
      });
      empty.forEach(function (field) {
        field.disabled = true;
      });
      // The values are read right after this event; then the fields wake up for the way back.
      setTimeout(function () {
        empty.forEach(function (field) {
          field.disabled = false;
        });
      }, 0);
    });
    if ("autosubmit" in form.dataset) {
      form.addEventListener("change", function (event) {
        if (event.target.matches("select, input[type=checkbox], input[type=radio]") && event.target.name) {
          form.requestSubmit();
        }
      });
    }
  });
})();
