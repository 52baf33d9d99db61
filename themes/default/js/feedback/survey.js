// A survey without leaving the page. Its link says by `t` which ticket it is about.

import { done, event, silent, warn } from "./send.js";

// A browser without scripts sends what stands behind `?t=` by the address that it comes from; here the form has it.
const referrer = document.querySelector("meta[name=referrer]");
if (referrer) referrer.content = "no-referrer";

const form = document.getElementById("hd-survey");
const button = form.querySelector("button");
const fault = form.querySelector(".field-fault");
form.elements.t.value = new URLSearchParams(location.search).get("t") ?? "";

form.addEventListener("submit", async (submit) => {
  submit.preventDefault();
  if (warn(form)) return;
  button.disabled = true;
  const body = event("survey", form, { score: +form.elements.score.value });
  try {
    if (!silent) {
      const answer = await fetch(form.action, { method: "POST", body, credentials: "omit" });
      if (!answer.ok) throw answer;
    }
    done("hd-thanks");
  } catch {
    fault.textContent = fault.dataset.failed;
    button.disabled = false;
  }
});
