// The chat on a phone: bubbles, days, choices and replies of one person.

import { dayInWords, dayOf, filled, timeOf } from "./parts.js";
import { nodes, withLinks, words } from "./markup.js";

const NEAR_THE_END = 120;

// A picture is seen in the chat; a press on it keeps it, as any file.
function picture(address, name) {
  const image = document.createElement("img");
  image.src = address;
  image.alt = name;
  return image;
}

export class Conversation {
  // `press(line, token)` and `reply(line)` are what one can do with a message.
  constructor(phone, press, reply) {
    this.press = press;
    this.reply = reply;
    this.scroll = phone.querySelector(".scroll");
    this.list = phone.querySelector(".lines");
    this.newest = phone.querySelector(".newest");
    this.newest.addEventListener("click", () => this.toEnd());
    this.scroll.addEventListener("scroll", () => this.#scrolled());
    new ResizeObserver(() => { if (this.following) this.toEnd(); }).observe(this.scroll);
  }

  show(lines) {
    this.shown = new Map();
    this.list.replaceChildren();
    for (const line of lines) this.#append(line);
    this.toEnd();
  }

  add(line) {
    const following = this.following;
    this.#append(line);
    if (!line.ours || following) this.toEnd(line);
    else this.newest.hidden = false;
  }

  // A message longer than the screen is shown from its beginning: it is read downwards.
  toEnd(line) {
    const item = line?.ours ? this.list.lastElementChild : null;
    const tall = item && item.offsetHeight > this.scroll.clientHeight;
    this.scroll.scrollTop = tall ? item.offsetTop - this.scroll.offsetTop - 12 : this.scroll.scrollHeight;
    this.following = !tall;
    this.#hideNewest();
  }

  // Who reads the end goes on reading the end, also when the box below grows; who has scrolled up is left there.
  #scrolled() {
    this.following = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR_THE_END;
    if (this.following) this.#hideNewest();
  }

  #hideNewest() {
    if (document.activeElement === this.newest) this.scroll.focus();
    this.newest.hidden = true;
  }

  #append(line) {
    const before = [...this.shown.values()].at(-1);
    if (!before || dayOf(before) !== dayOf(line)) this.list.append(this.#day(line));
    if ((before?.numbered ?? false) !== line.numbered) this.list.append(this.#seam(line));
    this.shown.set(line.id, line);
    this.list.append(this.#bubble(line, before));
    if (line.pressed) this.#close(line.pressed);
  }

  #day(line) {
    const separator = filled("day");
    separator.firstElementChild.textContent = dayInWords(dayOf(line));
    return separator;
  }

  #seam(line) {
    const seam = filled("seam");
    const { numbered, buttons } = seam.firstElementChild.dataset;
    seam.firstElementChild.textContent = line.numbered ? numbered : buttons;
    return seam;
  }

  #bubble(line, before) {
    const item = filled("line");
    item.classList.add(line.ours ? "theirs" : "mine");
    item.classList.toggle("follows", before?.ours === line.ours && dayOf(before) === dayOf(line));
    item.querySelector(".words").append(withLinks(nodes(line.text)));
    item.querySelector("time").textContent = timeOf(line);
    item.querySelector("time").dateTime = line.at;
    this.#quote(item.querySelector(".quoted"), this.shown.get(line.reply_to));
    const reply = item.querySelector(".reply");
    if (line.ours) reply.addEventListener("click", () => this.reply(line));
    else reply.remove();
    this.#files(item.querySelector(".files"), line.files);
    this.#choices(item.querySelector(".choices"), line);
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
      if (file.name.endsWith(".png")) link.append(picture(link.href, file.name));
      else link.textContent = file.name;
      return link;
    }));
  }

  #choices(place, line) {
    place.hidden = line.choices.length === 0;
    place.append(...line.choices.map((choice) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = choice.label;
      button.dataset.token = choice.token;
      button.addEventListener("click", () => this.#pressed(line, choice.token));
      return button;
    }));
  }

  async #pressed(line, token) {
    this.#close(token);
    if (!(await this.press(line, token))) this.#open(token);
  }

  // One choice of a message answers it: the others are closed with it.
  #close(token) {
    const chosen = this.#button(token);
    // It may have been pressed on another page of the same chat: a disabled button holds no focus.
    if (chosen?.parentElement.contains(document.activeElement)) this.scroll.focus();
    for (const button of chosen?.parentElement.children ?? []) button.disabled = true;
    chosen?.classList.add("chosen");
  }

  #open(token) {
    const chosen = this.#button(token);
    for (const button of chosen?.parentElement.children ?? []) button.disabled = false;
    chosen?.classList.remove("chosen");
  }

  #button(token) {
    return this.list.querySelector(`button[data-token="${CSS.escape(token)}"]`);
  }
}
