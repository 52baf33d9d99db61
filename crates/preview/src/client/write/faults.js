// What `check` says of the text while it is written: marked at its place, and in a list with a button that mends it.

import { button, make, spans } from "./dom.js";
import { say } from "./words.js";

/** Puts pieces of a text in the place of others, from the last to the first. */
function mended(text, edits) {
  const last = [...edits].sort((a, b) => b.from - a.from);
  return last.reduce((done, edit) => done.slice(0, edit.from) + edit.text + done.slice(edit.to), text);
}

/** What is done by a command elsewhere is done by something in the page here. */
const HELP = {
  "review-due": () => say("help_review_due", { field: say("field_reviewed") }),
  "stale-translation": () => say("help_stale_translation", { mark: say("mark") }),
  "unmarked-translation": () => say("help_stale_translation", { mark: say("mark") }),
};

/** The faults of an open file. */
export class Faults {
  constructor(parent, file, field, form, count) {
    Object.assign(this, { file, field, form, count });
    this.list = make("ol", { class: "faults" });
    this.none = make("p", { class: "field-note" });
    parent.append(this.none, this.list);
    file.addEventListener("preview", (event) => this.hear(event.current));
    file.addEventListener("edit", () => { this.current = false; });
    file.addEventListener("load", () => this.draw([]));
  }

  hear(current) {
    const { diagnostics } = this.file;
    this.draw(diagnostics);
    // Places in a text that has changed since would be wrong.
    this.current = current;
    if (!current) return;
    const again = this.waiting && diagnostics.find(({ code, message }) => code === this.waiting.code && message === this.waiting.message);
    this.waiting = null;
    if (again) return void this.mend(again);
    const { length } = this.file.text;
    const at = (offset) => Math.max(0, Math.min(offset - this.file.lead.length, length));
    this.field.faults(diagnostics.filter(({ part }) => part === "body").map((fault) => ({
      from: at(fault.from),
      to: Math.max(at(fault.to), at(fault.from)),
      severity: fault.severity,
      source: fault.code,
      message: fault.help ? `${fault.message}. ${fault.help}` : fault.message,
      actions: fault.fix ? [{ name: say("mend"), apply: () => this.mend(fault) }] : [],
    })));
  }

  draw(all) {
    const errors = all.filter(({ severity }) => severity === "error").length;
    this.count(all.length, errors);
    this.none.textContent = all.length ? "" : say("no_faults");
    // The keyboard stays where it is: on the same button of the same fault, else on the list.
    const had = this.list.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    this.list.replaceChildren(...all.map((fault, index) => this.item(fault, index)));
    if (had === null) return;
    const again = this.list.querySelector(`[data-at="${CSS.escape(had)}"]`) ?? this.list.querySelector("button");
    if (again) again.focus();
    else this.field.view.focus();
  }

  item(fault, index) {
    const word = say(fault.severity);
    const place = fault.line ? say("line", { line: String(fault.line) }) : null;
    const inText = fault.part === "body" || fault.field;
    const go = inText && button(place ?? say("show"), () => this.go(fault), { class: "quiet", "data-at": `go-${index}` });
    const mend = fault.fix && button(say("mend"), () => this.mend(fault), { class: "button small", "data-at": `mend-${index}` });
    const help = HELP[fault.code]?.() ?? fault.help;
    const elsewhere = fault.part === "elsewhere" && make("p", { class: "field-note" }, make("code", {}, fault.path));
    return make("li", { class: `fault ${fault.severity}`, "data-code": fault.code },
      make("p", {}, make("strong", { title: fault.code }, `${word}: `), ...spans(fault.message)),
      help && make("p", { class: "field-note" }, ...spans(help)),
      elsewhere,
      (go || mend) && make("div", { class: "row" }, mend, go));
  }

  go(fault) {
    document.dispatchEvent(new CustomEvent("pane", { detail: "write" }));
    const lead = this.file.lead.length;
    if (fault.part === "body") return this.field.go(Math.max(fault.from - lead, 0), Math.max(fault.to - lead, 0));
    return this.form.go(fault.field) || this.form.show(true);
  }

  mend(fault) {
    if (!this.current) {
      // The same fault of the text as it is by now.
      this.waiting = fault;
      return;
    }
    const front = fault.fix.filter(({ part }) => part === "front");
    const body = fault.fix.filter(({ part }) => part === "body");
    if (front.length) this.file.setFront(mended(this.file.newest, front));
    if (body.length) {
      const { lead, tail } = this.file;
      const text = mended(this.file.body, body);
      this.field.replace(text.slice(text.startsWith(lead) ? lead.length : 0, tail && text.endsWith(tail) ? -1 : undefined));
    }
    if (front.length) this.form.build();
  }
}
