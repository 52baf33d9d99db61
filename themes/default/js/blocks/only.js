// Parts for one platform: whoever chose another in a tab, or comes with `?platform=ios`, has them folded. Their title opens
// them. Without a choice, without this file and on paper all of them show.

const NAME = "platform";
let parts = [];
const asked = new URLSearchParams(location.search).get(NAME);

/** Folds those that are there now, by what was chosen before. */
export function attach() {
  parts = [...document.querySelectorAll('[data-only="platform"]')];
  fold(chosen());
}

function chosen() {
  if (asked) return asked.toLowerCase();
  // Where pages of the site are shown in those of another host, nothing is kept there.
  if ("forgetful" in document.documentElement.dataset) return null;
  try {
    return localStorage.getItem(`helpdex-tabs-${NAME}`);
  } catch {
    return null;
  }
}

function fold(value) {
  for (const part of parts) {
    const own = part.dataset.for.toLowerCase().split(/[\s,]+/);
    part.toggleAttribute("data-shut", Boolean(value) && !own.includes(value));
    button(part);
  }
}

/** The title is a button as long as there is a choice that it overrules. */
function button(part) {
  const title = part.querySelector(":scope > .only-title");
  let opener = title.querySelector(".only-open");
  const shut = part.hasAttribute("data-shut");
  if (!opener && shut) {
    opener = document.createElement("button");
    opener.type = "button";
    opener.className = "only-open";
    opener.append(...title.childNodes);
    title.append(opener);
    opener.addEventListener("click", () => {
      part.toggleAttribute("data-shut");
      button(part);
    });
  }
  opener?.setAttribute("aria-expanded", String(!shut));
}

/** What the address leads to. */
function aim() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Looked for as it stands.
  }
  return id && document.getElementById(id);
}

/** What an address leads to is open. */
export function reveal(target = aim()) {
  const part = target?.closest?.("[data-shut]");
  if (!part) return;
  part.removeAttribute("data-shut");
  button(part);
  target.scrollIntoView();
}

attach();
document.addEventListener("helpdex-tab", (event) => event.detail.name === NAME && fold(event.detail.value));
addEventListener("hashchange", () => reveal());
reveal();
