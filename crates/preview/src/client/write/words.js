// The words of the page in the language that the server chose.

const texts = JSON.parse(document.getElementById("strings").textContent);
const { lang } = document.documentElement;
const plurals = new Intl.PluralRules(lang);
const numbers = new Intl.NumberFormat(lang);

/** A text by its key, with names filled in and the plural that goes with `count`. */
export function say(key, names = {}) {
  let text = texts[key] ?? key;
  if (typeof text === "object") text = text[plurals.select(names.count)] ?? text.other ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!(name in names)) return whole;
    const value = names[name];
    // A name keeps its own direction, and the sentence around it its own.
    return typeof value === "number" ? numbers.format(value) : `\u2068${value}\u2069`;
  });
}

/** Whether there is a text of this key. */
export const knows = (key) => key in texts;

/** How many things a list shows, and of how many. */
export const found = (shown, total) => (total > shown ? say("found_of", { shown, total }) : say("found", { count: shown }));

/** The hour and minute of a moment, as the language writes it. */
export const time = (moment) => new Intl.DateTimeFormat(lang, { timeStyle: "short" }).format(new Date(moment));
