// Search off the main thread, so that typing never waits for it.

import { prepare, search } from "./answers.js";

self.addEventListener("message", async ({ data }) => {
  if (data.prepare) {
    prepare(data.prepare, data.opened).catch(() => {});
    return;
  }
  try {
    self.postMessage({ id: data.id, answer: await search(data) });
  } catch (fault) {
    self.postMessage({ id: data.id, fault: String(fault) });
  }
});

self.postMessage({ ready: true });
