// Shows pictures for dark screens where the reader has chosen the colours of the page. Without a choice, and without this
// file, the system's colours decide.

const root = document.documentElement;
const SYSTEM = "(prefers-color-scheme: dark)";

/** Lets the pictures that are there now follow the page. */
export function attach() {
  const { theme } = root.dataset;
  const media = theme === "dark" ? "all" : theme === "light" ? "not all" : SYSTEM;
  for (const source of document.querySelectorAll("source[data-dark]")) {
    if (source.media !== media) source.media = media;
  }
}

/** Nothing of a picture is hidden. */
export function reveal() {}

new MutationObserver(attach).observe(root, { attributeFilter: ["data-theme"] });
attach();
