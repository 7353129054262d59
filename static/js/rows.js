/* Keys in a list (J K Enter X / ?), and the row one came from, marked again on return. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  const keysOff = "pref:keys-off";

  function table() {
    return document.querySelector("table[data-rows]");
  }

  function rows() {
    return table() ? Array.from(table().querySelectorAll("tr[data-row]")) : [];
  }

  function current() {
    return document.querySelector("tr[data-row].is-current");
  }

  function link(row) {
    return row.querySelector("[data-open], a.row-link");
  }

  function mark(row) {
    rows().forEach(function (other) {
      other.classList.toggle("is-current", other === row);
    });
  }

  function place() {
    return location.pathname + location.search;
  }

  function remember(row) {
    Ledger.session.put("row:" + table().dataset.rows, { id: row.dataset.row, place: place() });
  }

  function step(by) {
    const all = rows();
    if (!all.length) {
      return;
    }
    const at = all.indexOf(current());
    const row = at < 0 ? all[0] : all[Math.min(Math.max(at + by, 0), all.length - 1)];
    mark(row);
    if (link(row)) {
      link(row).focus({ preventScroll: true });
    }
    row.scrollIntoView({ block: "nearest" });
  }

  function open() {
    if (current() && link(current()) && !document.activeElement.closest("a, button, summary")) {
      link(current()).click();
    }
  }

  function tick() {
    const box = current() && current().querySelector("[data-select]");
    if (box) {
      box.click();
    }
  }

  function search() {
    const field = document.querySelector("[data-search]");
    if (field) {
      field.focus();
      field.select();
    }
  }

  function help() {
    const dialog = document.getElementById("keys");
    if (dialog) {
      window.bootstrap.Modal.getOrCreateInstance(dialog).show();
    }
  }

  const keys = {
    j: function () { step(1); },
    k: function () { step(-1); },
    x: tick,
    "/": search,
    "?": help,
  };

  function typing(target) {
    return Boolean(target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], .modal"));
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) {
      return;
    }
    if (Ledger.local.get(keysOff)) {
      return;
    }
    if (event.key === "Enter") {
      open();
      return;
    }
    const action = keys[event.key.toLowerCase()];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  document.addEventListener("click", function (event) {
    const row = event.target.closest("table[data-rows] tr[data-row]");
    if (row && event.target.closest("a")) {
      mark(row);
      remember(row);
    }
  });

  Ledger.each("table[data-rows]", function (list) {
    const last = Ledger.session.get("row:" + list.dataset.rows);
    const row = last && last.place === place() && rows().find(function (candidate) {
      return candidate.dataset.row === last.id;
    });
    if (row) {
      mark(row);
      row.scrollIntoView({ block: "nearest" });
    }
  });

  Ledger.each("[data-keys-on]", function (box) {
    box.checked = !Ledger.local.get(keysOff);
    box.addEventListener("change", function () {
      Ledger.local.put(keysOff, !box.checked);
    });
  });
})();
