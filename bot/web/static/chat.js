// The page: who one is, what each chat holds, and the office clock.

import { Box } from "./box.js";
import { Conversation } from "./conversation.js";
import { initials, kindOf } from "./parts.js";
import { words } from "./markup.js";
import { People } from "./people.js";
import { get, listen, post } from "./server.js";

const byId = (id) => document.getElementById(id);
const TITLE = document.title;
const ANNOUNCED = 20;

let state = await get("/api/state").catch(unreachable);
const chats = new Map(state.people.map((person) => [person.chat, new Map()]));
const seen = seenBefore();
let current;
let caughtUp = false;

const people = new People(state.people, choose);
const conversation = new Conversation(press, (line) => box.quote(line));
const box = new Box((said) => post(path(), said));

function personOf(chat) {
  return state.people.find((person) => person.chat === chat);
}

function path() {
  return `/api/chats/${encodeURIComponent(current)}`;
}

function choose(chat) {
  const person = personOf(chat);
  current = chat;
  location.hash = person.key;
  byId("who").textContent = person.name;
  byId("who-post").textContent = [person.post, person.agency].filter(Boolean).join(" · ");
  byId("who-avatar").textContent = initials(person.name);
  byId("who-avatar").dataset.kind = kindOf(person);
  box.open(kindOf(person));
  conversation.show([...chats.get(chat).values()]);
  describe();
  read();
  people.choose(chat);
}

function describe() {
  const person = personOf(current);
  byId("unpaired").hidden = person.paired;
  byId("hint").textContent = person.hint;
}

// What was read

function seenBefore() {
  const kept = sessionStorage.getItem(`seen-${state.run}`);
  return new Map(kept ? JSON.parse(kept) : []);
}

function unread(chat) {
  return [...chats.get(chat).values()].filter((line) => line.ours && line.id > (seen.get(chat) ?? 0)).length;
}

function read() {
  if (current && document.visibilityState === "visible") {
    seen.set(current, Math.max(0, ...chats.get(current).keys()));
    sessionStorage.setItem(`seen-${state.run}`, JSON.stringify([...seen]));
  }
  const counts = [...chats.keys()].map((chat) => [chat, unread(chat)]);
  for (const [chat, count] of counts) people.count(chat, count);
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  document.title = sum ? `(${sum}) ${TITLE}` : TITLE;
}

// What the server tells

function hearLine(line) {
  const lines = chats.get(line.chat);
  if (!lines || lines.has(line.id)) return;
  lines.set(line.id, line);
  if (!caughtUp) return;
  if (line.chat === current) conversation.add(line);
  if (line.ours) announce(line);
  if (line.ours && !personOf(line.chat).paired) refresh();
  read();
}

// Several messages may arrive in one breath: each is a line of its own, so that a screen reader misses none.
function announce(line) {
  const announcer = byId("announcer");
  const said = document.createElement("p");
  said.textContent = `${announcer.dataset.from} ${personOf(line.chat).name}: ${words(line.text)}`;
  announcer.append(said);
  while (announcer.childElementCount > ANNOUNCED) announcer.firstElementChild.remove();
}

function hearReady({ run }) {
  if (run !== state.run) location.reload();
  if (caughtUp) return;
  caughtUp = true;
  const named = state.people.find((person) => `#${person.key}` === decodeURIComponent(location.hash));
  const addressed = state.people.find((person) => unread(person.chat));
  choose((named ?? addressed ?? state.people[0]).chat);
}

function hearClock(clock) {
  byId("clock").textContent = clock.words;
  byId("clock").dateTime = clock.at;
}

// The server is not there yet: the page begins anew when it is.
function unreachable() {
  byId("offline").hidden = false;
  setTimeout(() => location.reload(), 2000);
  return new Promise(() => {});
}

// Somebody may have been paired by what was just said.
async function refresh() {
  state = { ...state, people: (await get("/api/state")).people };
  describe();
}

// What one does

async function press(token) {
  try {
    await post(path(), { choice: token, update: `press-${token}` });
    return true;
  } catch (failure) {
    box.fail(failure);
    return false;
  }
}

async function step(button) {
  const buttons = [...document.querySelectorAll("[data-step]")];
  for (const each of buttons) each.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    hearClock(await post("/api/clock", { step: button.dataset.step }));
  } catch (failure) {
    box.fail(failure);
  } finally {
    button.removeAttribute("aria-busy");
    for (const each of buttons) each.disabled = false;
    button.focus();
  }
}

for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(button));
document.addEventListener("visibilitychange", read);
hearClock(state.clock);
listen({ line: hearLine, clock: hearClock, ready: hearReady }, (connected) => { byId("offline").hidden = connected; });
