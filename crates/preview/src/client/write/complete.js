// Suggestions while one types: blocks after a `/`, variables and snippets after `{{`, articles after `](`.

import { autocompletion, startCompletion } from "./codemirror.js";
import { get } from "./api.js";

/** A `/` where nothing else stands in the line, and the letters after it. */
const SLASH = /^\s*\/[\p{L}\p{N}-]*$/u;

function slash(blocks, field) {
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    if (!SLASH.test(before)) return null;
    const from = line.from + before.indexOf("/");
    const options = blocks().map((block) => ({
      // What is typed is compared with the label: both names of a block must match.
      label: `/${block.name}`,
      displayLabel: block.label,
      detail: block.label.toLowerCase() === block.name ? undefined : block.name,
      apply: (view, _, start, end) => {
        if (!block.act) return field().block(block.insert, start, end);
        view.dispatch({ changes: { from: start, to: end } });
        block.act();
      },
    }));
    const translated = options.filter(({ detail }) => detail).map((option) => ({
      ...option,
      label: `/${option.displayLabel.replace(/\s+/g, "-").toLowerCase()}`,
    }));
    const typed = before.trim().toLowerCase();
    const matching = [...options, ...translated].filter(({ label }) => label.startsWith(typed));
    const shown = new Map(matching.map((option) => [option.displayLabel, option]));
    return { from, options: [...shown.values()], filter: false };
  };
}

function variables(site) {
  const all = [
    ...site.variables.map(({ name, value, insert }) => ({ label: insert ?? `{{ ${name} }}`, detail: value, type: "variable" })),
    ...site.snippets.map(({ name, text, insert }) => ({ label: insert ?? `{{ ${name} }}`, info: text, type: "text" })),
  ];
  return (context) => {
    const open = context.matchBefore(/\{\{[^{}\n]*/);
    if (!open || all.length === 0) return null;
    const typed = open.text.replace(/[{\s"]+/g, " ").trim().toLowerCase();
    const options = all.filter(({ label }) => label.toLowerCase().includes(typed)).map((option) => ({
      ...option,
      apply: (view, { label }, from, to) => {
        // What closes the braces may stand there already.
        const rest = /^\s*\}\}/.exec(view.state.doc.sliceString(to, to + 4))?.[0].length ?? 0;
        view.dispatch({ changes: { from, to: to + rest, insert: label }, selection: { anchor: from + label.length } });
      },
    }));
    return { from: open.from, options, filter: false };
  };
}

function links(path) {
  return async (context) => {
    const open = context.matchBefore(/\]\([^()\s]*/);
    if (!open) return null;
    const typed = open.text.slice(2);
    if (/^(https?:|mailto:|tel:|#)/.test(typed)) return null;
    let hits = [];
    try {
      ({ hits } = await get("links", { q: typed.replace(/[-_/.]+/g, " ").trim(), from: path }));
    } catch {
      return null;
    }
    if (context.aborted) return null;
    const options = hits.map(({ title, target, category }) => ({ label: target, displayLabel: title, detail: category }));
    return { from: open.from + 2, options, filter: false };
  };
}

/** All suggestions for a file. */
export function suggestions(site, path, blocks, field) {
  return autocompletion({
    override: [slash(blocks, field), variables(site), links(path)],
    icons: false,
    defaultKeymap: false,
    closeOnBlur: true,
    tooltipClass: () => "suggestions",
    optionClass: () => "suggestion",
  });
}

/** Opens the menu of blocks where the caret is, as if a `/` had been typed. */
export function showBlocks(field) {
  const { view } = field;
  const { doc, selection } = view.state;
  const line = doc.lineAt(selection.main.head);
  const insert = line.text.trim() === "" ? "/" : "\n\n/";
  const from = line.to;
  view.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.length }, userEvent: "input" });
  view.focus();
  startCompletion(view);
}
