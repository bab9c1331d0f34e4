// What the clock will say next, as the server finds it in its plan.

import { filled } from "./parts.js";

const list = document.getElementById("ahead");
const none = document.getElementById("ahead-none");
const note = document.getElementById("ahead-note");
const title = document.getElementById("ahead-title");

// Whoever has come to a name by the keyboard stays at it while the list is drawn anew.
export function showAhead(moments, open) {
  none.hidden = moments.length > 0;
  note.hidden = moments.length === 0;
  const chat = list.contains(document.activeElement) ? document.activeElement.value : null;
  list.replaceChildren(...moments.map((moment) => entry(moment, open)));
  if (chat !== null) (list.querySelector(`button[value="${CSS.escape(chat)}"]`) ?? title).focus();
}

function said({ why, codes }) {
  return codes.length ? `${codes.join(", ")} (${why})` : why;
}

function entry(moment, open) {
  const item = filled("moment");
  const time = item.querySelector("time");
  time.textContent = moment.words;
  time.dateTime = moment.at;
  item.querySelector("ul").append(...moment.hearers.map((hearer) => {
    const line = filled("hearer");
    const [button, about] = line.children;
    button.textContent = hearer.name;
    button.title = hearer.post;
    button.disabled = !hearer.chat;
    button.value = hearer.chat ?? "";
    button.addEventListener("click", () => open(hearer.chat));
    about.textContent = hearer.about.map(said).join(" · ");
    return line;
  }));
  return item;
}
