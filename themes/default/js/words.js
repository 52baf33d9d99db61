// The interface's words for scripts, from the theme's strings.

/** Letters of scripts that are written from the right. */
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A function that says a text by its key, with names filled in and the plural that goes with `count`; a list is joined as
 * the language does. `say.node` gives it for an element: what is in English for want of a translation is marked so.
 */
export async function words(root) {
  let texts = {};
  try {
    texts = await (await fetch(root.dataset.words)).json();
  } catch {
    // Without words the results still show.
  }
  const { lang = root.lang, dir = root.dir, keys = [] } = texts.borrowed ?? {};
  const borrowed = new Set(keys);
  const own = speaker(texts, root.lang, root.dir);
  const other = speaker(texts, lang, dir);
  const say = (key, names) => {
    if (!borrowed.has(key)) return own(key, names);
    const text = other(key, names);
    return dir === root.dir ? text : `\u2066${text}\u2069`;
  };
  say.node = (key, names) => {
    if (!borrowed.has(key)) return own(key, names);
    const node = document.createElement("span");
    Object.assign(node, { lang, dir, textContent: other(key, names) });
    return node;
  };
  say.number = (number) => new Intl.NumberFormat(root.lang).format(number);
  return say;
}

function speaker(texts, lang, dir) {
  const plurals = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);
  // A name keeps its own direction, and the sentence around it keeps its own.
  const isolated = (name) => (dir === "rtl" || FROM_THE_RIGHT.test(name) ? `\u2068${name}\u2069` : name);
  const list = (names) => new Intl.ListFormat(lang).format(names.map(isolated));
  return (key, names = {}) => {
    let text = texts[key] ?? "";
    if (typeof text === "object") text = text[plurals.select(names.count)] ?? text.other ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      if (!(name in names)) return whole;
      const value = names[name];
      if (name === "count") return numbers.format(value);
      return Array.isArray(value) ? list(value) : isolated(String(value));
    });
  };
}
