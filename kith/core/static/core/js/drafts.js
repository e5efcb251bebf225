// Keeps what is being written, with the server and for its writer alone: every few seconds, and when the page is left. Another
// window's words are never written over unseen: the server says so, and this one stops until its writer decides.
(function () {
  "use strict";
  var WAIT = 2500;

  // Without the pictures: they are never kept, and what goes while its page is left must be plain words to arrive.
  function typedWords(form) {
    var words = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (typeof value === "string") words.append(name, value); });
    return words;
  }

  function keeper(place) {
    var form = place.closest("form");
    var line = place.querySelector(".kept");
    var timer = 0;
    var busy = null;
    var typed = false;
    var stopped = false;

    function say(words) { if (line.textContent !== words) line.textContent = words; }

    function heard(answer) {
      var turn = answer.headers.get("X-Kith-Turn");
      if (turn !== null) form.elements.turn.value = turn;
      if (answer.status === 204 || answer.status === 200) {
        say(turn === "0" ? "" : place.dataset.kept);
        return (answer.status === 200 ? answer.text() : Promise.resolve("")).then(function (html) { hint(place, Array.from(drawn(html).childNodes)); });
      }
      if (answer.status !== 409) throw new Error(answer.status);
      stopped = true;
      return answer.text().then(say);
    }

    // Resolves to whether all that is typed is kept.
    function keep() {
      clearTimeout(timer);
      timer = 0;
      if (busy) return busy.then(keep);
      if (stopped) return Promise.resolve(false);
      if (!typed) return Promise.resolve(true);
      typed = false;
      busy = fetch(place.dataset.keep, { method: "POST", body: typedWords(form), credentials: "same-origin", redirect: "manual", keepalive: true })
        .then(heard)
        .then(function () { return !stopped; }, function () { typed = true; say(place.dataset.unkept); return false; })
        .then(function (kept) { busy = null; return kept; });
      return busy;
    }

    form.addEventListener("input", function () {
      typed = true;
      if (!timer && !stopped) timer = setTimeout(keep, WAIT);
    });
    // What is sent is kept no more: nothing may still be on its way when it goes.
    form.addEventListener("submit", function (event) {
      clearTimeout(timer);
      typed = false;
      if (!busy) { stopped = true; return; }
      event.preventDefault();
      busy.then(function () { stopped = true; form.requestSubmit(event.submitter); });
    });
    document.addEventListener("visibilitychange", function () { if (document.hidden) keep(); });
    addEventListener("pagehide", keep);
    addEventListener("pageshow", function (event) { if (event.persisted) stopped = false; });
    return keep;
  }

  // Hints on language come with what is kept, into a place that is read out when its reader has time. The same are not said twice.
  function hint(place, nodes) {
    var area = place.querySelector(".hints");
    var fresh = document.createElement("div");
    fresh.replaceChildren.apply(fresh, nodes);
    if (!area || area.textContent.trim() === fresh.textContent.trim() || area.contains(document.activeElement)) return;
    area.replaceChildren.apply(area, Array.from(fresh.childNodes));
  }

  function drawn(html) {
    return new DOMParser().parseFromString("<!doctype html><body>" + html, "text/html").body;
  }

  // "Not now" needs no new page: the hint goes, and its name is kept with the words for as long as they are written.
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest('.hint [name="look"][value^="not-now:"]');
    if (!button) return;
    event.preventDefault();
    var place = button.closest("[data-write]");
    var away = button.form.elements.hints_away;
    away.value = (away.value + " " + button.value.slice(8)).trim();
    button.closest(".hint").remove();
    if (!place.querySelector(".hint")) place.querySelector(".hints").replaceChildren();
    place.querySelector("textarea").focus();
  });

  window.kith = Object.assign(window.kith || {}, { typedWords: typedWords, hint: hint });
  var keepers = Array.from(document.querySelectorAll("[data-keep]"), keeper);

  // A quote is put into the box by the server, beside what was typed so far; what could not be kept is not left behind for it.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-quote]");
    if (!link || !keepers.length || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    Promise.all(keepers.map(function (keep) { return keep(); })).then(function (kept) {
      if (kept.every(Boolean)) location.assign(link.href);
    });
  });
})();
