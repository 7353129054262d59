/* form[data-autosave="key"]: what is typed is kept in this browser until the server says it has it. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  const fields = Ledger.fields;
  const prefix = "draft:" + Ledger.user + ":";
  const keepDays = 7;
  let warnedFull = false;

  function dropOld() {
    const oldest = Date.now() - keepDays * 24 * 3600 * 1000;
    Ledger.local.keys().forEach(function (key) {
      if (key.indexOf("draft:") === 0) {
        const draft = Ledger.local.get(key);
        if (!draft || draft.at < oldest) {
          Ledger.local.drop(key);
        }
      }
    });
  }

  /* The page after a redirect names what was stored: <meta name="saved">, [data-saved] or a message tagged saved:KEY. */
  function savedKeys(root) {
    const keys = [];
    root.querySelectorAll("meta[name=saved]").forEach(function (meta) {
      keys.push(meta.content);
    });
    const marked = Array.from(root.querySelectorAll("[data-saved]"));
    if (root.dataset && root.dataset.saved) {
      marked.push(root);
    }
    marked.forEach(function (element) {
      keys.push(element.dataset.saved);
    });
    root.querySelectorAll("[data-tags]").forEach(function (element) {
      element.dataset.tags.split(/\s+/).forEach(function (tag) {
        if (tag.indexOf("saved:") === 0) {
          keys.push(tag.slice(6));
        }
      });
    });
    return keys;
  }

  function dropSaved(root) {
    savedKeys(root).forEach(function (key) {
      Ledger.local.drop(prefix + key);
    });
  }

  /* The version of the record the form was filled against; "" where there is none. */
  function version(form) {
    const field = Array.from(form.elements).find(function (element) {
      return /(^|-)version$/.test(element.name);
    });
    return field ? field.value : "";
  }

  function clock(milliseconds) {
    const date = new Date(milliseconds);
    const two = function (number) {
      return String(number).padStart(2, "0");
    };
    const time = two(date.getHours()) + ":" + two(date.getMinutes());
    const today = date.toDateString() === new Date().toDateString();
    return today ? time : two(date.getMonth() + 1) + "-" + two(date.getDate()) + " " + time;
  }

  function warnFull(form) {
    if (!warnedFull) {
      warnedFull = true;
      form.insertBefore(Ledger.bar("exclamation-triangle", Ledger.word("draft-full"), []), form.firstChild);
    }
  }

  /* Writes the draft; a field that htmx brings later, because another one was restored, gets its value then. */
  function restoreInto(form, values) {
    fields.write(form, values);
    form.addEventListener("htmx:load", function (event) {
      const late = {};
      event.target.querySelectorAll("[name]").forEach(function (field) {
        if (field.name in values) {
          late[field.name] = values[field.name];
        }
      });
      fields.write(form, late);
    });
  }

  function offer(form, key, draft, before) {
    let bar;
    const close = function () {
      bar.remove();
      Ledger.local.drop(key);
    };
    const clear = [Ledger.word("draft-clear"), function () {
      fields.write(form, before);
      form.dispatchEvent(new CustomEvent("ledger:draft-cleared"));
      close();
    }];
    const time = { time: clock(draft.at) };
    if (draft.version === version(form)) {
      restoreInto(form, draft.values);
      bar = Ledger.bar("clock-history", Ledger.word("draft-restored", time), [clear]);
    } else {
      const restore = [Ledger.word("draft-restore"), function () {
        restoreInto(form, draft.values);
        bar.remove();
      }];
      bar = Ledger.bar("clock-history", Ledger.word("draft-older", time), [restore, clear]);
    }
    bar.dataset.draftBar = "";
    form.insertBefore(bar, form.firstChild);
  }

  function prepare(form) {
    const key = prefix + form.dataset.autosave;
    const before = fields.read(form);
    const refused = fields.refused(form);
    let timer = null;

    function save() {
      timer = null;
      const now = fields.read(form);
      if (!refused && fields.equal(now, before)) {
        Ledger.local.drop(key);
      } else if (!Ledger.local.put(key, { at: Date.now(), version: version(form), values: now })) {
        warnFull(form);
      }
    }
    function soon() {
      clearTimeout(timer);
      timer = setTimeout(save, 400);
    }
    function atOnce() {
      if (timer !== null) {
        clearTimeout(timer);
        save();
      }
    }

    const draft = Ledger.local.get(key);
    if (refused) {
      save();
    } else if (draft && !fields.equal(draft.values, before)) {
      offer(form, key, draft, before);
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", atOnce);
    form.addEventListener("ledger:draft-cleared", function () {
      clearTimeout(timer);
      timer = null;
    });
    window.addEventListener("pagehide", atOnce);
    document.addEventListener("visibilitychange", atOnce);
  }

  dropOld();
  dropSaved(document);
  document.addEventListener("htmx:load", function (event) {
    dropSaved(event.detail.elt);
  });
  // After htmx has read the page, so that a restored field can trigger its request.
  document.addEventListener("DOMContentLoaded", function () {
    Ledger.each("form[data-autosave]", prepare);
  });
})();
