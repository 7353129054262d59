/* data-confirm="…" on a form or its button: asks in a dialog before the form is sent. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  const dialog = document.getElementById("confirm");
  let answer = null;

  /* Shows `text`; calls `yes` when it is confirmed. `labels`: {title, word, kind}. */
  function ask(text, labels, yes) {
    const button = dialog.querySelector("[data-confirm-yes]");
    const title = dialog.querySelector(".modal-title");
    dialog.querySelector("#confirm-text").textContent = text;
    title.dataset.usual = title.dataset.usual || title.textContent;
    button.dataset.usual = button.dataset.usual || button.textContent;
    title.textContent = labels.title || title.dataset.usual;
    button.textContent = labels.word || button.dataset.usual;
    button.className = "btn btn-" + (labels.kind || "danger");
    answer = yes;
    window.bootstrap.Modal.getOrCreateInstance(dialog).show();
  }

  function labelsOf(element) {
    return {
      title: element.dataset.confirmTitle,
      word: element.dataset.confirmWord,
      kind: element.dataset.confirmKind,
    };
  }

  if (!dialog) {
    return;
  }

  dialog.querySelector("[data-confirm-yes]").addEventListener("click", function () {
    const yes = answer;
    answer = null;
    window.bootstrap.Modal.getOrCreateInstance(dialog).hide();
    if (yes) {
      yes();
    }
  });

  document.addEventListener(
    "submit",
    function (event) {
      const form = event.target;
      const button = Ledger.submitter(event);
      const asker = button && button.dataset.confirm ? button : form;
      if (!asker.dataset.confirm) {
        return;
      }
      if (form.dataset.confirmed) {
        delete form.dataset.confirmed;
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      ask(asker.dataset.confirm, labelsOf(asker), function () {
        form.dataset.confirmed = "1";
        if (button) {
          form.requestSubmit(button);
        } else {
          form.requestSubmit();
        }
      });
    },
    true
  );

  document.addEventListener("htmx:confirm", function (event) {
    if (!event.detail.question) {
      return;
    }
    event.preventDefault();
    ask(event.detail.question, labelsOf(event.detail.elt), function () {
      event.detail.issueRequest(true);
    });
  });
})();
