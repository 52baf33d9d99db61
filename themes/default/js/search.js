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
/** Milliseconds after the last answer: more lines are shown then where there is room, and a screen reader is told. */
const CALM = 250;

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
      point(link, hit.url);
      for (const part of [title, snippet]) speak(part, hit.lang);
      fill(title, hit.title, hit.title_marks);
      fill(category, hit.category);
      fill(snippet, hit.snippet, hit.marks);
      return link;
    },
  };
}

/** Has a link lead somewhere, unless it does: what is set anew is styled anew. */
function point(link, url) {
  if (link.getAttribute("href") !== url) link.href = url;
}

/** Has a link say something, unless it does. */
function label(link, content) {
  if (link.textContent !== (content.textContent ?? content)) link.replaceChildren(content);
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

  // The room that the panel has, and how many lines of hits there is room for: known from the answer before, so that the next
  // one makes no more of them than a reader sees.
  let room = 0;
  let lines = SUGGESTIONS;

  /**
   * Keeps the panel above the end of the window, and above a phone's keyboard: only lines that fit as a whole stay. The
   * browser lays out the page for this, which it has to do anyway: so all is changed before, and nothing after that, but for
   * lines that don't fit.
   */
  function fit() {
    const view = window.visualViewport;
    const bottom = view ? view.offsetTop + view.height : window.innerHeight;
    const now = Math.floor(Math.max(LEAST_ROOM, bottom - panel.getBoundingClientRect().top - MARGIN));
    if (now !== room) {
      room = now;
      panel.style.setProperty("--room", `${room}px`);
    }
    // All is measured before anything changes: each change would have the browser lay out the page again.
    const most = panel.clientHeight;
    let over = panel.scrollHeight - most;
    const surplus = [];
    for (let at = shownLines() - 1; at >= LEAST_LINES && over > 0; at -= 1) {
      over -= list.children[at].offsetHeight;
      surplus.push(list.children[at]);
    }
    for (const link of surplus) link.remove();
    if (surplus.length) lines = shownLines();
  }

  /** How many lines of hits are in the list: they stand before all others. */
  function shownLines() {
    const at = [...list.children].findIndex((link) => link === other || link === all);
    return at < 0 ? list.children.length : at;
  }

  function toggle(open) {
    panel.hidden = !open;
    const expanded = String(open && list.children.length > 0);
    if (field.getAttribute("aria-expanded") !== expanded) field.setAttribute("aria-expanded", expanded);
    if (open) fit();
    else clearTimeout(calm);
    late = null;
    if (!open) select(-1);
  }

  const made = [];
  const meant = element("b", { dir: "auto" });
  const other = option("other", say.node("did_you_mean"), " ", meant);
  const all = option("all");
  other.className = "panel-other";
  all.className = "panel-all";
  let hits = [];
  let calm = 0;

  function show(query, answer) {
    draw(query, answer, lines);
    clearTimeout(calm);
    calm = setTimeout(() => rest(query, answer), CALM);
  }

  /** What can wait until a reader has stopped typing. */
  function rest(query, answer) {
    // Shorter texts may leave room for more lines than the answers before did.
    if (active < 0 && lines < Math.min(hits.length, SUGGESTIONS)) {
      lines = SUGGESTIONS;
      draw(query, answer, lines);
    }
    const seen = shownLines();
    if (seen) status.textContent = say("shown", { count: seen });
  }

  function draw(query, answer, most) {
    hits = answer.hits ?? [];
    const links = hits.slice(0, most).map((hit, at) => (made[at] ??= line(at)).show(hit));
    const results = new URL(form.action);
    if (answer.did_you_mean) {
      results.searchParams.set("q", answer.did_you_mean);
      point(other, results.href);
      meant.textContent = answer.did_you_mean;
      links.push(other);
    }
    if (hits.length) {
      notice.replaceChildren(...understood(answer, say));
      results.searchParams.set("q", query);
      point(all, results.href);
      label(all, say.node("all", { count: answer.total }));
      links.push(all);
    } else {
      const text = answer.absent ? "absent" : answer.failed ? "failed" : "none_short";
      notice.replaceChildren(...understood(answer, say), element("p", {}, say.node(text)));
      status.textContent = say(text);
      // Where search is out of order the topics are the way on.
      if (text !== "none_short") {
        point(all, form.action);
        label(all, say.node("topics"));
        links.push(all);
      }
    }
    arrange(list, links);
    shown = query;
    toggle(true);
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
