// A phone on the page: whose it is, what it shows, and what its owner does with it.

import { Box } from "./box.js";
import { Conversation } from "./conversation.js";
import { filled, initials, kindOf } from "./parts.js";
import { post, postFile } from "./server.js";

let phones = 0;

export class Seat {
  // `opened(seat)` is called when another person is chosen; `chats` maps each chat to its lines by id.
  constructor(section, people, chats, opened) {
    this.kind = section.dataset.seat;
    this.people = people;
    this.chats = chats;
    this.opened = opened;
    this.phone = filled("phone");
    this.section = section;
    section.append(this.phone);
    this.#label();
    this.picker = this.phone.querySelector(".picker");
    this.switch = this.phone.querySelector(".surface");
    this.elsewhere = this.phone.querySelector(".elsewhere");
    this.conversation = new Conversation(
      this.phone, (line, token) => this.#press(line, token), (line) => this.box.quote(line),
    );
    this.box = new Box(
      this.phone.querySelector("form"), (said, to) => this.#say(said, to), (file, said, to) => this.#send(file, said, to),
    );
    this.picker.addEventListener("change", () => this.open(this.picker.value));
    this.switch.addEventListener("click", () => this.#change());
    this.elsewhere.addEventListener("click", () => { this.picker.focus(); this.open(this.elsewhere.value); });
    this.#fillPicker();
  }

  get person() {
    return this.people.find((person) => person.chat === this.chat);
  }

  get visible() {
    return document.visibilityState === "visible" && this.section.offsetParent !== null;
  }

  open(chat) {
    this.chat = chat;
    this.picker.value = chat;
    const kind = kindOf(this.person);
    const avatar = this.phone.querySelector(".avatar");
    avatar.textContent = initials(this.person.name);
    avatar.dataset.kind = kind;
    this.phone.querySelector(".post").textContent = [this.person.post, this.person.agency].filter(Boolean).join(" · ");
    this.phone.querySelector(".scroll").setAttribute("aria-label", this.person.name);
    this.conversation.show([...this.chats.get(chat).values()]);
    this.box.clear();
    this.describe();
    this.opened(this);
  }

  // What may change while a chat is open: whether its person is paired, and on which surface.
  describe() {
    const { paired, numbered, hint, code } = this.person;
    this.phone.querySelector(".hint").textContent = hint;
    this.phone.classList.toggle("numbered", numbered);
    this.switch.setAttribute("aria-checked", String(numbered));
    this.switch.disabled = !paired;
    const examples = [...filled("chips").children].filter((one) => one.dataset.kind === kindOf(this.person));
    this.box.offer(paired || !code ? examples.map((one) => one.textContent) : [`/start ${code}`]);
  }

  hear(line) {
    if (line.chat === this.chat) this.conversation.add(line);
  }

  // `unread` counts by chat.
  count(unread) {
    for (const option of this.picker.options) {
      const { name } = this.people.find((person) => person.chat === option.value);
      option.textContent = unread.get(option.value) ? `${name} (${unread.get(option.value)})` : name;
    }
    const others = [...this.picker.options].map((option) => option.value).filter((chat) => unread.get(chat));
    const sum = others.reduce((total, chat) => total + unread.get(chat), 0);
    const hidden = sum === 0 || others.includes(this.chat);
    if (hidden && document.activeElement === this.elsewhere) this.picker.focus();
    this.elsewhere.hidden = hidden;
    this.elsewhere.value = others[0] ?? "";
    const first = this.people.find((person) => person.chat === others[0]);
    if (first) this.elsewhere.textContent = `${first.name}: ${unread.get(first.chat)} ${this.elsewhere.dataset.unread}`;
    return sum;
  }

  #label() {
    phones += 1;
    for (const [label, field] of [[".who-words label", ".picker"], [".typing label", "textarea"]]) {
      const id = `${field.replace(".", "")}-${phones}`;
      this.phone.querySelector(label).htmlFor = id;
      this.phone.querySelector(field).id = id;
    }
  }

  #fillPicker() {
    const own = this.people.filter((person) => seatOf(person) === this.kind);
    const groups = new Map();
    for (const person of own) groups.set(person.agency, [...(groups.get(person.agency) ?? []), person]);
    this.picker.replaceChildren(...[...groups].map(([agency, members]) => {
      const group = document.createElement("optgroup");
      group.label = agency || members[0].post;
      group.append(...members.map((person) => new Option(person.name, person.chat)));
      return group;
    }));
  }

  #path(what = "") {
    return `/api/chats/${encodeURIComponent(this.chat)}${what}`;
  }

  // A reply goes where the message stands that it answers.
  #say(said, to) {
    const place = to ? { reply_to: to.id, numbered: to.numbered } : { numbered: this.person.numbered };
    return post(this.#path(), { ...said, ...place });
  }

  #send(file, said, to) {
    const numbered = (to ?? this.person).numbered ? "yes" : "";
    return postFile(this.#path("/files"), file, { name: file.name, ...said, reply_to: to?.id ?? "", numbered });
  }

  async #press(line, token) {
    try {
      await post(this.#path(), { choice: token, update: `press-${token}`, numbered: line.numbered });
      return true;
    } catch (failure) {
      this.box.fail(failure);
      return false;
    }
  }

  async #change() {
    const person = this.person;
    try {
      await post(this.#path("/surface"), { numbered: !person.numbered });
      person.numbered = !person.numbered;
      this.describe();
    } catch (failure) {
      this.box.fail(failure);
    }
  }
}

export function seatOf(person) {
  const kind = kindOf(person);
  return kind === "stranger" ? "agency" : kind;
}
