// Where writing begins: what was left unsaved, a search over the articles, and a new one.

import { Refusal, get, post } from "./api.js";
import { button, labelled, later, make, name } from "./dom.js";
import { actions, open } from "./dialog.js";
import { propose } from "./propose.js";
import { found, say, time } from "./words.js";

/** The folder of a file below `content/`: its category. */
export const categoryOf = (path) => path.split("/").slice(1, -1).join("/");

/** The address of the page that edits a file. */
export const address = (path) => `/__helpdex/write/?file=${encodeURIComponent(path)}`;

/** The page without a file; `left` are the texts that were not saved. */
export function start(parent, site, left) {
  const field = make("input", { type: "search", autocomplete: "off", class: "wide-field", id: name("articles"), autofocus: true });
  const list = make("ul", { class: "choices" });
  const told = make("p", { class: "field-note", role: "status" });
  let asked = 0;
  const ask = async () => {
    const mine = (asked += 1);
    try {
      const { hits, total } = await get("links", { q: field.value.trim() });
      if (mine !== asked) return;
      told.textContent = found(hits.length, total);
      list.replaceChildren(...hits.map(({ title, path, category, status }) => make("li", {},
        make("a", { href: address(path) }, title), " ",
        make("span", { class: "field-note" }, [category, status === "draft" ? say("status_draft") : ""].filter(Boolean).join(" · ")))));
    } catch (refused) {
      if (mine === asked) told.textContent = (refused.status && refused.message) || say("no_answer");
    }
  };
  field.addEventListener("input", later(ask, 150));
  parent.append(
    make("div", { class: "start" },
      make("h1", {}, say("start_title")),
      make("p", { class: "row" }, button(say("new"), () => create(site, ""), { class: "button main" }),
        button(say("propose"), () => propose("", async () => true))),
      left.length > 0 && make("section", {}, make("h2", {}, say("start_unsaved")),
        make("ul", { class: "plain" }, ...left.map(({ path, time: at }) => make("li", {}, make("a", { href: address(path) }, path), " ", make("span", { class: "field-note" }, time(at)))))),
      make("section", {}, make("h2", {}, say("start_edit")),
        make("div", { class: "field" }, make("label", { for: field.id }, say("articles")), field), told, list)));
  ask();
  field.focus();
}

/** Asks for the title of a new article and where it belongs, and opens it. */
export async function create(site, category) {
  const path = await open(say("new"), (body, close) => {
    const title = make("input", { type: "text", autocomplete: "off", autofocus: true });
    const place = make("select", {}, ...site.categories.map(({ key, title: words, depth }) => make("option", { value: key }, `${"  ".repeat(Math.max(depth - 1, 0))}${words}`)));
    if (category && site.categories.some(({ key }) => key === category)) place.value = category;
    const language = make("select", {}, ...site.languages.map(({ code, name: words }) => make("option", { value: code }, words)));
    const fault = make("p", { class: "field-fault", role: "alert" });
    const send = make("button", { class: "button main" }, say("new_make"));
    const submit = async (event) => {
      event.preventDefault();
      if (title.value.trim() === "") {
        fault.textContent = say("new_title_missing");
        return title.focus();
      }
      send.disabled = true;
      try {
        return close((await post("new", { category: place.value, title: title.value.trim(), language: language.value })).path);
      } catch (refused) {
        if (!(refused instanceof Refusal)) throw refused;
        fault.textContent = refused.message || say("no_answer");
        send.disabled = false;
        return undefined;
      }
    };
    const newCategory = button(say("category_new"), async () => {
      const made = await createCategory(site);
      if (!made) return;
      place.append(make("option", { value: made.key }, made.title));
      place.value = made.key;
      place.focus();
    }, { class: "quiet" });
    body.append(make("form", { onsubmit: submit },
      labelled(say("new_title"), title, make("p", { class: "field-note" }, say("hint_title"))),
      labelled(say("field_category"), place), newCategory,
      site.languages.length > 1 && labelled(say("language"), language),
      fault, actions(send, button(say("cancel"), () => close()))));
  });
  if (path) location.href = address(path);
}

function createCategory(site) {
  return open(say("category_new"), (body, close) => {
    const title = make("input", { type: "text", autocomplete: "off", autofocus: true });
    const folder = make("input", { type: "text", autocomplete: "off", spellcheck: "false", dir: "ltr" });
    const icon = make("select", {}, make("option", { value: "" }, "–"), ...site.icons.map((one) => make("option", { value: one }, one)));
    const fault = make("p", { class: "field-fault", role: "alert" });
    let own = false;
    folder.addEventListener("input", () => { own = true; });
    title.addEventListener("input", () => {
      if (!own) folder.value = title.value.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    });
    const submit = async (event) => {
      event.preventDefault();
      try {
        await post("category", { folder: folder.value.trim(), title: title.value.trim(), icon: icon.value || null, language: null });
        close({ key: folder.value.trim(), title: title.value.trim() });
      } catch (refused) {
        if (!(refused instanceof Refusal)) throw refused;
        fault.textContent = refused.message || say("no_answer");
      }
    };
    body.append(make("form", { onsubmit: submit }, labelled(say("field_title"), title),
      labelled(say("category_folder"), folder, make("p", { class: "field-note" }, say("category_folder_note"))),
      labelled(say("field_icon"), icon), fault,
      actions(make("button", { class: "button main" }, say("category_make")), button(say("cancel"), () => close()))));
  });
}
