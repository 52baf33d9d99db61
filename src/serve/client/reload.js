// Follows the author: the page is loaded anew when it has changed, where the reader was; faults show in a panel.
// Only the preview puts this file into pages; a published site knows nothing of it.
(() => {
  const script = document.querySelector("script[data-helpdex]");
  const PLACE = "helpdex:place";
  const CLOSED = "helpdex:closed";
  const STATE = "/__helpdex/";
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
    events = new EventSource("/__helpdex/events");
    events.addEventListener("state", (event) => hear(JSON.parse(event.data)));
    events.addEventListener("beat", () => { heardAt = Date.now(); });
    events.onerror = () => {
      // The browser tries again by itself unless it was turned away.
      if (events && events.readyState === EventSource.CLOSED) setTimeout(wake, 1000);
      gone(true);
    };
    events.onopen = () => gone(false);
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

  // --- The panel -----------------------------------------------------------------------------------------------

  function element(name, className, text, ...children) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  }

  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  /** Faults that concern the author now: new ones, those that hold a file back, and those of the page itself. */
  const urgent = (fault) => fault.held || fault.fresh || fault.path === script.dataset.source;

  /** Closed by hand, the panel stays closed until the faults are others. */
  const name = (faults) => JSON.stringify(faults.map((fault) => [fault.location, fault.code, fault.message]));

  function showFaults(state) {
    document.getElementById("helpdex-panel")?.remove();
    if (state.errors === 0) return remember(CLOSED, null);
    // That page lists them all.
    if (location.pathname === STATE) return;
    style();
    const faults = state.faults.filter(urgent);
    const closed = faults.length === 0 || remembered(CLOSED) === name(faults);
    const panel = element("section", closed ? "helpdex-closed" : "helpdex-open");
    panel.id = "helpdex-panel";
    panel.lang = "en";
    panel.dir = "ltr";
    panel.setAttribute("role", "alert");
    panel.append(closed ? badge(state) : report(state, faults));
    document.body.append(panel);
  }

  function badge(state) {
    const button = element("button", "helpdex-badge", count(state.errors, "error"));
    button.type = "button";
    button.onclick = () => {
      remember(CLOSED, null);
      const panel = document.getElementById("helpdex-panel");
      panel.className = "helpdex-open";
      panel.replaceChildren(report(state, state.faults));
    };
    return button;
  }

  function report(state, faults) {
    const held = faults.some((fault) => fault.held);
    const heading = element("p", "helpdex-heading", held ? "The last good version is shown" : count(state.errors, "error"));
    const close = element("button", "helpdex-close", "Close");
    close.type = "button";
    close.onclick = () => {
      remember(CLOSED, name(faults));
      showFaults(state);
    };
    const all = element("a", "helpdex-all", `All faults: ${count(state.errors, "error")}, ${count(state.warnings, "warning")}`);
    all.href = STATE;
    const list = element("ol", "helpdex-faults", "", ...faults.map(item));
    return element("div", "helpdex-report", "", element("div", "helpdex-top", "", heading, close), list, all);
  }

  function item(fault) {
    const entry = element("li", "helpdex-fault");
    entry.append(
      element("p", "helpdex-message", "", element("span", "helpdex-code", fault.code), ` ${fault.message}`),
      element("p", "helpdex-location", fault.location),
    );
    if (fault.place && fault.excerpt) entry.append(excerpt(fault));
    if (fault.help) entry.append(element("p", "helpdex-help", fault.help));
    return entry;
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

  /** A note while the preview doesn't answer; a short pause is no news. */
  let patience = null;
  function gone(is) {
    clearTimeout(patience);
    const shown = document.getElementById("helpdex-gone");
    if (!is) return shown?.remove();
    patience = setTimeout(() => {
      if (shown || leaving || document.hidden) return;
      style();
      const note = element("p", "helpdex-badge", "The preview has stopped. It comes back with `helpdex serve`.");
      note.id = "helpdex-gone";
      note.lang = "en";
      note.dir = "ltr";
      note.setAttribute("role", "status");
      document.body.append(note);
    }, 3000);
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
      // Then the panel opens again after a reload.
    }
  }

  function remembered(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // --- Beginning -----------------------------------------------------------------------------------------------

  restore();
  addEventListener("pagehide", () => { leaving = true; disconnect(); });
  addEventListener("pageshow", () => { leaving = false; wake(); });
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  setInterval(wake, 10_000);
  wake();
})();
