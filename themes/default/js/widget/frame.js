// The panel in a product's page: it runs in a frame of its own origin and of nobody else's style. Everything comes from the
// page of the site that stands behind it, in one language.

import { absolute, dress, page } from "./articles.js";
import { pane } from "./pane.js";

const { page: address, box, close, fail, ready } = window.helpdex;
const root = document.documentElement;
/** Custom properties of the theme that a product sets as `--helpdex-…` on `helpdex-widget`, or anywhere above it. */
const THEMED = ["accent", "accent-text", "on-accent", "paper", "card", "ink", "muted", "line", "tint", "tint-line"];
const FONTS = ["font-text", "font-display", "round"];
/** The one thing that is kept, in this tab alone. */
const KEPT = "helpdex-article";

/** The colours that the product chose: dark where it says so, or where its page is dark. */
function colors() {
  const style = getComputedStyle(box);
  const { theme } = box.dataset;
  const scheme = theme === "dark" || theme === "light" ? theme : style.colorScheme;
  const both = /dark/.test(scheme) && /light/.test(scheme);
  const dark = both ? matchMedia("(prefers-color-scheme: dark)").matches : /dark/.test(scheme);
  root.dataset.theme = dark ? "dark" : "light";
  for (const name of [...THEMED, ...FONTS]) {
    const value = style.getPropertyValue(`--helpdex-${name}`);
    if (value) root.style.setProperty(`--${name}`, value);
    else root.style.removeProperty(`--${name}`);
  }
}

/** Storage that may be forbidden. */
const kept = {
  get article() {
    try {
      return sessionStorage.getItem(KEPT);
    } catch {
      return null;
    }
  },
  set article(url) {
    try {
      if (url) sessionStorage.setItem(KEPT, url);
      else sessionStorage.removeItem(KEPT);
    } catch {
      // The next page then begins anew.
    }
  },
};

/** The keyboard stays in the panel, and goes round in it, until Escape. */
function round(event) {
  if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;
  const stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")];
  const seen = stops.filter((stop) => stop.checkVisibility?.({ visibilityProperty: true }) ?? stop.getClientRects().length);
  const [first, last] = [seen[0], seen.at(-1)];
  if (document.activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

async function start() {
  const made = await page(address);
  const { documentElement: from, body } = made.document;
  Object.assign(root, { lang: from.lang, dir: from.dir });
  root.className = "js";
  for (const name of ["words", "searchUrl", "searchManifest", "searchEngine"]) {
    if (from.dataset[name]) root.dataset[name] = new URL(from.dataset[name], made.url).href;
  }
  if (from.dataset.search) root.dataset.search = from.dataset.search;
  // Nothing of what is read here is kept in the product's storage.
  root.dataset.forgetful = "";
  document.title = made.document.title;
  colors();
  await dress(made);
  const copy = document.importNode(body, true);
  for (const script of copy.querySelectorAll("script")) script.remove();
  absolute(copy, made.url);
  document.body.className = body.className;
  document.body.replaceChildren(...copy.childNodes);
  document.addEventListener("keydown", round);
  new MutationObserver(colors).observe(box, { attributes: true });
  const show = await pane({
    made,
    close,
    kept,
    here: () => parent.location.href,
    topics: () => box.dataset.topics,
  });
  ready({
    show(asked) {
      colors();
      show(asked);
    },
  });
}

start().catch(fail);
