// The field for Markdown: CodeMirror with what an article needs, and nothing of a program's editor.

import {
  EditorSelection, EditorState, EditorView, HighlightStyle, LanguageSupport, completionKeymap, defaultKeymap,
  deleteMarkupBackward, drawSelection, dropCursor, history, historyKeymap, insertNewlineContinueMarkup, keymap,
  markdownLanguage, nextDiagnostic, panels, placeholder, previousDiagnostic, search, searchKeymap, setDiagnostics, syntaxHighlighting, tags,
} from "./codemirror.js";
import { say } from "./words.js";

const colours = HighlightStyle.define([
  { tag: [tags.heading1, tags.heading2, tags.heading3, tags.heading4], fontWeight: "700", color: "var(--code-heading)" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.link, tags.url], color: "var(--accent)" },
  { tag: tags.monospace, color: "var(--code-literal)", fontFamily: "var(--code)", fontSize: ".9em" },
  { tag: tags.quote, color: "var(--soft)" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: "var(--soft)" },
]);

/** How any text is shown. */
const plain = [
  EditorView.lineWrapping,
  // Each line is written from the side that its letters come from.
  EditorView.perLineTextDirection.of(true),
  drawSelection(),
];

/** How both the article and its source are shown. */
export const markdown = [new LanguageSupport(markdownLanguage), syntaxHighlighting(colours), plain];

/** The words of CodeMirror's own controls that people meet here. */
const phrases = () => EditorState.phrases.of({
  Find: say("find"),
  Replace: say("find_replace"),
  next: say("find_next"),
  previous: say("find_previous"),
  all: say("find_all"),
  "match case": say("find_case"),
  "by word": say("find_word"),
  regexp: say("find_pattern"),
  replace: say("find_replace_one"),
  "replace all": say("find_replace_all"),
  close: say("close"),
  Completions: say("suggestions"),
});

/** Puts marks around what is selected, or takes them off again. */
function surround(view, mark) {
  const change = view.state.changeByRange((range) => {
    const { from, to } = range;
    const size = mark.length;
    const { doc } = view.state;
    if (doc.sliceString(from - size, from) === mark && doc.sliceString(to, to + size) === mark) {
      const changes = [{ from: from - size, to: from }, { from: to, to: to + size }];
      return { changes, range: EditorSelection.range(from - size, to - size) };
    }
    const changes = [{ from, insert: mark }, { from: to, insert: mark }];
    return { changes, range: EditorSelection.range(from + size, to + size) };
  });
  view.dispatch(view.state.update(change, { userEvent: "input", scrollIntoView: true }));
  view.focus();
  return true;
}

/** Puts a sign before each line that is selected, or takes it off where all have it. */
function prefix(view, sign) {
  const { doc, selection } = view.state;
  const { from, to } = selection.main;
  const lines = [];
  for (let at = doc.lineAt(from).number; at <= doc.lineAt(to).number; at += 1) lines.push(doc.line(at));
  const pattern = sign === "1. " ? /^\d+\. / : /^(#{1,6} |[-*] |> )/;
  const had = lines.every((line) => (sign === "1. " ? pattern.test(line.text) : line.text.startsWith(sign)));
  const changes = lines.map((line, index) => {
    const old = /^(#{1,6} |[-*] |> |\d+\. )/.exec(line.text)?.[0] ?? "";
    return { from: line.from, to: line.from + old.length, insert: had ? "" : sign.replace("1", String(index + 1)) };
  });
  view.dispatch({ changes, userEvent: "input", scrollIntoView: true });
  view.focus();
  return true;
}

/** Takes away a slash that opened the menu of blocks when nothing was chosen there. */
function dropSlash(view) {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  if (line.text !== "/") return false;
  view.dispatch({ changes: { from: line.from, to: line.to }, userEvent: "delete" });
  return true;
}

/** What the buttons over the text do. */
export const marks = {
  bold: (view) => surround(view, "**"),
  italic: (view) => surround(view, "*"),
  code: (view) => surround(view, "`"),
  heading: (view) => prefix(view, "## "),
  list: (view) => prefix(view, "- "),
  steps: (view) => prefix(view, "1. "),
};

/**
 * The field for the text of an open file. `top` is where its search goes, `more` are further extensions; `on` is told of
 * edits and of the caret. `isMarkdown` is false for files of data.
 */
export class TextField {
  constructor(parent, text, { label, isMarkdown, top, more, keys, on }) {
    const marking = [
      { key: "Mod-b", run: marks.bold },
      { key: "Mod-i", run: marks.italic },
      { key: "Escape", run: dropSlash },
      ...keys,
      { key: "Enter", run: insertNewlineContinueMarkup },
      { key: "Backspace", run: deleteMarkupBackward },
    ];
    const own = [...(isMarkdown ? marking : []), { key: "F8", run: nextDiagnostic, shift: previousDiagnostic }];
    const extensions = [
      history(), dropCursor(), search({ top: true }), panels({ topContainer: top }), phrases(), isMarkdown ? [markdown, more] : plain,
      // Tab is not taken: it leads out of the field, as everywhere on a page.
      keymap.of([...own, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      isMarkdown ? placeholder(say("text_empty")) : [],
      // The buttons over the text stay in sight, and the caret comes to stand below them.
      EditorView.scrollMargins.of(() => ({ top: top.parentElement.offsetHeight + 8, bottom: 32 })),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true", autocapitalize: "sentences" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) on.edit(update.state.doc.toString());
        if (update.docChanged || update.selectionSet) on.caret(update.state.selection.main.head);
      }),
    ];
    this.view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Puts another text here, changing only what differs, so that the caret and the way back stay. */
  replace(text) {
    const old = this.text;
    if (old === text) return;
    let start = 0;
    const most = Math.min(old.length, text.length);
    while (start < most && old[start] === text[start]) start += 1;
    let end = 0;
    while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    this.view.dispatch({ changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) } });
  }

  /** Writes in the place of what is selected; `select` is the range in it that is selected afterwards. */
  insert(text, select = [text.length, text.length]) {
    const { from, to } = this.view.state.selection.main;
    this.view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + select[0], head: from + select[1] },
      userEvent: "input",
      scrollIntoView: true,
    });
    this.view.focus();
  }

  /** Writes a block on lines of its own; three dots in it are what is selected to be written over. */
  block(text, from = this.view.state.selection.main.from, to = this.view.state.selection.main.to) {
    const { doc } = this.view.state;
    const line = doc.lineAt(from);
    const before = line.from === from || doc.sliceString(line.from, from).trim() === "" ? "" : "\n\n";
    const start = before ? from : line.from;
    const gap = before || line.number === 1 || doc.line(line.number - 1).text.trim() === "" ? before : "\n";
    const after = doc.sliceString(to, to + 2).startsWith("\n") || to === doc.length ? "" : "\n";
    const body = text.replace(/\n+$/, "");
    const insert = `${gap}${body}${after}`;
    const dots = insert.indexOf("…");
    const anchor = start + (dots < 0 ? insert.length - after.length : dots);
    this.view.dispatch({
      changes: { from: start, to, insert },
      selection: { anchor, head: dots < 0 ? anchor : anchor + 1 },
      userEvent: "input",
      scrollIntoView: true,
    });
    this.view.focus();
  }

  /** Shows faults at their places. */
  faults(list) {
    this.view.dispatch(setDiagnostics(this.view.state, list));
  }

  /** Leads to a place. */
  go(from, to = from) {
    const { length } = this.view.state.doc;
    this.view.dispatch({
      selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
      effects: EditorView.scrollIntoView(Math.min(from, length), { y: "center" }),
    });
    this.view.focus();
  }
}
