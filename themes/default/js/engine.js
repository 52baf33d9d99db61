// Where answers come from. Whatever answers has one function:
//   search(query, { lang, limit, category }) -> Promise of { total, read_as, did_you_mean, hits: [...] }

/** The engine that this build of the site offers, or null when it offers none. */
export async function connect(root) {
  const { search, searchUrl, searchManifest, searchFallback, searchOthers } = root.dataset;
  if (search === "api") return preview(searchUrl);
  if (!searchManifest) return null;
  const others = (searchOthers ?? "").split(" ").filter(Boolean).map(absolute);
  return published({ manifest: absolute(searchManifest), fallback: searchFallback && absolute(searchFallback), others });
}

function absolute(url) {
  return new URL(url, location.href).href;
}

/** The preview of an author asks the program that shows it. */
function preview(url) {
  return {
    async search(query, { lang, limit }) {
      const answer = await fetch(`${url}?${new URLSearchParams({ q: query, lang, limit })}`);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    },
  };
}

/** A published site has its index beside its pages; a worker reads it, or this page where there are no workers. */
function published(site) {
  const answers = worker(site).catch(() => import("./answers.js"));
  return {
    async search(query, { limit, category }) {
      return (await answers).search({ site, query, limit, category });
    },
  };
}

/** A worker that begins to load the index at once; fails where it can't start. */
function worker(site) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const waiting = new Map();
    let last = 0;
    const search = (request) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        worker.postMessage({ ...request, id: last });
      });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      const fault = new Error("the search worker stopped");
      for (const job of waiting.values()) job.reject(fault);
      waiting.clear();
      reject(fault);
    });
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) return resolve({ search });
      const job = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.fault) job?.reject(new Error(data.fault));
      else job?.resolve(data.answer);
    });
    worker.postMessage({ prepare: site });
  });
}
