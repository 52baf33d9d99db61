// The contact form: it keeps what is written, shows answers beside it, and tells what became of it.

import { promised } from "./contact.js";

const form = document.getElementById("hd-form");
const { send, channel, email } = form.dataset;
const KEY = `helpdex-form:${location.pathname}`;
const TRAIL = "helpdex-trail";
/** Milliseconds that a person takes at least; whoever is faster waits for the rest of them. */
const LEAST = 3000;
const opened = Date.now();
const { topic, subject, website } = form.elements;
const find = (selector) => document.querySelector(selector);
const answers = find(".form-answers");
const failed = find(".form-fault");
const solved = answers.querySelector("button");
const fields = [...form.querySelectorAll(".field > [name]")];
const active = () => fields.filter((field) => !field.matches(":disabled"));
form.noValidate = true;

/** Shows what belongs to the topic, and when an answer to it is due. */
function choose() {
  for (const part of form.querySelectorAll("[data-topic]")) {
    part.hidden = part.disabled = part.dataset.topic !== topic.value;
    for (const field of part.querySelectorAll("[data-required]")) field.required = true;
  }
  const said = promised(channel, Date.now(), topic?.selectedOptions[0].matches("[data-first]"));
  find(".form-due").textContent = said.filter(Boolean).join(". ");
}

/** Storage that may be forbidden. */
function store(value) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // It stays in the page alone, then.
  }
}

/** Tells what is wrong with a field, and whether anything is. */
function check(field) {
  const { valid, typeMismatch } = field.validity;
  const { missing, wrong, wrongEmail } = form.dataset;
  const told = field.dataset.message || (typeMismatch ? wrongEmail : wrong);
  const text = field.required && !field.value.trim() ? missing : valid ? "" : told;
  field.parentNode.querySelector(".field-fault").textContent = text;
  field.setAttribute("aria-invalid", !!text);
  return !text;
}

/** The end of it, with a text in the place of the form. */
function finish(name) {
  store([]);
  form.classList.add("done");
  solved.remove();
  const done = find(`.form-done.${name}`);
  done.hidden = false;
  done.focus();
}

/** A letter with all that was written. */
function letter() {
  const said = ({ labels, selectedOptions, value, type }) =>
    value && type !== "file" ? [`${labels[0].firstChild.data}: ${selectedOptions?.[0].text ?? value}`] : [];
  const body = active().flatMap(said).join("\n\n");
  return `mailto:${email}?subject=${encodeURIComponent(subject.value)}&body=${encodeURIComponent(body)}`;
}

async function post() {
  const given = new FormData(form);
  given.set("elapsed", Math.round((Date.now() - opened) / 1000));
  if (find("#hd-trail")?.checked) given.set("trail", sessionStorage.getItem(TRAIL));
  const headers = { Accept: "application/json" };
  let body = form.enctype.includes("multipart") ? given : new URLSearchParams(given);
  if (send === "json") {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(Object.fromEntries(given));
  }
  const answer = await fetch(form.action, { method: "POST", body, headers });
  if (!answer.ok) throw answer;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const wrong = active().filter((field) => !check(field));
  if (wrong[0]) return wrong[0].focus();
  failed.hidden = true;
  if (send === "mail") return location.assign(letter());
  if (website.value) return finish("sent");
  const button = form.querySelector("[type=submit]");
  const name = button.textContent;
  button.textContent = button.dataset.sending;
  button.disabled = true;
  await new Promise((resolve) => setTimeout(resolve, opened + LEAST - Date.now()));
  try {
    await post();
    finish("sent");
    // While they wait for an answer: what the whole message finds.
    look(`${subject.value} ${form.querySelector("textarea")?.value ?? ""}`.slice(0, 300));
  } catch {
    const mail = failed.querySelector("a");
    if (mail) mail.href = letter();
    failed.hidden = false;
  }
  button.disabled = false;
  button.textContent = name;
});

let loading;
let asked;
/** Shows the best answers to a question beside the form. */
async function look(query) {
  asked = query;
  const root = document.documentElement;
  loading ??= Promise.all([import("./engine.js").then(({ connect }) => connect(root)), import("./parts.js")]);
  let items = [];
  try {
    const [engine, { element, marked, speak }] = await loading;
    const found = query.trim() && (await engine?.search(query, { lang: root.lang, limit: 3 }));
    items = (found?.hits ?? []).slice(0, 3).map(({ url, title, snippet, marks, lang }) => {
      const item = element("li", {}, element("a", { href: url }, title), element("p", {}, ...marked(snippet, marks)));
      speak(item, lang);
      return item;
    });
  } catch {
    // Without search the form is as good as any other, and the network may come back.
    loading = null;
  }
  if (query !== asked) return;
  const [status, rest] = answers.children;
  rest.firstElementChild.replaceChildren(...items);
  rest.hidden = !items[0];
  status.textContent = items[0] ? status.dataset.text : "";
}

let pause;
form.addEventListener("input", ({ target }) => {
  store(fields.map(({ type, value }) => (type === "file" ? "" : value)));
  if (target.ariaInvalid === "true") check(target);
  if (target === topic) choose();
  if (target !== subject) return;
  clearTimeout(pause);
  pause = setTimeout(look, 250, subject.value);
});
solved.addEventListener("click", () => finish("solved"));

try {
  JSON.parse(sessionStorage.getItem(KEY)).forEach((value, at) => {
    if (value) fields[at].value ||= value;
  });
} catch {
  // Nothing was kept.
}
choose();
if (subject.value) look(subject.value);
const trail = find(".form-trail");
const steps = trail && sessionStorage.getItem(TRAIL);
if (steps) {
  trail.hidden = false;
  trail.lastElementChild.textContent = steps;
}
