/* Ticking rows: all at once, "已选 N 项", and the bar of actions that belongs to it. */
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
        bar.querySelectorAll("[data-selection-count]").forEach(function (count) {
          count.textContent = Ledger.word("selected", { n: chosen.length });
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
