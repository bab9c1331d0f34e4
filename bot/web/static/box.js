// The box to write in: words, a quoted message, example sentences.

import { words } from "./markup.js";
import { Refused } from "./server.js";

const form = document.getElementById("form");
const text = document.getElementById("text");
const quote = document.getElementById("quote");
const error = document.getElementById("error");

export class Box {
  // `say({ text, reply_to, update })` sends; it rejects when it could not.
  constructor(say) {
    this.say = say;
    this.#clear();
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    form.addEventListener("keydown", (event) => this.#key(event));
    text.addEventListener("input", () => this.#grow());
    document.getElementById("unquote").addEventListener("click", () => this.quote(null));
    for (const chip of form.querySelectorAll(".chips button")) {
      chip.addEventListener("click", () => this.write(chip.textContent));
    }
  }

  open(kind) {
    this.#clear();
    for (const chips of form.querySelectorAll(".chips")) chips.hidden = chips.dataset.kind !== kind;
  }

  write(words) {
    text.value = words;
    this.#grow();
    text.focus();
  }

  quote(line) {
    this.replyTo = line?.id;
    this.update = crypto.randomUUID();
    quote.hidden = !line;
    document.getElementById("quote-text").textContent = line ? words(line.text) : "";
    text.focus();
  }

  // A refusal explains itself; anything else means that the server was not reached.
  fail(failure) {
    error.textContent = failure instanceof Refused ? failure.message : error.dataset.unreachable;
    error.hidden = false;
  }

  // Telex and other Vietnamese keyboards use Enter to end a word that is being composed.
  #key(event) {
    if (event.key === "Escape" && this.replyTo) this.quote(null);
    if (event.target !== text || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  }

  async #send() {
    if (this.sending || !text.value.trim()) return;
    this.sending = true;
    try {
      // The update's id stays the same until it arrived, so that sending again after a cut line says nothing twice.
      const reply = this.replyTo ? { reply_to: this.replyTo } : {};
      await this.say({ text: text.value, update: this.update, ...reply });
      this.#clear();
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.sending = false;
      text.focus();
    }
  }

  #clear() {
    text.value = "";
    this.replyTo = undefined;
    this.update = crypto.randomUUID();
    quote.hidden = true;
    error.hidden = true;
    this.#grow(false);
  }

  #grow(changed = true) {
    if (changed) { this.update = crypto.randomUUID(); error.hidden = true; }
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  }
}
