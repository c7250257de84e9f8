// What waits on the phone: one record for each note, with its owner's key; it leaves once, by its token.
const DAYS_KEPT = 30;
const DAY = 24 * 3600;

const base = new Promise((resolve, reject) => {
  const asked = indexedDB.open("levain-notes", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("notes", { keyPath: "token" });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
base.catch(() => {});

async function store(mode, deed) {
  const opened = (await base).transaction("notes", mode);
  const asked = deed(opened.objectStore("notes"));
  return new Promise((resolve, reject) => {
    opened.oncomplete = () => resolve(asked.result);
    opened.onerror = opened.onabort = () => reject(opened.error);
  });
}

/* While something waits, every page of the space loads the script that sends it. */
const mark = (days) => (document.cookie = `note=1; path=/; max-age=${days * DAY}; samesite=lax`);

export async function put(note) {
  await store("readwrite", (notes) => notes.put(note));
  mark(DAYS_KEPT);
}

export async function forget(key) {
  await store("readwrite", (notes) => notes.delete(key)).catch(() => {});
  const left = await store("readonly", (notes) => notes.count()).catch(() => 1);
  if (!left) mark(0);
}

/* The latest first; what is too old is forgotten. */
export async function everything() {
  const notes = await store("readonly", (notes) => notes.getAll()).catch(() => []);
  const oldest = Date.now() - DAYS_KEPT * DAY * 1000;
  notes.filter((note) => note.at < oldest).forEach((note) => forget(note.token));
  return notes.filter((note) => note.at >= oldest).sort((a, b) => b.at - a.at);
}

/* One tab holds a note: a second one lets it be. */

export async function alone(key, deed) {
  if (!navigator.locks) return deed(true);
  return navigator.locks.request(`levain-note-${key}`, { ifAvailable: true }, deed);
}

export const hold = (key) =>
  new Promise((resolve) =>
    alone(key, (lock) => {
      resolve(Boolean(lock));
      return lock && navigator.locks ? new Promise(() => {}) : undefined;
    }),
  );

/* Sending: the same token twice is one note, so that trying again never doubles it. */

export const inTime = (promise, within) =>
  Promise.race([promise, new Promise((_, late) => setTimeout(() => late(new Error("late")), within))]);

function post(note, proof) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", proof);
  note.fields.forEach(([name, value]) => data.append(name, value));
  note.photos.forEach((photo) => {
    data.append("photos", photo.blob, photo.name);
    data.append("photo_alt", photo.alt);
  });
  data.append("audience", note.audience);
  return inTime(fetch(note.url, { method: "POST", body: data, headers: { Accept: "application/json" } }), 90_000);
}

/* The form where it was written, if it opens to the person who wrote it: on a shared phone, no other sends it. */
async function formOf(note) {
  const answer = await inTime(fetch(note.url, { headers: { Accept: "text/html" } }), 30_000);
  const form = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".lv-write");
  return form && `${form.elements.writer.value} ${form.dataset.place}` === note.owner ? form : null;
}

/* `proof` is that of a form this person has open; without it, the form is asked for again. */
export async function send(note, proof = "") {
  try {
    let form = null;
    let answer = proof ? await post(note, proof) : null;
    if (!answer || answer.status === 403) {
      // On another page, or signed in again since, perhaps in another tab: the proof has changed.
      form = await formOf(note);
      if (!form) return { state: "closed" };
      answer = await post(note, form.elements.csrfmiddlewaretoken.value);
    }
    if (answer.status === 401) return { state: "closed", form };
    if (!answer.ok) return { state: "failed", form };
    if (!answer.headers.get("Content-Type").startsWith("application/json"))
      return { state: "mend", form, page: await answer.text() };
    await forget(note.token);
    return { state: "sent", form, to: (await answer.json()).to };
  } catch {
    return { state: "offline" };
  }
}
