// Small kindnesses for forms: sent once, errors in focus, and one-button forms that keep the reader's place.
(function () {
  "use strict";
  var problem = document.querySelector("[data-focus]");
  var there = document.getElementById(location.hash.slice(1) || "main");
  var notes = document.querySelector(".messages");
  if (problem) problem.focus();
  else if (location.hash && there && there.hasAttribute("tabindex")) there.focus({ preventScroll: true });
  else if (notes) notes.focus({ preventScroll: true });

  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
  }

  function hold(form, button) {
    form.dataset.sent = "1";
    if (button) button.setAttribute("aria-disabled", "true");
    setTimeout(function () { release(form); }, 8000);
  }

  // Where the reader stays after a choice in a conversation: never on another choice, which a second Enter would send.
  function rest(form, button) {
    var post = form.hasAttribute("data-said") && button && button.closest("article");
    if (!post) return null;
    if (button.name === "keep" || button.name === "let_go") return post;
    var place = button.closest("[data-place]");
    if (place) {
      place.focus({ preventScroll: true });
      return place;
    }
    var menu = post.querySelector("details.respond");
    if (menu) menu.open = false;
    (menu ? menu.querySelector("summary") : post).focus({ preventScroll: true });
    return post;
  }

  function settle(form, button, post, words) {
    var news = document.getElementById("news");
    if (news && button && button.dataset.done) news.textContent = button.dataset.done;
    if (!post) return;
    if (!post.contains(document.activeElement)) (post.querySelector(".respond > summary") || post).focus({ preventScroll: true });
    var lead = button.name === "give" ? form.dataset.said : button.name === "take" ? form.dataset.unsaid : "";
    if (news && lead) news.textContent = lead + " " + words;
  }

  // A press on a reaction: send it, then let the part of the page it belongs to fetch itself again.
  function sendInPlace(form, button) {
    var area = form.closest("[data-block]");
    var body = new FormData(form, button);
    var words = button ? button.textContent.trim() : "";
    var post = rest(form, button);
    if (button) button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
    fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (!answer.ok && answer.type !== "opaqueredirect") throw new Error(answer.status);
        release(form);
        return window.kith.refresh(area);
      })
      .then(function () { settle(form, button, post, words); })
      .catch(function () {
        release(form);
        form.removeAttribute("data-stay");
        form.requestSubmit(button);
      });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    hold(form, event.submitter);
    if (form.hasAttribute("data-stay") && form.closest("[data-block]") && window.kith) {
      event.preventDefault();
      sendInPlace(form, event.submitter);
    }
  });

  // Escape closes a small menu and returns to what opened it.
  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest && event.target.closest("details.respond[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // "Back to where you were": truly back, when the page before was one of ours; else the link leads to the start.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-back]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var ours = window.navigation ? window.navigation.canGoBack : document.referrer.indexOf(location.origin + "/") === 0;
    if (!ours) return;
    event.preventDefault();
    history.back();
  });

  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
})();
