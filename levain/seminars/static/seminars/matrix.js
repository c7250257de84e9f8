// The square of a matrix, touched or clicked, writes the two numbers beside it; the numbers move its dot.
const ends = (place) => [Number(place.dataset.min), Number(place.dataset.max)];
const numbers = (place) => place.querySelectorAll("input");

function draw(place) {
  const [low, high] = ends(place);
  const [x, y] = [...numbers(place)].map((field) => (field.value === "" ? null : Number(field.value)));
  const dot = place.querySelector(".sem-square__dot");
  const off = (at) => at === null || !(at >= low && at <= high);
  // A number that is not on the square has no place on it: its field says why once it is sent.
  dot.hidden = off(x) || off(y);
  if (dot.hidden) return;
  dot.style.left = `${(100 * (x - low)) / (high - low)}%`;
  dot.style.bottom = `${(100 * (y - low)) / (high - low)}%`;
}

function put(square, event) {
  const place = square.closest(".sem-place");
  const [low, high] = ends(place);
  const box = square.getBoundingClientRect();
  const share = (at, from, size) => Math.min(1, Math.max(0, (at - from) / size));
  const at = [share(event.clientX, box.left, box.width), 1 - share(event.clientY, box.top, box.height)];
  numbers(place).forEach((field, n) => {
    field.value = String(Math.round(low + at[n] * (high - low)));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

let held = null;
document.addEventListener("pointerdown", (event) => {
  held = event.target.closest?.("[data-square]") || null;
  if (held) put(held, event);
});
document.addEventListener("pointermove", (event) => held && put(held, event));
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (held = null));
document.addEventListener("input", (event) => {
  const place = event.target.closest?.(".sem-place");
  if (place) draw(place);
});

/* The squares show only where they can be used. */
function open() {
  for (const square of document.querySelectorAll("[data-square][hidden]")) {
    square.hidden = false;
    draw(square.closest(".sem-place"));
  }
  for (const how of document.querySelectorAll(".sem-square__how[hidden]")) how.hidden = false;
}
open();
new MutationObserver(open).observe(document.querySelector("#stage") || document.body, { childList: true, subtree: true });
