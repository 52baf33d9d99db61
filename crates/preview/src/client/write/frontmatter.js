// The form over the text: what the front matter says, key by key.

import { today } from "./blocks.js";
import { button, labelled, make, name, spans } from "./dom.js";
import { choose } from "./links.js";
import { knows, say } from "./words.js";

/** Search engines and lists cut what is longer. */
const SUMMARY = 160;
/** Always in sight; everything else lies in the fold. */
const FIRST = ["title", "summary", "asks"];

/** The form of an open file; `more` are elements that stand in its fold, too. */
export class Form {
  constructor(parent, file, site, more) {
    this.file = file;
    this.site = site;
    this.fields = new Map();
    this.asText = false;
    this.first = make("div", { class: "form-first" });
    this.rest = make("div", { class: "form-rest" });
    this.fold = make("details", { class: "fold" }, make("summary", {}, say("more_fields")), ...more, this.rest);
    this.raw = make("textarea", { class: "raw", rows: "8", spellcheck: "false", dir: "ltr", id: "front-text" });
    this.raw.addEventListener("input", () => file.setFront(this.raw.value));
    this.rawField = make("div", { class: "field", hidden: true },
      make("label", { for: "front-text" }, say("front_text")), this.raw);
    this.toggle = button(say("front_as_text"), () => this.show(!this.asText), { class: "quiet", "aria-pressed": "false" });
    this.fold.append(this.toggle);
    this.element = make("form", { class: "form", "aria-label": say("form"), onsubmit: (event) => event.preventDefault() },
      this.first, this.rawField, this.fold);
    parent.append(this.element);
    this.build();
    file.addEventListener("load", () => this.build());
    file.addEventListener("preview", () => this.hear());
  }

  /** Shows the fields or the text of the front matter. */
  show(asText) {
    this.asText = asText;
    this.toggle.setAttribute("aria-pressed", String(asText));
    this.rawField.hidden = !asText;
    this.first.hidden = asText;
    this.rest.hidden = asText;
    if (asText) this.raw.value = this.file.newest;
    else this.build();
  }

  build() {
    this.fields.clear();
    this.first.replaceChildren();
    this.rest.replaceChildren();
    if (this.asText) this.raw.value = this.file.newest;
    for (const field of this.file.described) {
      const made = this.field(field);
      if (!made) continue;
      this.fields.set(field.key, made);
      (FIRST.includes(field.key) ? this.first : this.rest).append(made.element);
    }
    this.shape = this.shapeOf();
    // What the site doesn't use is one press further away.
    const unused = this.file.described.filter(({ key, used, value }) => !FIRST.includes(key) && !used && value === null);
    if (unused.length > 0) {
      const hidden = unused.map(({ key }) => this.fields.get(key)?.element).filter(Boolean);
      this.rest.append(make("details", { class: "fold" }, make("summary", {}, say("unused_fields")), ...hidden));
    }
    this.hear();
  }

  shapeOf() {
    return JSON.stringify(this.file.described.map(({ key, kind, editable }) => [key, kind, editable]));
  }

  field({ key, kind, editable, options }) {
    const label = knows(`field_${key}`) ? say(`field_${key}`) : key;
    const fault = make("p", { class: "field-fault", id: name("fault") });
    const note = make("p", { class: "field-note", id: name("note") }, knows(`hint_${key}`) ? say(`hint_${key}`) : "");
    const maker = editable ? KINDS[kind] ?? KINDS.text : KINDS.unsafe;
    const made = maker({ key, label, options, value: this.file.value(key), site: this.site, file: this.file, note });
    const { control } = made;
    control.setAttribute("aria-describedby", `${note.id} ${fault.id}`);
    const element = made.whole ?? labelled(label, control, note, fault);
    if (made.whole) made.whole.append(note, fault);
    element.dataset.key = key;
    return { ...made, element, fault };
  }

  /** Shows what the server found in the front matter, and what stands there by now. */
  hear() {
    if (this.shape && this.shape !== this.shapeOf() && !this.element.contains(document.activeElement)) return this.build();
    if (this.file.unapplied.length > 0 && !this.asText) {
      this.show(true);
      this.fold.open = true;
    }
    for (const [key, { control, fault, refresh }] of this.fields) {
      const found = this.file.diagnostics.filter(({ field }) => field === key);
      fault.replaceChildren(...found.flatMap(({ message }, index) => (index ? [" ", ...spans(message)] : spans(message))));
      if (found.some(({ severity }) => severity === "error")) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
      if (refresh && !control.contains(document.activeElement) && !(key in this.file.fields)) refresh(this.file.value(key));
    }
    return undefined;
  }

  /** Leads to a field; false when there is none of this key. */
  go(key) {
    const field = this.fields.get(key);
    if (!field || this.asText) return false;
    for (let at = field.element.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    const inner = field.control.matches("input, textarea, select, button") ? field.control : field.control.querySelector("input, button, select");
    inner?.focus();
    return true;
  }
}

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const commas = (text) => text.split(",").map((part) => part.trim()).filter(Boolean);
const list = (value) => (Array.isArray(value) ? value : value ? [String(value)] : []);

function area(value, rows, set) {
  const control = make("textarea", { rows: String(rows), class: "grows", dir: "auto" });
  control.value = value;
  control.addEventListener("input", () => set(control.value));
  return control;
}

function input(about, value, set) {
  const control = make("input", { autocomplete: "off", dir: "auto", ...about });
  control.value = value ?? "";
  control.addEventListener("input", () => set(control.value.trim() === "" ? null : control.value));
  return control;
}

const refresher = (control) => (value) => { control.value = value ?? ""; };

/** How each kind of value is written. */
const KINDS = {
  text({ key, value, site, file }) {
    const known = key === "owner" ? site.owners : [];
    const id = name("known");
    const control = input({ type: "text", list: known.length ? id : undefined }, value, (text) => file.setField(key, text));
    if (known.length === 0) return { control, refresh: refresher(control) };
    queueMicrotask(() => control.after(make("datalist", { id }, ...known.map((one) => make("option", { value: one })))));
    return { control, refresh: refresher(control) };
  },
  long({ key, value, file, note }) {
    const hint = note.textContent;
    const count = (text) => {
      const length = [...text].length;
      note.textContent = `${say("letters", { count: length, most: SUMMARY })} ${hint}`;
      note.classList.toggle("much", length > SUMMARY);
    };
    const control = area(value ?? "", 2, (text) => {
      count(text);
      // A line's end would make another kind of YAML of it.
      const one = text.replace(/\s*\n\s*/g, " ").trim();
      file.setField(key, one === "" ? null : one);
    });
    count(value ?? "");
    return { control, refresh: (text) => { control.value = text ?? ""; count(text ?? ""); } };
  },
  list({ key, value, file }) {
    const control = area(list(value).join("\n"), key === "asks" ? 3 : 2, (text) => file.setField(key, lines(text).length ? lines(text) : null));
    return { control, refresh: (now) => { control.value = list(now).join("\n"); } };
  },
  choice({ key, value, options, file }) {
    const control = make("select", {}, make("option", { value: "" }, "–"),
      ...(options ?? []).map((one) => make("option", { value: one }, knows(`${key}_${one}`) ? say(`${key}_${one}`) : one)));
    control.value = value ?? "";
    control.addEventListener("change", () => file.setField(key, control.value || null));
    return { control, refresh: refresher(control) };
  },
  date({ key, value, label, file }) {
    const control = input({ type: "date", "aria-label": label }, value, (text) => file.setField(key, text));
    const now = button(say("today"), () => {
      control.value = today();
      file.setField(key, control.value);
    }, { class: "quiet" });
    const id = name("date");
    control.id = id;
    const whole = make("div", { class: "field" }, make("label", { for: id }, label), make("div", { class: "row" }, control, now));
    return { control, whole, refresh: refresher(control) };
  },
  number({ key, value, file }) {
    const control = input({ type: "number", inputmode: "numeric" }, value, (text) => file.setField(key, text));
    return { control, refresh: refresher(control) };
  },
  flag({ key, value, label, file }) {
    const control = make("input", { type: "checkbox", id: name("flag") });
    control.checked = value === true;
    control.addEventListener("change", () => file.setField(key, control.checked ? true : null));
    const whole = make("div", { class: "field flag" }, control, make("label", { for: control.id }, label));
    return { control, whole, refresh: (now) => { control.checked = now === true; } };
  },
  tags({ key, value, site, file }) {
    const control = input({ type: "text" }, list(value).join(", "), (text) => file.setField(key, text ? commas(text) : null));
    const known = make("div", { class: "chips" });
    const offer = () => {
      const has = commas(control.value);
      known.replaceChildren(...site.tags.filter((tag) => !has.includes(tag)).slice(0, 12).map((tag) => button(`+ ${tag}`, () => {
        const now = [...commas(control.value), tag];
        control.value = now.join(", ");
        file.setField(key, now);
        offer();
        control.focus();
      }, { class: "chip" })));
    };
    control.addEventListener("input", offer);
    offer();
    queueMicrotask(() => control.after(known));
    return { control, refresh: (now) => { control.value = list(now).join(", "); offer(); } };
  },
  articles({ key, value, label, file }) {
    const control = make("div", { class: "articles", role: "group", "aria-label": label });
    const draw = (paths) => {
      const set = (next) => {
        file.setField(key, next.length ? next : null);
        draw(next);
      };
      const items = paths.map((path) => make("li", {}, make("code", {}, path),
        button(say("remove"), () => { set(paths.filter((one) => one !== path)); control.querySelector(".add").focus(); },
          { class: "quiet", "aria-label": say("remove_it", { what: path }) })));
      const add = button(say("add_article"), async () => {
        const hit = await choose(file.path, "", { addresses: false });
        if (hit && !paths.includes(hit.key_path)) set([...paths, hit.key_path]);
        control.querySelector(".add").focus();
      }, { class: "quiet add" });
      control.replaceChildren(make("ul", {}, ...items), add);
    };
    draw(list(value));
    const whole = make("div", { class: "field" }, make("span", { class: "label", "aria-hidden": "true" }, label), control);
    return { control, whole, refresh: (now) => draw(list(now)) };
  },
  icon({ key, value, site, file }) {
    return KINDS.choice({ key, value, options: site.icons, file });
  },
  /** An image of the site by its path, with those in the article's own folder first; it is shown below. */
  image({ key, value, site, file }) {
    const id = name("known");
    const shown = make("img", { class: "thumb", alt: "", hidden: true });
    const show = (path) => {
      const found = site.images.find((one) => one.path === (path ?? "").trim().replace(/^\/+/, ""));
      shown.hidden = !found;
      if (found) shown.src = found.url;
    };
    const control = input({ type: "text", list: id, dir: "ltr", spellcheck: "false" }, value, (path) => {
      show(path);
      file.setField(key, path);
    });
    const folder = file.path.replace(/^[^/]*\//, "").replace(/[^/]*$/, "");
    const isNear = ({ path }) => path.startsWith(folder);
    const images = [...site.images.filter(isNear), ...site.images.filter((one) => !isNear(one))];
    queueMicrotask(() => control.after(make("datalist", { id }, ...images.map(({ path }) => make("option", { value: path }))), shown));
    show(value);
    return { control, refresh: (now) => { control.value = now ?? ""; show(now); } };
  },
  /** Written in a way that only the text of the front matter can change. */
  unsafe({ value }) {
    const control = make("input", { type: "text", readonly: true });
    control.value = Array.isArray(value) ? value.join(", ") : String(value ?? "");
    return { control };
  },
};
KINDS.paths = KINDS.list;
KINDS.duration = KINDS.text;
