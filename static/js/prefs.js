/* What this browser remembers of the frame: the folded menu. Runs in the head, before anything is painted. */
(function () {
  "use strict";
  const root = document.documentElement;
  const names = ["menu-narrow"];

  function stored(name) {
    try {
      return localStorage.getItem("pref:" + name);
    } catch (error) {
      return null; // storage switched off: the choice lasts for this page
    }
  }

  function store(name, on) {
    try {
      localStorage.setItem("pref:" + name, on ? "1" : "0");
    } catch (error) {
      return;
    }
  }

  function showState() {
    document.querySelectorAll("[data-pref]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(root.classList.contains(button.dataset.pref)));
    });
  }

  root.classList.add("js");
  names.forEach(function (name) {
    root.classList.toggle(name, stored(name) === "1");
  });

  document.addEventListener("DOMContentLoaded", showState);
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-pref]");
    if (!button) {
      return;
    }
    store(button.dataset.pref, root.classList.toggle(button.dataset.pref));
    showState();
  });
})();
