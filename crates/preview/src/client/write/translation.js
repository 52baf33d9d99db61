// The source of a translation beside it, with what has changed in it since.

import { get, post } from "./api.js";
import { Decoration, EditorState, EditorView } from "./codemirror.js";
import { confirm } from "./dialog.js";
import { button, make, name } from "./dom.js";
import { markdown } from "./text.js";
import { say } from "./words.js";

/** What a piece of text was and is, in words. */
function change({ part, kind, before, from, to }, { front, body }, go) {
  const now = part === "body" ? body.slice(from, to).trim() : front[part] ?? "";
  const words = { added: "change_added", changed: "change_changed", removed: "change_removed" };
  return make("li", {},
    make("p", {}, make("strong", {}, `${part === "body" ? "" : `${say(`field_${part}`)}: `}${say(words[kind])}`), " ",
      part === "body" && button(say("show"), () => go(from, to), { class: "quiet" })),
    before && make("p", {}, make("del", {}, before.trim())),
    kind !== "removed" && now && make("p", {}, make("ins", {}, now)));
}

/** The pane with the source. `told` is what the server says of the translation. */
export class Source {
  constructor(parent, told) {
    const { source, changes, state, known } = told;
    const front = { title: source.title, summary: source.summary };
    const list = make("ol", { class: "changes" });
    const go = (from, to) => {
      view.dispatch({ selection: { anchor: Math.max(from - lead, 0), head: to - lead }, effects: EditorView.scrollIntoView(Math.max(from - lead, 0), { y: "center" }) });
      view.contentDOM.focus();
    };
    list.append(...changes.map((one) => change(one, { front, body: source.body }, go)));
    const kind = state === "stale" && !known ? "unknown" : state;
    const texts = { fresh: "source_fresh", stale: "source_stale", unmarked: "source_unmarked", unknown: "source_unknown", draft: "source_draft", missing: "source_draft" };
    const id = name("source");
    parent.replaceChildren(
      make("p", { class: "field-note", role: "status" }, say(texts[kind] ?? "source_fresh", { count: changes.length })),
      changes.length > 0 && make("details", { class: "fold", open: true }, make("summary", {}, say("source_changes", { count: changes.length })), list) || "",
      make("h2", { id }, front.title ?? source.path), front.summary ? make("p", {}, front.summary) : "",
      make("div", { class: "source-text" }));
    const lead = /^\n*/.exec(source.body)[0].length;
    const marked = changes.filter(({ part, from, to }) => part === "body" && to > from && to > lead).sort((a, b) => a.from - b.from);
    const marks = Decoration.set(marked.map(({ from, to }) => Decoration.mark({ class: "since" }).range(Math.max(from - lead, 0), Math.min(to, source.body.length) - lead)), true);
    const view = new EditorView({
      parent: parent.querySelector(".source-text"),
      doc: source.body.slice(lead),
      extensions: [markdown, EditorState.readOnly.of(true), EditorView.editable.of(false), EditorView.decorations.of(marks),
        EditorView.contentAttributes.of({ "aria-labelledby": id, tabindex: "0", lang: told.language ?? "" })],
    });
  }
}

/** The translation that the address asks for: made anew when there is none and the person wants it. */
export async function translated(site, path, language) {
  let told = await get("translation", { path, lang: language });
  if (!told.target) {
    const named = site.languages.find(({ code }) => code === language)?.name ?? language;
    if (!(await confirm(say("translate_title"), say("translate_text", { language: named }), say("translate_make")))) return null;
    await post("translate", { path, language });
    told = await get("translation", { path, lang: language });
  }
  return told;
}
