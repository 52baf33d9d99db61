// The interface's words for scripts, from the theme's strings.

/** A function that says a text by its key, with names filled in and the plural that goes with `count`. */
export async function words(root) {
  let texts = {};
  try {
    texts = await (await fetch(root.dataset.words)).json();
  } catch {
    // Without words the results still show.
  }
  const plurals = new Intl.PluralRules(root.lang);
  const numbers = new Intl.NumberFormat(root.lang);
  return (key, names = {}) => {
    let text = texts[key] ?? "";
    if (typeof text === "object") text = text[plurals.select(names.count)] ?? text.other ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      if (!(name in names)) return whole;
      return name === "count" ? numbers.format(names.count) : names[name];
    });
  };
}
