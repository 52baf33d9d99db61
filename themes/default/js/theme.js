// Runs before the page is painted, so that neither a chosen color scheme nor the list under a search flashes.
(function (root) {
  root.classList.add("js");
  if (/[?&]q=[^&]/.test(location.search)) root.classList.add("asked");
  try {
    var chosen = localStorage.getItem("helpdex-scheme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (e) {
    // Storage may be forbidden; the system's scheme holds then.
  }
})(document.documentElement);
