// The moment of a call is told in the call's own zone; here, in the reader's too when her clock says another hour.
for (const place of document.querySelectorAll("time[data-yours]")) {
  const moment = new Date(place.dateTime);
  const said = { dateStyle: "long", timeStyle: "short" };
  const language = document.documentElement.lang;
  const yours = new Intl.DateTimeFormat(language, said).format(moment);
  const theirs = new Intl.DateTimeFormat(language, { ...said, timeZone: place.dataset.zone }).format(moment);
  if (yours === theirs) continue;
  const note = document.createElement("small");
  note.textContent = ` (${place.dataset.yours} ${yours})`;
  place.after(note);
}
