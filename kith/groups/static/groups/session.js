// A session: send without losing one's place, a sign of life now and then, and "… is writing" for the others.
// Without it the page works all the same: the form sends itself, and "See what is new" loads it again.
(function () {
  "use strict";
  var form = document.querySelector("[data-session-say]");
  if (!form || !window.fetch) return;
  var box = form.querySelector("textarea");
  var told = 0;
  var quiet = 0;

  function area(name) { return document.querySelector('[data-block="' + name + '"]'); }

  function isAtEnd() { return form.getBoundingClientRect().top < innerHeight + 200; }

  function freshToken() {
    var token = form.querySelector('[name="once"]');
    var bytes = crypto.getRandomValues(new Uint8Array(10));
    token.value = Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  form.addEventListener("submit", function (event) {
    if (form.dataset.plain || !box.value.trim() || !window.kith) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    var sent = box.value;
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (answer.type !== "opaqueredirect") throw new Error(answer.status);
        if (box.value.indexOf(sent) === 0) box.value = box.value.slice(sent.length).trimStart(); // what was typed meanwhile stays
        told = 0;
        freshToken();
        return window.kith.refresh(area("words"));
      })
      .then(function () { form.scrollIntoView({ block: "nearest" }); })
      .catch(function () { // refused, or away: the page itself says why, and keeps the words
        form.dataset.plain = "1";
        form.requestSubmit();
      })
      .finally(function () { delete form.dataset.sending; });
  }, true);

  // Enter sends, as people are used to where one writes live; Shift and Enter begins a new line.
  box.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  box.addEventListener("input", function () {
    if (!box.value.trim() || Date.now() - told < 5000) return;
    told = Date.now();
    var body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector('[name="csrfmiddlewaretoken"]').value);
    fetch(form.dataset.typingAt, { method: "POST", body: body, credentials: "same-origin" }).catch(function () {});
  });

  // A sign of life; it also shows who came, went or fell silent.
  setInterval(function () { if (!document.hidden) window.kith.refresh(area("here")); }, 30000);

  // "… is writing" ends by itself, and new words come into sight for whoever was at the end.
  var here = area("here");
  if (here) new MutationObserver(function () {
    clearTimeout(quiet);
    if (here.querySelector("[data-typing]")) quiet = setTimeout(function () { window.kith.refresh(here); }, 9000);
  }).observe(here, { childList: true, subtree: true, characterData: true, attributes: true });
  var words = area("words");
  if (words) new MutationObserver(function () {
    if (isAtEnd()) form.scrollIntoView({ block: "end" });
  }).observe(words, { childList: true, subtree: true });
})();
