/* select[data-choose]: a list with a search box; searches the text and, where given, option[data-pinyin];
   with data-choose-url it asks the server instead. */
(function () {
  "use strict";
  const Ledger = window.Ledger;

  /* Names what the wrapped select named: its description and its error. */
  function describe(select, input) {
    ["aria-describedby", "aria-invalid"].forEach(function (name) {
      if (select.hasAttribute(name)) {
        input.setAttribute(name, select.getAttribute(name));
      }
    });
    const label = select.getAttribute("aria-label");
    if (label) {
      input.setAttribute("aria-label", label);
    }
  }

  function plugins(select) {
    const wanted = { change_listener: {} };
    if (select.multiple) {
      wanted.remove_button = { title: Ledger.word("choose-clear") };
    }
    return wanted;
  }

  function noResults() {
    return Ledger.make("div", "no-results", Ledger.word("choose-none"));
  }

  /* Asks the server at data-choose-url; without an answer the list just stays empty. */
  function loader(url) {
    return function (query, done) {
      fetch(url + "?q=" + encodeURIComponent(query), { credentials: "same-origin" })
        .then(function (answer) {
          return answer.ok ? answer.json() : { options: [] };
        })
        .then(function (found) {
          done(found.options);
        })
        .catch(function () {
          done();
        });
    };
  }

  Ledger.each("select[data-choose]", function (select) {
    const url = select.dataset.chooseUrl;
    const chooser = new window.TomSelect(select, {
      load: url ? loader(url) : null,
      preload: url ? "focus" : false,
      plugins: plugins(select),
      searchField: ["text", "pinyin"],
      maxOptions: null,
      refreshThrottle: 0, // a search still waiting would open the list again after the choice, and take the cursor back
      allowEmptyOption: !select.multiple,
      hidePlaceholder: true,
      placeholder: select.dataset.placeholder || "",
      sortField: [{ field: "$order" }, { field: "$score" }],
      render: { no_results: noResults },
    });
    describe(select, chooser.control_input);
    select.setAttribute("aria-hidden", "true"); // the search box speaks for it
  });
})();
