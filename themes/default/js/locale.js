// Which language of the site a reader's browser means, and where this page is in it.

const SAME = { nb: "no", nn: "no", iw: "he", in: "id" };

/** What a code stands for: `zh-TW` is written in other letters than `zh`. */
function known(code) {
  try {
    const { language, script, region } = new Intl.Locale(code).maximize();
    return { language: SAME[language] ?? language, script, region };
  } catch {
    return {};
  }
}

/** The code among `codes` that a reader of `wanted` understands. */
export function nearest(wanted, codes) {
  if (codes.includes(wanted)) return wanted;
  const { language, script, region } = known(wanted);
  if (!language) return undefined;
  const same = codes.filter((code) => known(code).language === language && known(code).script === script);
  return same.find((code) => known(code).region === region) ?? same[0];
}

/**
 * Where this page is in another language, by the place of its code among `codes`: the page itself where it exists, else
 * its topic, else the home page. `opener` is the link to the list of languages, which says where the page exists.
 */
export function version(opener, lang, codes, at) {
  const prefix = (code) => (code === codes[0] ? "" : `${code}/`);
  const { pathname } = new URL(opener.href);
  const base = pathname.slice(0, pathname.length - `${prefix(lang)}languages/`.length);
  const path = location.pathname.slice(`${base}${prefix(lang)}`.length);
  const there = base + prefix(codes[at]);
  const bits = BigInt(`0x${opener.dataset.versions ?? "0"}`);
  const exact = !opener.dataset.versions || Boolean((bits >> BigInt(at)) & 1n);
  if (exact) return { exact, href: there + path };
  return { exact, href: bits ? there + path.replace(/[^/]+\/$/, "") : there };
}
