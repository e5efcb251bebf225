// Choosing pictures: shows each small, asks for the next only when one is there, and makes large ones small before they are
// sent. What a camera wrote into the file stays on the device then. Without this, plain file boxes do; the server checks all.
(function () {
  "use strict";
  var WIDEST = 1600;

  function draw(image, canvas) {
    var scale = Math.min(1, WIDEST / Math.max(image.width, image.height));
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  }

  function smaller(canvas) {
    return new Promise(function (done) { canvas.toBlob(done, "image/webp", 0.9); }).then(function (blob) {
      if (blob && blob.type === "image/webp") return blob;
      var context = canvas.getContext("2d");
      context.globalCompositeOperation = "destination-over";
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", 0.9); });
    });
  }

  function put(input, file, blob) {
    if (!blob || input.files[0] !== file) return; // another was chosen meanwhile
    var holder = new DataTransfer();
    holder.items.add(new File([blob], "picture", { type: blob.type }));
    input.files = holder.files;
  }

  function clear(row) {
    row.querySelectorAll("canvas, .picture-out").forEach(function (one) { one.remove(); });
  }

  function show(row, input, words) {
    var file = input.files[0];
    clear(row);
    if (!file || !window.createImageBitmap || !window.DataTransfer) return;
    createImageBitmap(file).then(function (image) {
      if (input.files[0] !== file) return null;
      var canvas = document.createElement("canvas");
      var out = document.createElement("button");
      draw(image, canvas);
      canvas.setAttribute("aria-hidden", "true");
      out.type = "button";
      out.className = "mini link-s picture-out";
      out.textContent = words;
      out.addEventListener("click", function () {
        input.value = "";
        clear(row);
        input.focus();
      });
      input.after(canvas, out);
      return smaller(canvas).then(function (blob) { put(input, file, blob); });
    }).catch(function () { /* not a picture this browser can read: the server says so in words */ });
  }

  document.querySelectorAll("[data-pictures]").forEach(function (area) {
    var rows = Array.from(area.querySelectorAll(".picture-choice"));
    function open() {
      rows.forEach(function (row, place) {
        var before = rows[place - 1];
        var filled = row.querySelector("[type=text]").value || row.querySelector("[type=file]").value;
        row.hidden = Boolean(before) && !before.querySelector("[type=file]").value && !filled;
      });
    }
    rows.forEach(function (row) {
      var input = row.querySelector("[type=file]");
      input.addEventListener("change", function () { show(row, input, area.dataset.remove); open(); });
    });
    open();
  });
})();
