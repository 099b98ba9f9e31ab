// What a phone keeps of a sitting is shown when there is no network, marked as kept; never else.
// Its scope is the one sitting that was kept: no other page of the portal passes through here.
const KEPT = "kept:";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const isOurs = request.method === "GET" && address.origin === self.location.origin;
  if (isOurs && (request.mode === "navigate" || address.pathname.startsWith("/static/"))) {
    event.respondWith(answer(request, address));
  }
});

async function answer(request, address) {
  try {
    const now = await fetch(request);
    // The page is there no more, or not for this reader: nor is what was kept of it.
    if (now.status === 404 || now.status === 410) await drop(address);
    return now;
  } catch (noNetwork) {
    const kept = await find(address);
    if (!kept) throw noNetwork;
    return marked(kept);
  }
}

async function drop(address) {
  const { pathname } = address;
  for (const name of await caches.keys()) {
    const isOfPage = name.startsWith(KEPT) && name.endsWith(`:${pathname}`);
    if (isOfPage) await caches.delete(name);
  }
}

// A reader's own copy stands before everyone's.
async function find(address) {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT)).sort().reverse();
  for (const name of names) {
    const cache = await caches.open(name);
    const isPage = address.pathname.endsWith("/");
    const found = await cache.match(isPage ? address.pathname : address.pathname + address.search);
    if (found) return found;
  }
  return null;
}

// The page says itself that it is not of now.
async function marked(kept) {
  const { headers } = kept;
  const at = headers.get("X-Kept-At");
  if (!at || !(headers.get("Content-Type") ?? "").startsWith("text/html")) return kept;
  const page = (await kept.text())
    .replace('id="kept-note" hidden', 'id="kept-note"')
    .replace("<b data-kept-at></b>", `<b>${at}</b>`);
  return new Response(page, { headers });
}
