// What the clock will say next, as the server finds it in its plan.

import { filled } from "./parts.js";

const list = document.getElementById("ahead");
const none = document.getElementById("ahead-none");
const note = document.getElementById("ahead-note");

export function showAhead(moments, open) {
  none.hidden = moments.length > 0;
  note.hidden = moments.length === 0;
  list.replaceChildren(...moments.map((moment) => entry(moment, open)));
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
    button.addEventListener("click", () => open(hearer.chat));
    about.textContent = hearer.about.map(said).join(" · ");
    return line;
  }));
  return item;
}
