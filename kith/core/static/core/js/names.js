// After an @, a few names of people in the group to choose from. Typing a name by hand does the same.
(function () {
  "use strict";
  var TYPED = /(^|[^\w@])@([^\s@"“”.,:;!?()]{1,30}(?: [^\s@"“”.,:;!?()]{1,20})?)$/;

  function chooser(place) {
    var box = place.querySelector("textarea");
    var list = document.createElement("ul");
    var asked = "";
    var timer = 0;
    list.className = "named-list";
    list.id = "named-list";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    box.after(list);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);

    function typed() {
      var found = box.selectionStart === box.selectionEnd && TYPED.exec(box.value.slice(0, box.selectionStart));
      return found ? found[2] : "";
    }

    function close() {
      list.hidden = true;
      box.removeAttribute("aria-activedescendant");
    }

    function options() { return Array.from(list.children); }

    function mark(at) {
      options().forEach(function (one, number) { one.setAttribute("aria-selected", number === at ? "true" : "false"); });
      box.setAttribute("aria-activedescendant", list.children[at].id);
    }

    function chosenAt() { return options().findIndex(function (one) { return one.getAttribute("aria-selected") === "true"; }); }

    function choose(option) {
      var end = box.selectionStart;
      var start = end - typed().length - 1;
      var name = '@"' + option.textContent.trim() + '" ';
      box.focus();
      box.setSelectionRange(start, end);
      if (!document.execCommand("insertText", false, name)) {
        box.setRangeText(name, start, end, "end");
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
      close();
    }

    function show(html, question) {
      if (question !== typed()) return;
      var drawn = new DOMParser().parseFromString("<!doctype html><body><ul>" + html + "</ul>", "text/html");
      list.replaceChildren.apply(list, Array.from(drawn.querySelectorAll("li")));
      list.hidden = !list.children.length;
      if (list.hidden) close();
      else mark(0);
    }

    function ask() {
      var question = typed();
      if (!question) { asked = ""; return close(); }
      if (question === asked) return;
      asked = question;
      clearTimeout(timer);
      timer = setTimeout(function () {
        fetch(place.dataset.names + "?q=" + encodeURIComponent(question), { credentials: "same-origin", redirect: "manual" })
          .then(function (answer) { return answer.ok ? answer.text() : ""; })
          .then(function (html) { show(html, question); })
          .catch(close);
      }, 200);
    }

    box.addEventListener("input", ask);
    box.addEventListener("blur", function () { setTimeout(close, 150); });
    box.addEventListener("keydown", function (event) {
      if (list.hidden || event.isComposing) return;
      if (typed() !== asked) { close(); return; }
      var count = list.children.length;
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) mark((chosenAt() + step + count) % count);
      else if (event.key === "Enter" || event.key === "Tab") choose(list.children[Math.max(0, chosenAt())]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    list.addEventListener("pointerdown", function (event) {
      var option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) choose(option);
    });
  }

  document.querySelectorAll("[data-names]").forEach(chooser);
})();
