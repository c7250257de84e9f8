// The notes of a table: each leaves at once, or waits on this device until the network returns. Photographs leave with the page.
import { Outbox } from "./outbox.js";

const FOLLOW_EVERY = 5_000;

/* The number of a note: pages served without a certificate have no randomUUID. */
function number() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

const form = document.querySelector("#note");
if (form) {
  const words = form.dataset;
  const receipt = document.querySelector("#receipt");
  const waiting = document.querySelector("#waiting");
  const given = document.querySelector("#given");
  const text = (message) => message.fields.find(([name]) => name === "text")?.[1] ?? "";
  const line = (said, state) => {
    const item = document.createElement("li");
    item.textContent = state ? `${said} · ${state}` : said;
    return item;
  };
  const outbox = new Outbox(`notes-${words.room}`, () => form.elements.csrfmiddlewaretoken.value, (message, state, told) => {
    receipt.textContent = told || words[state] || words.refused;
    if (state === "received") {
      given.querySelector("[data-nothing]")?.remove();
      given.prepend(line(text(message)));
    }
    else if (!["sending", "waits"].includes(state) && !form.elements.text.value) form.elements.text.value = text(message);
    waiting.replaceChildren(...outbox.all().map((one) => line(text(one), words.waits)));
  });

  form.addEventListener("submit", (event) => {
    if (form.elements.photo?.files.length || !form.elements.text.value.trim()) return;
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "photo"].includes(name));
    outbox.put({ name: form.elements.token.value, to: form.action, fields });
    form.elements.token.value = number();
    form.elements.text.value = "";
    form.elements.text.focus();
  });
  outbox.go();

  /* The room moves on: the note goes to its new step by itself; another activity waits until the note-taker goes there. */
  let step = Number(words.step);
  async function follow() {
    if (document.hidden) return;
    try {
      const answer = await fetch(words.state, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { stage } = await answer.json();
      const elsewhere = stage.activity !== Number(words.activity);
      document.querySelector("#moved > span").hidden = !elsewhere;
      if (elsewhere || stage.step === step) return;
      step = stage.step;
      if ("follows" in words && form.elements.column) form.elements.column.selectedIndex = step;
    } catch {
      // Without network, one goes on writing.
    }
  }
  setInterval(follow, FOLLOW_EVERY);
  document.addEventListener("visibilitychange", follow);
}
