// The page as it will be, made by the server from the unsaved text, in a frame that follows the caret.

import { Refusal, post } from "./api.js";
import { button, later, make } from "./dom.js";
import { say } from "./words.js";

/** Parts of a page that a script has made ready: when such a part changes, the page is loaded anew. */
const SCRIPTED = ".tabs, .video, .embed, .figure, .compare, details, [data-block], video, iframe";

/** Keeps the frame and the faults at what is written: one request at a time, always with the newest text. */
export class Live {
  constructor(parent, file) {
    this.file = file;
    this.anchors = [];
    this.version = "";
    this.busy = false;
    this.wanted = false;
    this.caretAt = 0;
    this.frame = make("iframe", { class: "page", title: say("page") });
    this.frame.addEventListener("load", () => this.loaded());
    this.phone = button(say("phone"), () => this.width(true), { class: "quiet", "aria-pressed": "false" });
    this.desktop = button(say("desktop"), () => this.width(false), { class: "quiet", "aria-pressed": "true" });
    this.address = make("a", { class: "quiet", target: "_blank" }, say("open_page"));
    this.room = make("div", { class: "page-room" }, this.frame);
    this.tools = make("div", { class: "row page-tools", role: "group", "aria-label": say("page_width") }, this.phone, this.desktop, this.address);
    this.none = make("p", { class: "field-note", hidden: true }, say("no_page"));
    parent.append(this.tools, this.room, this.none);
    this.reloadSoon = later(() => this.load(), 1200);
    this.followSoon = later(() => this.follow(), 60);
    file.addEventListener("edit", () => this.ask());
    new ResizeObserver(() => this.fit()).observe(this.room);
    this.width(matchMedia("(max-width: 40rem)").matches);
  }

  start() {
    const { url } = this.file.file;
    this.address.hidden = !url;
    if (url) this.address.href = url;
    this.ask();
  }

  /** The page of the file; the server shows the newest text that it was sent. */
  load() {
    if (!this.file.file.url) return;
    const place = this.frame.contentWindow?.scrollY ?? 0;
    this.place = place;
    this.frame.src = `/__helpdex/write/page?file=${encodeURIComponent(this.file.path)}`;
  }

  loaded() {
    const page = this.frame.contentDocument;
    if (!page?.querySelector("main")) return;
    if (this.place) this.frame.contentWindow.scrollTo({ top: this.place, behavior: "instant" });
    // Links lead elsewhere; here the page is only looked at.
    page.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || link.getAttribute("href").startsWith("#")) return;
      event.preventDefault();
      open(link.href, "_blank", "noopener");
    });
    this.follow();
  }

  async ask() {
    this.wanted = true;
    if (this.busy) return;
    this.busy = true;
    while (this.wanted) {
      this.wanted = false;
      const sent = this.file.document();
      try {
        const answer = await post("preview", sent);
        if (sent.path !== this.file.path) continue;
        this.show(answer);
        this.file.hear(answer, sent);
      } catch (refused) {
        if (!(refused instanceof Refusal)) throw refused;
        // A newer text is on its way, or the server is gone, which the page tells of.
      }
    }
    this.busy = false;
  }

  show({ main, reload, version, anchors }) {
    this.anchors = anchors ?? [];
    this.room.hidden = !main;
    this.tools.hidden = !main;
    this.none.hidden = Boolean(main);
    if (!main) return undefined;
    if (!this.frame.getAttribute("src") || reload) {
      this.version = version;
      return this.load();
    }
    if (version === this.version) return undefined;
    this.version = version;
    const page = this.frame.contentDocument;
    const old = page?.querySelector("main");
    if (!old) return undefined;
    const made = new DOMParser().parseFromString(main, "text/html").querySelector("main");
    if (!made) return undefined;
    const scripted = exchange(old, page.importNode(made, true));
    if (scripted) this.reloadSoon();
    this.followSoon();
    return undefined;
  }

  /** Tells where the caret is. */
  caret(offset) {
    this.caretAt = offset;
    this.followSoon();
  }

  /** Brings the part of the page into sight that the caret is in: between two headings, as far as the caret is. */
  follow() {
    const { contentWindow: view, contentDocument: page } = this.frame;
    const main = page?.querySelector("main");
    if (!main || !this.room.clientWidth) return;
    const at = (id) => page.getElementById(id)?.getBoundingClientRect().top;
    const prose = main.querySelector(".prose") ?? main;
    const box = prose.getBoundingClientRect();
    const marks = [{ from: 0, y: box.top }];
    for (const { from, id } of this.anchors) {
      const y = at(id);
      if (y !== undefined && from >= marks.at(-1).from) marks.push({ from, y });
    }
    marks.push({ from: Math.max(this.file.body.length, 1), y: box.bottom });
    const next = marks.findIndex(({ from }) => from > this.caretAt);
    const [above, below] = next < 0 ? [marks.at(-1), marks.at(-1)] : [marks[next - 1], marks[next]];
    const share = below.from > above.from ? (this.caretAt - above.from) / (below.from - above.from) : 0;
    const y = above.y + share * (below.y - above.y);
    const height = view.innerHeight;
    if (y > height * 0.15 && y < height * 0.8) return;
    view.scrollBy({ top: y - height * 0.35, behavior: "instant" });
  }

  /** Shows the page at the width of a phone, or of a desktop made small. */
  width(phone) {
    this.phone.setAttribute("aria-pressed", String(phone));
    this.desktop.setAttribute("aria-pressed", String(!phone));
    this.wide = phone ? 390 : 1100;
    this.fit();
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.room;
    if (!width) return;
    const scale = Math.min(1, width / this.wide);
    Object.assign(this.frame.style, {
      width: `${this.wide > width && scale < 1 ? this.wide : Math.min(this.wide, width)}px`,
      height: `${height / scale}px`,
      transform: scale < 1 ? `scale(${scale})` : "none",
    });
    this.followSoon();
  }
}

/** Puts the new children of an element in the place of those that differ; whether one of them needs its script anew. */
function exchange(old, made) {
  if (old.isEqualNode(made)) return false;
  const [before, after] = [[...old.children], [...made.children]];
  const texts = (node) => [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const alike = old.nodeName === made.nodeName && before.length > 0 && after.length > 0 && !texts(old) && !texts(made);
  if (!alike || old.matches(SCRIPTED)) {
    const scripted = [old, made].some((node) => node.matches(SCRIPTED) || node.querySelector(SCRIPTED));
    old.replaceWith(made);
    return scripted;
  }
  for (const { name } of [...old.attributes]) if (!made.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of made.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  if (gone.length === 1 && come.length === 1) return exchange(gone[0], come[0]);
  const anchor = before[before.length - end] ?? null;
  const scripted = [...gone, ...come].some((node) => node.matches(SCRIPTED) || node.querySelector(SCRIPTED));
  for (const node of gone) node.remove();
  for (const node of come) old.insertBefore(node, anchor);
  return scripted;
}
