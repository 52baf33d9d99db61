// Elements of the editor page, made in one line each.

/** An element; `about` holds attributes, listeners (`onclick`) and properties that are no texts. */
export function make(name, about = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(about)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A button that does one thing. */
export function button(text, onclick, about = {}) {
  return make("button", { type: "button", class: "button", ...about, onclick }, text);
}

/** A text in which what stands between backticks is code. A backtick without a second is a letter like any other. */
export function spans(text) {
  const parts = text.split("`");
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return index === parts.length - 1 ? `\`${part}` : make("code", {}, part);
  });
}

let count = 0;

/** A name for an element that no other has. */
export const name = (what) => `${what}-${(count += 1)}`;

/** A field with its label and, below it, what helps to fill it in. */
export function labelled(label, control, ...notes) {
  control.id ||= name("field");
  return make("div", { class: "field" }, make("label", { for: control.id }, label), control, ...notes);
}

/** Calls `act` when nothing has asked for it for so many milliseconds. */
export function later(act, wait) {
  let timer = 0;
  return (...about) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...about), wait);
  };
}

/** Calls `act` at most once in so many milliseconds, however often it is asked for, and always after the last time. */
export function atMost(act, wait) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      act();
    }, wait);
  };
}

/** Says something to those who hear the page, and shows it for a while to those who see it. */
export function announce(text, bad = false) {
  const place = document.getElementById("said");
  place.classList.toggle("bad", bad);
  // The same words again are said again.
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}
