// Two versions of a text beside each other, or above each other where there is little room.

import { EditorState, EditorView, MergeView, unifiedMergeView } from "./codemirror.js";
import { button, make } from "./dom.js";
import { actions, open } from "./dialog.js";
import { say } from "./words.js";

// No colors of Markdown: the front matter is none.
const wrapped = [EditorView.lineWrapping, EditorState.phrases.of({ "$ unchanged lines": say("unchanged_lines").replace("{count}", "$") })];
const narrow = () => matchMedia("(max-width: 48rem)").matches;
const readOnly = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
const called = (label) => EditorView.contentAttributes.of({ "aria-label": label });

/** Shows how a text differs from another, both only to look at. */
export function compare(parent, before, after, [left, right]) {
  if (narrow()) {
    const extensions = [wrapped, readOnly, called(right), unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: {} })];
    return new EditorView({ parent, doc: after, extensions });
  }
  parent.append(make("div", { class: "merge-heads" }, make("span", {}, left), make("span", {}, right)));
  const side = (doc, label) => ({ doc, extensions: [wrapped, readOnly, called(label)] });
  return new MergeView({ parent, a: side(before, left), b: side(after, right), collapseUnchanged: {} });
}

const split = (text) => {
  const front = /^---\n[\s\S]*?\n---(?:\n|$)/.exec(text)?.[0] ?? "";
  return { front, body: text.slice(front.length) };
};

/** CodeMirror hears the mouse alone on these buttons. */
function byKey(event) {
  if (event.detail === 0) event.target.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
}

/** The button on a part of the file on disk; that one's own part stays needs none. */
function take(kind, act) {
  if (kind === "accept") return make("span");
  return button(say("take_this"), () => {}, { class: "button small", onmousedown: act, onkeydown: (event) => event.key === "Enter" && act(event) });
}

/**
 * Shows both versions of a file that somebody else has changed. Gives `{ text: { front, body }, save }` with what is to
 * stand, or nothing when the person wants to go on writing first.
 */
export function conflict({ yours, theirs, merged }) {
  const mine = yours.front + yours.body;
  const disk = theirs ? theirs.front + theirs.body : "";
  return open(say("conflict_title"), (body, close) => {
    const room = make("div", { class: "merge" });
    body.append(make("p", {}, say(theirs ? "conflict_text" : "conflict_gone")), room);
    let now = () => mine;
    if (theirs && narrow()) {
      const view = new EditorView({ parent: room, doc: mine, extensions: [wrapped, called(say("yours")), unifiedMergeView({ original: disk, mergeControls: take })] });
      now = () => view.state.doc.toString();
    } else if (theirs) {
      room.append(make("div", { class: "merge-heads" }, make("span", {}, say("theirs")), make("span", {}, say("yours"))));
      const view = new MergeView({
        parent: room,
        a: { doc: disk, extensions: [wrapped, readOnly, called(say("theirs"))] },
        b: { doc: mine, extensions: [wrapped, called(say("yours"))] },
        revertControls: "a-to-b",
        renderRevertControl: () => button("→", byKey, { class: "take", "aria-label": say("take_this"), title: say("take_this") }),
      });
      now = () => view.b.state.doc.toString();
    }
    body.append(actions(
      merged && button(say("take_both"), () => close({ text: merged, save: true }), { class: "button main", autofocus: true }),
      button(say("take_yours"), () => close({ text: split(now()), save: true }), { class: merged ? "button" : "button main" }),
      theirs && button(say("take_theirs"), () => close({ text: theirs, save: false })),
      button(say("go_on"), () => close())));
  }, { wide: true });
}
