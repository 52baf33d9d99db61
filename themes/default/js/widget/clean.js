// What of a page of the site may stand in a product's page: text and what gives it its form. The site's build has cleaned
// its articles already; but here they would run with the rights of another host, so they are made anew from a list.

const SVG = "http://www.w3.org/2000/svg";
const MATH = "http://www.w3.org/1998/Math/MathML";

const words = (text) => new Set(text.split(" "));
const HTML_NAMES = words(
  "a abbr article aside b bdi bdo blockquote br button caption cite code col colgroup dd del details dfn div dl dt em " +
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark nav ol p picture pre q rp rt ruby s " +
    "samp section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr",
);
const SVG_NAMES = words(
  "svg g path circle ellipse line rect polyline polygon text tspan defs clipPath mask pattern marker symbol use title desc " +
    "linearGradient radialGradient stop",
);
const MATH_NAMES = words(
  "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle " +
    "msub msubsup msup mtable mtd mtext mtr munder munderover none semantics",
);
const HTML_ATTRIBUTES = words(
  "class id lang dir title alt width height loading decoding colspan rowspan scope headers start reversed value open datetime " +
    "role hidden cite popover popovertarget",
);
const LINKS = words("http: https: mailto: tel:");
const PICTURES = words("http: https:");
/** Data of blocks that work without loading anything. */
const DATA = words("data-tint data-tabs data-tab data-only data-for data-label data-from data-until data-hits data-id");
/** Their text is no text of the article. */
const SILENT = "script, style, template, noscript, iframe, object, embed, audio, video, form, select, textarea, dialog, link, meta, base";

/** An address of a text, made whole; nothing for one that may not be used. */
function whole(text, base, schemes) {
  try {
    const url = new URL(text, base);
    return schemes.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The value that an attribute gets; nothing for one that is left out. */
function kept(element, name, value, base) {
  if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") {
    const odd = !/^[a-z][\w-]*$/i.test(name) || /^on|^style$|^data-|^src$/i.test(name);
    // What draws takes from the drawing itself alone: anything else would be asked for at another host.
    const elsewhere = /url\((?!\s*["']?#)/i.test(value) || (name === "href" && !value.startsWith("#"));
    return odd || elsewhere ? undefined : value;
  }
  if (HTML_ATTRIBUTES.has(name) || DATA.has(name) || /^aria-[a-z]+$/.test(name)) return value;
  const tag = element.localName;
  // What leads to a place in the same text stays as it is.
  if (name === "href" && tag === "a") return value.startsWith("#") ? value : whole(value, base, LINKS);
  if (name === "src" && tag === "img") return whole(value, base, PICTURES);
  if (name === "srcset" && (tag === "img" || tag === "source")) return sources(value, base);
  if (name === "data-dark" && tag === "source") return whole(value, base, PICTURES);
  if (name === "media" || name === "type" || name === "sizes") return tag === "source" || tag === "button" || tag === "ol" ? value : undefined;
  if (tag === "input" && (name === "checked" || name === "disabled")) return "";
  return undefined;
}

/** A list of pictures for screens of several widths. */
function sources(text, base) {
  const all = text.split(/,\s+/).map((source) => {
    const [address, size = ""] = source.trim().split(/\s+/);
    const url = whole(address, base, PICTURES);
    return url && `${url} ${size}`.trim();
  });
  return all.filter(Boolean).join(", ");
}

function allowed(element) {
  const { namespaceURI: space, localName: name } = element;
  if (space === SVG) return SVG_NAMES.has(name);
  if (space === MATH) return MATH_NAMES.has(name);
  // Buttons open notes of their text, and boxes are ticked already: nothing else of a form means anything here.
  if (name === "button") return element.hasAttribute("popovertarget");
  if (name === "input") return element.getAttribute("type") === "checkbox";
  return HTML_NAMES.has(name);
}

/** Copies of the nodes in a node of a page that was loaded from `base`. Nothing that `without` selects is among them. */
export function clean(nodes, base, without) {
  const copies = [];
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE) copies.push(document.createTextNode(node.data));
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT) || node.matches(without)) continue;
    const inside = clean(node.childNodes, base, without);
    if (!allowed(node)) {
      // In drawings and formulas an unknown element means something else without its name.
      if (node.namespaceURI !== SVG && node.namespaceURI !== MATH) copies.push(...inside);
      continue;
    }
    const copy = document.createElementNS(node.namespaceURI, node.localName);
    for (const { name, value } of node.attributes) {
      const given = kept(node, name, value, base);
      if (given !== undefined) copy.setAttribute(name, given);
    }
    if (node.localName === "input") copy.type = "checkbox";
    if (node.localName === "input") copy.disabled = true;
    copy.append(...inside);
    copies.push(copy);
  }
  return copies;
}
