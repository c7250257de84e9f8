// Shows a question when the answers it depends on ask for it, and counts the characters of a text as they are typed.
// Without this script every question is there, with the sentence that says when it is asked.
const PREFIX = "r-";

function answers(name) {
  const fields = [...document.getElementsByName(PREFIX + name)];
  const chosen = fields.filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
  const several = fields.length > 1 && fields[0].type === "checkbox";
  if (several) return chosen.map((field) => field.value);
  if (fields[0]?.type === "checkbox" && fields[0].value === "on") return chosen.length ? "yes" : "";
  return chosen[0]?.value.trim() ?? "";
}

const text = (value) => (Array.isArray(value) ? value.join(" ") : value === true ? "yes" : String(value ?? ""));
const several = (value) => (Array.isArray(value) ? value.map(String) : text(value) ? [text(value)] : []);
const isTrue = (value) => !(value === null || value === "" || value === false || value === 0 || value?.length === 0);

function number(value) {
  if (Array.isArray(value) || typeof value === "boolean") return null;
  const plain = text(value).replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/.test(plain) ? Number(plain) : null;
}

function compare(sign, left, right) {
  let [a, b] = [number(left), number(right)];
  if (a === null || b === null) [a, b] = [text(left), text(right)];
  if (typeof a === "string" && !["=", "!="].includes(sign) && !(a && b)) return false;
  return { "=": a === b, "!=": a !== b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[sign];
}

function worth([kind, ...sides]) {
  switch (kind) {
    case "ref": return answers(sides[0]);
    case "value": case "text": case "number": return sides[0];
    case "true": return true;
    case "false": return false;
    case "and": return sides.every((side) => isTrue(worth(side)));
    case "or": return sides.some((side) => isTrue(worth(side)));
    case "not": return !isTrue(worth(sides[0]));
    case "selected": return several(worth(sides[0])).includes(text(worth(sides[1])));
    case "count-selected": return several(worth(sides[0])).length;
    default: return compare(kind, worth(sides[0]), worth(sides[1]));
  }
}

const conditional = [...document.querySelectorAll("[data-condition]")];
for (const block of conditional) block.firstElementChild.hidden = true;

function follow() {
  for (const block of conditional) block.hidden = !isTrue(worth(JSON.parse(block.dataset.condition)));
}

const seen = (value) => [...value.normalize("NFC").trim().replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "")].length;

function counter(field) {
  const limit = Number(field.dataset.limit);
  const line = document.createElement("p");
  line.className = "lv-small";
  field.after(line);
  // Heard now and then only: at each pause, not at each letter.
  const heard = document.createElement("span");
  heard.className = "fr-sr-only";
  heard.setAttribute("role", "status");
  line.after(heard);
  let pause;
  const say = () => {
    const left = limit - seen(field.value);
    const french = document.documentElement.lang !== "en";
    const words = left >= 0
      ? french ? `${left} caractère${left > 1 ? "s" : ""} encore` : `${left} character${left === 1 ? "" : "s"} left`
      : french ? `${-left} caractère${left < -1 ? "s" : ""} de trop` : `${-left} character${left === -1 ? "" : "s"} too many`;
    line.textContent = words;
    clearTimeout(pause);
    pause = setTimeout(() => { heard.textContent = document.activeElement === field ? words : ""; }, 1500);
  };
  field.addEventListener("input", say);
  say();
}

for (const field of document.querySelectorAll("textarea[data-limit]")) counter(field);
document.addEventListener("input", follow);
document.addEventListener("change", follow);
follow();
