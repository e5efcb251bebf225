// Keeps parts of a page true while it is open. The server only says "this changed"; the page then fetches that block of
// itself again, through the same view and the same rights, and changes only what differs: typed words, focus and place stay.
(function () {
  "use strict";
  var areas = function () { return Array.from(document.querySelectorAll("[data-live]")); };
  var busy = new Map();
  var source = null;
  var lost = 0;
  var retry = 0;
  var asleep = 0;
  var renewed = false;

  function same(old, fresh) {
    return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && (old.id || "") === (fresh.id || "");
  }

  // The next of the standing nodes that `want` is a newer form of. A part that came or went before it is stepped over, so
  // that what the reader opened or stands on is changed in place and not made anew.
  function next(at, want) {
    if (!at || same(at, want) || want.nodeType !== 1) return at && same(at, want) ? at : null;
    for (var one = at; one && !one.id; one = one.nextSibling) {
      if (same(one, want) && one.classList[0] === want.classList[0]) return one;
    }
    return null;
  }

  function isTyped(control) {
    if (control === document.activeElement) return true;
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.tagName === "SELECT") return true;
    return control.value !== control.defaultValue;
  }

  function update(old, fresh) {
    if (old.nodeType !== 1) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    if (old.isEqualNode(fresh)) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(old.tagName) && old.type !== "hidden" && isTyped(old)) return;
    Array.from(old.attributes).forEach(function (one) {
      if (!fresh.hasAttribute(one.name) && one.name !== "open") old.removeAttribute(one.name);
    });
    Array.from(fresh.attributes).forEach(function (one) {
      if (old.getAttribute(one.name) !== one.value && one.name !== "open") old.setAttribute(one.name, one.value);
    });
    children(old, fresh);
  }

  function children(old, fresh) {
    var wanted = new Set(Array.from(fresh.children, function (one) { return one.id; }));
    var known = new Map();
    Array.from(old.children).forEach(function (one) {
      if (one.id && !wanted.has(one.id)) one.remove();
      else if (one.id) known.set(one.id, one);
    });
    var at = old.firstChild;
    Array.from(fresh.childNodes).forEach(function (want) {
      var match = want.id ? known.get(want.id) : next(at, want);
      if (!match) { old.insertBefore(want, at); return; }
      while (!want.id && at !== match) at = drop(at);
      if (match === at) at = at.nextSibling;
      else old.insertBefore(match, at);
      update(match, want);
    });
    while (at) at = drop(at);
  }

  function drop(node) {
    var after = node.nextSibling;
    node.remove();
    return after;
  }

  // Whoever stands on a part that moves stands on it still; where it went, on what is nearest to it.
  function keepingFocus(area, change) {
    var held = document.activeElement;
    if (!held || !area.contains(held)) return change();
    var post = held.closest("[id]");
    var near = post && (post.nextElementSibling || post.previousElementSibling);
    change();
    if (document.activeElement === held) return;
    var rest = [held, post, near].find(function (one) { return one && one.isConnected && area.contains(one); });
    if (!rest) return;
    if (!rest.matches("a, button, summary, input, textarea, select, [tabindex]")) rest.tabIndex = -1;
    rest.focus({ preventScroll: true });
  }

  // Whoever writes keeps the box under their hands. For those who read, most browsers hold the place; else hold it here.
  function keepingPlace(area, change) {
    var writes = document.activeElement;
    if (!writes || !writes.matches("input, textarea") || area.contains(writes)) writes = null;
    var near = writes || document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    var holds = window.CSS && CSS.supports("overflow-anchor", "auto");
    if (!writes && (holds || !near || !area.contains(near))) return change();
    var before = near.getBoundingClientRect().top;
    change();
    var moved = near.isConnected ? near.getBoundingClientRect().top - before : 0;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
  }

  function put(area, html) {
    var page = new DOMParser().parseFromString("<!doctype html><body>" + html, "text/html");
    var inner = page.querySelector('[data-block="' + CSS.escape(area.dataset.block) + '"]') || page.body;
    var before = area.textContent;
    keepingPlace(area, function () { keepingFocus(area, function () { children(area, inner); }); });
    return area.textContent !== before;
  }

  function say(text) {
    var news = document.getElementById("news");
    if (news) news.textContent = text;
  }

  function gone(area) {
    area.removeAttribute("data-live");
    var line = document.createElement("p");
    line.className = "muted";
    line.textContent = area.dataset.gone || "";
    area.replaceChildren(line);
  }

  // Fetch one area again. Asked twice while under way, it runs once more afterwards. Resolves to whether words changed.
  function refresh(area) {
    if (!area) return Promise.resolve(false);
    if (busy.has(area)) { busy.set(area, true); return Promise.resolve(false); }
    busy.set(area, false);
    var address = new URL(location.href);
    new URLSearchParams(area.dataset.with || "").forEach(function (value, name) { address.searchParams.set(name, value); });
    address.searchParams.set("block", area.dataset.block);
    address.hash = "";
    return fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (answer.ok) return answer.text().then(function (html) { return put(area, html); });
        if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) gone(area);
        return false;
      })
      .catch(function () { return false; })
      .then(function (changed) {
        var again = busy.get(area);
        busy.delete(area);
        return again ? refresh(area).then(function (more) { return more || changed; }) : changed;
      });
  }

  // A ticket is good for half an hour: look at the page anew, as its reader may see it now, for what it shows and its new tickets.
  function renew() {
    return fetch(location.href.split("#")[0], { credentials: "same-origin", redirect: "manual" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      areas().forEach(function (area) {
        var fresh = page.querySelector('[data-block="' + CSS.escape(area.dataset.block) + '"]');
        if (fresh) area.dataset.live = fresh.dataset.live || "";
        soon(area);  // which says so where it may be read no more
      });
    }).catch(function () { /* offline: the next try will be refused as well */ renewed = false; });
  }

  // Many readers hear of one change at the same moment: spread their fetches over 400 ms, or as long as the server asks
  // where they are very many, and join those for one area.
  var waiting = new Map();
  function soon(area, spread) {
    if (waiting.has(area)) return;
    waiting.set(area, setTimeout(function () {
      waiting.delete(area);
      refresh(area).then(function (changed) { if (changed) say(area.dataset.news || ""); });
    }, Math.random() * (spread || 400)));
  }

  function close() {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  }

  function listen() {
    close();
    var tickets = new Set(areas().map(function (area) { return area.dataset.live; }).filter(Boolean));
    if (!tickets.size || !window.EventSource) return;
    var query = Array.from(tickets, function (one) { return "t=" + encodeURIComponent(one); }).join("&");
    source = new EventSource("/live/?" + query);
    source.addEventListener("changed", function (event) {
      var told = event.data.split("\n");
      areas().filter(function (area) { return area.dataset.live === told[0]; }).forEach(function (area) {
        soon(area, Number(told[1]));
      });
    });
    source.onopen = function () {
      // What is under way may have ended before the line was open.
      areas().filter(function (area) { return lost || area.querySelector("progress"); }).forEach(function (area) { soon(area); });
      lost = 0;
      renewed = false;
    };
    source.onerror = function () {
      // Refused outright, as with an old ticket or after signing out elsewhere: look whether this may still be read.
      if (source.readyState === EventSource.CLOSED && !renewed) { renewed = true; renew(); }
      close();
      lost += 1;
      retry = setTimeout(listen, Math.min(60000, 1000 * Math.pow(2, lost)) * (0.5 + Math.random()));
    };
  }

  // A page nobody looks at lets go of its line after a minute, and catches up when looked at again.
  document.addEventListener("visibilitychange", function () {
    clearTimeout(asleep);
    if (document.hidden) asleep = setTimeout(function () { close(); lost = lost || 1; }, 60000);
    else if (!source) listen();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", function (event) { if (event.persisted) { lost = lost || 1; listen(); } });
  addEventListener("online", function () { lost = 1; listen(); });

  window.kith = Object.assign(window.kith || {}, { refresh: refresh });
  listen();
})();
