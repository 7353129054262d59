/* Rows of a formset: add from the <template>, remove (ticks DELETE and can be undone), move (writes ORDER), number,
   resize for a draft. */
(function () {
  "use strict";
  const Ledger = window.Ledger;

  function total(set) {
    return set.querySelector("[name='" + set.dataset.formset + "-TOTAL_FORMS']");
  }

  function limit(set) {
    const field = set.querySelector("[name='" + set.dataset.formset + "-MAX_NUM_FORMS']");
    return field ? Number(field.value) : 1000;
  }

  function rows(set) {
    return Array.from(set.querySelectorAll("[data-formset-row]"));
  }

  function deleteBox(row) {
    return row.querySelector("input[type=checkbox][name$='-DELETE']");
  }

  function refresh(set) {
    const shown = rows(set).filter(function (row) {
      return !row.hidden;
    });
    shown.forEach(function (row, index) {
      const number = row.querySelector("[data-formset-number]");
      if (number) {
        number.textContent = String(index + 1);
      }
    });
    set.querySelectorAll("[data-formset-add]").forEach(function (add) {
      add.disabled = shown.length >= limit(set);
    });
  }

  function orderField(row) {
    return row.querySelector("input[name$='-ORDER']");
  }

  function writeOrder(set) {
    rows(set).forEach(function (row, index) {
      if (orderField(row)) {
        orderField(row).value = String(index + 1);
      }
    });
  }

  /* Puts the rows in the order a restored draft names. */
  function followOrder(set) {
    const holder = set.querySelector("[data-formset-rows]");
    if (!rows(set).every(orderField)) {
      return;
    }
    rows(set).sort(function (left, right) {
      return (Number(orderField(left).value) || 1000) - (Number(orderField(right).value) || 1000);
    }).forEach(function (row) {
      if (row.goneLine) {
        holder.appendChild(row.goneLine);
      }
      holder.appendChild(row);
    });
    refresh(set);
  }

  /* One place up (-1) or down (1), past rows that were removed. */
  function move(set, row, by) {
    const shown = rows(set).filter(function (one) {
      return !one.hidden;
    });
    const other = shown[shown.indexOf(row) + by];
    if (other) {
      row.parentNode.insertBefore(by < 0 ? row : other, by < 0 ? other : row);
      writeOrder(set);
      refresh(set);
      total(set).dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function append(set) {
    const count = total(set);
    const holder = document.createElement("div");
    holder.innerHTML = set.querySelector("template[data-formset-empty]").innerHTML.replace(/__prefix__/g, count.value);
    const row = holder.firstElementChild;
    set.querySelector("[data-formset-rows]").appendChild(row);
    count.value = String(Number(count.value) + 1);
    if (orderField(row)) {
      orderField(row).value = count.value;
    }
    if (window.htmx) {
      window.htmx.process(row);
    }
    row.dispatchEvent(new CustomEvent("ledger:added", { bubbles: true }));
    refresh(set);
    return row;
  }

  /* A hidden field that is still required would block sending without a visible reason. */
  function setRequired(row, on) {
    row.querySelectorAll(on ? "[data-was-required]" : "[required]").forEach(function (field) {
      field.required = on;
      field.toggleAttribute("data-was-required", !on);
    });
  }

  function takeOut(set, row) {
    if (row.hidden) {
      return;
    }
    const gone = Ledger.make("div", "rows-gone", Ledger.word("row-gone"));
    const undo = Ledger.button(Ledger.word("row-undo"), "btn-link", function () {
      const box = deleteBox(row);
      box.checked = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      const field = row.querySelector("input:not([type=hidden]), textarea, select");
      if (field) {
        field.focus();
      }
    });
    gone.appendChild(undo);
    row.parentNode.insertBefore(gone, row);
    row.goneLine = gone;
    row.hidden = true;
    setRequired(row, false);
    refresh(set);
  }

  function putBack(set, row) {
    if (!row.hidden) {
      return;
    }
    row.hidden = false;
    row.goneLine.remove();
    setRequired(row, true);
    refresh(set);
  }

  function followBox(set, row) {
    const box = deleteBox(row);
    if (box && box.checked) {
      takeOut(set, row);
    } else {
      putBack(set, row);
    }
  }

  function onClick(set, event) {
    if (event.target.closest("[data-formset-add]")) {
      const field = append(set).querySelector("input:not([type=hidden]), textarea, select");
      if (field) {
        field.focus();
      }
      total(set).dispatchEvent(new Event("change", { bubbles: true }));
    }
    const mover = event.target.closest("[data-formset-up], [data-formset-down]");
    if (mover) {
      move(set, mover.closest("[data-formset-row]"), "formsetUp" in mover.dataset ? -1 : 1);
      mover.focus();
    }
    const remove = event.target.closest("[data-formset-remove]");
    if (remove) {
      const row = remove.closest("[data-formset-row]");
      const box = deleteBox(row);
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      row.goneLine.querySelector("button").focus();
    }
  }

  function prepare(set) {
    set.addEventListener("click", function (event) {
      onClick(set, event);
    });
    set.addEventListener("change", function (event) {
      const row = event.target.closest("[data-formset-row]");
      if (row && event.target === deleteBox(row)) {
        followBox(set, row);
      } else if (row && event.target === orderField(row)) {
        clearTimeout(set.sorting);
        set.sorting = setTimeout(function () {
          followOrder(set);
        }, 0);
      }
    });
    rows(set).forEach(function (row) {
      followBox(set, row);
    });
    followOrder(set); // a refused form comes back in the order of its names, not of its rows
    writeOrder(set);
    refresh(set);
  }

  /* Makes the formset `prefix` in `form` hold `wanted` rows; rows the server sent stay. */
  function resize(form, prefix, wanted) {
    const set = form.querySelector("[data-formset='" + prefix + "']");
    if (!set) {
      return;
    }
    const count = total(set);
    const sent = Number(set.dataset.formsetSent);
    while (Number(count.value) < Math.min(wanted, limit(set))) {
      append(set);
    }
    while (Number(count.value) > Math.max(wanted, sent)) {
      const name = prefix + "-" + (Number(count.value) - 1) + "-";
      const last = rows(set).find(function (row) {
        return row.querySelector("[name^='" + name + "']");
      });
      if (last.goneLine) {
        last.goneLine.remove();
      }
      last.remove();
      count.value = String(Number(count.value) - 1);
    }
    refresh(set);
  }

  Ledger.formset = { resize: resize };
  Ledger.each("[data-formset]", function (set) {
    set.dataset.formsetSent = total(set).value;
    prepare(set);
  });
})();
