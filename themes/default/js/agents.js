// The site for agents: copies replies as text, HTML or Markdown, and answers of articles with their link. Links lead to the
// site that customers open. Without this file the text can be selected, and Markdown stands below each reply.

const told = document.getElementById("hd-copy");
const prose = document.querySelector(".prose");
const said = document.createElement("p");
said.className = "copy-said";
said.setAttribute("role", "status");

const BLOCKS = /^(P|H[1-6]|UL|OL|DL|DT|DD|DIV|BLOCKQUOTE|PRE|TABLE|ASIDE|SECTION|FIGURE|DETAILS|SUMMARY)$/;

/** Nodes as they may be sent: without notes for agents, and with addresses that customers can open. */
function clean(nodes) {
  const box = document.createElement("div");
  for (const node of nodes) box.append(node.cloneNode(true));
  for (const own of box.querySelectorAll(".internal, .heading-link, button, svg, script, template")) own.remove();
  for (const element of box.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (name === "href" || name === "src") element.setAttribute(name, forCustomers(value));
      else if (!["alt", "lang", "dir", "colspan", "rowspan", "start"].includes(name)) element.removeAttribute(name);
    }
  }
  return box;
}

function forCustomers(address) {
  const { from, to, url } = told.dataset;
  if (address.startsWith("#")) return (url ?? "") + address;
  const isOwn = address.startsWith(`${from}/`) && !address.startsWith("//");
  return isOwn ? to + address.slice(from.length) : address;
}

/** What a box says, with the address behind each link that does not show it. */
function plain(node) {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data.replace(/\s+/g, " ");
    else if (child.nodeName === "BR") text += "\n";
    else if (child.nodeName === "IMG") text += child.alt;
    else if (child.nodeName === "LI") {
      const number = node.nodeName === "OL" ? `${(node.start || 1) + [...node.children].indexOf(child)}.` : "-";
      text += `\n${number} ${plain(child).trim().replace(/\n+/g, "\n  ")}`;
    } else if (child.nodeName === "TR") text += `\n${[...child.cells].map((cell) => plain(cell).trim()).join(" | ")}`;
    else if (child.nodeName === "A" && child.href && !child.textContent.includes(child.getAttribute("href")))
      text += `${plain(child)} (${child.getAttribute("href")})`;
    else if (BLOCKS.test(child.nodeName)) text += `\n\n${plain(child)}\n\n`;
    else text += plain(child);
  }
  return text.replace(/[ \t]*\n[ \t]*/g, "\n").replace(/\n{3,}/g, "\n\n");
}

/** Puts it where the next paste takes it from; programs that take no HTML get the text. */
async function put(text, html) {
  said.textContent = "";
  try {
    if (html && window.ClipboardItem) {
      const of = (type, data) => new Blob([data], { type });
      await navigator.clipboard.write([
        new ClipboardItem({ "text/plain": of("text/plain", text), "text/html": of("text/html", html) }),
      ]);
    } else await navigator.clipboard.writeText(text);
    said.textContent = told.dataset.copied;
  } catch {
    said.textContent = told.dataset.failed;
  }
  clearTimeout(put.timer);
  put.timer = setTimeout(() => (said.textContent = ""), 4000);
}

const COPIES = {
  text: () => put(plain(clean(prose.childNodes)).trim()),
  html: () => {
    const html = clean(prose.childNodes).innerHTML.trim();
    return put(html, html);
  },
  markdown: () => put(document.querySelector(".copy-source code").textContent.trim()),
};

/** What answers below a heading: all up to the next one that stands as high. */
function below(heading) {
  const nodes = [];
  for (let node = heading.nextElementSibling; node; node = node.nextElementSibling) {
    if (/^H[1-6]$/.test(node.nodeName) && node.nodeName <= heading.nodeName) break;
    nodes.push(node);
  }
  return nodes;
}

function answer(heading) {
  const title = clean([heading]).textContent.trim();
  const summary = document.createElement("p");
  summary.textContent = told.dataset.summary;
  const first = prose.querySelector(":scope > p");
  const nodes = heading.nodeName !== "H1" ? below(heading) : told.dataset.summary ? [summary] : first ? [first] : [];
  const box = clean(nodes);
  const url = told.dataset.url + (heading.id && heading.nodeName !== "H1" ? `#${encodeURIComponent(heading.id)}` : "");
  const text = [title, plain(box).trim(), url].filter(Boolean).join("\n\n");
  const strong = document.createElement("b");
  strong.textContent = title;
  const link = document.createElement("a");
  link.href = link.textContent = url;
  box.prepend(wrapped(strong));
  box.append(wrapped(link));
  return put(text, box.innerHTML);
}

function wrapped(node) {
  const paragraph = document.createElement("p");
  paragraph.append(node);
  return paragraph;
}

if (told && prose) {
  document.body.append(said);
  for (const toolbar of document.querySelectorAll(".copy")) {
    toolbar.hidden = false;
    toolbar.addEventListener("click", ({ target }) => COPIES[target.closest("button")?.dataset.copy]?.());
  }
  if (told.dataset.url) {
    const headings = [document.querySelector("h1"), ...prose.querySelectorAll("h2, h3")];
    for (const heading of headings.filter((heading) => heading && !heading.closest(".internal"))) {
      const button = document.createElement("button");
      const name = `${told.dataset.label}: ${heading.textContent.trim()}`;
      button.type = "button";
      button.className = "copy-answer";
      button.title = told.dataset.label;
      button.setAttribute("aria-label", name);
      button.append(told.content.cloneNode(true));
      button.addEventListener("click", () => answer(heading));
      // Behind the heading, not in it: its name stays what it was.
      heading.after(button);
      heading.classList.add("has-copy");
    }
  }
}
