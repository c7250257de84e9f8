// A step is saved while it is written and when it is left. Without this script the two buttons save it.
const PAUSE = 4000;
const form = document.querySelector("form.lv-step");
const line = form.querySelector(".lv-saved");
let touched = false, busy = false, later;

/* What was typed, without files: those leave with the button. */
function typed() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

async function save() {
  clearTimeout(later);
  if (!touched || busy) return;
  touched = false;
  busy = true;
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(location.href, { method: "POST", body: typed(), headers });
    if (!answer.ok) throw new Error(answer.status);
    tell(await answer.json());
  } catch {
    touched = true;
    line.textContent = line.dataset.offline;
    later = setTimeout(save, 5 * PAUSE);
  } finally {
    busy = false;
  }
}

function tell(said) {
  if (said.known !== undefined) form.elements["r-known"].value = said.known;
  line.textContent = said.refused ?? (said.clash ? line.dataset.clash : said.saved);
}

form.addEventListener("input", () => {
  touched = true;
  clearTimeout(later);
  later = setTimeout(save, PAUSE);
});
form.addEventListener("submit", () => {
  clearTimeout(later);
  touched = false;
});
addEventListener("online", save);
document.addEventListener("visibilitychange", () => document.hidden && save());
addEventListener("pagehide", () => {
  if (touched) fetch(location.href, { method: "POST", body: typed(), headers: { Accept: "application/json" }, keepalive: true });
});
