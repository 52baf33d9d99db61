// Proposing: what has changed, in words; a message; then a branch for others to look at.

import { Refusal, get, post } from "./api.js";
import { button, labelled, make } from "./dom.js";
import { actions, open } from "./dialog.js";
import { say } from "./words.js";

/** A patch by its name alone: the folder is one that most people never see. */
const bare = (within) => (within.endsWith(".patch") ? within.split("/").at(-1) : within);

/** The pages that differ, as their readers see them. */
function difference(told) {
  const named = (key, pages) => pages.length > 0 && make("section", {}, make("h3", {}, say(key)),
    make("ul", {}, ...pages.map(({ title, url }) => make("li", {}, title, " ", make("code", {}, url)))));
  const line = ({ kind, text, parts }) => {
    if (kind === "gap") return make("p", { class: "gap" }, "…");
    const element = { added: "ins", removed: "del" }[kind];
    // Where most of a line stays, only the words that don't are marked. The other version of it says nothing more when
    // none of its own words changed.
    if (element && parts) {
      if (!parts.some((part) => part.changed)) return "";
      return make("p", { class: `line-${kind}` }, ...parts.map((part) => (part.changed ? make(element, {}, part.text) : part.text)));
    }
    return make("p", {}, element ? make(element, {}, text) : text);
  };
  return [
    named("pages_added", told.added),
    ...told.changed.map(({ title, url, lines }) => make("section", {}, make("h3", {}, title, " ", make("code", {}, url)),
      make("div", { class: "difference" }, ...lines.map(line)))),
    named("pages_removed", told.removed),
    tests(told.search ?? []),
    told.lost.length > 0 && make("section", { class: "fault error" }, make("h3", {}, say("pages_lost")),
      make("ul", {}, ...told.lost.map((url) => make("li", {}, make("code", {}, url))))),
  ].filter(Boolean);
}

/** Search tests whose article is found at another place; those that fail now are bad news. */
function tests(moved) {
  const place = (rank) => (rank ? say("rank", { count: rank }) : say("not_found"));
  return moved.length > 0 && make("section", { class: moved.some((test) => test.passed_before && !test.passed) ? "fault error" : "" },
    make("h3", {}, say("tests_answered")),
    make("ul", {}, ...moved.map(({ query, before, after }) => make("li", {}, `“${query}”: `, make("del", {}, place(before)), " ", make("ins", {}, place(after))))));
}

function form(told, title, body, close) {
  const { propose, files, git } = told;
  const boxes = files.map(({ path, status, mine, proposed }) => {
    // What others have changed here is not for this person to propose.
    const box = make("input", { type: "checkbox", value: path, disabled: !mine });
    box.checked = mine && !proposed;
    const note = proposed ? say("file_proposed", { within: bare(proposed) }) : say(mine ? `file_${status}` : "file_elsewhere");
    return { box, row: make("li", {}, make("label", {}, box, make("code", {}, path), " ", make("span", { class: "field-note" }, note))) };
  });
  const message = make("textarea", { rows: "3", autofocus: true, class: "grows" });
  message.value = title ? say("propose_default", { title }).replace(/[\u2068\u2069]/g, "") : "";
  const branch = make("input", { type: "text", autocomplete: "off", spellcheck: "false", dir: "ltr" });
  branch.value = propose?.branch ?? "";
  const fault = make("p", { class: "field-fault", role: "alert" });
  const send = make("button", { class: "button main" }, say("propose"));
  const submit = async (event) => {
    event.preventDefault();
    const paths = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    if (paths.length === 0) {
      fault.textContent = say("propose_nothing");
      return;
    }
    send.disabled = true;
    fault.textContent = "";
    send.textContent = say("proposing");
    try {
      close(await post("propose", { paths, message: message.value.trim(), branch: branch.value.trim() || null }));
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      fault.textContent = refused.message || say("no_answer");
      send.disabled = false;
      send.textContent = say("propose");
    }
  };
  const shown = told.difference ? difference(told.difference) : [];
  body.append(
    make("section", {}, make("h3", {}, say("propose_files")), make("ul", { class: "plain" }, ...boxes.map(({ row }) => row))),
    make("details", { class: "fold", open: true }, make("summary", {}, say("propose_difference")),
      make("div", { class: "propose-pages", tabindex: "0", role: "region", "aria-label": say("propose_difference") },
        ...(shown.length ? shown : [make("p", { class: "field-note" }, told.why_not ?? say("propose_same"))]))),
    make("form", { onsubmit: submit },
      labelled(say("propose_message"), message, make("p", { class: "field-note" }, say("propose_message_note"))),
      propose?.remote && make("details", { class: "fold" }, make("summary", {}, say("propose_more")), labelled(say("propose_branch"), branch)),
      git && make("p", { class: "field-note" }, propose.author ? say("propose_author", { author: propose.author }) : say("propose_no_author")),
      make("p", { class: "field-note" }, propose?.remote ? say("propose_remote", { remote: propose.remote }) : say("propose_patch")),
      fault, actions(send, button(say("cancel"), () => close()))));
}

/** A button that gives the patch to the browser as a file. */
function download({ patch, text }) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/x-patch" }));
  return make("a", { href, download: bare(patch), autofocus: true, class: "button main" }, say("proposed_download"));
}

/** Shows what came of it: an address to go on at, a branch, or a file. */
function result(done) {
  return open(say("proposed"), (body, close) => {
    body.append(
      done.branch ? make("p", {}, say(done.pushed ? "proposed_pushed" : "proposed_here", { branch: done.branch })) : "",
      done.url ? make("p", {}, make("a", { href: done.url, target: "_blank", rel: "noopener", autofocus: true, class: "button main" }, say("proposed_open")))
        : make("p", {}, done.patch ? say("proposed_patch", { path: done.text ? bare(done.patch) : done.patch }) : say("proposed_tell")),
      done.patch && done.text ? make("p", {}, download(done)) : "",
      done.url ? make("p", {}, make("code", { class: "address" }, done.url)) : "",
      done.left_out?.length ? make("p", {}, say("proposed_left_out", { paths: done.left_out.join(", ") })) : "",
      actions(button(say("close"), () => close())));
  });
}

/** Opens the dialog for the work on an article of this `title`; `before` says whether all is saved. */
export async function propose(title, before) {
  if (!(await before())) return;
  const done = await open(say("propose_title"), async (body, close) => {
    const wait = make("p", { role: "status" }, say("propose_wait"));
    body.append(wait);
    try {
      const told = await get("changes");
      wait.remove();
      if (told.files.length === 0) body.append(make("p", {}, say("propose_empty")));
      else {
        form(told, title, body, close);
        body.querySelector("[autofocus]").focus();
      }
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      wait.textContent = refused.message || say("no_answer");
    }
  }, { wide: true });
  if (done) await result(done);
}
