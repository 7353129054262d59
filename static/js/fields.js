/* Reads and writes what a person typed into a form: {name: [values]}. Used by the draft and by the leave question. */
(function () {
  "use strict";
  const never = ["password", "file", "submit", "button", "reset", "image"];

  function counts(field) {
    return /-TOTAL_FORMS$/.test(field.name);
  }

  /* Passwords, files, tokens and hidden bookkeeping are never kept; the number of rows is. */
  function kept(field) {
    if (!field.name || never.indexOf(field.type) >= 0 || "noDraft" in field.dataset) {
      return false;
    }
    return field.type !== "hidden" || counts(field);
  }

  function ticked(field) {
    return field.type === "checkbox" || field.type === "radio";
  }

  function valuesOf(field) {
    if (field.type === "select-multiple") {
      return Array.from(field.selectedOptions).map(function (option) {
        return option.value;
      });
    }
    if (ticked(field)) {
      return field.checked ? [field.value] : [];
    }
    return [field.value];
  }

  function read(form) {
    const values = {};
    Array.from(form.elements)
      .filter(kept)
      .forEach(function (field) {
        values[field.name] = (values[field.name] || []).concat(valuesOf(field));
      });
    return values;
  }

  function setSelect(field, wanted) {
    Array.from(field.options).forEach(function (option) {
      option.selected = wanted.indexOf(option.value) >= 0;
    });
    if (field.tomselect) {
      field.tomselect.sync();
    }
  }

  function setField(field, wanted) {
    if (field.options) {
      setSelect(field, wanted);
    } else if (ticked(field)) {
      field.checked = wanted.indexOf(field.value) >= 0;
    } else {
      field.value = wanted.length ? wanted[0] : "";
    }
  }

  function same(left, right) {
    return left.length === right.length && left.every(function (value, index) {
      return value === right[index];
    });
  }

  /* Writes `values` back; fields that change tell it by input and change events, so that readings refresh. */
  function write(form, values) {
    Object.keys(values).filter(function (name) {
      return /-TOTAL_FORMS$/.test(name);
    }).forEach(function (name) {
      window.Ledger.formset.resize(form, name.replace(/-TOTAL_FORMS$/, ""), Number(values[name][0]));
    });
    Array.from(form.elements).forEach(function (field) {
      if (!kept(field) || counts(field) || !(field.name in values)) {
        return;
      }
      const wanted = ticked(field) ? values[field.name].filter(function (value) {
        return value === field.value;
      }) : values[field.name];
      if (same(valuesOf(field), wanted)) {
        return;
      }
      setField(field, wanted);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function equal(left, right) {
    const names = Object.keys(left);
    return names.length === Object.keys(right).length && names.every(function (name) {
      return name in right && same(left[name], right[name]);
    });
  }

  /* Whether the server sent the form back with errors: what it holds then was typed, not stored. */
  function refused(form) {
    return Boolean(form.querySelector(".form-errors, .field-error:not(:empty), .is-invalid"));
  }

  window.Ledger.fields = { read: read, write: write, equal: equal, refused: refused };
})();
