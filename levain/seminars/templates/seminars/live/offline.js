// The room opens again without network: its page and its files, on this telephone alone. Never a state nor an answer.
const KEPT = "levain-room";
const PATIENCE = 6000;
const FILES = ["script", "style", "font", "image"];
const isRoom = (url) => url.origin === location.origin && /^\/s\/\d+\/$/.test(url.pathname) && !url.search;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET") return;
  const page = request.mode === "navigate" && isRoom(url);
  const file = FILES.includes(request.destination) && url.origin === location.origin;
  if (page || file) event.respondWith(freshOrKept(event, page));
});

/* The network first, and soon; what was kept only when nothing comes. */
async function freshOrKept(event, page) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(event.request, { ignoreVary: true });
  const asked = fetch(event.request).then((answer) => {
    if (page && answer.status >= 502 && kept) throw new Error("The server is starting again.");
    if (answer.ok && !answer.redirected) event.waitUntil(keep(cache, event.request.url, answer.clone(), page));
    return answer;
  });
  if (!kept) return asked;
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("Nothing comes.")), PATIENCE));
  return Promise.race([asked, late]).catch(() => kept);
}

/* One room at a time: the page of the one before goes. */
async function keep(cache, address, answer, page) {
  if (page) {
    const others = (await cache.keys()).filter((one) => isRoom(new URL(one.url)) && one.url !== address);
    await Promise.all(others.map((one) => cache.delete(one)));
  }
  await cache.put(address, answer);
}

/* A page that was open before this worker gives what it is made of. */
addEventListener("message", (event) => {
  const addresses = (event.data?.keep ?? []).filter((address) => new URL(address).origin === location.origin);
  event.waitUntil(
    caches.open(KEPT).then((cache) => Promise.allSettled(addresses.map((address) => cache.add(address)))),
  );
});
