// The page that stands behind the panel, by itself or in a frame of another host. What a product may ask stands in its
// address: `?article=`, `?query=`, `?topics=`, `?url=` and `?theme=`.

import { pane } from "./pane.js";

const asked = new URLSearchParams(location.search);
const theme = asked.get("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;

const show = await pane({
  made: { document, url: location.href },
  // Around a frame somebody else's page decides what closing means.
  close: () => parent !== window && parent.postMessage({ helpdex: "close" }, "*"),
  kept: { article: null },
  here: () => asked.get("url") ?? "",
  topics: () => asked.get("topics"),
  alone: true,
});
show({ article: asked.get("article"), query: asked.get("query") });
