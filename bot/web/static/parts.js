// Small things that several parts of the page need.

const AGENCY_ROLES = ["contact", "deputy", "head"];

// A person's kind decides group, colour and example sentences.
export function kindOf(person) {
  if (person.role === null) return "stranger";
  if (person.role === "leader") return "leader";
  return AGENCY_ROLES.includes(person.role) ? "agency" : "office";
}

// A Vietnamese name is told by its last words: Nguyễn Văn An is VA.
export function initials(name) {
  return name.split(/\s+/).slice(-2).map((word) => word[0]).join("").toLocaleUpperCase("vi");
}

export function filled(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

const DAY = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "vi-VN", {
  weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC",
});

// Moments arrive in the office's zone; the browser's own zone must not move them to another day.
export function dayOf(line) {
  return line.at.slice(0, 10);
}

export function dayInWords(day) {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

export function timeOf(line) {
  return line.at.slice(11, 16);
}

// Calls `act` once, a little after the last of several calls.
export function later(milliseconds, act) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => Promise.resolve(act()).catch(() => {}), milliseconds);
  };
}
