// The faults of the page, in a drawer at its edge: what is wrong, where, and a link that opens the file.
// It opens by itself for what is new or urgent; otherwise a badge tells how much there is.

const STATE = "/__helpdex/";
/** Closed by hand, the drawer stays closed until the urgent faults are others. */
const CLOSED = "helpdex:closed";
/** Opened by hand, it stays open from page to page until it is closed. */
const OPENED = "helpdex:opened";

/** The file that the page is made from. */
const source = document.querySelector("script[data-helpdex]").dataset.source;

// --- What there is to say ------------------------------------------------------------------------------------

const elsewhere = (state) => state.faults.filter((fault) => fault.path !== source);

/** Faults that concern the author now: errors of the page, those that hold a file back, and new ones. */
function urgent(state) {
  const here = state.here.faults.filter((fault) => fault.severity === "error");
  return [...here, ...elsewhere(state).filter((fault) => fault.held || fault.fresh)];
}

const names = (faults) => JSON.stringify(faults.map((fault) => [fault.location, fault.code, fault.message]));
const plural = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** `2 errors, 1 warning`, without what there is none of. */
function sum(errors, warnings) {
  const parts = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")];
  return parts.filter(Boolean).join(", ");
}

// --- The drawer ----------------------------------------------------------------------------------------------

let last = null;
let shown = "";

/** Shows what the preview knows of the page and of the site. */
export function showFaults(state) {
  last = state;
  // The page with the state of the site lists them all.
  const nothing = state.errors === 0 && state.here.faults.length === 0;
  if (state.errors === 0) remember(CLOSED, null);
  if (nothing || location.pathname === STATE) {
    shown = "";
    return panel()?.remove();
  }
  const now = urgent(state);
  const byItself = now.length > 0 && remembered(CLOSED) !== names(now);
  const byHand = remembered(OPENED) !== null && state.here.faults.length > 0;
  draw(byItself || byHand, byItself ? now : elsewhere(state), byItself);
}

const panel = () => document.getElementById("helpdex-panel");

/** Draws the drawer or its badge, but not again what is there already: the reader may be in the middle of it. */
function draw(open, worth, alert) {
  const picture = JSON.stringify([open, last.errors, last.warnings, last.here, worth]);
  if (picture === shown && panel()) return;
  shown = picture;
  style();
  const before = panel();
  const had = { focus: before?.contains(document.activeElement), scroll: before?.firstChild?.scrollTop ?? 0 };
  const made = element("aside", open ? "helpdex-open" : "helpdex-closed");
  made.id = "helpdex-panel";
  made.lang = "en";
  made.dir = "ltr";
  made.setAttribute("aria-label", "Faults found by Helpdex");
  if (alert) made.setAttribute("role", "alert");
  made.append(open ? report(worth) : badge());
  if (before) before.replaceWith(made);
  else document.body.append(made);
  made.firstChild.scrollTop = had.scroll;
  if (had.focus) made.firstChild.focus();
}

function badge() {
  const { here } = last;
  const text = here.faults.length > 0 ? sum(here.errors, here.warnings) : `${plural(last.errors, "error")} elsewhere`;
  const button = element("button", "helpdex-badge", text);
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  if (here.errors === 0 && here.warnings > 0) button.classList.add("helpdex-mild");
  button.onclick = () => {
    remember(CLOSED, null);
    remember(OPENED, "yes");
    draw(true, elsewhere(last), false);
    panel().firstChild.focus();
  };
  return button;
}

function close() {
  remember(CLOSED, names(urgent(last)));
  remember(OPENED, null);
  draw(false, [], false);
  panel().firstChild.focus();
}

/** The open drawer: the page's own faults, then those of other files that are worth knowing now. */
function report(worth) {
  const { here } = last;
  const others = worth.filter((fault) => fault.path !== source);
  const held = [...here.faults, ...others].some((fault) => fault.held);
  const heading = element("p", "helpdex-heading", held ? "The last good version is shown" : "Faults");
  const button = element("button", "helpdex-close", "Close");
  button.type = "button";
  button.onclick = close;
  const made = element("div", "helpdex-report", "", element("div", "helpdex-top", "", heading, button));
  made.tabIndex = -1;
  made.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
  if (here.faults.length > 0) made.append(part(`On this page: ${sum(here.errors, here.warnings)}`, here.faults));
  if (others.length > 0) made.append(part("In other files", others));
  const all = element("a", "helpdex-all", `All of the site: ${sum(last.errors, last.warnings)}`);
  all.href = STATE;
  made.append(all);
  return made;
}

function part(title, faults) {
  return element("section", "helpdex-part", "",
    element("p", "helpdex-title", title),
    element("ol", "helpdex-faults", "", ...faults.map(item)));
}

function item(fault) {
  const code = element("span", `helpdex-code helpdex-${fault.severity}`, `${fault.severity}: ${fault.code}`);
  const where = element("p", "helpdex-location", fault.location);
  if (fault.editor) {
    const link = element("a", "helpdex-edit", "Open in the editor");
    link.href = fault.editor;
    where.append(link);
  }
  const entry = element("li", "helpdex-fault", "", element("p", "helpdex-message", "", code, " ", ...spans(fault.message)), where);
  if (fault.place && fault.excerpt) entry.append(excerpt(fault));
  if (fault.help) entry.append(element("p", "helpdex-help", "", ...spans(fault.help)));
  return entry;
}

/** A message in pieces: what stands between backticks is code. One without a second is a letter like any other. */
function spans(message) {
  const parts = message.split("`");
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return index === parts.length - 1 ? `\`${part}` : element("code", "helpdex-inline", part);
  });
}

/** The faulty line, with the fault itself marked. */
function excerpt(fault) {
  const letters = [...fault.excerpt];
  const [start, end] = [fault.place.column - 1, fault.place.end_column - 1];
  const part = (from, to) => letters.slice(from, to).join("");
  const line = element("pre", "helpdex-line", `${fault.place.line} | ${part(0, start)}`);
  line.append(element("mark", "helpdex-mark", part(start, end) || " "), part(end));
  return line;
}

// --- While the preview is gone -------------------------------------------------------------------------------

let patience = null;

/** A note while the preview doesn't answer; a short pause is no news. */
export function showGone(is) {
  clearTimeout(patience);
  if (!is) return document.getElementById("helpdex-gone")?.remove();
  patience = setTimeout(() => {
    if (document.hidden || document.getElementById("helpdex-gone")) return;
    style();
    const note = element("p", "helpdex-badge", "", ...spans("The preview has stopped. It comes back with `helpdex serve`."));
    note.id = "helpdex-gone";
    note.lang = "en";
    note.dir = "ltr";
    note.setAttribute("role", "status");
    document.body.append(note);
  }, 3000);
}

// --- Odds and ends -------------------------------------------------------------------------------------------

function element(name, className, text, ...children) {
  const made = document.createElement(name);
  made.className = className;
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function style() {
  if (document.querySelector('link[href="/__helpdex/panel.css"]')) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/__helpdex/panel.css";
  document.head.append(link);
}

function remember(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // Then the drawer is after a reload as if nobody had touched it.
  }
}

function remembered(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
