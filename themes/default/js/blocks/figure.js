// Opens a figure's picture over the page. Without this file the link leads to the picture's own address.

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-zoom] .zoom-open");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const shown = link.querySelector("img");
  const dialog = document.createElement("dialog");
  dialog.className = "zoom";
  dialog.setAttribute("aria-label", shown.alt);
  const image = document.createElement("img");
  const dark = link.querySelector("source[data-dark]");
  image.src = dark && matchMedia(dark.media).matches ? dark.dataset.dark : link.href;
  image.alt = shown.alt;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = link.closest("[data-zoom]").dataset.zoom;
  dialog.append(image, close);
  // Escape closes a dialog by itself, and a click anywhere does too.
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
});
