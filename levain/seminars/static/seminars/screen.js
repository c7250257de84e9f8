// The wall of the room: full screen in one press, and the screen stays awake.
import "./room.js";

const button = document.querySelector("#full");
const wall = document.querySelector("#room");

button.hidden = !document.fullscreenEnabled;
button.addEventListener("click", () => wall.requestFullscreen());
document.addEventListener("fullscreenchange", () => (button.hidden = Boolean(document.fullscreenElement)));

async function stayAwake() {
  try {
    if (!document.hidden) await navigator.wakeLock?.request("screen");
  } catch {
    // The browser would rather not.
  }
}
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
