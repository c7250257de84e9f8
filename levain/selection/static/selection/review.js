// A review is kept while it is written: soon after each change, and on leaving the page. Without this script, the buttons keep it.
const SOON = 1200;
const AGAIN = 10_000;

const form = document.querySelector(".lv-grid");
const kept = form.querySelector("[data-kept]");
let later, leaving, busy, changed;

function say(words, failed = false) {
  kept.textContent = words;
  kept.classList.toggle("lv-failed", failed);
}

function plan(delay) {
  changed = true;
  clearTimeout(later);
  later = setTimeout(keep, delay);
}

async function keep() {
  clearTimeout(later);
  if (busy) return;
  busy = true;
  changed = false;
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body: new FormData(form), redirect: "error" });
    const told = await answer.json();
    if (answer.ok) {
      form.elements.version.value = told.version;
      say(told.said);
    } else {
      say(told.refused, true);
    }
  } catch {
    say(form.dataset.failed, true);
    changed = true;
  } finally {
    busy = false;
    if (changed) plan(kept.classList.contains("lv-failed") ? AGAIN : SOON);
  }
}

form.addEventListener("change", () => plan(0));
form.addEventListener("input", () => plan(SOON));
form.addEventListener("submit", (event) => {
  // What is being kept right now finishes first, so that its version is known.
  if (busy && !leaving) {
    event.preventDefault();
    const { submitter } = event;
    setTimeout(() => form.requestSubmit(submitter), 200);
    return;
  }
  leaving = true;
  clearTimeout(later);
});
addEventListener("pagehide", () => {
  if (changed && !leaving) navigator.sendBeacon(form.dataset.save, new FormData(form));
});
