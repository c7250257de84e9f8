// The remote: each button is sent at once; what it changed comes back by the stream, to every remote.
import { ask, on, room, say } from "./room.js";

const form = document.querySelector("#deed");
const other = document.querySelector("#other-driver");

async function press(button) {
  button.disabled = true;
  const data = new FormData(form);
  data.append(button.name, button.value);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(12_000),
    });
    const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (answer.status === 401) location.reload();
    else if (!answer.ok) say(told.refused || room.dataset.failed);
    else say(room.dataset.done);
    if (room.dataset.network !== "here" || !answer.ok) ask();
  } catch {
    say(room.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  press(event.submitter);
});

/* Somebody else drives: said, with one button to take over. */
function whoDrives(state) {
  const away = state.driver && state.driver[0] !== Number(room.dataset.me);
  other.hidden = !away;
  if (away) other.querySelector("strong").textContent = state.driver[1];
}
/* Time goes by without anybody pressing: how late the room is, once a minute. */
setInterval(() => !document.hidden && ask(), 60_000);

on("stage", (state) => {
  whoDrives(state);
  if (!state.open) location.reload();
});
