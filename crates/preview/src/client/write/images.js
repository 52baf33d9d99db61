// Images: pasted, dropped or chosen, saved beside the article, never without the question what they show.

import { EditorView } from "./codemirror.js";
import { upload } from "./api.js";
import { announce, button, labelled, make } from "./dom.js";
import { actions, open } from "./dialog.js";
import { say } from "./words.js";

const TYPES = "image/png,image/jpeg,image/gif,image/webp,image/avif,image/svg+xml";

const images = (files) => [...(files ?? [])].filter(({ type }) => type.startsWith("image/"));

/** Asks what an image shows, saves it, and puts it into the text. */
async function add(field, path, image) {
  const shown = URL.createObjectURL(image);
  const done = await open(say("image"), (body, close) => {
    const alt = make("textarea", { rows: "2", autofocus: true });
    const fault = make("p", { class: "field-fault", role: "alert" });
    const save = async (event) => {
      event.preventDefault();
      const text = alt.value.trim().replace(/\s+/g, " ");
      if (text === "") {
        fault.textContent = say("image_alt_missing");
        return alt.focus();
      }
      send.disabled = true;
      try {
        const saved = await upload("image", { file: path, name: image.name || "image.png" }, image);
        return close({ ...saved, alt: text });
      } catch (refused) {
        fault.textContent = refused.status ? refused.message : say("no_answer");
        send.disabled = false;
        return undefined;
      }
    };
    const send = make("button", { class: "button main" }, say("image_insert"));
    body.append(make("form", { onsubmit: save },
      make("img", { src: shown, alt: "", class: "thumb" }),
      labelled(say("image_alt"), alt, make("p", { class: "field-note" }, say("image_alt_note")), fault),
      actions(send, button(say("cancel"), () => close()))));
  });
  URL.revokeObjectURL(shown);
  if (!done) return field.view.focus();
  field.insert(`![${done.alt.replace(/[[\]]/g, "\\$&")}](${done.target})`);
  return announce(say("image_saved", { path: done.path }));
}

async function addAll(field, path, files) {
  for (const image of files) await add(field, path, image);
}

/** Lets a person choose images on their machine. */
export function pick(field, path) {
  const input = make("input", { type: "file", accept: TYPES, multiple: true });
  input.addEventListener("change", () => addAll(field, path, images(input.files)));
  input.click();
}

/** Takes images that are pasted into the text or dropped on it. */
export function taking(path, field) {
  const take = (event, files, view) => {
    if (files.length === 0) return false;
    event.preventDefault();
    if (event.type === "drop") {
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) view.dispatch({ selection: { anchor: at } });
    }
    addAll(field(), path, files);
    return true;
  };
  return EditorView.domEventHandlers({
    paste: (event, view) => take(event, images(event.clipboardData?.files), view),
    drop: (event, view) => take(event, images(event.dataTransfer?.files), view),
  });
}
