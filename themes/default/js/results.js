// The page of results, /search/?q=…, which can be linked and shared.

import { element, marked, remember, speak, understood } from "./parts.js";

/** How many results are asked for, and how many show before “show more”. */
const LIMIT = 50;
const FIRST = 12;

/** Fills the page with results while the reader types; the address always says what is shown. */
export function resultsPage({ field, page, ask, say }) {
  const browse = document.querySelector(".browse-list");
  const title = document.title;
  const status = element("p", { class: "results-count", role: "status" });
  const body = element("div", {});
  page.append(status, body);
  let answer = null;
  let asked = "";
  let category = "";
  let all = false;

  function read() {
    const parameters = new URLSearchParams(location.search);
    field.value = (parameters.get("q") ?? "").slice(0, field.maxLength);
    category = parameters.get("category") ?? "";
    all = false;
    run();
  }

  function write() {
    const url = new URL(location.href);
    const set = (name, value) => (value ? url.searchParams.set(name, value) : url.searchParams.delete(name));
    set("q", field.value.trim());
    set("category", category);
    history.replaceState(null, "", url);
  }

  const answered = () => document.documentElement.classList.remove("asked");

  function run() {
    const query = field.value.trim();
    document.title = query ? `${query} – ${title}` : title;
    if (!query) {
      answered();
      answer = null;
      category = "";
      status.textContent = "";
      body.replaceChildren();
      browse.hidden = false;
      return;
    }
    if (!answer) status.textContent = say("busy");
    ask(query, LIMIT, (found) => {
      if (!field.value.trim()) return;
      answer = found;
      asked = query;
      draw();
      answered();
    });
  }

  function draw() {
    const hits = answer.hits ?? [];
    const groups = new Map();
    for (const hit of hits) groups.set(hit.category, (groups.get(hit.category) ?? 0) + 1);
    if (category && !groups.has(category)) category = "";
    const chosen = hits.filter((hit) => !category || hit.category === category);
    browse.hidden = hits.length > 0;
    body.replaceChildren();
    if (!hits.length) {
      nothing();
      return;
    }
    const count = category ? chosen.length : answer.total;
    status.textContent = say("results", { count, query: asked });
    notices();
    if (groups.size > 1) body.append(filters(groups));
    const list = element("ol", { class: "hits" });
    for (const hit of chosen.slice(0, all ? LIMIT : FIRST)) list.append(entry(hit));
    body.append(list);
    if (chosen.length > FIRST && !all) {
      const more = element("button", { type: "button", class: "button" }, say.node("more"));
      more.addEventListener("click", () => {
        all = true;
        draw();
        body.querySelectorAll(".hits > li")[FIRST]?.querySelector("a").focus();
      });
      body.append(more);
    }
  }

  function notices() {
    for (const notice of understood(answer, say)) {
      notice.className = "results-notice";
      body.append(notice);
    }
    if (answer.did_you_mean) {
      const url = new URL(location.pathname, location.href);
      url.searchParams.set("q", answer.did_you_mean);
      const link = element("a", { href: url.href, dir: "auto" }, answer.did_you_mean);
      body.append(element("p", { class: "results-notice" }, say.node("did_you_mean"), " ", link));
    }
  }

  function filters(groups) {
    // Of many results not all are at hand, and a count of some would mislead.
    const counted = answer.hits.length === answer.total;
    const row = element("div", { class: "filters", role: "group", "aria-label": say("filter") });
    const add = (name, label, count) => {
      const pressed = String(category === name);
      const button = element("button", { type: "button", "aria-pressed": pressed }, label);
      if (counted) button.append(element("span", {}, say.number(count)));
      button.addEventListener("click", () => {
        category = name;
        all = false;
        write();
        draw();
        body.querySelector('.filters [aria-pressed="true"]')?.focus();
      });
      row.append(button);
    };
    add("", say.node("everything"), answer.total);
    for (const [name, count] of groups) add(name, name, count);
    return row;
  }

  function entry(hit) {
    const link = element("a", { class: "hit-title", href: hit.url }, ...marked(hit.title, hit.title_marks));
    const meta = element("p", { class: "hit-meta" }, element("a", { href: hit.category_url, dir: "auto" }, hit.category));
    const made = element("li", {}, link, meta);
    if (hit.lang && hit.lang !== document.documentElement.lang) {
      const name = new Intl.DisplayNames([hit.lang], { type: "language" }).of(hit.lang);
      const capital = name.replace(/^./u, (letter) => letter.toLocaleUpperCase(hit.lang));
      const mark = element("span", { class: "mark-lang" }, capital);
      speak(mark, hit.lang);
      meta.append(mark);
    }
    speak(link, hit.lang);
    if (hit.snippet) {
      const snippet = element("p", { class: "hit-snippet" }, ...marked(hit.snippet, hit.marks));
      speak(snippet, hit.lang);
      made.append(snippet);
    }
    if (hit.sections?.length) {
      const list = element("ul", { class: "hit-sections", "aria-label": say("sections") });
      for (const section of hit.sections) {
        const link = element("a", { href: section.url }, section.title);
        speak(link, hit.lang);
        list.append(element("li", {}, link));
      }
      made.append(list);
    }
    made.addEventListener("click", (event) => {
      if (event.target.closest("a") && !event.target.closest(".hit-meta")) remember(hit, asked);
    });
    return made;
  }

  function nothing() {
    const known = !answer.absent && !answer.failed;
    status.textContent = known ? say("none", { query: asked }) : say(answer.absent ? "absent" : "failed");
    if (!known) return;
    notices();
    body.append(element("p", {}, say.node("none_help")));
    const ways = document.querySelectorAll(".contact-links a");
    if (!ways.length) return;
    const list = element("ul", { class: "contact-links" });
    for (const way of ways) list.append(element("li", {}, way.cloneNode(true)));
    body.append(list);
  }

  field.addEventListener("input", () => {
    all = false;
    if (!field.value.trim()) category = "";
    write();
    run();
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    write();
    run();
  });
  addEventListener("popstate", read);
  if (field.value.trim()) {
    write();
    run();
  } else read();
}
