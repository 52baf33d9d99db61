// Choosing an article to link to: a field that searches, and what it finds.

import { get } from "./api.js";
import { later, make, name } from "./dom.js";
import { open } from "./dialog.js";
import { found, say } from "./words.js";

const ADDRESS = /^(https?:\/\/|mailto:|tel:)\S+$/i;

/**
 * Lets a person choose an article, or write an address where `addresses` are welcome. Gives the article as the server
 * told of it, `{ target, title }` for an address, or nothing.
 */
export function choose(from, typed, { addresses = true } = {}) {
  return open(say("link_title"), (body, close) => {
    const list = make("ul", { class: "choices", role: "listbox", id: name("links"), "aria-label": say("articles") });
    const field = make("input", {
      type: "search", class: "wide-field", autofocus: true, autocomplete: "off", role: "combobox", "aria-expanded": "true",
      "aria-controls": list.id, "aria-autocomplete": "list", "aria-label": addresses ? say("link_field") : say("articles"),
      placeholder: addresses ? say("link_field") : say("articles"),
    });
    field.value = typed;
    const told = make("p", { class: "field-note", role: "status" });
    let choices = [];
    let at = -1;
    const mark = (next) => {
      at = choices.length ? (next + choices.length) % choices.length : -1;
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
      if (at >= 0) {
        field.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      } else field.removeAttribute("aria-activedescendant");
    };
    const draw = (hits, total = hits.length) => {
      choices = hits;
      list.replaceChildren(...choices.map((hit) => make("li", {
        role: "option", id: name("link"), "aria-selected": "false", onclick: () => close(hit),
      }, make("strong", {}, hit.title), " ", make("span", { class: "field-note" }, [hit.category, hit.key_path ?? hit.target].filter(Boolean).join(" · ")))));
      told.textContent = found(choices.length, total);
      mark(0);
    };
    let asked = 0;
    const ask = async () => {
      const mine = (asked += 1);
      const q = field.value.trim();
      if (addresses && ADDRESS.test(q)) return draw([{ target: q, title: q }]);
      try {
        const { hits, total } = await get("links", { q, from });
        if (mine === asked) draw(hits, total);
      } catch {
        if (mine === asked) told.textContent = say("no_answer");
      }
      return undefined;
    };
    field.addEventListener("input", later(ask, 120));
    field.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps) mark(at + steps[event.key]);
      else if (event.key === "Enter" && at >= 0) close(choices[at]);
      else return;
      event.preventDefault();
    });
    body.append(field, told, list);
    ask();
  });
}

/** Puts a link into the text: what is selected becomes its words, else the article's title does. */
export async function insertLink(field, path) {
  const { from, to } = field.view.state.selection.main;
  const words = field.view.state.doc.sliceString(from, to);
  const hit = await choose(path, words.length < 80 ? words : "");
  if (!hit) return field.view.focus();
  const text = words || hit.title.replace(/[[\]]/g, "\\$&");
  const target = /[\s()]/.test(hit.target) ? `<${hit.target}>` : hit.target;
  const link = `[${text}](${target})`;
  return field.insert(link);
}
