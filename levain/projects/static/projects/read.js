// What is shown of a conversation is read: the mark is sent by itself, and its button is no longer of use.
const form = document.querySelector(".talk-read");

async function mark() {
  if (document.hidden || !form.isConnected) return;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    if (answer.status === 204) form.remove();
  } catch {
    // No network: the button stays.
  }
}

document.addEventListener("visibilitychange", mark);
await mark();
