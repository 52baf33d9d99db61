// Where answers come from. Whatever answers has one function:
//   search(query, { lang, limit, category }) -> Promise of { total, read_as, did_you_mean, hits: [...] }

/** The engine that this build of the site offers, or null when it offers none. `opened` promises the index's manifest. */
export async function connect(root, opened) {
  const { search, searchUrl, searchManifest } = root.dataset;
  if (search === "api") return preview(searchUrl);
  if (!searchManifest) return null;
  return published({ manifest: absolute(searchManifest) }, Promise.resolve(opened).catch(() => undefined));
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

/** So many answers are kept: people take letters back, and the worker looks ahead. */
const KEPT = 32;

/** A published site has its index beside its pages; a worker reads it, or this page where there are no workers. */
function published(site, opened) {
  const known = new Map();
  const keep = ({ query, limit, category }, answer) => {
    known.set(JSON.stringify([query, limit, category]), answer);
    if (known.size > KEPT) known.delete(known.keys().next().value);
  };
  const answers = worker(site, opened, keep).catch(async () => {
    const answers = await import("./answers.js");
    await answers.prepare(site, await opened).catch(() => {});
    return answers;
  });
  return {
    ready: answers,
    async search(query, { limit, category, typing }) {
      const question = { site, query, limit, category, typing };
      const { search, follow } = await answers;
      let answer = known.get(JSON.stringify([query, limit, category]));
      if (answer) follow?.(question);
      else {
        answer = await search(question);
        keep(question, answer);
      }
      return JSON.parse(answer);
    },
  };
}

/** A worker, once it has loaded engine and index or failed to; fails where it can't start. It hands `keep` what it answers unasked. */
function worker(site, opened, keep) {
  return new Promise((resolve, reject) => {
    // No page may start a worker of another host, as it would where a product's page shows the site.
    if (new URL(import.meta.url).origin !== location.origin) throw new Error("no worker of another host");
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const waiting = new Map();
    let last = 0;
    const search = (request) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        worker.postMessage({ ...request, id: last });
      });
    // What is known already is not asked; the worker looks ahead from there all the same.
    const follow = (question) => worker.postMessage(question);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      const fault = new Error("the search worker stopped");
      for (const job of waiting.values()) job.reject(fault);
      waiting.clear();
      reject(fault);
    });
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) return resolve({ search, follow });
      if (data.ahead) return keep(data.ahead, data.answer);
      const job = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.fault) job?.reject(new Error(data.fault));
      else job?.resolve(data.answer);
    });
    opened.then((manifest) => worker.postMessage({ prepare: site, opened: manifest }));
  });
}
