// Select words in a text that can be quoted, with a mouse, a finger or the keyboard: a bar offers what to do with them.
// Without this script, the link under the text leads to the same page, where sentences are chosen or words pasted.
const LONGEST = 1500;
const french = document.documentElement.lang !== "en";
const SAID = french
  ? { keyboard: "Choisir des mots au clavier", how: "Flèches : avancer d’un mot. Majuscule et flèches : étendre. Entrée : choisir le geste. Échap : sortir." }
  : { keyboard: "Choose words with the keyboard", how: "Arrows: one word on. Shift and arrows: extend. Enter: choose what to do. Escape: leave." };
const fingers = matchMedia("(pointer: coarse)");
const bar = document.createElement("div");
bar.className = "citable-bar";
bar.setAttribute("role", "group");
bar.hidden = true;
let pressing = false;

const oneSpace = (text) => text.replace(/\s+/g, " ");

function chosen() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const text = (around.nodeType === 1 ? around : around.parentElement).closest(".citable-text");
  const quote = oneSpace(selection.toString()).trim();
  if (!text || quote.length < 2) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = oneSpace(before.toString()).trimStart().length;
  return { citable: text.closest(".citable"), range, quote, start };
}

// A mouse finds the bar under the words. A finger finds it at the edge of the screen that the words leave free.
function place(range, citable) {
  const box = range.getBoundingClientRect();
  const edge = fingers.matches;
  bar.classList.toggle("citable-bar-edge", edge);
  bar.classList.toggle("citable-bar-top", edge && box.bottom > innerHeight - bar.offsetHeight - 60 && box.top > bar.offsetHeight + 60);
  if (edge) {
    bar.style.removeProperty("top");
    bar.style.removeProperty("left");
    return;
  }
  const home = citable.getBoundingClientRect();
  const left = Math.min(box.left - home.left, home.width - bar.offsetWidth);
  bar.style.setProperty("top", `${box.bottom - home.top + 8}px`);
  bar.style.setProperty("left", `${Math.max(0, left)}px`);
}

function offer() {
  if (pressing || bar.contains(document.activeElement)) return;
  const found = chosen();
  const links = found ? found.citable.querySelectorAll(".citable-gestures li a") : [];
  bar.hidden = !links.length;
  if (bar.hidden) return;
  bar.replaceChildren(
    ...Array.from(links, (link) => {
      const copy = link.cloneNode(true);
      const to = new URL(link.href);
      if (found.quote.length <= LONGEST) to.searchParams.set("quote", found.quote);
      to.searchParams.set("start", found.start);
      copy.href = to;
      return copy;
    }),
  );
  found.citable.querySelector(".citable-text").after(bar);
  place(found.range, found.citable);
}

let waiting;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 200);
});
// A tap takes the selection away before it reaches the bar: what the bar offers holds until the finger is lifted.
bar.addEventListener("pointerdown", () => (pressing = true));
document.addEventListener("pointerup", () => setTimeout(() => (pressing = false), 400));
document.addEventListener("pointercancel", () => (pressing = false));

function leave(text) {
  text?.removeAttribute("tabindex");
  bar.hidden = true;
}

document.addEventListener("keydown", (event) => {
  const text = event.target.closest?.(".citable-text[tabindex]");
  if (event.key === "Escape") {
    const back = (text ?? bar).closest(".citable")?.querySelector("summary");
    if (text || bar.contains(event.target)) back?.focus();
    leave(text);
    return;
  }
  if (!text) return;
  const selection = document.getSelection();
  if (event.key === "Enter" && !bar.hidden) {
    event.preventDefault();
    bar.querySelector("a")?.focus();
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    event.preventDefault();
    const forward = event.key === "ArrowRight";
    if (event.shiftKey) selection.modify("extend", forward ? "forward" : "backward", "word");
    else step(selection, text, forward);
    if (!text.contains(selection.focusNode)) first(selection, text);
  }
});

// The next or the former word, shown as a selection: a text one cannot type in shows no caret.
function step(selection, text, forward) {
  if (forward) selection.collapseToEnd();
  else selection.collapseToStart();
  if (!forward) selection.modify("move", "backward", "word");
  selection.modify("extend", "forward", "word");
  if (!text.contains(selection.anchorNode) || selection.isCollapsed) first(selection, text);
}

function first(selection, text) {
  selection.collapse(text, 0);
  selection.modify("extend", "forward", "word");
}

for (const details of document.querySelectorAll(".citable-gestures")) {
  if (details.querySelector("button")) continue;
  const text = details.closest(".citable").querySelector(".citable-text");
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "citable-by-keyboard";
  button.textContent = SAID.keyboard;
  const how = document.createElement("p");
  how.className = "citable-hint";
  how.id = `${details.closest(".citable").id}-how`;
  how.textContent = SAID.how;
  button.setAttribute("aria-describedby", how.id);
  button.addEventListener("click", () => {
    text.tabIndex = -1;
    text.setAttribute("aria-describedby", how.id);
    text.focus();
    first(document.getSelection(), text);
  });
  item.append(button, how);
  details.querySelector("ul").append(item);
}
