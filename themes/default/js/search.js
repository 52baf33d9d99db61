// The search field: suggestions while typing, and the page of results.
// Queries, titles and snippets become text nodes, never HTML.

import { connect } from "./engine.js";
import { words } from "./words.js";
import { element, marked, remember, understood } from "./parts.js";
import { resultsPage } from "./results.js";

/** Suggestions under the field. */
const SUGGESTIONS = 6;
/** Longer questions are cut: nobody types this, and nothing in it would be found. */
const LONGEST = 500;

/** Makes the search field work; called once, when it is first touched. `opened` promises the manifest of the index. */
export async function attach(field, opened) {
  const root = document.documentElement;
  const engine = connect(root, opened).catch(() => null);
  const say = await words(root);
  const ask = asker(engine, root.lang);
  const page = document.getElementById("hd-results");
  if (page) resultsPage({ field, page, ask, say });
  else suggestions({ field, ask, say });
}

/**
 * Asks one question at a time. While one is under way only the newest next one waits, so that slow answers neither pile
 * up nor overtake each other.
 */
function asker(engine, lang) {
  let busy = false;
  let waiting = null;
  async function run(job) {
    busy = true;
    try {
      const found = await engine;
      if (!found) job.done({ absent: true });
      else job.done(await found.search(job.query.slice(0, LONGEST), { lang, limit: job.limit }));
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
  return (query, limit, done) => {
    const job = { query, limit, done };
    if (busy) waiting = job;
    else run(job);
  };
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
  }

  function toggle(open) {
    panel.hidden = !open;
    field.setAttribute("aria-expanded", String(open && list.children.length > 0));
    if (!open) select(-1);
  }

  function option(href, ...parts) {
    const id = `hd-suggestion-${list.children.length}`;
    const link = element("a", { href, role: "option", id, tabindex: "-1", "aria-selected": "false" }, ...parts);
    list.append(link);
    return link;
  }

  function show(query, answer) {
    list.replaceChildren();
    notice.replaceChildren();
    active = -1;
    const hits = answer.hits ?? [];
    if (answer.read_as && hits.length) {
      notice.append(understood(answer.read_as, say));
    }
    for (const hit of hits) {
      const link = option(
        hit.url,
        element("b", {}, ...marked(hit.title, hit.title_marks)),
        element("span", { class: "panel-category" }, hit.category),
        element("span", { class: "panel-snippet" }, ...marked(hit.snippet, hit.marks)),
      );
      if (hit.lang && hit.lang !== document.documentElement.lang) link.lang = hit.lang;
      link.addEventListener("click", () => remember(hit, query));
    }
    const results = new URL(form.action);
    if (answer.did_you_mean) {
      results.searchParams.set("q", answer.did_you_mean);
      option(results.href, `${say("did_you_mean")} `, element("b", {}, answer.did_you_mean)).className = "panel-other";
    }
    if (hits.length) {
      results.searchParams.set("q", query);
      option(results.href, say("all", { count: answer.total })).className = "panel-all";
      status.textContent = say("shown", { count: hits.length });
    } else {
      const text = answer.absent ? "absent" : answer.failed ? "failed" : "none_short";
      notice.append(element("p", {}, say(text)));
      status.textContent = say(text);
      // Where search is out of order the topics are the way on.
      if (text !== "none_short") option(form.action, say("topics")).className = "panel-all";
    }
    shown = query;
    toggle(true);
  }

  function input() {
    const query = field.value.trim();
    dismissed = null;
    if (!query) {
      shown = null;
      status.textContent = "";
      toggle(false);
      return;
    }
    ask(query, SUGGESTIONS, (answer) => {
      if (field.value.trim() && document.activeElement === field && query !== dismissed) show(query, answer);
    });
  }

  field.addEventListener("input", (event) => {
    if (!event.isComposing) input();
  });
  field.addEventListener("compositionend", input);
  field.addEventListener("focus", () => {
    if (shown && shown === field.value.trim()) toggle(true);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) toggle(false);
  });
  // A press on the panel must not take the focus from the field before the click counts.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
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
  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) event.preventDefault();
  });
  input();
}
