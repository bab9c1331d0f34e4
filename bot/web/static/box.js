// The box of a phone to write in: words, a quoted message, a file, example sentences.

import { words } from "./markup.js";
import { Refused } from "./server.js";

export class Box {
  // `say({ text, reply_to, update })` and `send(file, { caption, reply_to, update })` reject when they could not.
  constructor(form, say, send) {
    this.form = form;
    this.say = say;
    this.send = send;
    this.text = form.querySelector("textarea");
    this.error = form.querySelector(".error");
    this.clear();
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    form.addEventListener("keydown", (event) => this.#key(event));
    this.text.addEventListener("input", () => this.#grow());
    form.querySelector(".unquote").addEventListener("click", () => this.quote(null));
    const file = form.querySelector(".file");
    form.querySelector(".attach").addEventListener("click", () => file.click());
    file.addEventListener("change", () => { if (file.files[0]) this.#attach(file.files[0]); file.value = ""; });
  }

  offer(examples) {
    this.form.querySelector(".chips").replaceChildren(...examples.map((example) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.textContent = example;
      chip.addEventListener("click", () => this.write(example));
      return chip;
    }));
  }

  write(sentence) {
    this.text.value = sentence;
    this.#grow();
    this.text.focus();
  }

  quote(line) {
    this.replyTo = line ?? undefined;
    this.update = crypto.randomUUID();
    this.form.querySelector(".quote").hidden = !line;
    this.form.querySelector(".quote-text").textContent = line ? words(line.text) : "";
    this.text.focus();
  }

  // A refusal explains itself; anything else means that the server was not reached.
  fail(failure) {
    this.error.textContent = failure instanceof Refused ? failure.message : this.error.dataset.unreachable;
    this.error.hidden = false;
  }

  // Telex and other Vietnamese keyboards use Enter to end a word that is being composed.
  #key(event) {
    if (event.key === "Escape" && this.replyTo) this.quote(null);
    if (event.target !== this.text || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  // The update's id stays the same until it arrived, so that sending again after a cut line says nothing twice.
  async #submit() {
    if (!this.text.value.trim()) return;
    await this.#sending(() => this.say({ text: this.text.value, update: this.update }, this.replyTo));
  }

  async #attach(file) {
    await this.#sending(() => this.send(file, { caption: this.text.value.trim(), update: this.update }, this.replyTo));
  }

  async #sending(act) {
    if (this.sending) return;
    this.sending = true;
    this.form.setAttribute("aria-busy", "true");
    try {
      await act();
      this.clear();
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.sending = false;
      this.form.removeAttribute("aria-busy");
      // Who has gone on to another phone meanwhile stays there.
      if (document.activeElement === document.body || this.form.contains(document.activeElement)) this.text.focus();
    }
  }

  clear() {
    this.text.value = "";
    this.replyTo = undefined;
    this.update = crypto.randomUUID();
    this.form.querySelector(".quote").hidden = true;
    this.error.hidden = true;
    this.#grow(false);
  }

  #grow(changed = true) {
    if (changed) { this.update = crypto.randomUUID(); this.error.hidden = true; }
    this.text.style.height = "auto";
    if (this.text.scrollHeight) this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }
}
