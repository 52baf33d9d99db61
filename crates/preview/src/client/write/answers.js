// Which questions the article answers now: its own, those of the site's search tests, and one that is tried.

import { post } from "./api.js";
import { later, make, name, spans } from "./dom.js";
import { say } from "./words.js";

/** Readers rarely look at what is found further down. */
const SEEN = 3;

/** The panel of questions of an open file. */
export class Answers {
  constructor(parent, file) {
    this.file = file;
    this.field = make("input", { type: "search", autocomplete: "off", class: "wide-field", id: name("query") });
    this.tried = make("div", { "aria-live": "polite" });
    this.own = make("div");
    this.tests = make("div");
    parent.append(
      make("div", { class: "field" }, make("label", { for: this.field.id }, say("try_query")), this.field), this.tried,
      make("h2", {}, say("asks_answered")), this.own,
      make("h2", {}, say("tests_answered")), this.tests);
    this.soon = later(() => this.ask(), 500);
    this.field.addEventListener("input", this.soon);
    file.addEventListener("edit", this.soon);
  }

  async ask() {
    const mine = (this.asked = (this.asked ?? 0) + 1);
    const query = this.field.value.trim();
    try {
      const answer = await post("answers", { ...this.file.document(), queries: query ? [query] : [] });
      if (mine !== this.asked) return;
      this.show(answer);
      if (!answer.ready) this.soon();
    } catch {
      // The next letter asks again; a server that is gone, the page tells of.
    }
  }

  show({ asks, tests, tried }) {
    const mark = { good: "✓ ", low: "– ", poor: "✗ " };
    const row = (query, state, rank) => make("li", { class: state },
      make("span", { "aria-hidden": "true" }, mark[state]), `“${query}” `,
      make("span", { class: "field-note" }, rank ? say("rank", { count: rank }) : say("not_found")));
    const list = (rows, empty) => (rows.length ? make("ul", { class: "answers" }, ...rows) : make("p", { class: "field-note" }, ...spans(say(empty))));
    this.own.replaceChildren(list(asks.map(({ query, rank }) => row(query, rank ? (rank > SEEN ? "low" : "good") : "poor", rank)), "no_asks"));
    this.tests.replaceChildren(list(tests.map(({ query, passed, rank }) => row(query, passed ? "good" : "poor", rank)), "no_tests"));
    this.tried.replaceChildren(...tried.map(({ hits }) => {
      if (hits.length === 0) return make("p", { class: "field-note" }, say("nothing_found"));
      return make("ol", { class: "tried" }, ...hits.slice(0, 8).map(({ title, own }) => make("li", {}, own ? make("strong", {}, `${title} (${say("this_article")})`) : title)));
    }));
  }
}
