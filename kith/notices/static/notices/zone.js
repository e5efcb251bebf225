// Offers the zone this browser is set to, and chooses it only when asked. Nothing is looked up anywhere.
(function () {
  "use strict";
  var button = document.querySelector("[data-zone]");
  var zone = "";
  try { zone = Intl.DateTimeFormat().resolvedOptions().timeZone || ""; } catch (_e) { return; }
  var select = button && document.getElementById(button.dataset.zone);
  if (!select || !zone || select.value === zone) return;
  button.querySelector("[data-zone-name]").textContent = zone.split("/").pop().replace(/_/g, " ");
  button.parentElement.hidden = false;
  button.addEventListener("click", function () {
    var known = Array.prototype.some.call(select.options, function (one) { return one.value === zone; });
    if (!known) select.add(new Option(zone, zone));
    select.value = zone;
    button.parentElement.hidden = true;
    select.focus();
  });
})();
