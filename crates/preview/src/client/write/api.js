// Requests to the preview's interface for writing.

const ROOT = "/__helpdex/write/api/";
const secret = document.querySelector('meta[name="helpdex-write"]').content;

/** An answer that says no; `code` is the server's word for why, `body` all that it answered. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.message ?? String(status));
    this.status = status;
    this.code = body.error ?? "gone";
    this.body = body;
  }
}

const listeners = new Set();

/** Calls `listener` with true when the server stops answering or knows this page no more, and with false afterwards. */
export const onGone = (listener) => listeners.add(listener);

let gone = false;

function tellGone(is) {
  if (gone === is) return;
  gone = is;
  for (const listener of listeners) listener(is);
}

async function ask(method, path, query, body, type) {
  const url = new URL(ROOT + path, location.href);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const headers = { "X-Helpdex-Write": secret };
  if (type) headers["Content-Type"] = type;
  let response;
  try {
    response = await fetch(url, { method, headers, body, cache: "no-store" });
  } catch {
    tellGone(true);
    throw new Refusal(0, { error: "gone" });
  }
  const told = await response.json().catch(() => ({}));
  tellGone(response.status === 403);
  if (!response.ok) throw new Refusal(response.status, told);
  return told;
}

/** Asks for something. */
export const get = (path, query = {}) => ask("GET", path, query);

/** Sends an object. */
export const post = (path, body) => ask("POST", path, {}, JSON.stringify(body), "application/json");

/** Sends a file as it is. */
export const upload = (path, query, file) => ask("POST", path, query, file, file.type || "application/octet-stream");

/** Calls `act` after every change on disk while somebody looks: browsers allow few connections to one server. */
export function onChange(source, act) {
  let events = null;
  let pages = null;
  const hear = (event) => {
    const state = JSON.parse(event.data);
    if (pages !== null && pages !== state.pages) act();
    pages = state.pages;
  };
  const wake = () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource(`/__helpdex/events?source=${encodeURIComponent(source)}`);
      events.addEventListener("state", hear);
    }
  };
  document.addEventListener("visibilitychange", wake);
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  wake();
}
