// Answers from the index: one archive for the page's languages, opened when it is first asked for.

import { forget, open } from "./archive.js";

const archives = new Map();

/** Loads the engine and the core of the reader's index before anything is asked. */
export function prepare(site) {
  let archive = archives.get(site.manifest);
  if (!archive) {
    archive = open(site);
    archives.set(site.manifest, archive);
    // What failed may be tried again: the network comes back.
    archive.catch(() => archives.delete(site.manifest));
  }
  return archive;
}

/** Answers a query. `site` names the manifests of the reader's language and of those that follow. */
export async function search({ site, query, limit, category }) {
  try {
    return await (await prepare(site)).search(query, { limit, category });
  } catch (fault) {
    // An engine that broke off in the middle of its work is not to be asked again.
    if (fault instanceof WebAssembly.RuntimeError) {
      archives.clear();
      forget();
    }
    throw fault;
  }
}
