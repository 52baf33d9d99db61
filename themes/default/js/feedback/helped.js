// "Did this help?": the same forms as without scripts, and the reader stays on the page.

import { done, event, name, send, warn } from "./send.js";

const [yes, no] = document.querySelectorAll(".helped form");
const details = no.querySelector("details");
const id = name();
/** What was said last: nothing, that a page is of no help, or all of it. */
let said = "";

function tell(form, helped, facts) {
  send(form.action, event("feedback", form, { helped, id, ...facts }));
}

yes.addEventListener("submit", (submit) => {
  submit.preventDefault();
  said = "all";
  tell(yes, true);
  done("hd-thanks");
});

no.addEventListener("submit", (submit) => {
  submit.preventDefault();
  if (warn(no)) return;
  said = "all";
  tell(no, false);
  done("hd-next");
});

no.addEventListener("input", ({ target }) => {
  if (target.ariaInvalid === "true") warn(no);
});

// Who said no and leaves has said that much. A text that is not finished stays here. Whoever comes back from another tab
// may still say why: that has the same name, and counts no second time.
function leave() {
  if (said || !details.open) return;
  said = "no";
  tell(no, false, { text: "" });
}
addEventListener("pagehide", leave);
// Netlify would count twice.
if (!no.elements["form-name"]) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
}
