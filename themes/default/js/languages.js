// The menu of a site of many languages: it finds one by its name, and has the reader's own first. Its list is that of the
// page of all languages, which the button leads to without scripts.

import { nearest, version } from "./locale.js";
import { element } from "./parts.js";
import { words } from "./words.js";

const root = document.documentElement;
let menu;

/** Opens the menu, or closes it. */
export async function toggle(opener) {
  menu ??= make(opener);
  menu.catch(() => (menu = undefined));
  const { panel, show } = await menu;
  show(panel.hidden);
}

async function make(opener) {
  const [say, answer] = await Promise.all([words(root), fetch(opener.href)]);
  if (!answer.ok) throw new Error(`${opener.href}: ${answer.status}`);
  const listed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const links = [...listed.querySelectorAll(".language-list a")].map((link) => document.importNode(link, true));
  const codes = links.map((link) => link.lang);
  links.forEach((link, at) => {
    link.href = version(opener, root.lang, codes, at).href;
  });
  const yours = [...new Set((navigator.languages ?? []).map((wanted) => nearest(wanted, codes)).filter(Boolean))];
  const first = yours.map((code) => links[codes.indexOf(code)]);
  const others = links.filter((link) => !first.includes(link));
  const field = element("input", { type: "search", placeholder: say("language_find"), "aria-label": say("language_find") });
  for (const [name, value] of [["autocomplete", "off"], ["spellcheck", "false"]]) field.setAttribute(name, value);
  const status = element("p", { class: "language-unknown", role: "status" });
  const groups = [
    group("language_yours", first, say),
    group("language_all", others, say),
  ];
  const panel = element("div", { class: "language-panel", role: "dialog", "aria-label": say("language"), hidden: "" });
  panel.append(field, status, ...groups);
  opener.after(panel);
  opener.setAttribute("aria-haspopup", "dialog");
  const names = new Map(links.map((link) => [link, searched(link)]));
  const left = () => [...panel.querySelectorAll("li:not([hidden]) a")];

  const narrow = () => {
    const wanted = fold(field.value.trim());
    for (const [link, all] of names) link.parentElement.hidden = !all.some((name) => name.includes(wanted));
    for (const part of groups) part.hidden = !part.querySelector("li:not([hidden])");
    status.replaceChildren(...(left().length ? [] : [say.node("language_unknown")]));
  };
  field.addEventListener("input", narrow);
  panel.addEventListener("keydown", (event) => {
    const stops = [field, ...left()];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      event.preventDefault();
      stops[(at + step + stops.length) % stops.length].focus();
    } else if (event.key === "Enter" && at === 0 && stops[1]) stops[1].click();
    else if (event.key === "Escape") {
      show(false);
      opener.focus();
    }
  });
  // Who has chosen a language needs no offer of another one.
  panel.addEventListener("click", (event) => event.target.closest("a") && chosen());
  document.addEventListener("click", (event) => {
    if (!panel.hidden && !panel.parentElement.contains(event.target)) show(false);
  });

  function show(open) {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) return;
    field.value = "";
    narrow();
    field.focus();
  }
  return { panel, show };
}

function group(key, links, say) {
  const list = element("ul", {}, ...links.map((link) => element("li", {}, link)));
  const part = element("div", {}, element("p", { class: "language-group" }, say.node(key)), list);
  part.hidden = !links.length;
  return part;
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** What a language may be looked for by: its own name, that in English and in the page's language, and its code. */
function searched(link) {
  const named = ["en", root.lang].map((lang) => {
    try {
      return new Intl.DisplayNames([lang], { type: "language" }).of(link.lang);
    } catch {
      return "";
    }
  });
  return [link.textContent, ...named, link.lang].map(fold);
}

function chosen() {
  try {
    localStorage.setItem("helpdex-language", "chosen");
  } catch {
    // Not remembered, then.
  }
}
