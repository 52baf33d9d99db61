// Runs before the page is painted, so that a chosen color scheme never flashes.
(function (root) {
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("helpdex-scheme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (e) {
    // Storage may be forbidden; the system's scheme holds then.
  }
})(document.documentElement);
