// What is open now, and until when an answer is due: by the reader's clock, from the hours that stand in the page.
// `crates/content/src/contact/schedule.rs` says the same; one table of cases holds both to it.

const DAY = 864e5;
const MINUTE = 6e4;
/** A desk that doesn't open within so many days never does; one that stays open for so many doesn't close. */
const HORIZON = 400;
const ENDLESS = 15;

const clocks = {};
/** The time that clocks of a zone show at an instant, as if it were one of UTC: Swedes write it as machines do. */
function local(timeZone, time) {
  clocks[timeZone] ??= new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return Date.parse(clocks[timeZone].format(time).replace(" ", "T") + "Z");
}

/** The instant at which clocks show a time: of two the first, and of none the one by the clock as it was before. */
function instant(zone, wall) {
  const [first, second] = [wall - DAY, wall + DAY].map((near) => wall - local(zone, near) + near);
  return local(zone, first) === wall || local(zone, second) !== wall ? first : second;
}

const midnight = (wall) => wall - (wall % DAY);

/** The spans of the day that begins at a midnight. */
function spans({ week, days }, wall) {
  const day = new Date(wall);
  const date = day.toISOString().slice(0, 10);
  return days[date] ?? days[date.slice(5)] ?? week[(day.getUTCDay() + 6) % 7];
}

/** When the desk is open from now on: spans that touch are one. */
function* openings(schedule, now) {
  const today = midnight(local(schedule.zone, now));
  let start;
  let end;
  for (let day = -1; day <= HORIZON; day++) {
    const wall = today + day * DAY;
    for (const span of spans(schedule, wall)) {
      const [a, b] = span.map((minute) => instant(schedule.zone, wall + minute * MINUTE));
      if (b <= a || b <= now) continue;
      if (a > end) {
        yield [start, end];
        end = 0;
      }
      if (!end) start = a;
      end = Math.max(end || b, b);
      if (end - Math.max(start, now) > ENDLESS * DAY) return yield [start, Infinity];
    }
  }
  if (end) yield [start, end];
}

/** Whether a desk is open, and when that changes; nothing where it says no hours. */
export function state(schedule, now) {
  if (!schedule.week) return null;
  const [start, end] = openings(schedule, now).next().value ?? [Infinity];
  const open = start <= now;
  const change = open ? end : start;
  return { open, change: change < Infinity ? change : null };
}

/** Until when an answer is due, or nothing; a promise is an amount, a unit, and whether hours or the clock count. */
export function due(schedule, [amount, unit, basis], now) {
  const { zone, week } = schedule;
  let left = amount * { minute: 1, hour: 60 }[unit] * MINUTE;
  if (!week || basis === "clock") return left ? now + left : instant(zone, local(zone, now) + amount * DAY);
  for (const [start, end] of openings(schedule, now)) {
    const begin = Math.max(start, now);
    if (!left) return afterDays(schedule, local(zone, begin), amount);
    if (left <= end - begin) return begin + left;
    left -= end - begin;
  }
  return null;
}

/** The same time of day after so many days on which the desk opens, or the last one before it when it is open. */
function afterDays(schedule, begin, left) {
  let wall = midnight(begin);
  const time = (begin - wall) / MINUTE;
  for (let looked = HORIZON + 7 * left; looked; looked--) {
    const found = spans(schedule, (wall += DAY));
    if (!found.length || --left) continue;
    const last = found.findLast(([from]) => from <= time);
    return instant(schedule.zone, wall + (last ? Math.min(time, last[1]) : found[0][0]) * MINUTE);
  }
  return null;
}

/** What the page says of its channels. */
let channels, schedules, peaks, words, lang, first, trail;

/** A text with a time as clocks show it, and its day where that isn't today (or is known, as that of the closing is). */
function say(text, time, now, timeZone, bare) {
  const ahead = (midnight(local(timeZone, time)) - midnight(local(timeZone, now))) / DAY;
  const day = ahead > 6 ? { day: "numeric", month: "long" } : ahead && { weekday: "long" };
  const parts = { timeZone, hourCycle: "h23", hour: "2-digit", minute: "2-digit", ...(!bare && day) };
  return text.replace("{time}", `\u2068${new Intl.DateTimeFormat(lang, parts).format(time)}\u2069`);
}

/** What is said of the hours: open until when, or from when on. */
function hours({ zone }, { open, change }, now) {
  if (!change || (open && change - now > DAY)) return words[open ? "open" : "closed"];
  const said = say(words[open ? "until" : "from"], change, now, zone, open);
  const here = local(undefined, change) === local(zone, change);
  return here ? said : `${said} (${say(words.yours, change, now, undefined, open)})`;
}

/** The promise that holds for a channel now, and until when it is due: a longer one while many write. */
export function promised(id, now = Date.now(), priority = first) {
  const { schedule, reply, priority: sooner } = channels?.[id] ?? {};
  const peak = peaks?.find(({ from, until, replies }) => replies[id] && from <= now && now < until);
  const said = peak?.replies[id] || (priority && sooner) || reply;
  const time = said && due(schedules[schedule], said.is, now);
  // Whole minutes, and none too early.
  return [said?.text, time ? say(words.due, Math.ceil(time / MINUTE) * MINUTE, now) : ""];
}

function show(item, now) {
  const { id } = item.dataset;
  const schedule = schedules[channels[id].schedule];
  const is = state(schedule, now);
  item.dataset.state = is ? (is.open ? "open" : "closed") : "any";
  const texts = [...promised(id, now), is && hours(schedule, is, now)];
  ["reply", "due", "hours"].forEach((name, at) => {
    const node = item.querySelector(`.channel-${name}`);
    if (!node || texts[at] == null) return;
    if (node.textContent !== texts[at]) node.textContent = texts[at];
    node.hidden = !texts[at];
  });
}

/** Shows how things are, and what is open first. Where articles change in one page, so does what is said of channels. */
export function update() {
  const data = document.querySelector(".contact-data")?.textContent ?? "{}";
  ({ channels, schedules, peaks, words, lang, first, trail } = JSON.parse(data));
  if (!channels) return;
  const now = Date.now();
  const list = document.querySelector(".channels");
  const items = [...list.children];
  for (const item of items) show(item, now);
  const order = ({ dataset }) => ["open", "any", "closed"].indexOf(dataset.state);
  const sorted = [...items].sort((a, b) => order(a) - order(b));
  // Nothing moves away from under a hand or a reading voice.
  if (!list.contains(document.activeElement) && sorted.some((item, at) => item !== items[at])) list.append(...sorted);
  for (const past of document.querySelectorAll("[data-last]")) {
    past.hidden = past.dataset.last < new Date(now - DAY).toISOString();
  }
}

update();
setInterval(update, MINUTE / 6);
addEventListener("visibilitychange", update);

// Where the form asks for it: what this tab read and searched. Nobody is told of it unless the reader ticks so.
if (trail) {
  const note = (step) => {
    const steps = sessionStorage.getItem("helpdex-trail")?.split("\n") ?? [];
    sessionStorage.setItem("helpdex-trail", [...new Set([...steps, step])].slice(-20).join("\n"));
  };
  if (document.body.matches(".page-article")) note(document.querySelector("h1").innerText);
  addEventListener("pagehide", () => {
    const query = document.getElementById("hd-q")?.value.trim();
    if (query) note(`“${query}”`);
  });
}
