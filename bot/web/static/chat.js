// The page: three phones side by side, what each chat holds, the office clock and what it will say next.

import { showAhead } from "./ahead.js";
import { later } from "./parts.js";
import { words } from "./markup.js";
import { Seat, seatOf } from "./seat.js";
import { get, listen, post } from "./server.js";
import { guide, tick } from "./tour.js";

const byId = (id) => document.getElementById(id);
const TITLE = document.title;
const ANNOUNCED = 20;
const AT_FIRST = { agency: "bdt-1", office: "vp-1", leader: "pct-1" };

const state = await get("/api/state").catch(unreachable);
const chats = new Map(state.people.map((person) => [person.chat, new Map()]));
const seen = new Map(JSON.parse(sessionStorage.getItem(`seen-${state.run}`) ?? "[]"));
const opened = JSON.parse(sessionStorage.getItem(`opened-${state.run}`) ?? "{}");
let caughtUp = false;

const seats = [...document.querySelectorAll("[data-seat]")].map(
  (section) => new Seat(section, state.people, chats, remember),
);

function personOf(chat) {
  return state.people.find((person) => person.chat === chat);
}

function seatFor(chat) {
  return seats.find((seat) => seat.kind === seatOf(personOf(chat)));
}

function openChat(chat) {
  const seat = seatFor(chat);
  show(seat.kind);
  seat.open(chat);
  seat.picker.focus();
}

function remember(seat) {
  opened[seat.kind] = seat.chat;
  sessionStorage.setItem(`opened-${state.run}`, JSON.stringify(opened));
  read();
}

// Narrow screens show one thing at a time.
function show(what) {
  byId("main").dataset.shown = what;
  for (const tab of byId("tabs").children) {
    if (tab.dataset.shows === what) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  read();
}

// What was read

function unread(chat) {
  return [...chats.get(chat).values()].filter((line) => line.ours && line.id > (seen.get(chat) ?? 0)).length;
}

function read() {
  if (!caughtUp) return;
  for (const seat of seats) {
    if (seat.visible && seat.chat) seen.set(seat.chat, Math.max(0, ...chats.get(seat.chat).keys()));
  }
  sessionStorage.setItem(`seen-${state.run}`, JSON.stringify([...seen]));
  const counts = new Map([...chats.keys()].map((chat) => [chat, unread(chat)]));
  let sum = 0;
  for (const seat of seats) {
    const own = seat.count(counts);
    const badge = byId("tabs").querySelector(`[data-shows="${seat.kind}"] .count`);
    badge.hidden = own === 0;
    badge.textContent = own;
    sum += own;
  }
  document.title = sum ? `(${sum}) ${TITLE}` : TITLE;
}

// What the server tells

function hearLine(line) {
  const lines = chats.get(line.chat);
  if (!lines || lines.has(line.id)) return;
  lines.set(line.id, line);
  if (!caughtUp) return;
  for (const seat of seats) seat.hear(line);
  if (line.ours) announce(line);
  if (line.ours && !personOf(line.chat).paired) refresh();
  read();
  tick(state.people, chats);
  lookAhead();
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
  // Another process begins with other lines, and so does the page: until then it is not there for anybody.
  if (run !== state.run) { location.reload(); return; }
  byId("offline").hidden = true;
  if (caughtUp) return;
  caughtUp = true;
  for (const seat of seats) {
    const own = state.people.filter((person) => seatOf(person) === seat.kind);
    const kept = own.find((person) => person.chat === opened[seat.kind]);
    seat.open((kept ?? own.find((person) => person.key === AT_FIRST[seat.kind]) ?? own[0]).chat);
  }
  const addressed = state.people.find((person) => unread(person.chat));
  show(addressed ? seatOf(addressed) : "agency");
  tick(state.people, chats);
  lookAhead();
}

function hearClock(clock) {
  byId("clock").textContent = clock.words;
  byId("clock").dateTime = clock.at;
  lookAhead();
}

const lookAhead = later(300, async () => {
  if (caughtUp) showAhead((await get("/api/next")).moments, openChat);
});

// The server is not there yet: the page begins anew when it is.
function unreachable() {
  byId("offline").hidden = false;
  setTimeout(() => location.reload(), 2000);
  return new Promise(() => {});
}

// Somebody may have been paired by what was just said.
async function refresh() {
  const { people } = await get("/api/state");
  for (const fresh of people) Object.assign(personOf(fresh.chat), fresh);
  for (const seat of seats) seat.describe();
}

// What one does

async function step(button) {
  const buttons = [...document.querySelectorAll("[data-step]")];
  for (const each of buttons) each.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    hearClock(await post("/api/clock", { step: button.dataset.step }));
  } catch (failure) {
    seats[0].box.fail(failure);
  } finally {
    button.removeAttribute("aria-busy");
    for (const each of buttons) each.disabled = false;
    // Disabled, it has lost the focus; who has gone elsewhere meanwhile stays there.
    if (document.activeElement === document.body) button.focus();
  }
}

function writeIn(kind, sentence) {
  show(kind);
  seats.find((seat) => seat.kind === kind).box.write(sentence);
}

guide({
  confirm() {
    show("office");
    const choices = [...document.querySelectorAll('[data-seat="office"] .choices button:enabled')];
    choices[0]?.scrollIntoView({ block: "nearest" });
    choices[0]?.focus();
  },
  remind: () => byId("to-reminder").focus(),
  report: (sentence) => writeIn("agency", sentence),
  ask: (sentence) => writeIn("leader", sentence),
});
for (const tab of byId("tabs").children) tab.addEventListener("click", () => show(tab.dataset.shows));
for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(button));
document.addEventListener("visibilitychange", read);
new ResizeObserver(read).observe(byId("main"));
hearClock(state.clock);
listen({ line: hearLine, clock: hearClock, ready: hearReady }, () => { byId("offline").hidden = false; });
