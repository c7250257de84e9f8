// Follow a room: a stream when one passes, otherwise a question now and then. What comes is always a whole state.
export const room = document.querySelector("#room");
const stage = document.querySelector("#stage");
const results = document.querySelector("#results");
const clock = document.querySelector("#clock");
const said = document.querySelector("#said");
const words = room.dataset;
const SILENCE = 45_000;
const ASK_EVERY = 3_000;
const listeners = { stage: [], results: [] };

export const on = (name, deed) => listeners[name].push(deed);

/* One polite sentence for those who hear the page. */
export function say(text) {
  if (said && said.textContent !== text) said.textContent = text;
}

/* Replace what is shown; whoever stands on a button stays on it. */
function swap(target, html) {
  const held = document.activeElement;
  const inside = target.contains(held) && held !== target;
  const open = [...target.querySelectorAll("details[open][id]")].map((one) => one.id);
  target.innerHTML = html;
  open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  if (!inside) return;
  const same = held.id ? `#${CSS.escape(held.id)}` : held.value && `button[value="${CSS.escape(held.value)}"]`;
  if (same) target.querySelector(same)?.focus({ preventScroll: true });
}

let now = JSON.parse(words.now);
let shown = null;
let skew = 0;

const place = (state) => [state.activity, state.step, state.takes, state.open].join();

function show(state) {
  if (state.version < now.version) return;
  const moved = place(state) !== place(now) || room.dataset.audience !== "phone";
  const other = state.activity !== now.activity || state.open !== now.open;
  const before = now;
  now = state;
  if (moved) swap(stage, state.html);
  if (other) results.innerHTML = "";
  tick();
  listeners.stage.forEach((deed) => deed(state, before, moved));
}

function tell(told) {
  if (told.activity !== now.activity) return;
  const count = document.querySelector("#count");
  if (count) count.textContent = told.counted;
  const people = document.querySelector("#people");
  if (people) people.textContent = told.connected;
  if (told.html !== shown) {
    shown = told.html;
    swap(results, told.html);
    listeners.results.forEach((deed) => deed(told));
  }
}

/* The shared clock, in the server's own time. */
let minuteSaid = 0;
function tick() {
  if (!clock) return;
  const set = now.clock;
  clock.hidden = !set;
  if (!set) return;
  const left = set.left ?? Math.max(0, set.ends - (Date.now() + skew));
  const seconds = Math.ceil(left / 1000);
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  clock.classList.toggle("is-short", seconds <= 60);
  if (!set.ends || minuteSaid === set.ends + Math.sign(seconds)) return;
  if (seconds === 60) say(words.minute);
  if (seconds === 0) say(words.over);
  if (seconds === 60 || seconds === 0) minuteSaid = set.ends + Math.sign(seconds);
}
setInterval(tick, 500);

/* The stream, and what replaces it. */
let source = null;
let heard = 0;
let asking = 0;

const connected = (state) => (room.dataset.network = state);

function listen() {
  source?.close();
  heard = Date.now();
  source = new EventSource(words.stream);
  const hear = (name, deed) =>
    source.addEventListener(name, (event) => {
      heard = Date.now();
      connected("here");
      if (event.data) deed(JSON.parse(event.data));
    });
  hear("stage", show);
  hear("results", tell);
  hear("ping", () => {});
  hear("hello", (at) => {
    skew = at - Date.now();
    clearInterval(asking);
    asking = 0;
  });
  source.onerror = () => {
    connected("lost");
    // Refused, or no stream here: ask instead, and try the stream again later.
    if (source.readyState === EventSource.CLOSED) askNowAndThen();
  };
}

export async function ask() {
  try {
    const answer = await fetch(words.state, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const told = await answer.json();
    skew = told.now - Date.now();
    connected("here");
    show(told.stage);
    tell(told.results);
  } catch {
    connected("lost");
  }
}

function askNowAndThen() {
  if (asking) return;
  asking = setInterval(ask, ASK_EVERY + Math.random() * 1000);
  setTimeout(listen, 30_000 + Math.random() * 30_000);
  ask();
}

/* A telephone that slept, or changed networks, holds a stream that says nothing any more. */
function wake() {
  if (document.hidden) return;
  if (source.readyState !== EventSource.OPEN || Date.now() - heard > SILENCE) {
    ask();
    listen();
  }
}
addEventListener("online", wake);
addEventListener("offline", () => connected("lost"));
addEventListener("pageshow", (event) => event.persisted && listen());
document.addEventListener("visibilitychange", wake);
setInterval(() => Date.now() - heard > SILENCE && !asking && wake(), 10_000);

room.querySelectorAll(".lv-refresh").forEach((link) => (link.hidden = true));
tick();
if (words.stream.startsWith("-")) askNowAndThen();
else listen();
