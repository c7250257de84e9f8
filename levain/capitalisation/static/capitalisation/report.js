// A reference opens what it names just under the paragraph, without leaving the page. Without this script it leads to
// the annex, where the same entry stands.
const beside = document.createElement("aside");
beside.className = "written-beside";
beside.tabIndex = -1;
let opener = null;
if (matchMedia("(min-width: 62em)").matches) document.querySelector(".report-contents details")?.setAttribute("open", "");

function close() {
  beside.remove();
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
  opener = null;
}

function open(link, entry) {
  opener?.setAttribute("aria-expanded", "false");
  opener = link;
  link.setAttribute("aria-expanded", "true");
  const copy = entry.cloneNode(true);
  copy.removeAttribute("id");
  copy.removeAttribute("tabindex");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = document.documentElement.lang === "en" ? "Close" : "Fermer";
  button.addEventListener("click", close);
  beside.replaceChildren(button, copy);
  link.closest(".written-paragraph").append(beside);
  beside.focus({ preventScroll: true });
}

document.querySelector(".written")?.addEventListener("click", (event) => {
  const link = event.target.closest(".written-references .written-reference");
  const entry = link && document.getElementById(link.hash.slice(1));
  if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link === opener) close();
  else open(link, entry);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opener) close();
});
