// Small kindnesses for forms: sent once, errors in focus, and one-button forms that keep the reader's place.
(function () {
  "use strict";
  var problem = document.querySelector("[data-focus]");
  if (problem) problem.focus();

  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
  }

  function hold(form, button) {
    form.dataset.sent = "1";
    if (button) button.setAttribute("aria-disabled", "true");
    setTimeout(function () { release(form); }, 8000);
  }

  // A press on a reaction: send it, then let the part of the page it belongs to fetch itself again.
  function sendInPlace(form, button) {
    var area = form.closest("[data-block]");
    var body = new FormData(form, button);
    if (button) button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
    fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (!answer.ok && answer.type !== "opaqueredirect") throw new Error(answer.status);
        release(form);
        return window.kith.refresh(area);
      })
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

  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
})();
