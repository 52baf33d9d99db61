// The search field: suggestions while typing, and the page of results.
// Queries, titles and snippets become text nodes, never HTML.

import { connect } from "./engine.js";
import { words } from "./words.js";
import { element, fill, remember, speak, understood } from "./parts.js";

/** Suggestions under the field. */
const SUGGESTIONS = 6;
/** As few of them stay where there is little room; the list scrolls then. */
const LEAST_LINES = 2;
/** Pixels of the panel in the lowest window, and between it and the end of any. */
const LEAST_ROOM = 160;
const MARGIN = 12;
/** Longer questions are cut: nobody types this, and nothing in it would be found. */
const LONGEST = 500;

/** Makes the search field work; called once, when it is first touched. `opened` promises the manifest of the index. */
export async function attach(field, opened) {
  const root = document.documentElement;
  const engine = connect(root, opened).catch(() => null);
  const say = await words(root);
  const ask = asker(engine, root.lang);
  const page = document.getElementById("hd-results");
  if (page) (await import("./results.js")).resultsPage({ field, page, ask, say });
  else suggestions({ field, ask, say });
}

/**
 * Asks one question at a time. While one is under way only the newest next one waits, so that slow answers neither pile
 * up nor overtake each other.
 */
export function asker(engine, lang) {
  let busy = false;
  let waiting = null;
  async function run(job) {
    busy = true;
    try {
      const found = await engine;
      await found?.ready;
      // Meanwhile the reader may have gone on typing, and answers to the first letters would only hold up the next.
      if (waiting) job = waiting;
      waiting = null;
      if (!found) job.done({ absent: true });
      else {
        const { query, limit, typing } = job;
        const answer = await found.search(query.slice(0, LONGEST), { lang, limit, typing });
        job.done(answer);
        // For whoever counts; nobody listens unless the site's settings ask for it.
        document.dispatchEvent(new CustomEvent("helpdex-answer", { detail: { query, hits: answer.total ?? 0 } }));
      }
    } catch {
      job.done({ failed: true });
    }
    busy = false;
    if (waiting) {
      const next = waiting;
      waiting = null;
      run(next);
    }
  }
  return (query, limit, done, typing = false) => {
    const job = { query, limit, done, typing };
    if (busy) waiting = job;
    else run(job);
  };
}

/** A line of the panel. */
function option(name, ...parts) {
  const id = `hd-suggestion-${name}`;
  return element("a", { role: "option", id, tabindex: "-1", "aria-selected": "false" }, ...parts);
}

/** A line for a hit. It is filled anew with every answer: to make one costs a phone more than the search itself. */
function line(at) {
  const title = element("b", {});
  const category = element("bdi", {});
  const snippet = element("span", { class: "panel-snippet" });
  const link = option(at, title, element("span", { class: "panel-category" }, category), snippet);
  return {
    link,
    show(hit) {
      link.href = hit.url;
      for (const part of [title, snippet]) speak(part, hit.lang);
      fill(title, hit.title, hit.title_marks);
      fill(category, hit.category);
      fill(snippet, hit.snippet, hit.marks);
      return link;
    },
  };
}

/** Makes these lines the list, and moves none that is in its place. */
function arrange(list, links) {
  for (const link of [...list.children]) if (!links.includes(link)) link.remove();
  links.forEach((link, at) => {
    if (link !== list.children[at]) list.insertBefore(link, list.children[at] ?? null);
  });
}

/** The combobox: a list under the field that arrow keys walk through. */
function suggestions({ field, ask, say }) {
  const form = field.form;
  const list = element("div", { role: "listbox", id: "hd-suggestions", "aria-label": say("results_label") });
  const notice = element("div", { class: "panel-notice" });
  const panel = element("div", { class: "panel", hidden: "" }, notice, list);
  const status = element("div", { class: "hidden", role: "status" });
  form.append(panel, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "hd-suggestions",
    "aria-autocomplete": "list",
  })) {
    field.setAttribute(name, value);
  }
  let active = -1;
  let shown = null;
  // What the reader closed with Escape; an answer that comes late must not open it again.
  let dismissed = null;
  // An answer that came while the reader was choosing among those before; it must not take away what is chosen.
  let late = null;

  const options = () => [...list.children];

  function select(index) {
    const all = options();
    active = all.length ? (index + all.length + 1) % (all.length + 1) : -1;
    if (active === all.length) active = -1;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
    if (active < 0 && late) late();
  }

  /** Keeps the panel above the end of the window, and above a phone's keyboard: only lines that fit as a whole stay. */
  function fit() {
    const view = window.visualViewport;
    const bottom = view ? view.offsetTop + view.height : window.innerHeight;
    const room = Math.max(LEAST_ROOM, bottom - panel.getBoundingClientRect().top - MARGIN);
    panel.style.setProperty("--room", `${Math.floor(room)}px`);
    // All is measured before anything changes: each change would have the browser lay out the page again.
    const most = panel.clientHeight;
    let over = panel.scrollHeight - most;
    const surplus = [];
    for (let at = Math.min(hits.length, list.children.length) - 1; at >= LEAST_LINES && over > 0; at -= 1) {
      over -= list.children[at].offsetHeight;
      surplus.push(list.children[at]);
    }
    for (const link of surplus) link.remove();
  }

  function toggle(open) {
    panel.hidden = !open;
    if (open) fit();
    field.setAttribute("aria-expanded", String(open && list.children.length > 0));
    late = null;
    if (!open) select(-1);
  }

  const lines = [];
  const meant = element("b", { dir: "auto" });
  const other = option("other", say.node("did_you_mean"), " ", meant);
  const all = option("all");
  other.className = "panel-other";
  all.className = "panel-all";
  let hits = [];

  function show(query, answer) {
    hits = answer.hits ?? [];
    const links = hits.map((hit, at) => (lines[at] ??= line(at)).show(hit));
    const results = new URL(form.action);
    if (answer.did_you_mean) {
      results.searchParams.set("q", answer.did_you_mean);
      other.href = results.href;
      meant.textContent = answer.did_you_mean;
      links.push(other);
    }
    if (hits.length) {
      notice.replaceChildren(...understood(answer, say));
      results.searchParams.set("q", query);
      all.href = results.href;
      all.replaceChildren(say.node("all", { count: answer.total }));
      links.push(all);
    } else {
      const text = answer.absent ? "absent" : answer.failed ? "failed" : "none_short";
      notice.replaceChildren(...understood(answer, say), element("p", {}, say.node(text)));
      status.textContent = say(text);
      // Where search is out of order the topics are the way on.
      if (text !== "none_short") {
        all.href = form.action;
        all.replaceChildren(say.node("topics"));
        links.push(all);
      }
    }
    arrange(list, links);
    shown = query;
    toggle(true);
    const seen = hits.filter((_, at) => lines[at].link.isConnected).length;
    if (seen) status.textContent = say("shown", { count: seen });
  }

  function input(typing) {
    const query = field.value.trim();
    dismissed = null;
    late = null;
    if (active >= 0) select(-1);
    if (!query) {
      shown = null;
      status.textContent = "";
      toggle(false);
      return;
    }
    const done = (answer) => {
      if (!field.value.trim() || document.activeElement !== field || query === dismissed) return;
      if (active < 0) show(query, answer);
      else late = () => show(query, answer);
    };
    ask(query, SUGGESTIONS, done, typing);
  }

  field.addEventListener("input", (event) => {
    // Who types letter by letter goes on typing; who pastes does not. The keyboards of most phones compose whole words, so
    // what is being composed is asked for as well.
    const letter = event.inputType === "insertText" && event.data?.length === 1;
    input(letter || event.inputType === "insertCompositionText");
  });
  field.addEventListener("focus", () => {
    if (shown && shown === field.value.trim()) toggle(true);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) toggle(false);
  });
  // A press on the panel must not take the focus from the field before the click counts.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const hit = hits[options().findIndex((option) => option.contains(event.target))];
    if (hit) remember(hit, shown);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) {
        if (shown === field.value.trim() && shown) toggle(true);
        else input();
      } else if (event.key === "ArrowDown") select(active + 1);
      else select(active < 0 ? options().length - 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options()[active].click();
    } else if (event.key === "Escape") {
      dismissed = field.value.trim();
      if (panel.hidden) return;
      event.preventDefault();
      toggle(false);
    }
  });
  // The keyboard of a phone comes up, or the window turns.
  window.visualViewport?.addEventListener("resize", () => {
    if (!panel.hidden) fit();
  });
  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) event.preventDefault();
  });
  input();
}
