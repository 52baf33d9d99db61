// What was written and not saved, kept in the browser: it survives a crash, and goes when it is saved.
//
// In IndexedDB, as what stands in localStorage reaches the disk only seconds later.

const STORE = "drafts";

let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("helpdex-write", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

/** Does something with the store; the promise gives what it answered once that is on the disk. */
async function within(mode, act) {
  const base = await database();
  return new Promise((done, failed) => {
    const change = base.transaction(STORE, mode, { durability: "strict" });
    const asked = act(change.objectStore(STORE));
    change.oncomplete = () => done(asked.result);
    change.onabort = () => failed(change.error);
  });
}

/** Keeps a text; false when the browser can't. */
export async function keep(site, path, text) {
  try {
    await within("readwrite", (store) => store.put({ ...text, time: Date.now() }, [site, path]));
    return true;
  } catch {
    return false;
  }
}

/** The text that was kept, or nothing. */
export async function kept(site, path) {
  try {
    return (await within("readonly", (store) => store.get([site, path]))) ?? null;
  } catch {
    return null;
  }
}

/** Forgets it. */
export async function forget(site, path) {
  try {
    await within("readwrite", (store) => store.delete([site, path]));
  } catch {
    // Then there was nothing to forget.
  }
}

/** The files of a site with a text that was kept, newest first. */
export async function all(site) {
  try {
    const keys = await within("readonly", (store) => store.getAllKeys());
    const own = keys.filter(([of]) => of === site);
    const found = await Promise.all(own.map(async ([, path]) => ({ path, time: (await kept(site, path))?.time ?? 0 })));
    return found.sort((a, b) => b.time - a.time);
  } catch {
    return [];
  }
}
