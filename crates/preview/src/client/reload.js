// Follows the author: the page is loaded anew when it has changed, where the reader was.
// Only the preview puts this file into pages; a published site knows nothing of it.
import { showFaults, showGone } from "./panel.js";

const script = document.querySelector("script[data-helpdex]");
const PLACE = "helpdex:place";
/** The preview is heard of every ten seconds; after three of them in silence the connection is dead. */
const SILENCE = 35_000;

let version = script.dataset.helpdex;
let last = null;
let events = null;
let heardAt = Date.now();
let leaving = false;

// --- Listening -----------------------------------------------------------------------------------------------

function connect() {
  disconnect();
  heardAt = Date.now();
  events = new EventSource(`/__helpdex/events?source=${encodeURIComponent(script.dataset.source)}`);
  events.addEventListener("state", (event) => hear(JSON.parse(event.data)));
  events.addEventListener("beat", () => { heardAt = Date.now(); });
  events.onerror = () => {
    // The browser tries again by itself unless it was turned away.
    if (events && events.readyState === EventSource.CLOSED) setTimeout(wake, 1000);
    if (!leaving) showGone(true);
  };
  events.onopen = () => showGone(false);
}

function disconnect() {
  if (events) events.close();
  events = null;
}

/** Browsers allow few connections to one server: pages that nobody sees give theirs up. */
function wake() {
  if (document.hidden) disconnect();
  else if (!events || events.readyState === EventSource.CLOSED || Date.now() - heardAt > SILENCE) connect();
}

function hear(state) {
  heardAt = Date.now();
  const before = last;
  last = state;
  showFaults(state);
  if (!before || before.session !== state.session) {
    // Something may have changed before this page began to listen.
    compare();
  } else if (before.files !== state.files) {
    reload();
  } else if (before.pages !== state.pages) {
    compare();
  } else if (before.styles !== state.styles) {
    swapStyles(state.stylesheets);
  }
}

/** Loads the page anew if the server has another version of it. */
async function compare() {
  const newest = await newestVersion();
  if (newest && newest !== version) reload();
}

async function newestVersion() {
  try {
    const answer = await fetch(location.pathname + location.search, { method: "HEAD", cache: "no-store" });
    return (answer.headers.get("ETag") || "").replace(/^W\//, "").replaceAll('"', "");
  } catch {
    // The preview has stopped; the connection's end tells.
    return "";
  }
}

// --- Styles --------------------------------------------------------------------------------------------------

const plain = (url) => new URL(url, location.href).pathname.replace(/\.[0-9a-f]{10}\.css$/, ".css");

/** Puts new stylesheets in the place of old ones; each old one goes when its successor is there. */
function swapStyles(urls) {
  const swapped = [...document.querySelectorAll('link[rel="stylesheet"]')].map((old) => {
    const next = urls.find((url) => plain(url) === plain(old.href));
    if (!next || new URL(next, location.href).href === old.href) return null;
    return new Promise((done) => {
      const link = old.cloneNode();
      link.href = next;
      link.onload = link.onerror = () => { old.remove(); done(); };
      old.after(link);
    });
  });
  Promise.all(swapped).then(newestVersion).then((newest) => { version = newest || version; });
}

// --- The reader's place --------------------------------------------------------------------------------------

/** The heading that the reader sees first, and how far it is from the top: text above it may get longer. */
function landmark() {
  let found = null;
  for (const element of document.querySelectorAll("main [id]")) {
    const { top } = element.getBoundingClientRect();
    if (top > innerHeight / 2) break;
    found = { id: element.id, top };
  }
  return found;
}

function reload() {
  if (leaving) return;
  leaving = true;
  const open = [...document.querySelectorAll("main details")].map((details) => details.open);
  const place = { path: location.pathname, x: scrollX, y: scrollY, landmark: landmark(), open };
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(place));
    history.scrollRestoration = "manual";
  } catch {
    // Without storage the browser's own memory has to do.
  }
  location.reload();
}

function restore() {
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
  } catch {
    return;
  }
  if (!place || place.path !== location.pathname) return;
  const details = [...document.querySelectorAll("main details")];
  if (details.length === place.open.length) details.forEach((one, index) => { one.open = place.open[index]; });
  const mark = place.landmark && document.getElementById(place.landmark.id);
  const y = place.y > 0 && mark ? scrollY + mark.getBoundingClientRect().top - place.landmark.top : place.y;
  scrollTo({ left: place.x, top: y, behavior: "instant" });
  history.scrollRestoration = "auto";
}

// --- Beginning -----------------------------------------------------------------------------------------------

restore();
// Where one may write, every page leads to its own file.
if (script.dataset.write) import(`${script.dataset.write}assets/edit.js`);
addEventListener("pagehide", () => { leaving = true; disconnect(); });
addEventListener("pageshow", () => { leaving = false; wake(); });
document.addEventListener("visibilitychange", wake);
addEventListener("online", wake);
setInterval(wake, 10_000);
wake();
