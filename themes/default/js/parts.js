// Small parts that both the suggestions and the page of results are made of.

/** An element with attributes and children; text stays text. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A text with its `ranges` (in UTF-16 units) in <mark>, as a list of nodes. */
export function marked(text, ranges) {
  const nodes = [];
  let done = 0;
  for (const [start, end] of ranges ?? []) {
    if (start < done || end <= start || end > text.length) continue;
    nodes.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
    done = end;
  }
  nodes.push((text ?? "").slice(done));
  return nodes;
}

/** Marks a text that is in another language than the page, so that it is read and laid out as that language is. */
export function speak(node, lang) {
  const page = document.documentElement;
  if (!lang || lang === page.lang) {
    node.removeAttribute("lang");
    node.removeAttribute("dir");
    return;
  }
  const locale = new Intl.Locale(lang);
  node.lang = lang;
  node.dir = (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? "auto";
}

const texts = new WeakMap();

/** Fills a node with a text and its marks, unless that is what stands in it. */
export function fill(node, text, ranges = []) {
  const wanted = `${ranges} ${text}`;
  if (texts.get(node) === wanted) return;
  texts.set(node, wanted);
  node.replaceChildren(...marked(text, ranges));
}

/** Keeps the words of a result for the article that is opened next. */
export function remember(hit, query) {
  const cut = (text, ranges) => (ranges ?? []).map(([start, end]) => text.slice(start, end));
  const found = [...cut(hit.snippet ?? "", hit.marks), ...cut(hit.title ?? "", hit.title_marks)];
  const words = [...new Set([...found, ...(found.length ? [] : query.split(/\s+/))])];
  try {
    const path = new URL(hit.url, location.href).pathname;
    sessionStorage.setItem("helpdex-marks", JSON.stringify({ path, words }));
  } catch {
    // The article then opens without marks.
  }
}

/** How the query was understood, where it was not as typed, and which codes in it no article has. */
export function understood({ read_as: readAs, unknown }, say) {
  const nearest = readAs?.why === "nearest";
  const notices = [];
  if (readAs && !nearest) {
    const keys = { layout: "read_as_layout", language: "read_as_language" };
    notices.push(say.node(keys[readAs.why] ?? "read_as", { query: readAs.query }));
  }
  if (unknown?.length) {
    notices.push(say.node(nearest ? "code_nearest" : "code_unknown", { codes: unknown }));
  }
  return notices.map((text) => element("p", {}, text));
}
