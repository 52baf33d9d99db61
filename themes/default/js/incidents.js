// Incidents come and go by the reader's clock, and their times are the reader's. In the head, and not put off: what is over
// is put away while the page is read, before anybody sees it.

{
  const HOUR = 36e5;
  const root = document.documentElement;
  const own = new Intl.DateTimeFormat(root.lang, { dateStyle: "long", timeStyle: "short" });
  let timer;

  /** Whether one of these places of the site, or a page below it, is among the first results of search. */
  function found(places) {
    const links = [...document.querySelectorAll(".hits>li:nth-child(-n+3) a")];
    return places.split(" ").some((place) => links.some((link) => link.pathname.startsWith(place)));
  }

  function look() {
    clearTimeout(timer);
    const now = Date.now();
    let next = HOUR;
    for (const part of document.querySelectorAll(":is(.incident, .incident *):is([data-from], [data-until])")) {
      const [from, until] = [part.dataset.from, part.dataset.until].map(Date.parse);
      const { hits } = part.dataset;
      part.hidden = now < from || now >= until || (hits !== undefined && !found(hits));
      for (const change of [from, until]) if (change > now) next = Math.min(next, change - now);
    }
    for (const time of document.querySelectorAll("time.moment:not([title])")) {
      time.title = time.textContent;
      time.textContent = own.format(new Date(time.dateTime));
    }
    const none = document.querySelector(".status-none");
    if (none) none.hidden = [...document.querySelectorAll("[data-end]")].some(({ dataset }) => now < Date.parse(dataset.end));
    timer = setTimeout(look, next);
  }

  const reading = new MutationObserver(look);
  reading.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    reading.disconnect();
    look();
    const results = document.getElementById("hd-results");
    if (results) reading.observe(results, { childList: true, subtree: true });
  });
  // A laptop that slept has missed the end of its timers.
  for (const back of ["pageshow", "visibilitychange"]) addEventListener(back, look, true);
}
