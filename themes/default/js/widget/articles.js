// Pages of the site, loaded to be shown elsewhere than where they are.

import { clean } from "./clean.js";

/** Milliseconds: a host that takes longer for a page is as good as gone. */
const PATIENCE = 30_000;
/** So many pages are kept: people go back. */
const KEPT = 20;
/** What stands around a text, or would not work here. */
const AROUND =
  ".crumbs, .side, .toc, .pager, .pages, .letters, .heading-link, .helped, .tags, .article-meta a, .skip, .search, .contact, .incidents, .category-head > .icon";

const loaded = new Map();

/** A page of the site: its document, in which nothing runs, and the address that it came from. */
export function page(url) {
  const address = url.split("#")[0];
  let found = loaded.get(address);
  if (!found) {
    found = load(address);
    loaded.set(address, found);
    // What failed may be tried again: the network comes back.
    found.catch(() => loaded.delete(address));
    if (loaded.size > KEPT) loaded.delete(loaded.keys().next().value);
  }
  return found;
}

async function load(url, again = true) {
  const made = await request(url);
  const moved = again && made.document.querySelector('meta[http-equiv="refresh"]')?.content.match(/url=(.+)/i)?.[1];
  // At an old address stands where the text is now. It names the host that the site was built for.
  if (moved) return load(new URL(new URL(moved, made.url).pathname, made.url).href, false);
  return made;
}

/**
 * The browser itself makes a document of what it loads: one in which no script runs, and without any text of ours that a
 * careful page would have to trust.
 */
function request(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new Error(`${url}: ${request.status}`));
    request.open("GET", url);
    request.responseType = "document";
    request.timeout = PATIENCE;
    request.onerror = request.ontimeout = fail;
    request.onload = () => {
      if (request.status !== 200 || !request.response) fail();
      else resolve({ document: request.response, url: request.responseURL || url });
    };
    request.send();
  });
}

const sheets = new Map();
let own = [];

function sheet(url) {
  let made = sheets.get(url);
  if (!made) {
    made = (async () => {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      const made = new CSSStyleSheet({ baseURL: url });
      return made.replace(await answer.text());
    })();
    sheets.set(url, made);
    made.catch(() => sheets.delete(url));
  }
  return made;
}

/**
 * Dresses this document in the styles of a page. Those of the first one stay; what another one has beside them comes behind
 * the theme's own and before the site's, as it does there.
 */
export async function dress({ document: from, url }) {
  const links = [...from.querySelectorAll('link[rel="stylesheet"]')];
  const urls = links.map((link) => new URL(link.getAttribute("href"), url).href);
  const [theme, ...rest] = own.length ? own : urls;
  own = [theme, ...urls.filter((url) => url !== theme && !rest.includes(url)), ...rest];
  const made = await Promise.allSettled(own.map(sheet));
  document.adoptedStyleSheets = made.filter(({ value }) => value).map(({ value }) => value);
}

/** Makes the addresses in a part of a page whole. */
export function absolute(part, base) {
  for (const name of ["href", "src", "action"]) {
    for (const element of part.querySelectorAll(`[${name}]`)) {
      const value = element.getAttribute(name);
      if (!value.startsWith("#")) element.setAttribute(name, new URL(value, base).href);
    }
  }
}

/** What a page says to readers, to be shown in another one; nothing where it is neither article nor category. */
export function article({ document: from, url }) {
  const main = from.querySelector("main");
  if (!main || !from.querySelector(".page-article, .page-category")) return null;
  const nodes = clean([...from.querySelectorAll(".incidents > .incident")], url, AROUND);
  const { lang, dir } = from.documentElement;
  const data = from.querySelector(".contact .contact-data")?.textContent;
  return {
    lang,
    dir,
    nodes: [...nodes, ...clean(main.childNodes, url, AROUND)],
    contact: clean([...from.querySelectorAll(".contact > *")], url, AROUND),
    data: data && JSON.parse(data),
  };
}

/** The links to articles that a page stands for: itself, or those of a category. */
export function links({ document: from, url }) {
  if (from.querySelector(".page-article")) return [{ url, title: from.querySelector("h1")?.textContent ?? "" }];
  const rows = [...from.querySelectorAll(".page-category .row > a")];
  return rows.map((row) => ({ url: new URL(row.getAttribute("href"), url).href, title: row.textContent, lang: row.lang }));
}
