// Shows one tab of each group at a time. Groups of one name show the same all over the site, as the reader chose last or
// as the address asks for: `?platform=ios`.

const STORE = "helpdex-tabs-";
const asked = new URLSearchParams(location.search);
// Where pages of the site are shown in those of another host, nothing is kept there.
const forgets = "forgetful" in document.documentElement.dataset;
let groups = [];
let number = 0;

/** Makes tabs of the groups that aren't yet; those that have gone are forgotten. */
export function attach() {
  const made = [...document.querySelectorAll("[data-tabs]:not([data-on])")].map(build).filter(Boolean);
  groups = [...groups.filter(({ root }) => root.isConnected), ...made];
}

function build(root) {
  const panels = [...root.children].filter((child) => child.dataset.tab !== undefined);
  if (!panels.length) return undefined;
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  if (root.ariaLabel) list.setAttribute("aria-label", root.ariaLabel);
  number += 1;
  const group = { root, name: root.dataset.tabs, panels, tabs: [], values: panels.map((panel) => panel.dataset.tab) };
  panels.forEach((panel, index) => {
    const title = panel.querySelector(".tab-title");
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `hd-tab-${number}-${index}`;
    tab.append(...title.cloneNode(true).childNodes);
    tab.setAttribute("role", "tab");
    // What leads to the title is to lead to the panel, since the title is hidden.
    panel.id = title.id;
    title.removeAttribute("id");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.tabIndex = 0;
    tab.addEventListener("click", () => choose(group, index));
    group.tabs.push(tab);
    list.append(tab);
  });
  list.addEventListener("keydown", (event) => move(group, event));
  panels[0].before(list);
  show(group, Math.max(0, group.values.indexOf(wanted(group.name))));
  root.dataset.on = "";
  return group;
}

function wanted(name) {
  if (!name) return undefined;
  if (asked.has(name)) return asked.get(name).toLowerCase();
  try {
    return forgets ? undefined : localStorage.getItem(STORE + name);
  } catch {
    return undefined;
  }
}

function show(group, index) {
  group.panels.forEach((panel, at) => panel.toggleAttribute("data-shown", at === index));
  group.tabs.forEach((tab, at) => {
    tab.setAttribute("aria-selected", String(at === index));
    tab.tabIndex = at === index ? 0 : -1;
  });
}

/** The reader chooses a tab: it is shown wherever it is, and stays where it is under the hand. */
function choose(group, index) {
  const tab = group.tabs[index];
  const top = tab.getBoundingClientRect().top;
  show(group, index);
  if (group.name) {
    const value = group.values[index];
    for (const other of groups) {
      const same = other.name === group.name && other !== group ? other.values.indexOf(value) : -1;
      if (same >= 0) show(other, same);
    }
    try {
      if (!forgets) localStorage.setItem(STORE + group.name, value);
    } catch {
      // Not remembered, then.
    }
    document.dispatchEvent(new CustomEvent("helpdex-tab", { detail: { name: group.name, value } }));
  }
  scrollBy({ top: tab.getBoundingClientRect().top - top, behavior: "instant" });
}

function move(group, event) {
  const at = group.tabs.indexOf(event.target);
  const last = group.tabs.length - 1;
  const forth = getComputedStyle(group.root).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forth === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const next = { [forth]: at < last ? at + 1 : 0, [back]: at > 0 ? at - 1 : last, Home: 0, End: last }[event.key];
  if (at < 0 || next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  choose(group, next);
  group.tabs[next].focus();
}

/** What the address leads to. */
function aim() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Looked for as it stands.
  }
  return id ? document.getElementById(id) : null;
}

/** Shows the tabs that something stands in, which is what the address leads to unless it is given. */
export function reveal(target = aim()) {
  let found = false;
  for (let panel = target?.closest("[data-tab]"); panel; panel = panel.parentElement.closest("[data-tab]")) {
    const group = groups.find(({ panels }) => panels.includes(panel));
    if (!group) continue;
    show(group, group.panels.indexOf(panel));
    found = true;
  }
  if (found) target.scrollIntoView();
}

attach();
addEventListener("hashchange", () => reveal());
document.addEventListener("click", (event) => {
  // A link to where the address is already changes nothing in it.
  const link = event.target.closest?.("a[href]");
  if (link && link.hash && link.href === location.href) reveal();
});
reveal();
