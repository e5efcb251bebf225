// What was folded away stays folded while the browser is open, also when the page is drawn again. Nobody else knows of it.
(function () {
  "use strict";
  function folded(name, set) {
    try {
      if (set === undefined) return sessionStorage.getItem("fold:" + name) === "1";
      sessionStorage.setItem("fold:" + name, set ? "1" : "0");
    } catch (error) { /* not kept, then */ }
    return false;
  }

  function apply() {
    document.querySelectorAll("details[data-fold][open]").forEach(function (one) {
      if (folded(one.dataset.fold)) one.open = false;
    });
  }

  document.addEventListener("toggle", function (event) {
    if (event.target.matches && event.target.matches("details[data-fold]")) folded(event.target.dataset.fold, !event.target.open);
  }, true);
  document.querySelectorAll("[data-block]").forEach(function (block) {
    new MutationObserver(apply).observe(block, { childList: true, subtree: true });
  });
  apply();
})();
