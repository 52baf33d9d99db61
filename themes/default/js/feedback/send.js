// What leaves the browser when the site asks for it, and what never does.

const root = document.documentElement;
/** What may tell who a reader is; `crates/lint/src/rules/personal.rs` looks for the same, and a table of cases holds both to it. */
const ADDRESS = /^[^@]*[\p{Alphabetic}\p{N}]@.*\./u;
const NUMBER = /[+(]{0,2}\p{N}(?:[^\p{Alphabetic}\p{N}]*\p{N}){5,}/gu;
/** Characters of a text, at most. */
const LONGEST = 200;

const blank = (text) => text.replace(/\S+/g, (word) => (ADDRESS.test(word) ? "@" : word)).replace(NUMBER, "#");

/** Whether a text holds what may tell who a reader is. */
export const isPersonal = (text) => blank(text) !== text;

/** A text without that, and cut. */
export const scrub = (text) => [...blank(text.slice(0, 1000))].slice(0, LONGEST).join("");

/** A name for one event, so that it counts once when it comes twice. It is kept nowhere. */
export const name = () => crypto.getRandomValues(new Uint32Array(3)).join("-");

/** In the preview nothing is sent, unless its author tries a collector out. */
export const silent = "silent" in root.dataset;

/** Sends even when the page is being left. */
export const send = (url, body) => silent || navigator.sendBeacon(url, body);

/** What a form holds, as the event of a kind; Netlify's forms are sent as forms. */
export function event(kind, form, facts) {
  const { next, ...given } = Object.fromEntries(new FormData(form));
  const said = { ...given, ...facts };
  // What is empty says nothing.
  for (const key in said) if (said[key] === "") delete said[key];
  return said["form-name"] ? new URLSearchParams(said) : JSON.stringify({ kind, ...said });
}

/** Tells of a text that says too much, and whether it does. */
export function warn(form) {
  const field = form.elements.text;
  const fault = form.querySelector(".field-fault");
  const wrong = isPersonal(field.value);
  fault.textContent = wrong ? fault.dataset.text : "";
  field.setAttribute("aria-invalid", wrong);
  if (wrong) field.focus();
  return wrong;
}

/** Shows what comes after it. */
export function done(id) {
  const shown = document.getElementById(id);
  shown.classList.add("shown");
  shown.focus();
}
