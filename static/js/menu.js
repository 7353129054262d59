/* Pop-up menus made of <details class="pop"> close again: by a click elsewhere, by Esc, when the focus leaves. */
(function () {
  "use strict";

  function opened() {
    return Array.from(document.querySelectorAll("details.pop[open]"));
  }

  function closeOthers(target) {
    opened().forEach(function (pop) {
      if (!pop.contains(target)) {
        pop.open = false;
      }
    });
  }

  document.addEventListener("click", function (event) {
    closeOthers(event.target);
  });
  document.addEventListener("focusin", function (event) {
    closeOthers(event.target);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      return;
    }
    opened().forEach(function (pop) {
      const inside = pop.contains(document.activeElement);
      pop.open = false;
      if (inside) {
        pop.querySelector("summary").focus();
      }
    });
  });
})();
