// The chat in the middle: bubbles, days, choices and replies of one person.

import { dayInWords, dayOf, filled, timeOf } from "./parts.js";
import { nodes, words } from "./markup.js";

const NEAR_THE_END = 120;

const scroll = document.getElementById("scroll");
const list = document.getElementById("lines");
const newest = document.getElementById("newest");

export class Conversation {
  // `press(token)` and `reply(line)` are what one can do with a message.
  constructor(press, reply) {
    this.press = press;
    this.reply = reply;
    newest.addEventListener("click", () => this.toEnd());
    scroll.addEventListener("scroll", () => this.#scrolled());
    new ResizeObserver(() => { if (this.following) this.toEnd(); }).observe(scroll);
  }

  show(lines) {
    this.shown = new Map();
    list.replaceChildren();
    for (const line of lines) this.#append(line);
    this.toEnd();
  }

  add(line) {
    this.#append(line);
    if (!line.ours || this.following) this.toEnd();
    else newest.hidden = false;
  }

  toEnd() {
    scroll.scrollTop = scroll.scrollHeight;
    this.following = true;
    newest.hidden = true;
  }

  // Who reads the end goes on reading the end, also when the box below grows; who has scrolled up is left there.
  #scrolled() {
    this.following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_THE_END;
    if (this.following) newest.hidden = true;
  }

  #append(line) {
    const before = [...this.shown.values()].at(-1);
    if (!before || dayOf(before) !== dayOf(line)) list.append(this.#day(line));
    this.shown.set(line.id, line);
    list.append(this.#bubble(line, before));
    if (line.pressed) this.#close(line.pressed);
  }

  #day(line) {
    const separator = filled("day");
    separator.firstElementChild.textContent = dayInWords(dayOf(line));
    return separator;
  }

  #bubble(line, before) {
    const item = filled("line");
    item.classList.add(line.ours ? "theirs" : "mine");
    item.classList.toggle("follows", before?.ours === line.ours && dayOf(before) === dayOf(line));
    item.querySelector(".words").append(nodes(line.text));
    item.querySelector("time").textContent = timeOf(line);
    item.querySelector("time").dateTime = line.at;
    this.#quote(item.querySelector(".quoted"), this.shown.get(line.reply_to));
    const reply = item.querySelector(".reply");
    if (line.ours) reply.addEventListener("click", () => this.reply(line));
    else reply.remove();
    this.#files(item.querySelector(".files"), line.files);
    this.#choices(item.querySelector(".choices"), line.choices);
    return item;
  }

  #quote(place, answered) {
    place.hidden = !answered;
    if (answered) place.textContent = words(answered.text);
  }

  #files(place, files) {
    place.hidden = files.length === 0;
    place.append(...files.map((file) => {
      const link = document.createElement("a");
      link.href = `/api/files/${encodeURIComponent(file.token)}`;
      link.download = file.name;
      link.textContent = file.name;
      return link;
    }));
  }

  #choices(place, choices) {
    place.hidden = choices.length === 0;
    place.append(...choices.map((choice) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = choice.label;
      button.dataset.token = choice.token;
      button.addEventListener("click", () => this.#pressed(choice.token));
      return button;
    }));
  }

  async #pressed(token) {
    this.#close(token);
    if (!(await this.press(token))) this.#open(token);
  }

  // One choice of a message answers it: the others are closed with it.
  #close(token) {
    const chosen = this.#button(token);
    for (const button of chosen?.parentElement.children ?? []) button.disabled = true;
    chosen?.classList.add("chosen");
  }

  #open(token) {
    const chosen = this.#button(token);
    for (const button of chosen?.parentElement.children ?? []) button.disabled = false;
    chosen?.classList.remove("chosen");
  }

  #button(token) {
    return list.querySelector(`button[data-token="${CSS.escape(token)}"]`);
  }
}
