// What was saved in the last day, and the way back to it.

import { Refusal, get, post } from "./api.js";
import { announce, button, make } from "./dom.js";
import { actions, open } from "./dialog.js";
import { compare } from "./merge.js";
import { say, time } from "./words.js";

/** Shows the saves of an open file; the person may go back to the text before one of them. */
export async function saves(file) {
  const chosen = await open(say("saves"), (body, close) => {
    if (file.undo.length === 0) return body.append(make("p", {}, say("saves_none")));
    const room = make("div", { class: "merge", "aria-live": "polite" });
    const back = button(say("go_back"), () => close(at), { class: "button main", disabled: true });
    let at = null;
    const look = async (saved) => {
      at = saved;
      const text = await get("saved", { path: file.path, id: saved.id });
      if (at !== saved) return;
      room.replaceChildren();
      compare(room, text.front + text.body, file.whole, [say("before_save", { time: time(saved.time) }), say("now")]);
      back.disabled = false;
    };
    const items = file.undo.map((saved) => {
      const radio = make("input", { type: "radio", name: "saved", onchange: () => look(saved) });
      return make("li", {}, make("label", {}, radio, ` ${time(saved.time)} (+${saved.added}, −${saved.removed})`));
    });
    body.append(make("p", {}, say("saves_text")), make("ol", { class: "plain" }, ...items), room, actions(back, button(say("cancel"), () => close())));
    return undefined;
  }, { wide: true });
  if (!chosen) return;
  file.busy = true;
  try {
    file.load(await post("undo", { path: file.path, revision: file.revision, id: chosen.id }));
    announce(say("gone_back"));
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    announce(refused.code === "changed" ? say("changed_on_disk") : refused.message || say("no_answer"), true);
  } finally {
    file.busy = false;
  }
}
