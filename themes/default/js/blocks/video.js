// Puts a player in the place of a video's picture, once the reader asks for it. Without this file the link leads to the
// video's own page.

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".video > .video-open");
  const { frame, file } = link?.parentElement.dataset ?? {};
  if ((!frame && !file) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // Without the words before it.
  const [, ...title] = link.querySelector(".video-title").childNodes;
  const player = document.createElement(frame ? "iframe" : "video");
  player.className = "video-player";
  player.title = title.map((part) => part.textContent).join("").trim();
  if (frame) {
    if (link.parentElement.classList.contains("embed")) {
      // A page may do what pages do, but not lead this one away.
      player.allow = "fullscreen";
      player.sandbox = "allow-scripts allow-same-origin allow-forms allow-popups";
    } else {
      player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    }
  } else {
    player.controls = true;
    player.autoplay = true;
    const poster = link.querySelector("img");
    if (poster) player.poster = poster.src;
  }
  player.src = frame ?? file;
  link.replaceWith(player);
  player.focus();
});
