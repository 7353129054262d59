/* A form is sent once: its buttons rest until the next page is there. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  const downloadSeconds = 4; // a download does not leave the page, so nothing else would wake the button

  function buttons(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.type === "submit";
    });
  }

  function wake(form) {
    delete form.dataset.sent;
    buttons(form).forEach(function (button) {
      if ("resting" in button.dataset) {
        delete button.dataset.resting;
        button.disabled = false;
        button.classList.remove("is-busy");
      }
    });
  }

  function rest(form, pressed) {
    buttons(form).forEach(function (button) {
      if (!button.disabled) {
        button.dataset.resting = "";
        button.disabled = true;
      }
    });
    if (pressed) {
      pressed.classList.add("is-busy");
    }
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    const method = (form.getAttribute("method") || "get").toLowerCase();
    if (event.defaultPrevented || method !== "post" || form.getAttribute("target") === "_blank") {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const pressed = Ledger.submitter(event);
    // Later: a button disabled now would not be among the values that are sent.
    setTimeout(function () {
      rest(form, pressed);
    }, 0);
    if (form.dataset.once === "download") {
      setTimeout(function () {
        wake(form);
      }, downloadSeconds * 1000);
    }
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    const form = event.detail.elt;
    if (form.matches("form") && event.detail.requestConfig.verb === "post") {
      rest(form, null);
    }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt.matches("form")) {
      wake(event.detail.elt);
    }
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(wake);
  });
})();
