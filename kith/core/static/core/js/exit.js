// The way out. Loads first, so that it works before anything else does. Without it the link still leads to /leave/.
(function () {
  "use strict";
  var away = document.currentScript.dataset.away;
  var root = document.documentElement;
  var presses = [];

  function remember(left) {
    try {
      if (left) sessionStorage.setItem("left", "1");
      else sessionStorage.removeItem("left");
    } catch (error) { /* storage may be off; leaving still works */ }
  }
  function hasLeft() {
    try { return sessionStorage.getItem("left") === "1"; } catch (error) { return false; }
  }
  function cover() {
    root.classList.add("leaving");
    if (document.body) document.body.hidden = true;
    document.title = "\u200b";
  }
  function leave() {
    cover();
    remember(true);
    location.replace(away);
  }

  // Coming back with the Back button leads away again; opening the address anew is a wish to be here.
  var entry = performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
  if (hasLeft()) {
    if (entry && entry.type === "back_forward") leave();
    else remember(false);
  }
  addEventListener("pageshow", function (event) {
    if (event.persisted && hasLeft()) leave();
  });

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-leave]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    leave();
  });
  // Shift three times within three seconds, with no other key between. While someone types, where Shift has its own
  // work, the three taps must come within 700 milliseconds, and a Shift that made a capital letter is no tap.
  var alone = false;
  function typing() {
    var at = document.activeElement;
    if (!at) return false;
    if (at.tagName === "INPUT") return !/^(checkbox|radio|button|submit|reset|range|file|color)$/.test(at.type);
    return at.tagName === "TEXTAREA" || at.isContentEditable;
  }
  function forget() {
    presses = [];
    alone = false;
  }
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) { if (event.key !== "Shift") presses = []; return; }
    var within = typing() ? 700 : 3000;
    alone = false;
    presses = presses.filter(function (at) { return event.timeStamp - at < within; });
    presses.push(event.timeStamp);
    if (presses.length === 3) leave();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") forget();
    else if (!event.repeat) alone = true;
  });
  document.addEventListener("pointerdown", forget);
})();
