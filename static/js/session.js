/* Some minutes before the idle limit: a bar with a button that keeps the session; after it, a way to sign in again. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  const idle = Number(document.body.dataset.idleSeconds || 0) * 1000;
  const ahead = Math.min(5 * 60 * 1000, idle / 4);
  const key = "seen:" + Ledger.user;
  let bar = null;
  let state = "";

  function seen() {
    return Ledger.local.get(key) || 0;
  }

  function touch() {
    Ledger.local.put(key, Date.now());
    show("");
  }

  function stay() {
    fetch(document.body.dataset.ping || "/ping/", { credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (answer.ok) {
          touch();
        } else {
          show("over");
        }
      })
      .catch(function () {
        bar.querySelector("span").textContent = Ledger.word("offline");
      });
  }

  function signIn() {
    Ledger.leaving = true; // the draft is kept, so there is nothing to ask
    location.assign(location.pathname + location.search);
  }

  function put(iconName, text, label, action) {
    bar = Ledger.bar(iconName, text, []);
    bar.classList.add("bar-fixed");
    bar.setAttribute("role", "alert");
    bar.appendChild(Ledger.button(label, "btn-primary", action));
    document.body.appendChild(bar);
  }

  function show(next) {
    if (state === next) {
      return;
    }
    state = next;
    if (bar) {
      bar.remove();
      bar = null;
    }
    if (next === "soon") {
      put("clock", Ledger.word("session-soon", { n: Math.max(1, Math.round(ahead / 60000)) }), Ledger.word("session-stay"), stay);
    } else if (next === "over") {
      put("lock", Ledger.word("session-over"), Ledger.word("session-login"), signIn);
    }
  }

  function check() {
    const rested = Date.now() - seen();
    if (rested >= idle) {
      show("over");
    } else if (state !== "over") {
      show(rested >= idle - ahead ? "soon" : "");
    }
  }

  if (!idle) {
    return;
  }
  touch(); // this page was just answered
  setInterval(check, Math.min(15000, idle / 20));
  document.addEventListener("visibilitychange", check);
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.successful) {
      touch();
    }
  });
})();
