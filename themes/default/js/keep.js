// Has the browser keep pages for times without a network: those that were read, the home page, and search.

const { worker, offline, searchManifest, searchEngine, words } = document.documentElement.dataset;
const workers = navigator.serviceWorker;
const own = (url) => new URL(url, import.meta.url).href;
/** What search is made of, which is loaded when somebody searches. */
const search = [
  "./search.js", "./engine.js", "./words.js", "./parts.js", "./worker.js", "./answers.js", "./archive.js", "./results.js",
  "./ahead.js", "./marks.js",
];

/** What this page was made of, as far as it came from here: it was loaded before there was a worker to see it. */
function used() {
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  return names.filter((url) => url.startsWith(`${location.origin}/`) && !url.includes("?"));
}

async function start() {
  await workers.register(worker, { updateViaCache: "none" });
  const { active } = await workers.ready;
  const field = document.querySelector("form.search");
  const pages = [location.pathname, document.querySelector(".brand").href, offline, field?.action];
  const files = [...used(), import.meta.url, ...search.map(own), searchManifest, searchEngine, words];
  const whole = (urls) => [...new Set(urls.filter(Boolean).map((url) => new URL(url, location.href).href))];
  const index = searchManifest?.replace(/\.json$/, ".files.json");
  active.postMessage({ pages: whole(pages), files: whole(files), index });
}

/** The page for times without a network lists what there is. */
async function list(place) {
  const store = await caches.open(`helpdex-pages ${new URL(worker, location.href).pathname.slice(0, -"/sw.js".length)}`);
  for (const key of await store.keys()) {
    const answer = await store.match(key);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const title = page.querySelector(".page-article h1, .page-category h1");
    if (!title) continue;
    const { lang, dir } = page.documentElement;
    const link = Object.assign(document.createElement("a"), { href: key.url, textContent: title.textContent, lang, dir });
    const item = document.createElement("li");
    item.append(link);
    place.append(item);
    place.parentNode.hidden = false;
  }
}

if (workers && worker) start().catch(() => {});
const place = document.getElementById("hd-kept");
if (place) list(place).catch(() => {});
