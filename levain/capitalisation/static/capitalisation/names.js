// `[[` opens a list of what may be named, just under the words; arrows, Enter, Escape. Without this script, the same
// list stands in "Find what it stands on". Below the words, one reads as one types whether the paragraph is covered.
const form = document.querySelector("[data-names-url]");
const opened = /\[\[([^[\]|\n]{0,60})$/;
const whole = /\[\[[^[\]\n]+\]\]/g;

function completes(area) {
  const list = document.createElement("ul");
  const heard = document.createElement("p");
  let found = [];
  let at = 0;
  let asked = 0;
  list.className = "learning-names";
  list.id = `${area.id}-names`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.documentElement.lang === "en" ? "What may be named" : "Ce que l’on peut nommer");
  list.hidden = true;
  heard.className = "fr-sr-only";
  heard.setAttribute("role", "status");
  area.after(list, heard);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("autocomplete", "off");

  const typed = () => area.value.slice(0, area.selectionStart).match(opened);

  function close() {
    list.hidden = true;
    found = [];
    area.removeAttribute("aria-activedescendant");
  }

  function mark() {
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    area.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function choose(place) {
    const begun = typed();
    if (!begun || !found[place]) return close();
    const end = area.selectionStart + (area.value.slice(area.selectionStart).startsWith("]]") ? 2 : 0);
    area.setRangeText(found[place].name, area.selectionStart - begun[0].length, end, "end");
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show() {
    list.replaceChildren(
      ...found.map((one, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        const name = document.createElement("strong");
        name.textContent = one.name.slice(2, -2);
        option.append(name, ` ${one.title}`);
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(place));
        return option;
      }),
    );
    list.hidden = !found.length;
    heard.textContent = document.documentElement.lang === "en" ? `${found.length} found` : `${found.length} trouvés`;
    at = 0;
    if (found.length) mark();
  }

  async function look() {
    const begun = typed();
    const mine = ++asked;
    if (!begun) return close();
    await new Promise((done) => setTimeout(done, 150));
    if (mine !== asked) return;
    try {
      const answer = await fetch(`${form.dataset.namesUrl}?q=${encodeURIComponent(begun[1])}`);
      if (mine !== asked || !answer.ok) return;
      ({ found } = await answer.json());
      show();
    } catch {
      close();
    }
  }

  area.addEventListener("input", look);
  area.addEventListener("blur", () => setTimeout(close, 200));
  area.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      mark();
    } else if (event.key === "Enter" || event.key === "Tab") choose(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

function covers() {
  const told = form.querySelector("[data-covered]");
  const areas = [...form.querySelectorAll("[data-names]")];
  const tell = () => {
    const kind = form.querySelector("[name=kind]:checked")?.value;
    const names = [...new Set(areas.flatMap((area) => area.value.match(whole) ?? []))];
    const lines = areas.at(-1).value.split("\n").filter((line) => line.trim() && !line.match(whole));
    const words = [...names, ...lines.map((line) => line.split("|")[0].trim())];
    const covered = words.length ? `${told.dataset.finding} ${words.join(", ")}` : told.dataset.none;
    told.textContent = kind === "finding" || words.length ? covered : told.dataset.other;
    told.classList.toggle("learning-uncovered", kind === "finding" && !words.length);
  };
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  tell();
}

if (form) {
  form.querySelectorAll("[data-names]").forEach(completes);
  covers();
}
