/* What the other scripts share: words, icons, bars, safe storage, and "each such element, now and later". */
(function () {
  "use strict";
  const box = document.getElementById("words");
  const words = {};
  if (box) {
    box.content.querySelectorAll("[data-word]").forEach(function (element) {
      words[element.dataset.word] = element.textContent;
    });
  }

  /* The sentence `key` with {name} replaced from `values`. */
  function word(key, values) {
    return (words[key] || key).replace(/\{(\w+)\}/g, function (whole, name) {
      return values && name in values ? values[name] : whole;
    });
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", (box ? box.dataset.sprite : "") + "#" + name);
    svg.appendChild(use);
    return svg;
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className || "";
    if (text) {
      element.textContent = text;
    }
    return element;
  }

  function button(text, className, action) {
    const element = make("button", "btn " + className, text);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  /* A bar with an icon, a sentence and buttons [[text, action], …]; the caller puts it on the page. */
  function bar(iconName, text, buttons) {
    const element = make("div", "bar");
    element.setAttribute("role", "status");
    element.appendChild(icon(iconName));
    element.appendChild(make("span", "", text));
    buttons.forEach(function (pair) {
      element.appendChild(button(pair[0], "btn-link", pair[1]));
    });
    return element;
  }

  /* Runs `prepare` once for every element that matches, also for those htmx or a formset adds later. */
  function each(selector, prepare) {
    const seen = new WeakSet();
    function run(root) {
      const found = Array.from(root.querySelectorAll(selector));
      if (root.matches && root.matches(selector)) {
        found.unshift(root);
      }
      found.forEach(function (element) {
        if (!seen.has(element)) {
          seen.add(element);
          prepare(element);
        }
      });
    }
    run(document);
    document.addEventListener("htmx:load", function (event) {
      run(event.detail.elt);
    });
    document.addEventListener("ledger:added", function (event) {
      run(event.target);
    });
  }

  /* Storage that never throws: `kind` is localStorage or sessionStorage. put() says whether it worked. */
  function storage(kind) {
    return {
      get: function (key) {
        try {
          return JSON.parse(window[kind].getItem(key));
        } catch (error) {
          return null;
        }
      },
      put: function (key, value) {
        try {
          window[kind].setItem(key, JSON.stringify(value));
          return true;
        } catch (error) {
          return false;
        }
      },
      drop: function (key) {
        try {
          window[kind].removeItem(key);
        } catch (error) {
          return;
        }
      },
      keys: function () {
        try {
          return Object.keys(window[kind]);
        } catch (error) {
          return [];
        }
      },
    };
  }

  /* SubmitEvent.submitter is younger than our oldest browser: remember the button that was pressed. */
  let pressed = null;
  document.addEventListener(
    "click",
    function (event) {
      const target = event.target.closest("button, input");
      pressed = target && (target.type === "submit" || target.type === "image") ? target : null;
    },
    true
  );
  function submitter(event) {
    const form = event.target;
    if (event.submitter) {
      return event.submitter;
    }
    return pressed && pressed.form === form ? pressed : null;
  }

  window.Ledger = {
    word: word,
    icon: icon,
    make: make,
    button: button,
    bar: bar,
    each: each,
    local: storage("localStorage"),
    session: storage("sessionStorage"),
    submitter: submitter,
    user: document.body.dataset.user || "-",
    leaving: false, // set by a script that leaves the page on purpose: no question then
  };
})();
