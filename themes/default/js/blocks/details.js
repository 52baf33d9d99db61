// Opens the details that a link leads into, and all of them on paper.

function reveal() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Some other page's way of writing it; it is looked for as it stands.
  }
  const target = id ? document.getElementById(id) : null;
  const folds = [];
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) folds.push(fold);
  if (!folds.length || !folds[0].closest(".prose")) return;
  folds.forEach((fold) => (fold.open = true));
  target.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll(".prose details:not([open])")];
  closed.forEach((fold) => (fold.open = true));
});
addEventListener("afterprint", () => closed.forEach((fold) => (fold.open = false)));
