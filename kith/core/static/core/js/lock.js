// On a device that locks: an open page hides itself when nothing was typed or touched for that long, hands over what was
// being written, and goes to the lock page. The server locks by its own clock; this only keeps the screen from telling.
(function () {
  "use strict";
  var after = Number(document.body.dataset.lock) * 60000;
  if (!after) return;
  var last = Date.now();
  var told = last;
  var timer = 0;

  function ask(quiet) {
    return fetch("/lock/still-here/", { headers: quiet ? { "HX-Request": "true" } : {}, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) { return answer.status === 204; });
  }

  // Typing counts as being here, though nothing is sent for a while: say so, once a minute at most.
  function alive() {
    last = Date.now();
    if (last - told < 60000) return;
    told = last;
    ask(false).catch(function () { /* offline: the server's clock decides */ });
  }

  function written() {
    return Array.from(document.forms).find(function (form) {
      return form.method === "post" && Array.from(form.elements).some(function (one) {
        return /^(textarea|text)$/.test(one.type) && one.value !== one.defaultValue;
      });
    });
  }

  function handOver(form) {
    if (!form) return Promise.resolve();
    var there = new URL(form.action, location.href);
    return fetch("/lock/keep/", { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Form": there.pathname + there.search } });
  }

  function hide() {
    document.body.hidden = true;
    document.title = "\u200b";
    var go = function () { location.replace("/lock/"); };
    handOver(written()).then(go, go);
  }

  // Another tab may be in use: the server knows. When it cannot be reached, the page hides all the same.
  function look() {
    clearTimeout(timer);
    var rest = last + after - Date.now();
    if (rest > 0) { timer = setTimeout(look, rest + 1000); return; }
    ask(true).then(function (open) {
      if (!open) return hide();
      timer = setTimeout(look, 60000);
    }, hide);
  }

  ["keydown", "pointerdown", "input"].forEach(function (kind) { addEventListener(kind, alive, { passive: true }); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) look(); });
  addEventListener("pageshow", function (event) { if (event.persisted) look(); });
  look();
})();
