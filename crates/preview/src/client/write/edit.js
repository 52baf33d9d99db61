// The way from a page of the preview to the page that edits it. Only a preview in which one may write loads this.

const script = document.querySelector("script[data-write]");

/** A link at the page's edge, out of the way of the drawer of faults. */
function link(href, text) {
  const made = document.createElement("a");
  Object.assign(made, { href, textContent: text });
  return made;
}

/** Puts the links into the page. */
function show({ write, source, edit, new: create }) {
  const links = [];
  if (/\.md$/.test(source ?? "")) links.push(link(`${write}?file=${encodeURIComponent(source)}`, edit ?? "Edit"));
  if (document.body.classList.contains("page-home")) links.push(link(`${write}?new`, create ?? "New article"));
  if (links.length === 0) return;
  const style = document.createElement("link");
  Object.assign(style, { rel: "stylesheet", href: `${write}assets/edit.css` });
  const nav = document.createElement("nav");
  nav.id = "helpdex-edit";
  nav.setAttribute("aria-label", edit ?? "Edit");
  nav.append(...links);
  style.onload = () => document.body.append(nav);
  document.head.append(style);
}

show(script.dataset);
