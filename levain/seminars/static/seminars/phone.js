// The telephone of a person in the room: one question, one field, one button, and whether it was received.
import { on, room, say } from "./room.js";
import { Outbox } from "./outbox.js";

const form = document.querySelector("#answer");
const voting = document.querySelector("#vote");
const receipt = document.querySelector("#receipt");
const sent = document.querySelector("#sent");
const words = room.dataset;
const proof = () => form.elements.csrfmiddlewaretoken.value;

/* What this page remembers of its own answers, while its tab is open. */
const memory = {
  get: (key, otherwise) => {
    try {
      return JSON.parse(sessionStorage.getItem(`salle-${words.room}-${key}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set: (key, value) => {
    try {
      sessionStorage.setItem(`salle-${words.room}-${key}`, JSON.stringify(value));
    } catch {
      // Nothing is remembered in this window.
    }
  },
};

let activity = Number(words.activity);
const many = () => Boolean(form.elements.question);
const given = () => memory.get(`given-${activity}`, []);

function show(message, state, told) {
  if (message.vote) return;
  if (message.activity !== activity) return;
  const text = { sending: words.sending, received: words.received, waits: words.waits, out: words.out, stale: words.stale };
  receipt.dataset.state = state;
  receipt.textContent = told || text[state] || words.refused;
  say(receipt.textContent);
  list();
}

const outbox = new Outbox(words.room, proof, (message, state, told) => {
  if (state === "received" && !message.vote) {
    const known = memory.get(`given-${message.activity}`, []);
    memory.set(`given-${message.activity}`, [...known.filter((one) => one.name !== message.name), message]);
  }
  if ((state === "refused" || state === "mend") && !message.vote) putBack(message);
  if (state === "out") location.reload();
  show(message, state, told);
});

/* What was refused comes back in its field: nothing typed is lost. */
function putBack(message) {
  const text = message.fields.find(([name]) => name === "text");
  if (message.activity === activity && text && form.elements.text && !form.elements.text.value)
    form.elements.text.value = text[1];
}

/* Several from one telephone: its list, each with whether it was received. */
function list() {
  const waiting = outbox.all().filter((one) => one.activity === activity && !one.vote);
  if (!many()) return sent.replaceChildren();
  const line = (one, state) => {
    const item = document.createElement("li");
    const mark = document.createElement("span");
    mark.className = "lv-sent__state";
    mark.textContent = state === "received" ? words.received : words.waits;
    item.append(one.fields.find(([name]) => name === "text")?.[1] ?? "", " · ", mark);
    return item;
  };
  const names = new Set(waiting.map((one) => one.name));
  const received = given().filter((one) => !names.has(one.name));
  sent.replaceChildren(...received.map((one) => line(one, "received")), ...waiting.map((one) => line(one, "waits")));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const filled = fields.some(([name, value]) => !["activity", "question"].includes(name) && String(value).trim());
  if (!filled) {
    receipt.dataset.state = "mend";
    receipt.textContent = words.empty;
    say(words.empty);
    return;
  }
  const question = many() ? String(next()) : "";
  const named = fields.filter(([name]) => name !== "question");
  if (many()) named.push(["question", question]);
  memory.set(`draft-${activity}`, null);
  outbox.put({ name: `${activity}/${question}`, to: form.action, activity, fields: named });
  if (many() && form.elements.text) {
    for (const name of ["text", "with_whom", "x", "y"]) {
      if (!form.elements[name]) continue;
      form.elements[name].value = "";
      form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
    }
    form.elements.text.focus();
  }
});

/* The number of the next one: after all that this telephone has given or still holds. */
function next() {
  const numbers = [...given(), ...outbox.all()]
    .filter((one) => one.activity === activity && !one.vote)
    .map((one) => Number(one.fields.find(([name]) => name === "question")?.[1] ?? -1));
  const known = activity === Number(words.activity) ? Number(words.given || 0) : 0;
  return Math.max(known - 1, memory.get(`last-${activity}`, -1), ...numbers) + 1;
}

form.addEventListener("input", () => {
  memory.set(`draft-${activity}`, [...new FormData(form)].filter(([name]) => !/csrf|activity|question/.test(name)));
});

/* What was chosen or typed before comes back with its question. */
function restore() {
  const last = many() ? null : given()[0];
  const fields = memory.get(`draft-${activity}`, null) || last?.fields || [];
  for (const [name, value] of fields) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else if (field.type !== "hidden" && !field.value) field.value = value;
    }
  }
  const waits = outbox.all().some((one) => one.activity === activity && !one.vote);
  receipt.dataset.state = waits ? "waits" : last ? "received" : "";
  receipt.textContent = waits ? words.waits : last ? words.received : "";
  list();
}

on("stage", (state, before, moved) => {
  if (!moved) return;
  const other = state.activity !== activity;
  activity = state.activity;
  restore();
  mark();
  if (other || state.takes !== before.takes) say(document.querySelector("#stage").innerText.slice(0, 200));
});

/* Be for what others wrote: pressed at once, kept if there is no network. */
const voted = () => new Set(memory.get("voted", JSON.parse(words.voted || "[]")));

function mark() {
  const mine = voted();
  for (const button of document.querySelectorAll("[data-vote]")) {
    const pressed = mine.has(Number(button.dataset.vote));
    button.setAttribute("aria-pressed", String(pressed));
    button.name = pressed ? "against" : "for";
  }
}

voting.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button) return;
  event.preventDefault();
  const mine = voted();
  const pk = Number(button.dataset.vote);
  const wanted = mine.has(pk) ? "against" : "for";
  if (wanted === "for") mine.add(pk);
  else mine.delete(pk);
  memory.set("voted", [...mine]);
  mark();
  outbox.put({ name: `vote/${pk}`, vote: true, to: voting.action, activity, fields: [[wanted, String(pk)]] });
});
on("results", mark);

mark();
restore();
outbox.go();
