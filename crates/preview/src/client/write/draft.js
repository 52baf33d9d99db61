// What was written and not saved, kept in the browser: it survives a crash, and goes when it is saved.

const key = (site, path) => `helpdex-write:${site}:${path}`;

/** Keeps a text; false when the browser has no room for it. */
export function keep(site, path, text) {
  try {
    localStorage.setItem(key(site, path), JSON.stringify({ ...text, time: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** The text that was kept, or nothing. */
export function kept(site, path) {
  try {
    return JSON.parse(localStorage.getItem(key(site, path)));
  } catch {
    return null;
  }
}

/** Forgets it. */
export function forget(site, path) {
  try {
    localStorage.removeItem(key(site, path));
  } catch {
    // Then there was nothing to forget.
  }
}

/** The files with a text that was kept, newest first. */
export function all(site) {
  const start = key(site, "");
  const found = [];
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const name = localStorage.key(at);
      if (!name.startsWith(start)) continue;
      const path = name.slice(start.length);
      found.push({ path, time: kept(site, path)?.time ?? 0 });
    }
  } catch {
    // Without storage there are none.
  }
  return found.sort((a, b) => b.time - a.time);
}
