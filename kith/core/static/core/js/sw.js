// Keeps help now, and the look of the pages, for moments without a line. Nothing personal is ever kept:
// the pages are fetched without cookies, and no other page is stored.
"use strict";
const SHELF = "kith";
const HELP = "/help-now/";
const RIGHT_NOW = "/help-now/right-now/";
const KEPT = [HELP, RIGHT_NOW];
const OFFLINE = "/offline/";
const LONG = 4000;

const isPart = (url) => url.pathname.startsWith("/static/core/") || url.pathname.startsWith("/bundle/");

// The styles, scripts, fonts and icons a page names, so that this file needs no list of its own.
function partsIn(text, base) {
  const found = [...text.matchAll(/(?:href|src)="([^"#]+)|url\("([^"]+)"\)/g)].map((m) => new URL(m[1] || m[2], base));
  return [...new Set(found.filter((url) => url.origin === location.origin && isPart(url)).map(String))];
}

async function keep(shelf, address, cache = "default") {
  const answer = await fetch(address, { credentials: "omit", cache });
  if (!answer.ok || answer.redirected) throw new Error(address);
  await shelf.put(address, answer.clone());
  return answer.text();
}

async function stock() {
  const shelf = await caches.open(SHELF);
  const pages = await Promise.all([...KEPT, OFFLINE].map((address) => keep(shelf, address, "no-cache")));
  const parts = [...new Set(pages.flatMap((text) => partsIn(text, location.origin)))];
  const texts = await Promise.all(parts.map((part) => keep(shelf, part)));
  const styles = texts.filter((text, n) => parts[n].endsWith(".css")).join("");
  const fonts = partsIn(styles, location.origin).filter((part) => !parts.includes(part));
  await Promise.all(fonts.map((part) => keep(shelf, part)));
  const known = new Set([...parts, ...fonts, ...[...KEPT, OFFLINE].map((address) => new URL(address, location.origin).href)]);
  for (const request of await shelf.keys()) if (!known.has(request.url)) await shelf.delete(request);
}

// What is sent goes past this worker: with it in between, what a page sends while it is left is lost now and then.
const SENT = { condition: { requestMethod: "POST" }, source: "network" };

self.addEventListener("install", (event) => {
  if (event.addRoutes) event.waitUntil(event.addRoutes(SENT).catch(() => {}));
  event.waitUntil(stock().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) =>
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  ),
);

const slow = () => new Promise((answer, refuse) => setTimeout(refuse, LONG));

// Help now: from the server while it is quick, else the kept one. Other pages: the server, else the offline page.
async function page(request, path) {
  const kept = KEPT.includes(path);
  try {
    const answer = await (kept ? Promise.race([fetch(request), slow()]) : fetch(request));
    if (kept && answer.status >= 500) throw new Error(answer.status);
    return answer;
  } catch (error) {
    return (await caches.match(kept ? path : OFFLINE)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(page(event.request, url.pathname));
    if (KEPT.includes(url.pathname)) event.waitUntil(stock().catch(() => {})); // its numbers may be newer today
  }
  if (isPart(url)) event.respondWith(fetch(event.request).catch(() => caches.match(event.request).then((kept) => kept || Response.error())));
});

// A push message says only that there is something. It shows one line, which takes the place of the line before.
self.addEventListener("push", (event) => {
  let said = {};
  try { said = event.data.json(); } catch { /* a message without words still means: look */ }
  const options = { tag: "news", data: said.url || "/notices/" };
  event.waitUntil(self.registration.showNotification(said.title || "·", options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const there = new URL(event.notification.data, location.origin);
  event.waitUntil(self.clients.openWindow(there.origin === location.origin ? there.href : "/notices/"));
});
