// What was searched, read, missing, and what came of the form: without a name for the reader, after a first interaction, in
// batches when the page is left. A reader whose browser asks not to be tracked is not counted at all.

import { name, scrub, send } from "./send.js";

const { events, counts, base } = document.documentElement.dataset;
const { lang } = document.documentElement;
const asked = navigator.globalPrivacyControl || navigator.doNotTrack === "1";
/** An answer that stood for so many milliseconds is one that was looked at. */
const SETTLED = 2000;
/** So many events are sent at once, at most, and so many answers of a form are named. */
const BATCH = 20;
const OFFERED = 10;

/** The path of an address of the site, from its root. */
const path = (url) => scrub(new URL(url, location.href).pathname.slice(base.length));

const queue = [];
let touched = false;
function note(kind, facts) {
  queue.push(JSON.stringify({ kind, ...facts, lang, id: name() }));
  if (queue.length >= BATCH) flush();
}
function flush() {
  if (touched && queue.length) send(events, queue.splice(0).join("\n"));
}

/** The query whose answer the reader sees. */
let current;
function close(then, opened) {
  if (!current) return;
  const { query, hits } = current;
  note("search", { query: scrub(query), hits, then, ...(opened && { opened }) });
  current = null;
}

function answered({ detail: { query, hits } }) {
  if (query === current?.query) return;
  const last = current?.query ?? "";
  // A word that goes on is still being typed.
  const same = query.startsWith(last) && query[last.length] !== " ";
  if (current && !same && Date.now() - current.at > SETTLED) close("again");
  current = { query, hits, at: Date.now() };
}

function clicked({ target }) {
  const link = target.closest?.("a[href]");
  if (!current || !link) return;
  // The page of results asks the same again.
  if (link.matches(".panel-all")) current = null;
  else if (link.matches(".panel-other, .results-notice a")) close("again");
  else if (link.closest(".panel, .hits")) close("open", path(link.href));
  else if (link.closest(".contact, .channels, .contact-links")) close("contact");
}

/** What becomes of the contact form. */
function follow(form) {
  let used = false;
  const offered = new Set();
  const end = (outcome) => {
    if (!used) return;
    used = false;
    const { origin } = location;
    const from = document.referrer.startsWith(`${origin}/`) && path(document.referrer);
    note("form", { path: path(location), ...(from && { from }), offered: [...offered].slice(0, OFFERED), outcome });
  };
  form.addEventListener("input", () => (used = true));
  new MutationObserver(() => {
    for (const link of form.querySelectorAll(".form-answers li a")) offered.add(path(link.href));
    if (form.matches(".done")) end(document.querySelector(".form-done.sent").hidden ? "solved" : "sent");
  }).observe(form, { childList: true, subtree: true, attributeFilter: ["class"] });
  addEventListener("pagehide", () => end("left"));
}

function touch() {
  if (touched) return;
  touched = true;
  const { revision } = document.querySelector(".page-article .content")?.dataset ?? {};
  if (revision && counts.includes("reads")) note("read", { path: path(location), revision });
  if (document.body.matches(".page-not_found") && counts.includes("searches")) note("missing", { path: path(location) });
}

if (!asked) {
  for (const kind of ["pointerdown", "keydown", "wheel"]) addEventListener(kind, touch, { passive: true, capture: true });
  if (counts.includes("searches")) {
    document.addEventListener("helpdex-answer", answered);
    for (const kind of ["click", "auxclick"]) document.addEventListener(kind, clicked, true);
    const field = document.querySelector(".search");
    if (!document.getElementById("hd-results")) field?.addEventListener("submit", () => (current = null));
    const form = document.getElementById("hd-form");
    if (form) follow(form);
  }
  addEventListener("pagehide", () => {
    close("leave");
    flush();
  });
  // A phone may never come back from here. What was found may still be opened, what was not can't.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    if (current?.hits === 0) close("leave");
    flush();
  });
}
