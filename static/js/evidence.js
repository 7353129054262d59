/* input[type=file][data-drop]: several files by choosing, dropping or pasting; kind, size and number are checked at once. */
(function () {
  "use strict";
  const Ledger = window.Ledger;
  const pictures = ["jpg", "jpeg", "png", "gif", "webp", "bmp"];
  const symbols = { pdf: "file-earmark-pdf", doc: "file-earmark-word", docx: "file-earmark-word" };
  const sheets = ["xls", "xlsx", "et", "csv"];
  const zones = [];

  function extension(name) {
    return name.indexOf(".") < 0 ? "" : name.split(".").pop().toLowerCase();
  }

  function symbol(name) {
    const kind = extension(name);
    if (pictures.indexOf(kind) >= 0) {
      return "file-earmark-image";
    }
    return sheets.indexOf(kind) >= 0 ? "file-earmark-spreadsheet" : symbols[kind] || "file-earmark";
  }

  function size(bytes) {
    return bytes < 1024 * 1024 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1024 / 1024).toFixed(1) + " MB";
  }

  function sum(files) {
    return files.reduce(function (before, file) {
      return before + file.size;
    }, 0);
  }

  function kinds(input) {
    return (input.getAttribute("accept") || "").split(",").map(function (part) {
      return part.trim().replace(/^\./, "").toLowerCase();
    }).filter(function (part) {
      return part && part.indexOf("/") < 0;
    });
  }

  /* Why `file` may not be sent, in words; "" when it may. */
  function problem(input, held, file) {
    const mb = Number(input.dataset.maxMb || 25);
    const allowed = kinds(input);
    if (allowed.length && allowed.indexOf(extension(file.name)) < 0) {
      return Ledger.word("file-kind", { name: file.name, kinds: allowed.join("、") });
    }
    if (file.size > mb * 1024 * 1024) {
      return Ledger.word("file-large", { name: file.name, size: size(file.size), mb: mb });
    }
    if (file.size === 0) {
      return Ledger.word("file-empty", { name: file.name });
    }
    if (held.length >= Number(input.dataset.maxFiles || 20)) {
      return Ledger.word("file-many", { name: file.name, count: input.dataset.maxFiles || 20 });
    }
    const total = Number(input.dataset.maxTotalMb || 100);
    if (sum(held) + file.size > total * 1024 * 1024) {
      return Ledger.word("file-much", { name: file.name, mb: total });
    }
    const twice = held.some(function (other) {
      return other.name === file.name && other.size === file.size;
    });
    return twice ? Ledger.word("file-twice", { name: file.name }) : "";
  }

  function line(file, remove) {
    const item = Ledger.make("li");
    const away = Ledger.button("", "btn-link btn-sm btn-icon", remove);
    away.setAttribute("aria-label", Ledger.word("file-remove", { name: file.name }));
    away.appendChild(Ledger.icon("x-lg"));
    item.appendChild(Ledger.icon(symbol(file.name)));
    item.appendChild(Ledger.make("span", "files-name", file.name));
    item.appendChild(Ledger.make("span", "files-meta", size(file.size)));
    item.appendChild(away);
    return item;
  }

  function named(file) {
    const stamp = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().replace(/\D/g, "");
    const name = Ledger.word("file-pasted") + stamp.slice(0, 8) + "-" + stamp.slice(8, 14) + "." + (extension(file.name) || "png");
    return new File([file], name, { type: file.type });
  }

  function build(input) {
    const zone = Ledger.make("div", "drop");
    // The browser's own control speaks the browser's language, so a label of ours stands for it.
    const choose = Ledger.make("label", "btn btn-secondary drop-choose", Ledger.word("file-choose"));
    input.id = input.id || "files-" + zones.length;
    choose.htmlFor = input.id;
    input.parentNode.insertBefore(zone, input);
    zone.classList.toggle("is-invalid", input.classList.contains("is-invalid"));
    input.classList.add("visually-hidden");
    zone.appendChild(input);
    zone.appendChild(choose);
    zone.appendChild(Ledger.make("span", "drop-hint", Ledger.word("file-hint")));
    const errors = zone.appendChild(Ledger.make("div", "field-error"));
    errors.setAttribute("role", "alert");
    const list = zone.appendChild(Ledger.make("ul", "files"));
    return { zone: zone, errors: errors, list: list };
  }

  function prepare(input) {
    const parts = build(input);
    let held = [];

    function show() {
      const pack = new DataTransfer();
      parts.list.textContent = "";
      held.forEach(function (file, index) {
        pack.items.add(file);
        parts.list.appendChild(line(file, function () {
          held.splice(index, 1);
          show();
          input.focus();
        }));
      });
      input.files = pack.files;
    }

    function add(files) {
      parts.errors.textContent = "";
      if (!input.multiple && files.length) {
        held = [];
      }
      files.forEach(function (file) {
        const wrong = problem(input, held, file);
        if (wrong) {
          const text = parts.errors.appendChild(Ledger.make("p"));
          text.appendChild(Ledger.icon("exclamation-circle"));
          text.appendChild(document.createTextNode(wrong));
        } else if (input.multiple || !held.length) {
          held.push(file);
        }
      });
      show();
    }

    input.addEventListener("change", function () {
      add(Array.from(input.files));
    });
    parts.zone.addEventListener("dragover", function (event) {
      event.preventDefault();
      parts.zone.classList.add("is-over");
    });
    ["dragleave", "drop"].forEach(function (name) {
      parts.zone.addEventListener(name, function () {
        parts.zone.classList.remove("is-over");
      });
    });
    parts.zone.addEventListener("drop", function (event) {
      event.preventDefault();
      add(Array.from(event.dataTransfer.files));
    });
    if (input.form) {
      input.form.addEventListener("reset", function () {
        held = [];
        setTimeout(show, 0);
      });
    }
    zones.push({ input: input, zone: parts.zone, add: add });
  }

  /* A pasted picture goes to the zone that has the focus, else to the only one on the page. */
  document.addEventListener("paste", function (event) {
    const files = Array.from((event.clipboardData && event.clipboardData.files) || []);
    const present = zones.filter(function (entry) {
      return document.contains(entry.zone) && entry.zone.offsetParent !== null;
    });
    const target = present.find(function (entry) {
      return entry.zone.contains(document.activeElement);
    }) || (present.length === 1 ? present[0] : null);
    if (files.length && target) {
      event.preventDefault();
      target.add(files.map(named));
    }
  });

  Ledger.each("input[type=file][data-drop]", prepare);
})();
