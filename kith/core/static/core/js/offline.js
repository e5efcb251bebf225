// Says calmly when the line is gone, and asks the browser to keep help now for such moments.
(function () {
  "use strict";
  var note = document.getElementById("offline-note");
  function show() { if (note) note.hidden = navigator.onLine !== false; }
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
  if ("serviceWorker" in navigator) {
    addEventListener("load", function () {
      navigator.serviceWorker.register("/sw.js").catch(function () { /* not offered here, for instance without https */ });
    });
  }
})();
