// The people one can be: grouped, with counters of what they have not read.

import { filled, initials, kindOf } from "./parts.js";

const list = document.getElementById("people");

function groupOf(person) {
  const { office, leaders, strangers } = list.dataset;
  return { agency: person.agency, office, leader: leaders, stranger: strangers }[kindOf(person)];
}

export class People {
  constructor(people, chosen) {
    this.buttons = new Map();
    const groups = groupedBy(people, groupOf);
    list.replaceChildren(...[...groups].map(([title, members]) => this.#group(title, members, chosen)));
  }

  #group(title, members, chosen) {
    const section = filled("group");
    section.querySelector("h2").textContent = title;
    section.querySelector("ul").append(...members.map((person) => this.#entry(person, chosen)));
    return section;
  }

  #entry(person, chosen) {
    const entry = filled("person");
    const button = entry.querySelector("button");
    button.querySelector(".avatar").textContent = initials(person.name);
    button.querySelector(".avatar").dataset.kind = kindOf(person);
    button.querySelector("strong").textContent = person.name;
    button.querySelector(".person-post").textContent = person.post;
    button.addEventListener("click", () => chosen(person.chat));
    this.buttons.set(person.chat, button);
    return entry;
  }

  choose(chat) {
    for (const [key, button] of this.buttons) {
      if (key === chat) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    this.buttons.get(chat)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  count(chat, unread) {
    const badge = this.buttons.get(chat).querySelector(".unread");
    badge.hidden = unread === 0;
    badge.firstElementChild.textContent = unread > 99 ? "99+" : unread;
  }
}

function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
