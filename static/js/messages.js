/* Messages can be put away; what htmx could not do is said in words. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  let shown = null;

  function say(text) {
    if (shown) {
      shown.remove();
    }
    shown = Ledger.bar("exclamation-triangle", text, [[Ledger.word("close"), function () {
      shown.remove();
    }]]);
    shown.classList.add("bar-fixed");
    shown.setAttribute("role", "alert");
    document.body.appendChild(shown);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-close]");
    if (button) {
      button.closest(".message, .bar, .notice").remove();
    }
  });
  document.addEventListener("htmx:sendError", function () {
    say(Ledger.word("offline"));
  });
  document.addEventListener("htmx:responseError", function (event) {
    say(Ledger.word("failed", { code: event.detail.xhr.status }));
  });
})();
