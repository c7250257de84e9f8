// A note kept on this phone and not sent yet: its line leads to the page that sends it.
const lines = document.querySelectorAll(".lv-note-waiting");

const asked = indexedDB.open("levain-notes", 1);
asked.onupgradeneeded = () => asked.result.createObjectStore("notes", { keyPath: "token" });
asked.onsuccess = () => {
  const notes = asked.result.transaction("notes", "readonly").objectStore("notes").getAll();
  notes.onsuccess = () => {
    for (const line of lines) line.hidden = !notes.result.some((note) => note.owner === line.dataset.owner);
    asked.result.close();
  };
};
