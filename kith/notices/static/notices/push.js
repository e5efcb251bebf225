// Lets this browser be told, when its owner presses the button. It asks for nothing by itself.
(function () {
  "use strict";
  var place = document.querySelector("[data-push]");
  if (!place || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  var form = place.querySelector("form");
  var no = place.querySelector("[data-push-no]");
  document.querySelector("[data-push-cannot]").hidden = true;
  place.hidden = false;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function refused() {
    no.hidden = false;
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach(function (one) { one.removeAttribute("aria-disabled"); });
  }

  function subscribe(worker) {
    var options = { userVisibleOnly: true, applicationServerKey: bytes(place.dataset.push) };
    // One made with an older key of this place cannot be used again.
    return worker.pushManager.getSubscription()
      .then(function (old) { return old && old.unsubscribe(); })
      .then(function () { return worker.pushManager.subscribe(options); });
  }

  form.addEventListener("submit", function (event) {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    Notification.requestPermission()
      .then(function (answer) { return answer === "granted" ? navigator.serviceWorker.ready : Promise.reject(answer); })
      .then(subscribe)
      .then(function (made) {
        var found = made.toJSON();
        form.elements.endpoint.value = found.endpoint;
        form.elements.p256dh.value = found.keys.p256dh;
        form.elements.auth.value = found.keys.auth;
        form.submit();
      })
      .catch(refused);
  });
})();
