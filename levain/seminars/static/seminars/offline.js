// Asks the browser to open the room again without network; where it cannot, nothing changes.
const { worker } = document.querySelector("[data-worker]").dataset;

/* Loaded before the worker was there: what this page is made of is kept a little later, not all telephones at once. */
function hand(active) {
  const files = performance.getEntriesByType("resource").filter((one) => /\.(js|css|woff2|svg)$/.test(one.name));
  const keep = [location.origin + location.pathname, ...files.map((one) => one.name)];
  setTimeout(() => active.postMessage({ keep }), 500 + Math.random() * 4000);
}

async function start() {
  const held = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  if (!held) hand(active);
}
if (navigator.serviceWorker) start().catch(() => {});
