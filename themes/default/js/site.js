// Everything a page does before its search field is touched.

const root = document.documentElement;
const field = document.getElementById("hd-q");

// Color scheme: the button turns it over and remembers it.
document.querySelector(".scheme")?.addEventListener("click", () => {
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("helpdex-scheme", root.dataset.theme);
  } catch {
    // Not remembered, then.
  }
});

// The language menu closes on Escape and on a click elsewhere.
const languages = document.querySelector("details.languages");
if (languages) {
  document.addEventListener("click", (event) => {
    if (!languages.contains(event.target)) languages.open = false;
  });
  languages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    languages.open = false;
    languages.querySelector("summary").focus();
  });
}

// That of many languages is made when it is first opened; without it the link leads to a page of all languages.
const opener = document.querySelector(".languages-open");
opener?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const leave = () => location.assign(opener.href);
  import("./languages.js").then((menu) => menu.toggle(opener)).catch(leave);
});

// Who reads another language first is told, once, where this page exists in it.
const primary = (code) => (code ?? "").split("-")[0];
const reads = navigator.languages?.[0];
if ((languages || opener) && (primary(reads) !== primary(root.lang) || root.lang.includes("-"))) {
  import("./offer.js").then((offers) => offers.offer(root)).catch(() => {});
}

// The contents of a long article stand open beside it where there is room.
const contents = document.querySelector(".toc");
if (contents) {
  const wide = matchMedia("(min-width: 72rem)");
  const fit = () => (contents.open = wide.matches);
  fit();
  wide.addEventListener("change", fit);
  const links = new Map();
  for (const link of contents.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  // A reader is in the section of the last heading that has passed the upper quarter of the window. What the observer
  // looks at has no end above: a heading that scrolled out of sight counts as passed, and one that comes back doesn't.
  const passed = new Set();
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) passed.add(target);
        else passed.delete(target);
      }
      const current = [...links.keys()].findLast((heading) => passed.has(heading));
      for (const [heading, link] of links) {
        if (heading === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "1000000px 0px -75% 0px" },
  );
  for (const heading of links.keys()) seen.observe(heading);
}

// Files of which one names the next, as search is made of, cost a round trip each on a phone's line. So they start before
// anything names them, in two rounds of six, as many as a browser asks a plain host for at once. Whoever needs one finds
// it in the browser's cache.
const parts = ["./search.js", "./engine.js", "./words.js", "./parts.js"];
const workers = ["./worker.js", "./answers.js", "./archive.js"];
function hurry({ searchManifest, searchEngine, words }) {
  const start = (url, base) => fetch(new URL(url, base)).then((answer) => answer.arrayBuffer());
  // What fails here fails again where it is needed, and is told there.
  const own = (name) => start(name, import.meta.url).catch(() => {});
  parts.forEach(own);
  const url = new URL(searchManifest, location.href);
  // The manifest keeps its name from build to build, so the host is asked whether it has another one by now. It has the
  // last word about the engine too, but the page's is the same as long as the site is built by the same Helpdex.
  const index = fetch(url, { cache: "no-cache" }).then((answer) => answer.json());
  if (searchEngine) own(searchEngine);
  [...workers, words].forEach(own);
  if (document.getElementById("hd-results")) own("./results.js");
  index.then(({ engine, core }) => Promise.all([engine, core].map((name) => start(name, url)))).catch(() => {});
  return index;
}

// What asks and counts comes when everything else is there.
addEventListener("load", () => {
  for (const url of root.dataset.later?.match(/\S+/g) ?? []) import(url).catch(() => {});
});

// Search loads when the field is touched, not before.
let loading;
function load() {
  if (loading) return;
  const index = root.dataset.searchManifest && hurry(root.dataset);
  loading = import("./search.js").then(
    (search) => search.attach(field, index),
    () => {
      loading = undefined;
      root.classList.remove("asked");
    },
  );
}
if (field) {
  field.addEventListener("focus", load);
  field.addEventListener("input", load);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  if (document.activeElement === field || document.getElementById("hd-results")) load();
}

// Whoever comes from a search result finds the words marked.
try {
  const arrival = JSON.parse(sessionStorage.getItem("helpdex-marks"));
  if (arrival) sessionStorage.removeItem("helpdex-marks");
  const text = document.querySelector(".prose");
  if (text && arrival?.path === location.pathname) {
    import("./marks.js").then((marks) => marks.mark(text, arrival.words));
  }
} catch {
  // No storage, no marks.
}
