// Windows over the page: the browser keeps the keyboard in them and gives it back.

import { button, make, name } from "./dom.js";
import { say } from "./words.js";

/**
 * Opens a dialog. `fill(body, close)` puts its content in; `close(value)` ends it, and the promise gives that value, or
 * nothing when the person left it.
 */
export function open(title, fill, { wide = false } = {}) {
  return new Promise((done) => {
    const id = name("dialog");
    const body = make("div", { class: "dialog-body" });
    let answer;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    const dialog = make("dialog", { "aria-labelledby": id, class: wide ? "wide" : "" },
      make("div", { class: "dialog-head" },
        make("h2", { id }, title),
        button("×", () => close(), { class: "quiet square", "aria-label": say("close") })),
      body);
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(answer);
    });
    fill(body, close);
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
  });
}

/** A row of buttons at the end of a dialog; the first does what the dialog is for. */
export const actions = (...buttons) => make("div", { class: "actions" }, ...buttons);

/** Asks whether to go on. */
export function confirm(title, text, yes) {
  return open(title, (body, close) => {
    body.append(make("p", {}, text),
      actions(button(yes, () => close(true), { class: "button main", autofocus: true }), button(say("cancel"), () => close(false))));
  });
}
