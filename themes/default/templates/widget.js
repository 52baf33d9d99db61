// Help inside of a product's page: a button, and the panel that it opens. Pages load this and nothing else until somebody
// touches it. What belongs to the panel then runs in a frame of its own, where a page has changed nothing: so here, among
// whatever the page has done to the browser's objects, is as little as can be.
(() => {
  const site = {{ site | safe }};
  const script = document.currentScript || document.querySelector('script[src$="/widget.js"]');
  // Of two copies the first one stays.
  if (!script || (window.Helpdex && window.Helpdex.open)) return;
  const address = (path) => new URL(path, script.src).href;
  const box = document.createElement("helpdex-widget");
  const settings = ["theme", "topics", "language", "button", "side"];
  for (let at = 0; at < settings.length; at++) {
    const value = script.dataset[settings[at]];
    if (value !== undefined) box.dataset[settings[at]] = value;
  }

  // What a code stands for: `zh-TW` is written in other letters than `zh`.
  const meant = (code) => {
    try {
      const { language, script } = new Intl.Locale(code).maximize();
      return (language === "nb" || language === "nn" ? "no" : language) + script;
    } catch {
      return "";
    }
  };
  const nearest = (wanted) => {
    let near;
    if (!wanted) return near;
    const means = meant(wanted);
    for (const code in site.languages) {
      if (code === wanted) return code;
      if (!near && means && meant(code) === means) near = code;
    }
    return near;
  };
  const language = (wanted) =>
    nearest(wanted) || nearest(box.dataset.language) || nearest(document.documentElement.lang) || site.first;

  const make = (name, attributes) => {
    const made = document.createElement(name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };
  const shadow = box.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{all:initial!important;display:contents!important;color-scheme:inherit!important;" +
      "--place:var(--helpdex-inset,20px);--layer:var(--helpdex-z,2147483000);" +
      "--accent:var(--helpdex-accent,light-dark({{ accent }},{{ accent_dark }}));" +
      "--on-accent:var(--helpdex-on-accent,light-dark({{ on_accent }},{{ on_accent_dark }}));" +
      "--ground:var(--helpdex-paper,light-dark(#fbfaf6,#11181b))}" +
      ":host([data-theme=dark]){color-scheme:dark!important}" +
      ":host([data-theme=light]){color-scheme:light!important}" +
      "@supports not (color:light-dark(red,red)){:host{--accent:var(--helpdex-accent,{{ accent }});" +
      "--on-accent:var(--helpdex-on-accent,{{ on_accent }});--ground:var(--helpdex-paper,#fbfaf6)}}" +
      "button,dialog{position:fixed;inset-block:auto var(--place);inset-inline:auto var(--place);z-index:var(--layer);margin:0;" +
      "box-shadow:0 2px 6px rgb(0 0 0/.15),0 12px 32px rgb(0 0 0/.2)}" +
      ":host([data-side=start]) :is(button,dialog){inset-inline:var(--place) auto}" +
      "button{min-height:48px;padding:0 20px;border:2px solid #0000;border-radius:24px;background:var(--accent);" +
      "color:var(--on-accent);font:600 16px/1.3 var(--helpdex-font-text,system-ui,sans-serif);cursor:pointer}" +
      "button:hover{filter:brightness(1.08)}" +
      "button[hidden],dialog:not([open]){display:none}" +
      ":focus-visible{outline:3px solid var(--accent);outline-offset:3px}" +
      "dialog:focus-visible{outline:0}" +
      "dialog{box-sizing:border-box;width:min(var(--helpdex-width,400px),100vw - 2*var(--place));max-width:none;" +
      "height:min(var(--helpdex-height,660px),100dvh - 2*var(--place));max-height:none;padding:0;overflow:hidden;" +
      "border:1px solid light-dark(#d8d4c9,#344347);border-radius:16px;background:var(--ground)}" +
      "dialog::before{content:'';position:absolute;inset:0;width:28px;height:28px;margin:auto;box-sizing:border-box;" +
      "border:3px solid var(--accent);border-top-color:#0000;border-radius:50%;animation:turn 1s linear infinite}" +
      "dialog::backdrop{background:rgb(0 0 0/.4)}" +
      "iframe{position:relative;display:block;width:100%;height:100%;border:0}" +
      "dialog:has(a){display:flex;align-items:center;gap:12px;width:auto;height:auto;padding:6px;padding-inline-start:20px}" +
      "dialog:has(a)::before{display:none}" +
      "dialog button{position:static;min-height:44px;box-shadow:none}" +
      "a{color:light-dark(#000,#fff);font:600 16px system-ui,sans-serif}" +
      "@keyframes turn{to{rotate:1turn}}" +
      "@media(prefers-reduced-motion:reduce){dialog::before{animation:none}}" +
      "@media(max-width:480px){:host([data-side]) dialog,dialog{inset:0;width:100%;height:100dvh;border:0;border-radius:0}}" +
      "@media print{:host{display:none!important}}",
  );
  shadow.adoptedStyleSheets = [sheet];
  const button = make("button", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" });
  const dialog = make("dialog", { tabindex: "-1" });
  shadow.appendChild(dialog);
  if (box.dataset.button !== "none") shadow.appendChild(button);

  // The language shown, the frame with the panel, what the panel can do, what it is to show, and where the focus was.
  let code;
  let frame;
  let panel;
  let asked;
  let before;
  let files = "{{ asset(path="js/widget/frame.js") }}";

  const label = () => site.languages[code];
  const page = () => address(site.base + (code === site.first ? "" : code + "/") + "widget/");
  const name = () => {
    button.lang = dialog.lang = code;
    button.textContent = dialog.ariaLabel = label();
  };
  const give = () => {
    if (panel && dialog.open) panel.show(asked);
    asked = undefined;
  };
  const drop = () => {
    if (frame && frame.parentNode) dialog.removeChild(frame);
    frame = panel = undefined;
  };
  // A page that was made anew may have thrown all of this away.
  const attach = () => {
    if (box.isConnected) return;
    drop();
    dialog.open = false;
    document.documentElement.appendChild(box);
  };
  // Where nothing of the panel can be loaded there is still the site itself.
  const fail = () => {
    drop();
    const link = make("a", { href: page(), target: "_blank", rel: "noopener" });
    link.textContent = label() + " ↗";
    dialog.appendChild(link);
    const shut = make("button", { type: "button" });
    shut.textContent = "×";
    shut.onclick = () => dialog.close();
    dialog.appendChild(shut);
    link.focus();
  };
  // A page may stand open since before the site was published anew: then this very file names others by now.
  const renew = () => {
    const known = files;
    fetch(script.src, { cache: "reload" })
      .then((answer) => answer.text())
      .then((text) => {
        const found = /[^"]*\/frame\.[0-9a-f]+\.js/.exec(text);
        if (found) files = found[0];
        if (files === known) throw 0;
        drop();
        load();
      })
      .catch(fail);
  };
  // Pages that want texts approved before they become code or markup know these by one name.
  let trusted = { createHTML: (text) => text, createScriptURL: (text) => text };
  try {
    if (window.trustedTypes) trusted = window.trustedTypes.createPolicy("helpdex", trusted);
  } catch {
    // The page's policy doesn't name it; then a browser says so where it matters.
  }
  const begin = (own) => {
    const inside = own.contentWindow;
    inside.helpdex = {
      page: page(),
      box,
      close: () => dialog.close(),
      fail: () => own === frame && fail(),
      ready(made) {
        if (own !== frame) return;
        panel = made;
        give();
      },
    };
    const loaded = inside.document.createElement("script");
    loaded.type = "module";
    loaded.nonce = script.nonce;
    loaded.onerror = () => own === frame && renew();
    loaded.src = trusted.createScriptURL(address(files));
    inside.document.head.appendChild(loaded);
  };
  // Where a page may make no frame of its own, or has not approved of ours, the link is left.
  const safely = (work) => () => {
    try {
      work();
    } catch {
      fail();
    }
  };
  const load = safely(() => {
    const own = (frame = make("iframe", { title: label() }));
    own.onload = safely(() => begin(own));
    own.srcdoc = trusted.createHTML('<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>-</title>');
    dialog.appendChild(own);
  });

  const open = (what) => {
    asked = what || {};
    attach();
    const wanted = language(asked.language);
    if (wanted !== code) {
      drop();
      code = wanted;
      name();
    }
    if (!dialog.open) {
      before = document.activeElement;
      if (matchMedia("(max-width:480px)").matches) dialog.showModal();
      else dialog.show();
      button.hidden = true;
      button.setAttribute("aria-expanded", "true");
    }
    if (!frame) dialog.textContent = "";
    if (!frame) load();
    else give();
  };
  dialog.onkeydown = (event) => {
    if (event.key === "Escape") dialog.close();
  };
  dialog.onclose = () => {
    button.hidden = false;
    button.setAttribute("aria-expanded", "false");
    const back = before && before !== box && before !== document.body && before.isConnected ? before : button;
    before = undefined;
    back.focus();
  };
  button.onclick = () => open();
  // Links that lead to the site without this script open in the panel with it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-helpdex]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open({ article: link.href });
  });
  window.Helpdex = { open, close: () => dialog.open && dialog.close() };
  code = language();
  name();
  if (document.readyState === "complete") attach();
  else addEventListener("load", attach);
})();
