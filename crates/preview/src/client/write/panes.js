// The parts of the page beside each other, or one at a time where there is little room.

import { make } from "./dom.js";
import { say } from "./words.js";

const narrow = matchMedia("(max-width: 63.99rem)");

/** What can be shown: `write` stands at the left where there is room, and the others share the right side. */
export class Panes {
  constructor(parent, names) {
    this.names = names;
    this.shown = "write";
    [, this.side] = names;
    this.rooms = {};
    this.tabs = {};
    for (const name of names) {
      this.tabs[name] = make("button", {
        type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `pane-${name}`, onclick: () => this.show(name),
      }, say(`pane_${name}`), make("span", { class: "badge" }));
      this.rooms[name] = make("section", { class: `pane pane-${name}`, id: `pane-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}` });
    }
    const list = make("div", { class: "tabs", role: "tablist", "aria-label": say("panes") }, ...Object.values(this.tabs));
    list.addEventListener("keydown", (event) => this.key(event));
    parent.classList.add("panes");
    parent.append(list, ...Object.values(this.rooms));
    document.addEventListener("pane", (event) => this.show(event.detail));
    narrow.addEventListener("change", () => this.draw());
    this.draw();
  }

  show(name) {
    this.shown = name;
    if (name !== "write") this.side = name;
    this.draw();
  }

  draw() {
    const seen = narrow.matches ? [this.shown] : ["write", this.side];
    const chosen = narrow.matches ? this.shown : this.side;
    for (const name of this.names) {
      this.rooms[name].hidden = !seen.includes(name);
      this.tabs[name].setAttribute("aria-selected", String(name === chosen));
      this.tabs[name].tabIndex = name === chosen ? 0 : -1;
    }
    // With room for both, writing is always there and no tab of anything.
    this.tabs.write.hidden = !narrow.matches;
    const write = this.rooms.write;
    write.setAttribute("role", narrow.matches ? "tabpanel" : "region");
    if (narrow.matches) write.setAttribute("aria-labelledby", "tab-write");
    else {
      write.removeAttribute("aria-labelledby");
      write.setAttribute("aria-label", say("pane_write"));
    }
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const shown = this.names.filter((name) => !this.tabs[name].hidden);
    const at = shown.findIndex((name) => this.tabs[name] === document.activeElement);
    const turned = document.documentElement.dir === "rtl" ? -step : step;
    const next = shown[(at + turned + shown.length) % shown.length];
    this.show(next);
    this.tabs[next].focus();
    event.preventDefault();
  }

  /** Shows a number at a pane's name. */
  count(name, all, bad) {
    const badge = this.tabs[name].querySelector(".badge");
    badge.textContent = all ? String(all) : "";
    badge.classList.toggle("bad", bad > 0);
  }
}
