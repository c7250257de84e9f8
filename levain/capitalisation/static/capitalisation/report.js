// What a reference names opens in place by the page's own style. Here: Escape closes it, and whoever closes it finds the
// reference she came from again; the contents stand open where there is room.
const END = "#texte";
let opener = null;
if (matchMedia("(min-width: 62em)").matches) document.querySelector(".report-contents details")?.setAttribute("open", "");

function back() {
  opener?.focus({ preventScroll: true });
  opener = null;
}

document.querySelector(".report-body")?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link?.matches(".written-close")) setTimeout(back);
  else if (link?.matches(".written-reference") && !link.closest("article")) opener = link;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.querySelector(".report :is(.written-quotation, .written-sheet):target")) return;
  location.hash = END;
  back();
});
