/* Ticking rows: all at once, "已选 N 项", and the bar of actions that belongs to it. A box may name in
   data-select what can be done with its row; a button with such a name in data-move then says of how many. */
(function () {
  "use strict";
  const Ledger = window.Ledger;

  function prepare(table) {
    const bar = document.querySelector("[data-selection='" + table.dataset.rows + "']");
    // one in the head of the table, and one beside the bar for the phone, where the head is gone
    const alls = Array.from(document.querySelectorAll("[data-select-all='" + table.dataset.rows + "']"));

    function boxes() {
      return Array.from(table.querySelectorAll("[data-select]"));
    }

    // "，3 项可交办": only where it is not all of them
    function possible(button, chosen) {
      const fit = chosen.filter(function (box) {
        return box.dataset.select.split(" ").indexOf(button.dataset.move) >= 0;
      });
      const words = { n: fit.length, move: button.textContent.trim() };
      return fit.length === chosen.length ? "" : Ledger.word("selected-possible", words);
    }

    function said(chosen) {
      const parts = Array.from(bar.querySelectorAll("[data-move]")).map(function (button) {
        return possible(button, chosen);
      });
      return Ledger.word("selected", { n: chosen.length }) + parts.join("");
    }

    function refresh() {
      const every = boxes();
      const chosen = every.filter(function (box) {
        return box.checked;
      });
      every.forEach(function (box) {
        box.closest("tr").classList.toggle("is-selected", box.checked);
      });
      alls.forEach(function (all) {
        all.checked = every.length > 0 && chosen.length === every.length;
        all.indeterminate = chosen.length > 0 && !all.checked;
      });
      if (bar) {
        bar.classList.toggle("is-on", chosen.length > 0);
        bar.closest(".list-line").classList.toggle("is-choosing", chosen.length > 0);
        bar.querySelectorAll("[data-selection-count]").forEach(function (count) {
          count.textContent = said(chosen);
        });
      }
    }

    table.addEventListener("change", refresh);
    alls.forEach(function (all) {
      all.addEventListener("change", function () {
        boxes().forEach(function (box) {
          box.checked = all.checked;
        });
        refresh();
      });
    });
    window.addEventListener("pageshow", refresh); // the browser may have put old ticks back
    refresh();
  }

  Ledger.each("table[data-rows]", prepare);
})();
