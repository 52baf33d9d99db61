// Answers from the index: one archive for the page's languages, opened when it is first asked for.

import { forget, open } from "./archive.js";

const archives = new Map();

/** Loads the engine and the core of the reader's index before anything is asked; `opened` is the manifest, if it's there. */
export function prepare(site, opened) {
  let archive = archives.get(site.manifest);
  if (!archive) {
    archive = open(site, opened);
    archives.set(site.manifest, archive);
    // What failed may be tried again: the network comes back.
    archive.catch(() => archives.delete(site.manifest));
  }
  return archive;
}

/**
 * Answers a query, in JSON. `site` names the manifest of the reader's language. Where `near` is
 * set there is no answer (null) if that takes a language that isn't open yet.
 */
export async function search({ site, query, limit, category, near }) {
  const archive = await prepare(site);
  try {
    return await archive.search(query, { limit, category, near });
  } catch (fault) {
    const broken = fault instanceof WebAssembly.RuntimeError;
    // A page may be open since before the site was published anew, which took away files of the index it knows.
    const old = !broken && (await archive.outdated().catch(() => false));
    if (!broken && !old) throw fault;
    // An engine that broke off in the middle of its work is not to be asked again.
    if (broken) forget();
    archives.clear();
    if (broken) throw fault;
    return (await prepare(site)).search(query, { limit, category, near });
  }
}
