// Notes kept on this phone and not sent yet: those that were to leave do so from any page, when the network is there;
// the line that says one is kept leads to the page where it was written.
import { alone, everything, forget, put, send } from "./notes.js";

const writing = document.querySelector(".lv-write");
const here = writing && `${writing.elements.writer.value} ${writing.dataset.place}`;
let busy = false;

async function look() {
  const notes = await everything();
  if (!notes.length) await forget("");
  for (const line of document.querySelectorAll(".lv-note-waiting"))
    line.hidden = !notes.some((note) => note.owner === line.dataset.owner);
}

async function leave() {
  if (busy || !navigator.onLine) return;
  busy = true;
  for (const note of await everything()) {
    // The page where one writes sends its own.
    if (note.audience && note.owner !== here) await alone(note.token, (lock) => lock && leaveOnce(note.token));
  }
  busy = false;
  await look();
}

/* Read again once it is held: another tab may have sent it in the meantime. */
async function leaveOnce(token) {
  const note = (await everything()).find((one) => one.token === token && one.audience);
  if (!note) return;
  const { state, form } = await send(note);
  const words = form?.querySelector(".lv-draft").dataset;
  if (state === "sent") say(words.left, form.dataset.list, words.see);
  if (state === "mend") {
    await put({ ...note, audience: "" });
    say(words.mend, note.url, words.open);
  }
}

function say(text, to, label) {
  const line = Object.assign(document.createElement("p"), { className: "lv-note-left", textContent: `${text} ` });
  line.append(Object.assign(document.createElement("a"), { href: to, textContent: label }));
  document.querySelector(".lv-messages").append(line);
}

await look();
await leave();
addEventListener("online", leave);
