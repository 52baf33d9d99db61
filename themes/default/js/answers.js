// Answers from the index of the reader's language and, where that gives little, of the site's default language as well.

import { forget, open } from "./archive.js";

/** With fewer articles found than this, those of the default language follow. */
const FEW = 3;

const archives = new Map();

/** Loads the engine and the core of an index before anything is asked. */
export function prepare(manifest) {
  let archive = archives.get(manifest);
  if (!archive) {
    archive = open(manifest);
    archives.set(manifest, archive);
    archive.catch(() => archives.delete(manifest));
  }
  return archive;
}

/** Answers a query from one manifest, and from `fallback` where there is one. */
export async function search({ manifest, fallback, query, limit, category }) {
  try {
    const own = await ask(manifest, { query, limit, category });
    if (!fallback || category || own.total >= FEW || !query.trim()) return own;
    const other = await ask(fallback, { query, limit }).catch(() => null);
    return other?.total ? join(own, other, limit) : own;
  } catch (fault) {
    if (fault instanceof WebAssembly.RuntimeError) {
      archives.clear();
      forget();
    }
    throw fault;
  }
}

async function ask(manifest, { query, limit, category }) {
  return (await prepare(manifest)).search(query, { limit, category });
}

function join(own, other, limit) {
  const first = own.total ? own : { ...other, lang: own.lang, read_as: other.read_as ?? { query: own.query, why: "language" } };
  return { ...first, total: own.total + other.total, hits: [...own.hits, ...other.hits].slice(0, limit) };
}
