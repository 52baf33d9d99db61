// The panel itself: what belongs to a product's page, search as you type, and articles. It is the same in a product's page,
// in a frame and alone; the page of the site that stands behind it has all its words and parts.

import { connect } from "../engine.js";
import { element, marked, speak, understood } from "../parts.js";
import { asker } from "../search.js";
import { words } from "../words.js";
import { article, dress, links, page } from "./articles.js";

/** Results below the field. */
const RESULTS = 8;
/** Suggestions for a page of the product, and topics that it may name. */
const SUGGESTED = 6;
const TOPICS = 4;
/** Pages of the site that are no text to be read here. */
const OTHERS = /^(?:[a-z]{2,3}(?:-[a-z]+)?\/)?(contact|search|tags|status|survey|languages|topics|offline|widget)\//i;

/** Whether a pattern of the settings fits an address: `*` stands for anything. */
export function fits(pattern, address) {
  let url;
  try {
    url = new URL(address, "http://nowhere.invalid");
  } catch {
    return false;
  }
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const wanted = new RegExp(`^${parts.join(".*")}$`);
  const path = url.pathname + (/[?#]/.test(pattern) ? url.search + url.hash : "");
  const whole = /^https?:/.test(pattern) ? url.origin + path : path;
  return wanted.test(whole) || wanted.test(`${whole}/`) || wanted.test(whole.replace(/\/$/, ""));
}

/**
 * Brings the panel to life in a document that holds its parts. `made` is the page of the site that stands behind it, `close`
 * closes the panel, `kept.article` is the last open article, `here` says where the product is and `topics` what it names.
 * Comes to a function that shows an article, a query or neither.
 */
export async function pane({ made, close, kept, here, topics, alone = false }) {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const top = find(".widget-top");
  const field = find("#hd-ask");
  const status = find(".widget-status");
  const main = find(".widget-main");
  const [back, out, shut] = ["back", "out", "close"].map((name) => find(`.widget-${name}`));
  const views = Object.fromEntries(["home", "results", "article", "fault"].map((name) => [name, find(`.widget-${name}`)]));
  const contact = find("body > .contact");
  const [base, home] = [top.dataset.base, top.dataset.home].map((path) => new URL(path, made.url));
  const usual = { nodes: [...(contact?.childNodes ?? [])], data: data(made.document) };
  const ask = asker(connect(root).catch(() => null), root.lang);
  const [say] = await Promise.all([words(root), alone && dress(made)]);
  /** Articles on the way here, where each was left; and the link that led to the first of them. */
  let trail = [];
  let lead = null;
  let view = "home";
  let newest;
  let first = true;

  function data(from) {
    const text = from.querySelector(".contact-data")?.textContent;
    return text && JSON.parse(text);
  }

  const scroller = () => document.scrollingElement ?? root;

  function turn(name) {
    view = name;
    for (const [other, part] of Object.entries(views)) part.hidden = other !== name;
    main.ariaBusy = null;
    back.hidden = name === "home";
    out.hidden = name !== "article" && name !== "fault";
    if (name === "home" || name === "results") {
      trail = [];
      kept.article = null;
      reach(usual);
    }
  }

  /** Shows the ways to reach a person that belong to what is read. */
  async function reach({ nodes, data }) {
    if (!contact || !nodes.length) return;
    contact.replaceChildren(...nodes);
    if (!data) return;
    // No script element: a careful page would have to trust its text. Nor is kept what was read.
    const said = JSON.stringify({ ...data, trail: undefined });
    contact.append(element("span", { class: "contact-data", hidden: "" }, said));
    (await import("../contact.js")).update();
  }

  /** Whether a page of the site may be one to read here. */
  function readable({ origin, pathname }) {
    if (origin !== base.origin || !pathname.startsWith(base.pathname)) return false;
    const path = pathname.slice(base.pathname.length);
    const isFolder = path.endsWith("/") || !path.split("/").at(-1).includes(".");
    return isFolder && pathname !== home.pathname && path !== "" && !OTHERS.test(path.endsWith("/") ? path : `${path}/`);
  }

  /**
   * Where what somebody calls an article may be: at its address, or at its path as authors know it. What isn't translated is
   * in the site's first language.
   */
  function addressed(name) {
    const text = String(name).trim();
    const key = text.replace(/^\/+|\/+$/g, "").replace(/(\.[a-z-]+)?\.md$/i, "");
    try {
      if (/^https?:/i.test(text)) return [new URL(text)].filter(readable);
      if (text.startsWith(base.pathname)) return [new URL(text, base)].filter(readable);
      return [home, base].map((from) => new URL(`${key}/`, from)).filter(readable);
    } catch {
      return [];
    }
  }

  /** The first of some pages that is there. */
  async function load([url, ...others]) {
    try {
      return await page(url.href);
    } catch (fault) {
      if (!others.length || others[0].href === url.href) throw fault;
      return load(others);
    }
  }

  /** Loads an article and shows it. Of several that are asked for the last one counts. */
  async function read(urls, { scroll = 0, quiet = false } = {}) {
    const wanted = (newest = {});
    main.ariaBusy = "true";
    let [url] = urls;
    let text = null;
    try {
      const found = await load(urls);
      url = new URL(url.hash, found.url);
      text = article(found);
      if (text) await dress(found).catch(() => {});
    } catch {
      // There may be another way to it.
    }
    if (newest !== wanted) return;
    out.href = url.href;
    views.fault.querySelector("a").href = url.href;
    if (!text) {
      turn("fault");
      views.fault.querySelector("a").focus();
      status.textContent = views.fault.querySelector("p").textContent;
      return;
    }
    views.article.replaceChildren(...text.nodes);
    speak(views.article, text.lang);
    if (trail.at(-1)?.url.href !== url.href) trail.push({ url });
    turn("article");
    kept.article = url.href;
    reach({ nodes: text.contact, data: text.data });
    scroller().scrollTop = scroll;
    if (!quiet) focusOn(views.article.querySelector("h1"));
    await enliven(url.hash);
  }

  function focusOn(part) {
    if (!part) return;
    if (!part.matches("a, button, input")) part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }

  /** Lets incidents come and go. On a page of the site this begins while it is read, here with a push. */
  async function incidents() {
    await import("../incidents.js");
    dispatchEvent(new Event("pageshow"));
  }

  let parts = [];
  /** Starts what works in an article by scripts of the theme, and goes to where its address leads. */
  async function enliven(hash) {
    const text = views.article;
    const wanted = [
      text.querySelector("[data-tabs]") && import("../blocks/tabs.js"),
      text.querySelector("[data-only]") && import("../blocks/only.js"),
      text.querySelector("[data-dark]") && import("../blocks/schemes.js"),
      text.querySelector(".incident") && incidents(),
    ];
    const made = await Promise.allSettled(wanted.filter(Boolean));
    parts = made.map(({ value }) => value).filter((part) => part?.attach);
    for (const part of parts) part.attach();
    if (hash) reveal(hash);
  }

  /** Shows the place in the article that an anchor names. */
  function reveal(hash) {
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Looked for as it stands.
    }
    const target = id && views.article.querySelector(`#${CSS.escape(id)}`);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    for (const part of parts) part.reveal(target);
    focusOn(target);
    scroller().scrollTop += target.getBoundingClientRect().top - top.offsetHeight - 12;
  }

  function goBack() {
    newest = undefined;
    if (view === "article") trail.pop();
    const last = trail.at(-1);
    if (last) {
      read([last.url], last);
      return;
    }
    const from = view;
    if (from === "results") field.value = "";
    turn(field.value.trim() ? "results" : "home");
    scroller().scrollTop = lead?.scroll ?? 0;
    if (lead?.link.isConnected && lead.link.getClientRects().length) lead.link.focus({ preventScroll: true });
    else begin();
  }

  function result(hit) {
    const link = element("a", { class: "hit-title", href: new URL(hit.url, home).href }, ...marked(hit.title, hit.title_marks));
    const item = element("li", {}, link, element("p", { class: "hit-meta" }, element("bdi", {}, hit.category ?? "")));
    if (hit.snippet) item.append(element("p", { class: "hit-snippet" }, ...marked(hit.snippet, hit.marks)));
    for (const part of [link, item.querySelector(".hit-snippet")]) if (part) speak(part, hit.lang);
    return item;
  }

  function draw(query, answer) {
    if (field.value.trim() !== query) return;
    const hits = answer.hits ?? [];
    const notices = understood(answer, say);
    for (const notice of notices) notice.className = "results-notice";
    const nodes = [...notices];
    const known = !answer.absent && !answer.failed;
    const results = new URL(find(".search").getAttribute("action"), made.url);
    results.searchParams.set("q", query);
    if (answer.did_you_mean) {
      const other = element("button", { type: "button", class: "button", dir: "auto" }, answer.did_you_mean);
      other.addEventListener("click", () => seek(answer.did_you_mean));
      nodes.push(element("p", { class: "results-notice" }, say.node("did_you_mean"), " ", other));
    }
    if (hits.length) nodes.push(element("ol", { class: "hits" }, ...hits.map(result)));
    else {
      const text = known ? "none" : answer.absent ? "absent" : "failed";
      nodes.push(element("p", {}, say.node(text, { query })));
      if (known) nodes.push(element("p", { class: "results-notice" }, say.node("none_help")));
    }
    if (answer.total > hits.length || !known) {
      const all = known ? say.node("all", { count: answer.total }) : say.node("topics");
      nodes.push(element("p", {}, element("a", { class: "button", href: results.href }, all)));
    }
    views.results.replaceChildren(...nodes);
    turn("results");
    scroller().scrollTop = 0;
    status.textContent = hits.length ? say("shown", { count: hits.length }) : views.results.textContent;
  }

  function typed(typing = false) {
    const query = field.value.trim();
    newest = undefined;
    if (!query) {
      status.textContent = "";
      turn("home");
      return;
    }
    main.ariaBusy = "true";
    ask(query, RESULTS, (answer) => draw(query, answer), typing);
  }

  function seek(query) {
    field.value = query;
    typed();
    field.focus();
  }

  /** The first stop: a field would bring up a phone's keyboard over what is offered. */
  function begin() {
    if (matchMedia("(pointer: coarse)").matches) focusOn(views.home.querySelector("h1"));
    else field.focus();
  }

  /** Offers what belongs to the page of the product, by the settings and by what the page itself names. */
  async function suggest() {
    const place = views.home.querySelector(".widget-here");
    const list = place.querySelector("ul");
    const address = here();
    const rows = address ? [...views.home.querySelectorAll("[data-urls]")] : [];
    const fitting = rows.filter((row) => JSON.parse(row.dataset.urls).some((pattern) => fits(pattern, address)));
    const items = fitting.flatMap((row) => [...row.children].map((item) => item.cloneNode(true)));
    const offer = () => {
      const once = new Map();
      for (const item of items) if (!once.has(item.firstElementChild.href)) once.set(item.firstElementChild.href, item);
      list.replaceChildren(...[...once.values()].slice(0, SUGGESTED));
      const shown = new Set([...list.querySelectorAll("a")].map(({ href }) => href));
      for (const row of views.home.querySelectorAll(".widget-often .row")) row.hidden = shown.has(row.firstElementChild.href);
      place.hidden = !list.children.length;
    };
    offer();
    const named = (topics()?.match(/[^\s,]+/g) ?? []).slice(0, TOPICS).map(addressed).filter((urls) => urls.length);
    if (!named.length) return;
    const found = await Promise.allSettled(named.map(load));
    const each = found.flatMap(({ value }) => (value ? links(value) : []));
    items.unshift(
      ...each.map(({ url, title, lang }) => {
        const link = element("a", { href: url }, title);
        speak(link, lang);
        return element("li", { class: "row" }, link);
      }),
    );
    offer();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const written = link.getAttribute("href");
    if (written.startsWith("#")) {
      event.preventDefault();
      reveal(written);
      return;
    }
    const url = new URL(link.href);
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link.closest(".widget-bar, .widget-fault");
    if (!elsewhere && readable(url)) {
      event.preventDefault();
      const { scrollTop: scroll } = scroller();
      if (trail.length) trail.at(-1).scroll = scroll;
      else lead = { link, scroll };
      read([url]);
      return;
    }
    // Nothing leads the panel itself away.
    link.target = /^https?:$/.test(url.protocol) ? "_blank" : "_top";
    link.rel = "noopener";
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (!alone) event.preventDefault();
      close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...views.results.querySelectorAll("a.hit-title")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || view !== "results") return;
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length].focus();
  });
  field.addEventListener("input", (event) => {
    const letter = event.inputType === "insertText" && event.data?.length === 1;
    typed(letter || event.inputType === "insertCompositionText");
  });
  find(".search").addEventListener("submit", (event) => {
    event.preventDefault();
    // The answers are there already; Enter goes to them, and a phone's keyboard goes away.
    views.results.querySelector("a.hit-title")?.focus();
  });
  back.addEventListener("click", goBack);
  shut.hidden = alone;
  shut.addEventListener("click", close);
  if (usual.data) reach(usual);
  if (views.home.querySelector(".incident")) incidents().catch(() => {});

  return function show({ query, article: wanted } = {}) {
    suggest().catch(() => {});
    const known = wanted ? addressed(wanted) : [];
    const last = first && kept.article ? addressed(kept.article) : [];
    if (query) {
      field.value = String(query);
      typed();
      if (!alone) field.focus();
    } else if (known.length) {
      trail = [];
      lead = null;
      field.value = "";
      read(known, { quiet: alone });
    } else if (last.length) read(last);
    else if (!alone) {
      if (view === "article") focusOn(views.article.querySelector("h1"));
      else begin();
    }
    first = false;
  };
}
