// A note, or a need, on a phone: photos are reduced before they leave; text and photos are kept on the phone until they are sent,
// once (the form's token). Without this script the form is sent as any other.
import { everything, forget, hold, inTime, put, send } from "./notes.js";

const LONGEST_SIDE = 1600;
const HEAVIEST = 10 * 1024 * 1024;
const AGAIN = 30_000;

let form, words, photos, audience, busy, later;

const all = (name) => form.elements[name];
const token = () => all("token").value;
const owner = () => `${all("writer").value} ${form.dataset.place}`;

/* Of what is kept on the phone, what this person wrote here. */
const kept = async () => (await everything()).filter((note) => note.owner === owner());

/* Whether something was typed that is worth keeping. */
const typed = () => [...form.querySelectorAll("textarea")].some((area) => area.value.trim());

function told() {
  const left = new Set(["csrfmiddlewaretoken", "photos", "photo_alt", "audience"]);
  const fields = [...new FormData(form)].filter(([name]) => !left.has(name));
  return { token: token(), owner: owner(), url: location.pathname, fields, photos, audience, at: Date.now() };
}

async function keep() {
  clearTimeout(later);
  const note = told();
  if (!typed() && !photos.length) return forget(note.token);
  try {
    await put(note);
    if (!busy && !audience) say(words.kept);
  } catch {
    if (!busy) say(words.unkept);
  }
}

function keepSoon() {
  clearTimeout(later);
  later = setTimeout(keep, 400);
}

/* What is said near the button. */

function say(text, to = "", label = "") {
  const line = form.querySelector(".lv-draft");
  line.textContent = text;
  if (!to) return;
  const link = Object.assign(document.createElement("a"), { href: to, textContent: label });
  line.append(" ", link);
}

/* Photos. */

async function reduced(file) {
  try {
    const picture = await inTime(createImageBitmap(file, { imageOrientation: "from-image" }), 15_000);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const drawn = await inTime(new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82)), 15_000);
    if (drawn && (scale < 1 || drawn.size < file.size))
      return { blob: drawn, name: `${file.name.replace(/\.[^.]*$/, "")}.jpg`, alt: "" };
  } catch {
    // The browser cannot: the photo leaves as it is, and the server reduces it.
  }
  return { blob: file, name: file.name, alt: "" };
}

async function choose(input) {
  const chosen = [...input.files];
  input.value = "";
  for (const file of chosen) {
    if (photos.length >= Number(form.dataset.atMost)) {
      say(words.many);
      break;
    }
    const photo = await reduced(file);
    if (photo.blob.size > HEAVIEST) say(words.heavy);
    else if (!/\.(jpe?g|png|webp)$/i.test(photo.name)) say(words.unread);
    else {
      photos.push(photo);
      show();
      await keep();
    }
  }
}

function show() {
  const list = form.querySelector(".lv-thumbs");
  if (!list) return;
  list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
  list.replaceChildren(...photos.map(thumb));
  list.hidden = !photos.length;
}

function thumb(photo, rank) {
  const line = form.querySelector("template").content.cloneNode(true).firstElementChild;
  line.querySelector("img").src = URL.createObjectURL(photo.blob);
  const alt = line.querySelector("input");
  alt.id = `alt-${rank}`;
  line.querySelector("label").htmlFor = alt.id;
  alt.value = photo.alt;
  alt.addEventListener("input", () => {
    photo.alt = alt.value;
    keepSoon();
  });
  line.querySelector("button").addEventListener("click", () => {
    photos.splice(photos.indexOf(photo), 1);
    show();
    keep();
    all("photos").focus();
  });
  return line;
}

/* Sending. */

async function submit(event) {
  event.preventDefault();
  if (busy) return;
  audience = (event.submitter || form.querySelector("[name=audience]")).value;
  await keep();
  await sendThis();
}

async function sendThis() {
  if (busy) return;
  busy = true;
  say(words.sending);
  const { state, to, page } = await send(told(), all("csrfmiddlewaretoken").value);
  busy = false;
  if (state === "sent") {
    say(words.sent);
    location.assign(to);
  } else if (state === "mend") mend(page);
  else tellWhy(state);
}

function tellWhy(state) {
  if (state === "closed") say(words.closed, `${form.dataset.signIn}?next=${location.pathname}`, words.enter);
  else say(words[state]);
}

/* Answers to mend: the page given back takes the place of this one, the photos stay. */
function mend(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.querySelector("main");
  if (!main || !main.querySelector(".lv-write")) return say(words.failed);
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  begin(photos);
  keep();
  document.querySelector(".lv-errors")?.focus();
}

async function sendWaiting() {
  if (!navigator.onLine) return;
  if (audience) return sendThis();
  let left = 0;
  for (const note of await kept()) {
    if (!note.audience || note.token === token() || !(await hold(note.token))) continue;
    const { state } = await send(note, all("csrfmiddlewaretoken").value);
    if (state === "sent") say(words.sent, form.dataset.list, words.see);
    else left += 1;
    if (state === "mend") await put({ ...note, audience: "" });
  }
  if (left) say(words.waiting);
}

async function takeUp() {
  for (const note of await kept()) {
    if (note.audience || typed() || !(await hold(note.token))) continue;
    note.fields.forEach(([name, value]) => fill(name, value));
    all("token").value = note.token;
    photos = note.photos;
    show();
    say(words.again);
    return;
  }
  hold(token());
}

function fill(name, value) {
  const field = all(name);
  if (!field || name === "writer") return;
  if (field.type === "checkbox") field.checked = true;
  else field.value = value;
}

function begin(before = []) {
  form = document.querySelector(".lv-write");
  words = form.querySelector(".lv-draft").dataset;
  photos = before;
  audience = "";
  show();
  if (all("photo_alt")) all("photo_alt").parentElement.hidden = true;
  form.addEventListener("input", keepSoon);
  form.addEventListener("submit", submit);
  all("photos")?.addEventListener("change", (event) => choose(event.target));
}

begin();
await takeUp();
await sendWaiting();
addEventListener("online", sendWaiting);
addEventListener("pagehide", keep);
document.addEventListener("visibilitychange", () => document.hidden && keep());
setInterval(() => audience && !busy && sendWaiting(), AGAIN);
