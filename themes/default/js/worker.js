// Search off the main thread, so that typing never waits for it.

import { prepare, search } from "./answers.js";

let newest;

self.addEventListener("message", async ({ data }) => {
  if (data.prepare) {
    await prepare(data.prepare, data.opened).catch(() => {});
    self.postMessage({ ready: true });
    return;
  }
  newest = data;
  try {
    const answer = await search(data);
    if (data.id) self.postMessage({ id: data.id, answer });
    if (data.typing && !navigator.connection?.saveData) await follow(data, answer);
  } catch (fault) {
    self.postMessage({ id: data.id, fault: String(fault) });
  }
});

/** Answers what is likely to be asked next. The way to do so is loaded when it's of use: the first answer comes first. */
async function follow(question, answer) {
  const { lookAhead } = await import("./ahead.js");
  await lookAhead(question.query, JSON.parse(answer).hits, {
    wanted: () => newest === question,
    answer: (query) => search({ ...question, query, near: true }),
    tell: (query, answer) => self.postMessage({ ahead: { ...question, query }, answer }),
  });
}
