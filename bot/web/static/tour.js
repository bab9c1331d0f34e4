// The first minute: four things to try, ticked off by what really happened.

import { kindOf } from "./parts.js";

const list = document.getElementById("tour");
const done = document.getElementById("tour-done");

// Each step leads to where it is done; nothing is said in anybody's name.
export function guide(steps) {
  for (const item of list.children) {
    item.firstElementChild.addEventListener("click", () => steps[item.dataset.tour](item.dataset.words));
  }
}

export function tick(people, chats) {
  const said = (kind, test) => people.some(
    (person) => kindOf(person) === kind && [...chats.get(person.chat).values()].some(test),
  );
  const happened = {
    confirm: said("office", (line) => !line.ours),
    remind: said("agency", (line) => line.ours),
    report: said("agency", (line) => !line.ours),
    ask: said("leader", (line) => !line.ours),
  };
  for (const item of list.children) item.classList.toggle("done", happened[item.dataset.tour]);
  done.hidden = !Object.values(happened).every(Boolean);
  const next = [...list.children].find((item) => !item.classList.contains("done"));
  for (const item of list.children) {
    if (item === next) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
}
