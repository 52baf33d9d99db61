// What the editor page uses of CodeMirror. `cargo xtask editor` makes one file of it; nothing else goes in.
export { autocompletion, completionKeymap, startCompletion } from "@codemirror/autocomplete";
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { deleteMarkupBackward, insertNewlineContinueMarkup, markdownLanguage } from "@codemirror/lang-markdown";
export { HighlightStyle, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
export { nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
export { MergeView, unifiedMergeView } from "@codemirror/merge";
export { search, searchKeymap } from "@codemirror/search";
export { EditorSelection, EditorState } from "@codemirror/state";
export { Decoration, EditorView, drawSelection, dropCursor, keymap, panels, placeholder } from "@codemirror/view";
export { tags } from "@lezer/highlight";
