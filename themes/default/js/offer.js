// Offers a page once in the reader's own language, where it exists in it. Nothing of it leaves the browser.

import { nearest, version } from "./locale.js";
import { element } from "./parts.js";

const CHOSEN = "helpdex-language";
const OFFERED = "helpdex-offered";

/** Shows the offer, unless the reader has seen one in this visit or has chosen a language before. */
export async function offer(root) {
  try {
    if (localStorage.getItem(CHOSEN) || sessionStorage.getItem(OFFERED)) return;
  } catch {
    // Without storage it would come back on every page.
    return;
  }
  const offers = await (await fetch(new URL("./offers.json", import.meta.url))).json();
  const codes = offers.map(([code]) => code);
  for (const wanted of navigator.languages) {
    const code = nearest(wanted, codes);
    if (code === root.lang) return;
    const at = codes.indexOf(code);
    const [, text, close] = offers[at] ?? [];
    const href = text && leads(root, codes, at);
    if (href) {
      show({ code, text, close, href });
      return;
    }
  }
}

/** Where this very page is in a language; nothing where it isn't. */
function leads(root, codes, at) {
  const opener = document.querySelector(".languages-open");
  if (opener) {
    const { exact, href } = version(opener, root.lang, codes, at);
    return exact && href;
  }
  const same = document.querySelector(`link[rel="alternate"][hreflang="${codes[at]}"]`);
  return same && document.querySelector(`.languages a[hreflang="${codes[at]}"]`)?.href;
}

function show({ code, text, close, href }) {
  const link = element("a", { href, hreflang: code }, text);
  const button = element("button", { type: "button", "aria-label": close }, "×");
  const box = element("aside", { class: "offer", lang: code, "aria-label": text }, link, button);
  const locale = new Intl.Locale(code);
  box.dir = (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? "auto";
  const remember = (storage, key) => {
    try {
      storage.setItem(key, "1");
    } catch {
      // It may come back, then.
    }
  };
  button.addEventListener("click", () => {
    remember(localStorage, CHOSEN);
    box.remove();
  });
  link.addEventListener("click", () => remember(localStorage, CHOSEN));
  remember(sessionStorage, OFFERED);
  document.body.append(box);
}
