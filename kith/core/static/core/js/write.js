// The box in which one writes to a group: tools and keys that shape words, and how it will look, drawn by the server as the
// group would read it. Without this file it is a plain box with a button for the same.
(function () {
  "use strict";
  var SIGNS = { bold: "**", italic: "*" };
  var SOON = 400;

  // Typed as by hand, so that undo takes it back; then what is between `from` and `to` is chosen.
  function put(box, start, end, words, from, to) {
    box.focus();
    box.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      box.setRangeText(words, start, end, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.setSelectionRange(from, to);
  }

  // The chosen words without the spaces around them; signs beside a space would be only signs.
  function chosen(box) {
    var start = box.selectionStart;
    var words = box.value.slice(start, box.selectionEnd);
    start += words.length - words.trimStart().length;
    return { start: start, end: start + words.trim().length, words: words.trim() };
  }

  function wrap(box, sign) {
    var part = chosen(box);
    // One star is italic, two are bold, three are both.
    var before = /\**$/.exec(box.value.slice(0, part.start))[0].length;
    var after = /^\**/.exec(box.value.slice(part.end))[0].length;
    var held = sign === "*" ? before % 2 && after % 2 : before > 1 && after > 1;
    if (held && part.words) {
      return put(box, part.start - sign.length, part.end + sign.length, part.words, part.start - sign.length, part.end - sign.length);
    }
    put(box, part.start, part.end, sign + part.words + sign, part.start + sign.length, part.end + sign.length);
  }

  // Begins each chosen line with `lead`, or takes it away where all have it. An empty line sets it apart from what is above.
  function lines(box, lead) {
    var start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
    var end = box.value.indexOf("\n", box.selectionEnd);
    if (end < 0) end = box.value.length;
    var old = box.value.slice(start, end).split("\n");
    var all = old.every(function (line) { return line.indexOf(lead) === 0; });
    var fresh = old.map(function (line) { return all ? line.slice(lead.length) : line.indexOf(lead) === 0 ? line : lead + line; }).join("\n");
    var above = box.value.slice(0, start);
    var gap = !all && above.trim() && !/\n\n$/.test(above) && above.split("\n").slice(-2)[0].indexOf(lead) !== 0 ? "\n" : "";
    put(box, start, end, gap + fresh, start + gap.length + fresh.length, start + gap.length + fresh.length);
  }

  // The words first, then where they lead: the next thing typed takes the place of what is chosen.
  function link(box) {
    var part = chosen(box);
    var address = /^(https?:\/\/|www\.)\S+$/.test(part.words);
    var begin = part.start + (address ? 1 : part.words.length + 3);
    var words = address ? "[](" + part.words + ")" : "[" + part.words + "](https://)";
    var from = !part.words ? part.start + 1 : begin;
    put(box, part.start, part.end, words, from, !part.words || address ? from : begin + 8);
  }

  function act(box, name) {
    if (SIGNS[name]) wrap(box, SIGNS[name]);
    else if (name === "list") lines(box, "- ");
    else if (name === "quote") lines(box, "> ");
    else link(box);
  }

  function tools(place, box) {
    var bar = place.querySelector("template").content.firstElementChild.cloneNode(true);
    var command = /Mac|iP/.test(navigator.platform) ? "\u2318" : bar.dataset.command + " ";
    bar.querySelector("[data-act=bold]").title = command + "B";
    bar.addEventListener("pointerdown", function (event) { event.preventDefault(); });
    bar.addEventListener("click", function (event) {
      var button = event.target.closest("[data-act]");
      if (button) act(box, button.dataset.act);
    });
    arrows(bar);
    place.insertBefore(bar, box);
    place.classList.add("write-box-tools");
    box.addEventListener("keydown", function (event) {
      var name = { b: "bold", i: "italic" }[event.key.toLowerCase()];
      if (!name || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      act(box, name);
    });
  }

  // One stop for the Tab key; the arrows go from tool to tool.
  function arrows(bar) {
    var every = Array.from(bar.querySelectorAll("button"));
    every.forEach(function (one, at) { one.tabIndex = at ? -1 : 0; });
    bar.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      var at = every.indexOf(document.activeElement);
      if (!step || at < 0) return;
      event.preventDefault();
      if (getComputedStyle(bar).direction === "rtl") step = -step;
      every[at].tabIndex = -1;
      at = (at + step + every.length) % every.length;
      every[at].tabIndex = 0;
      every[at].focus();
    });
  }

  function looks(place, box, button) {
    var area = place.querySelector(".looks");
    var words = area.querySelector(".words");
    var label = button.querySelector("span");
    var show = label.textContent;
    var timer = 0;
    var under = null;

    function draw() {
      if (under) under.abort();
      under = window.AbortController ? new AbortController() : null;
      fetch(place.dataset.look, { method: "POST", body: window.kith.typedWords(box.form), credentials: "same-origin", redirect: "manual", signal: under ? under.signal : undefined })
        .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
        .then(function (html) {
          var drawn = new DOMParser().parseFromString("<!doctype html><body>" + html, "text/html");
          window.kith.hint(place, Array.from(drawn.querySelectorAll(".hint-list, .hint-list + p")));
          words.replaceChildren.apply(words, Array.from(drawn.body.childNodes));
        })
        .catch(function () { /* offline, or typed on: the next time will show it */ });
    }

    function set(open) {
      area.hidden = !open;
      button.setAttribute("aria-pressed", open ? "true" : "false");
      label.textContent = open ? button.dataset.hide : show;
      if (open) draw();
    }

    button.addEventListener("click", function (event) {
      event.preventDefault();
      set(area.hidden);
      (area.hidden ? box : area).focus();
    });
    box.addEventListener("input", function () {
      if (area.hidden) return;
      clearTimeout(timer);
      timer = setTimeout(draw, SOON);
    });
    if (!area.hidden) set(true);
  }

  document.querySelectorAll("[data-write]").forEach(function (place) {
    var box = place.querySelector("textarea");
    var button = box.form.querySelector("[data-looks]");
    tools(place, box);
    if (button) looks(place, box, button);
    if (!document.querySelector("[data-focus], .messages") && (location.hash === "#write" || location.hash === "#id_body")) {
      box.focus({ preventScroll: true });
      box.setSelectionRange(box.value.length, box.value.length);
    }
  });
})();
