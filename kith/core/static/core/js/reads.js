// Keeps the line under a writing box true while its form is filled in: who reads this, as chosen so far.
(function () {
  "use strict";

  function names(form, line) {
    var found = line.dataset.always ? [line.dataset.always] : [];
    form.querySelectorAll('input[name="' + line.dataset.reads + '"]:checked').forEach(function (box) {
      var label = form.querySelector('label[for="' + box.id + '"]');
      if (label) found.push(label.firstChild.textContent.trim());
    });
    return found;
  }

  function say(form, line) {
    var alone = form.querySelector('input[name="' + line.dataset.only + '"]:checked');
    var found = alone ? [] : names(form, line);
    var words = found.length ? line.dataset.lead + " " + found.join(", ") + "." : line.dataset.alone;
    var place = line.querySelector("span");
    if (place.textContent !== words) place.textContent = words;
  }

  function choose(form, line) {
    var chosen = form.querySelector('input[name="' + line.dataset.readsBy + '"]:checked');
    line.querySelectorAll("[data-for]").forEach(function (sentence) {
      sentence.hidden = Boolean(chosen) && sentence.dataset.for !== chosen.value;
    });
  }

  document.querySelectorAll("form [data-reads-by]").forEach(function (line) {
    var form = line.closest("form");
    choose(form, line);
    form.addEventListener("change", function () { choose(form, line); });
  });
  document.querySelectorAll("form [data-reads]").forEach(function (line) {
    var form = line.closest("form");
    say(form, line);
    form.addEventListener("change", function () { say(form, line); });
  });
})();
