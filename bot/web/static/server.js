// Talking with the server: small JSON requests, and its stream of events.

const RECONNECT_AFTER = 2000;

// The server's own sentence about why it would not.
export class Refused extends Error {}

async function answered(response) {
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error);
  return answer;
}

export async function get(path) {
  return answered(await fetch(path));
}

export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answered(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

// The file goes as it is, with what is said of it in the address.
export async function postFile(path, file, about) {
  const headers = { "Content-Type": "application/octet-stream" };
  return answered(await fetch(`${path}?${new URLSearchParams(about)}`, { method: "POST", headers, body: file }));
}

// `heard` maps event names to functions; `lost` is called whenever the line is cut. A browser gives up for good when the
// server was away at the wrong moment, so we begin anew then; lines that come twice are known by their id.
export function listen(heard, lost) {
  const source = new EventSource("/api/events");
  for (const [name, hear] of Object.entries(heard)) {
    source.addEventListener(name, (event) => hear(JSON.parse(event.data)));
  }
  source.addEventListener("error", () => {
    lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, RECONNECT_AFTER, heard, lost);
  });
}
