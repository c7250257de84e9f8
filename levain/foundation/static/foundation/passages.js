// Select words in a text that can be quoted: a bar offers what to do with them. Without this script, the link under
// the text leads to the same page, where the words are pasted.
const LONGEST = 1500;
const bar = document.createElement("div");
bar.className = "citable-bar";
bar.setAttribute("role", "status");
bar.hidden = true;

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

function place(range, citable) {
  const box = range.getBoundingClientRect();
  const home = citable.getBoundingClientRect();
  const left = Math.min(box.left - home.left, home.width - bar.offsetWidth);
  bar.style.setProperty("top", `${box.bottom - home.top + 8}px`);
  bar.style.setProperty("left", `${Math.max(0, left)}px`);
}

function offer() {
  const found = chosen();
  const links = found ? found.citable.querySelectorAll(".citable-gestures a") : [];
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
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") bar.hidden = true;
});
