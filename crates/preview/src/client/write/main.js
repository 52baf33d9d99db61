// The page that edits a file: puts its parts together.

import { Refusal, get, onChange, onGone, post } from "./api.js";
import { Answers } from "./answers.js";
import { blocks } from "./blocks.js";
import { showBlocks, suggestions } from "./complete.js";
import { confirm } from "./dialog.js";
import { OpenFile } from "./document.js";
import * as drafts from "./draft.js";
import { announce, button, labelled, make } from "./dom.js";
import { Faults } from "./faults.js";
import { Form } from "./frontmatter.js";
import { pick, taking } from "./images.js";
import { insertLink } from "./links.js";
import { Live } from "./live.js";
import { conflict } from "./merge.js";
import { Panes } from "./panes.js";
import { propose } from "./propose.js";
import { saves } from "./saves.js";
import { address, categoryOf, create, start } from "./start.js";
import { TextField, marks } from "./text.js";
import { Source, translated } from "./translation.js";
import { say, time } from "./words.js";

const main = document.getElementById("main");
const bar = document.getElementById("bar");
const notes = document.getElementById("notes");

/** A note over everything, by its name: shown once, gone when `text` is nothing. */
function note(id, text, ...buttons) {
  document.getElementById(`note-${id}`)?.remove();
  if (text) notes.append(make("div", { class: "note", id: `note-${id}`, role: "alert" }, make("p", {}, text), ...buttons));
}

onGone((gone) => note("gone", gone && say("server_gone"), gone && button(say("reload"), () => location.reload(), { class: "button small" })));

/** One file with all that belongs to it. */
class Editor {
  constructor(site, opened, kept, translation) {
    this.site = site;
    this.file = new OpenFile(site, opened);
    this.translation = translation;
    const { file } = this;
    const restored = file.restore(kept);
    // Snippets and files of data have no page, and answer no question.
    const hasPage = ["article", "category", "home"].includes(opened.kind);
    const sides = [translation && "source", hasPage && "page", "faults", hasPage && "answers"];
    this.panes = new Panes(main, ["write", ...sides.filter(Boolean)]);
    const { write, page = make("div"), faults, answers = make("div"), source } = this.panes.rooms;
    this.buildBar();
    this.form = new Form(write, file, site, [make("p", { class: "field-note path" }, make("code", {}, file.path)), this.category()]);
    if (opened.fields.length === 0) this.form.element.hidden = true;
    this.live = new Live(page, file);
    this.buildText(write);
    this.faults = new Faults(faults, file, this.field, this.form, (all, errors) => this.panes.count("faults", all, errors));
    this.answers = new Answers(answers, file);
    if (source) new Source(source, translation);
    file.addEventListener("load", () => { this.field.replace(file.text); this.live.load(); });
    file.addEventListener("state", () => this.showState());
    file.addEventListener("edit", () => this.showTitle());
    file.addEventListener("unkept", () => note("unkept", say("unkept")));
    this.showState();
    this.showTitle();
    this.live.start();
    this.answers.soon();
    onChange(file.path, () => this.changed());
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("pagehide", () => file.keepNow());
    if (restored) {
      const drop = button(say("restored_drop"), async () => { await file.reload(); note("restored", ""); }, { class: "button small" });
      note("restored", say("restored", { time: time(restored) }), drop, button(say("close"), () => note("restored", ""), { class: "quiet" }));
    }
    if (this.form.fields.has("title") && !file.value("summary") && file.text === "") this.form.go("summary");
  }

  buildBar() {
    this.title = make("h1", { class: "bar-title", dir: "auto" });
    this.state = make("span", { class: "state" });
    this.saveButton = button(say("save"), () => this.save(), { class: "button main", "aria-keyshortcuts": "Control+S", title: "Ctrl+S" });
    const languages = this.languages();
    bar.append(this.title, this.state, this.saveButton,
      make("details", { class: "menu" }, make("summary", { class: "button" }, say("menu")),
        make("div", { class: "menu-list" },
          button(say("propose"), () => this.propose(), { class: "quiet" }),
          button(say("saves"), () => saves(this.file), { class: "quiet" }),
          button(say("new"), () => create(this.site, categoryOf(this.file.path)), { class: "quiet" }),
          ...languages,
          make("a", { href: "/", class: "quiet to-site" }, say("to_site")))));
    const menu = bar.querySelector(".menu");
    menu.addEventListener("click", (event) => { if (event.target.closest("button, a")) menu.open = false; });
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    if (!this.translation) return;
    this.mark = make("input", { type: "checkbox", id: "mark" });
    this.panes.rooms.write.append(make("p", { class: "mark-row" }, this.mark, make("label", { for: "mark" }, say("mark"))));
  }

  /** Links to the translations of the file, and to its source. */
  languages() {
    const { translations, source } = this.file.file;
    const named = (code) => this.site.languages.find((language) => language.code === code)?.name ?? code;
    const origin = source ? [make("a", { href: address(source.path), class: "quiet" }, say("open_source"))] : [];
    const own = source?.path ?? this.file.path;
    const others = (translations ?? []).filter(({ path }) => path !== this.file.path);
    return [...origin, ...others.map(({ language, state }) => make("a", {
      class: "quiet", lang: language, href: `${address(own)}&translate=${language}`,
    }, `${named(language)}: ${say(`translation_${state}`)}`))];
  }

  /** The article's category; another one moves the file, with all that names it. */
  category() {
    const { file, site } = this;
    if (file.file.kind !== "article") return "";
    const now = categoryOf(file.path);
    const choice = make("select", {}, ...site.categories.map(({ key, title }) => make("option", { value: key }, title)));
    if (!site.categories.some(({ key }) => key === now)) choice.prepend(make("option", { value: now }, "–"));
    choice.value = now;
    choice.addEventListener("change", async () => {
      const title = choice.selectedOptions[0].textContent;
      if (await confirm(say("move_title"), say("move_text", { category: title }), say("move_make"))) await this.move(choice.value);
      choice.value = now;
    });
    return labelled(say("field_category"), choice);
  }

  async move(category) {
    if (this.file.dirty && !(await this.save())) return;
    try {
      const { path } = await post("move", { path: this.file.path, category, revision: this.file.revision });
      location.href = address(path);
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      announce(refused.code === "changed" ? say("changed_on_disk") : refused.message || say("no_answer"), true);
    }
  }

  buildText(write) {
    const { file, site, live } = this;
    const field = () => this.field;
    const acts = { link: () => insertLink(this.field, file.path), image: () => pick(this.field, file.path) };
    const list = blocks(acts);
    const tool = (key, act, keys) => button("", () => act(this.field.view), { class: `tool tool-${key}`, "aria-label": say(key), title: keys ? `${say(key)} (${keys})` : say(key) });
    const isMarkdown = file.file.kind !== "data";
    const tools = make("div", { class: "tools", role: "group", "aria-label": say("tools"), hidden: !isMarkdown },
      tool("bold", marks.bold, "Ctrl+B"), tool("italic", marks.italic, "Ctrl+I"),
      tool("heading", marks.heading), tool("list", marks.list), tool("steps", marks.steps),
      button(say("link"), acts.link, { class: "tool", title: `${say("link")} (Ctrl+K)` }),
      button(say("image"), acts.image, { class: "tool" }),
      button(say("block"), () => showBlocks(this.field), { class: "tool", title: `${say("block")} (/)` }));
    const top = make("div");
    const room = make("div", { class: isMarkdown ? "text" : "text data" });
    write.append(make("div", { class: "text-top" }, tools, top), room, make("p", { class: "field-note", hidden: !isMarkdown }, say("text_note")));
    const keys = [{ key: "Mod-k", run: () => { acts.link(); return true; } }];
    this.field = new TextField(room, file.text, {
      label: say("text"), isMarkdown, top,
      more: [suggestions(site, file.path, () => list, field), taking(file.path, field)],
      keys,
      on: {
        edit: (text) => file.setText(text),
        caret: (offset) => live.caret(offset + file.lead.length),
      },
    });
    this.field.view.contentDOM.lang = file.file.language ?? "";
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) this.save();
  }

  showState() {
    this.state.textContent = say(this.file.dirty ? "unsaved" : "saved");
    this.state.classList.toggle("unsaved", this.file.dirty);
  }

  showTitle() {
    const title = this.file.value("title") ?? this.file.path.split("/").at(-1);
    if (this.title.textContent === title) return;
    this.title.textContent = title;
    document.title = `${title} – ${this.site.title}`;
  }

  /** Saves; true when all that is written is on disk afterwards. */
  async save(revision) {
    if (this.saving) return false;
    this.saving = true;
    try {
      await this.file.save({ mark: this.mark?.checked ?? false, ...(revision === undefined ? {} : { revision }) });
      note("changed", "");
      note("restored", "");
      announce(say("saved_now"));
      this.saving = false;
      // What somebody else did meanwhile was not heard.
      this.changed();
      return !this.file.dirty;
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      this.saving = false;
      if (refused.code === "changed") return this.meet(refused.body);
      announce(refused.status ? say("save_refused", { why: refused.message }) : say("no_answer"), true);
      return false;
    } finally {
      this.saving = false;
    }
  }

  /** Both versions of a file that was changed by somebody else. */
  async meet({ theirs, yours, merged }) {
    const chosen = await conflict({ theirs, yours: yours ?? { front: this.file.newest, body: this.file.body }, merged });
    if (!chosen) return false;
    if (!chosen.save) {
      await this.file.reload();
      note("changed", "");
      return true;
    }
    this.file.replace(chosen.text);
    return this.save(theirs ? theirs.revision : "");
  }

  async propose() {
    await propose(this.file.value("title") ?? "", async () => {
      if (!this.file.dirty) return true;
      const yes = await confirm(say("propose_title"), say("propose_save"), say("save"));
      return yes ? this.save() : false;
    });
  }

  async changed() {
    const { file } = this;
    if (this.saving || file.busy) return;
    try {
      const { revision } = await get("revision", { path: file.path });
      if (this.saving || file.busy || revision === file.revision) return this.live.ask();
      if (!file.dirty && revision) {
        await file.reload();
        return announce(say("loaded_anew"));
      }
      const look = async () => {
        const theirs = revision ? await get("file", { path: file.path }) : null;
        await this.meet({ theirs, merged: null });
      };
      note("changed", say(revision ? "changed_on_disk" : "gone_on_disk"), button(say("compare"), look, { class: "button small" }));
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
    }
    return undefined;
  }
}

async function begin() {
  const query = new URLSearchParams(location.search);
  const site = await get("site");
  const path = query.get("file");
  if (!path) {
    start(main, site, await drafts.all(site.title));
    if (query.has("changes")) await propose("", async () => true);
    if (query.has("new")) await create(site, query.get("new"));
    return;
  }
  const language = query.get("translate");
  if (language) {
    const told = await translated(site, path, language);
    if (told) return void (await edit(site, told.target, told));
    return void (location.href = address(path));
  }
  const opened = await get("file", { path });
  const translation = opened.source ? await get("translation", { path: opened.source.path, lang: opened.language }) : null;
  await edit(site, opened, translation);
}

/** Opens the editor, with what was not saved before. */
async function edit(site, opened, translation) {
  const kept = await drafts.kept(site.title, opened.path);
  new Editor(site, opened, kept, translation && { ...translation, language: site.languages[0].code });
}

begin().catch((fault) => {
  if (!(fault instanceof Refusal)) throw fault;
  if (fault.code === "not-found") main.append(make("p", { class: "note" }, say("no_such_file"), " ", make("a", { href: "/__helpdex/write/" }, say("start_title"))));
  else if (fault.status !== 403 && fault.status !== 0) note("failed", fault.message);
});
