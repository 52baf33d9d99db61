// The file that is open: what it is on disk, what has been changed here, and what the server says of that.

import { get, post } from "./api.js";
import * as drafts from "./draft.js";
import { atMost } from "./dom.js";

/**
 * An open file. Events: `edit` (something was written), `preview` (the server has read it), `load` (another text stands
 * in it), `state` (it was saved, or is no longer), `unkept` (the browser can't keep what isn't saved).
 */
export class OpenFile extends EventTarget {
  constructor(site, file) {
    super();
    this.site = site;
    /** While the file is being written from here: news of it are no news. */
    this.busy = false;
    this.keep = atMost(() => this.keepNow(), 150);
    this.take(file);
  }

  /** Takes a file as the server gives it. */
  take(file) {
    this.file = file;
    this.path = file.path;
    this.revision = file.revision;
    this.front = file.front;
    this.body = file.body;
    this.fields = {};
    /** The front matter with all changes in it, as the server made it last. */
    this.newest = file.front;
    this.described = file.fields;
    this.unapplied = [];
    this.diagnostics = [];
    this.undo = file.undo ?? [];
    this.dirty = false;
    this.trim();
  }

  /** Empty lines before the text, and the line's end after it, are no business of the person who writes. */
  trim() {
    const blank = this.body.trim() === "";
    this.lead = blank ? (this.front && "\n") : /^\n*/.exec(this.body)[0];
    this.tail = blank || this.body.endsWith("\n") ? "\n" : "";
  }

  /** The text that a person sees. */
  get text() {
    if (this.body.trim() === "") return "";
    return this.body.slice(this.lead.length, this.body.length - this.tail.length);
  }

  setText(text) {
    const { body } = this.file;
    this.setBody(text === "" && body.trim() === "" ? body : this.lead + text + this.tail);
  }

  /** What goes to the server. */
  document() {
    return { path: this.path, front: this.front, body: this.body, fields: { ...this.fields } };
  }

  /** The whole text, as far as the server has made it. */
  get whole() {
    return this.newest + this.body;
  }

  value(key) {
    if (key in this.fields) return this.fields[key];
    return this.described.find((field) => field.key === key)?.value ?? null;
  }

  setField(key, value) {
    this.fields[key] = value;
    this.changed();
  }

  setFront(text) {
    this.front = text;
    this.newest = text;
    this.fields = {};
    this.changed();
  }

  setBody(text) {
    if (text === this.body) return;
    this.body = text;
    this.changed();
  }

  /** Puts another text in the place of all that stands here; it is not saved yet. */
  replace({ front, body }) {
    this.front = front;
    this.newest = front;
    this.fields = {};
    this.body = body;
    this.trim();
    this.dispatchEvent(new Event("load"));
    this.changed();
  }

  changed() {
    const was = this.dirty;
    this.dirty = this.body !== this.file.body || this.front !== this.file.front || Object.keys(this.fields).length > 0;
    if (was !== this.dirty) this.dispatchEvent(new Event("state"));
    this.keep();
    this.dispatchEvent(new Event("edit"));
  }

  async keepNow() {
    if (!this.dirty) return drafts.forget(this.site.title, this.path);
    const { front, fields, body, revision } = this;
    const done = await drafts.keep(this.site.title, this.path, { front, fields: { ...fields }, body, revision });
    if (!done) this.dispatchEvent(new Event("unkept"));
    return undefined;
  }

  /** Takes up what was written before a crash, as the browser kept it; the moment of it, or nothing. */
  restore(kept) {
    if (!kept) return null;
    const same = kept.front === this.file.front && kept.body === this.file.body && Object.keys(kept.fields).length === 0;
    if (same) {
      drafts.forget(this.site.title, this.path);
      return null;
    }
    this.front = kept.front;
    this.newest = kept.front;
    this.fields = kept.fields;
    this.body = kept.body;
    this.trim();
    // Saving then tells when the file is another one by now.
    this.revision = kept.revision;
    this.dirty = true;
    return kept.time;
  }

  /** Takes what the server answered about the text that was sent. */
  hear(answer, sent) {
    this.newest = answer.front;
    this.unapplied = answer.unapplied ?? [];
    this.described = answer.fields;
    this.diagnostics = answer.diagnostics;
    this.dispatchEvent(Object.assign(new Event("preview"), { answer, current: JSON.stringify(sent) === JSON.stringify(this.document()) }));
  }

  /** Saves; a refusal with the code `changed` holds the other version. */
  async save({ mark = false, revision = this.revision } = {}) {
    const sent = this.document();
    const answer = await post("save", { ...sent, revision, ...(mark ? { mark } : {}) });
    const untouched = JSON.stringify(sent) === JSON.stringify(this.document());
    this.revision = answer.revision;
    this.undo = answer.undo ?? this.undo;
    this.file = { ...this.file, front: answer.front, body: answer.body, revision: answer.revision, changed: true };
    if (untouched) {
      this.front = answer.front;
      this.newest = answer.front;
      this.fields = {};
      this.described = answer.fields ?? this.described;
      if (answer.body !== this.body) {
        this.body = answer.body;
        this.trim();
        this.dispatchEvent(new Event("load"));
      }
    }
    this.dirty = !untouched;
    this.keepNow();
    this.dispatchEvent(new Event("state"));
    return answer;
  }

  /** Opens the file as it is on disk; what was written here goes. */
  async reload() {
    this.load(await get("file", { path: this.path }));
  }

  /** Takes another state of the file. */
  load(file) {
    this.take(file);
    drafts.forget(this.site.title, this.path);
    this.dispatchEvent(new Event("load"));
    this.dispatchEvent(new Event("state"));
    this.dispatchEvent(new Event("edit"));
  }
}
