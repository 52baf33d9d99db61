// The service worker of a site that keeps pages for times without a network. Pages are asked for anew whenever there is a
// network, and so is what keeps its name from build to build; what has a hash in its name is asked for once. So a page and
// what it is made of always come from one build.

const { base, languages } = self.site;
const PAGES = `helpdex-pages ${base}`;
const FILES = `helpdex-files ${base}`;
/** So many are kept of each, the newest. */
const MOST = { [PAGES]: 80, [FILES]: 2000 };
/** Milliseconds after which a slow network counts as none, where there is a copy. */
const PATIENCE = 4000;
/** Files that are fetched at once. */
const AT_ONCE = 6;

const pathOf = (url) => new URL(url).pathname.slice(base.length);
const isFixed = (path) => /^\/(assets|search-index\/[^/]+)\//.test(path);

const find = (name, key) => caches.match(key, { cacheName: name });

async function store(name, key, answer) {
  const kept = await caches.open(name);
  await kept.delete(key);
  await kept.put(key, answer);
}

async function put(name, key, answer) {
  // A redirect can't be kept as the answer to a page's own address.
  if (answer.ok && !answer.redirected && answer.type === "basic") await store(name, key, answer);
}

async function trim() {
  for (const [name, most] of Object.entries(MOST)) {
    const store = await caches.open(name);
    const keys = await store.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => store.delete(key)));
  }
}

/** What is shown of a page that was never read, without a network. */
async function absent(request) {
  if (request.mode !== "navigate") return Response.error();
  const [, first] = pathOf(request.url).split("/");
  const folder = languages.includes(first) ? `/${first}` : "";
  const found = (await caches.match(`${base}${folder}/offline/`)) ?? (await caches.match(`${base}/offline/`));
  return found ?? Response.error();
}

/** From the network, else what was kept. */
async function fresh(event) {
  const { request } = event;
  const name = request.mode === "navigate" ? PAGES : FILES;
  // A page is the same whatever is asked of it: its scripts read that.
  const key = name === PAGES ? request.url.split(/[?#]/)[0] : request.url;
  const known = await find(name, key);
  const asked = fetch(request).then((answer) => {
    const copy = answer.clone();
    event.waitUntil(put(name, key, copy).then(trim, () => {}));
    return answer;
  });
  if (!known) return asked.catch(() => absent(request));
  const late = new Promise((done) => setTimeout(done, PATIENCE, known));
  return Promise.race([asked.catch(() => known), late]);
}

/** What was kept, else from the network. A file answers for each range of it; else a range is kept under a name of its own. */
async function kept(event) {
  const { request } = event;
  const { url } = request;
  const part = `${url}?${request.headers.get("range")}`;
  const known = (await find(FILES, url)) ?? (await find(FILES, part));
  if (known) return known;
  const answer = await fetch(request);
  const copy = answer.clone();
  const range = answer.status === 206;
  // A cache takes no answer that is a range.
  const stored = range ? store(FILES, part, new Response(copy.body)) : put(FILES, url, copy);
  event.waitUntil(stored.catch(() => {}));
  return answer;
}

/** Fetches what a page names, as far as it isn't there. */
async function add({ pages, files, index }) {
  const listed = index && (await fetch(index, { cache: "no-cache" }).catch(() => null));
  const whole = listed?.ok ? (await listed.json()).map((name) => `${location.origin}${base}/${name}`) : [];
  const jobs = [...pages.map((url) => [PAGES, url]), ...[...files, ...whole].map((url) => [FILES, url])];
  const work = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const [name, url] = job;
      const known = isFixed(pathOf(url)) && (await find(name, url));
      if (!known) await put(name, url, await fetch(url)).catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => work().catch(() => {})));
  await trim();
}

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("message", (event) => event.waitUntil(add(event.data)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { url } = request;
  const own = url.startsWith(`${location.origin}${base}/`);
  const fixed = isFixed(pathOf(url));
  // Films are asked for in ranges, too, which a copy of a page can't answer.
  if (!own || request.method !== "GET" || (!fixed && request.headers.has("range"))) return;
  event.respondWith(fixed ? kept(event) : fresh(event));
});
