// Reads the search index: loads what the engine asks for, unpacks it and hands it over. There is no rule of search here;
// all of those are in the engine (WebAssembly).

/** The version of the index that this script can drive. */
const FORMAT = 6;
/** An answer needs a round each for dictionary, postings, pages and articles, and one to open a language. */
const ROUNDS = 60;
/** Parts of the index of these kinds tell what words mean. */
const MEANING = [4, 5, 6];
/** What the engine has to know of the language is a part of this kind. */
const LANGUAGE = 7;
const DONE = 0;
const NEEDS = 1;
const OPEN = 3;
/** Before each part of a pack stand so many bytes that the engine knows it by. */
const CHECK = 6;
/** A host that takes longer for one file is as good as gone. */
const PATIENCE = 30_000;

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Engines by URL: languages of one site share theirs. */
const engines = new Map();

/**
 * Opens the index of the reader's language, by the URL of its manifest. The other languages that it names are opened when a
 * query needs them. `opened` is what the manifest holds, where the page has loaded it already.
 */
export async function open({ manifest }, opened) {
  const read = opened ?? (await named(manifest));
  const archive = new Archive(manifest, read);
  await archive.open(0, read);
  return archive;
}

/**
 * The languages of a site in the order in which a reader is answered: the page's own, the site's default one, then those
 * that the browser is set to.
 */
function inOrder(own, languages) {
  const wanted = (navigator.languages ?? []).map((code) => code.toLowerCase());
  const rank = (code) => {
    const at = wanted.findIndex((want) => want === code.toLowerCase() || want.split("-")[0] === code.toLowerCase());
    return at < 0 ? wanted.length : at;
  };
  const others = languages.slice(1).sort((a, b) => rank(a) - rank(b));
  return [...new Set([own, languages[0], ...others])];
}

/** The open indexes of a site, by their language's place in the order. Each manifest stands beside the first. */
class Archive {
  constructor(manifest, { lang, languages = [lang] }) {
    this.codes = inOrder(lang, languages);
    this.manifests = this.codes.map((code) => new URL(`${code}.json`, manifest).href);
    this.withDefault = lang === languages[0] ? 0 : 1;
    this.coming = new Map();
    /** Packs as a whole, from hosts that send no ranges of a file. */
    this.packs = new Map();
    this.ranges = true;
  }

  async open(place, opened) {
    const url = this.manifests[place];
    const manifest = opened ?? (await named(url));
    if (manifest.format !== FORMAT || !manifest.engine) throw new Error("the search index has another version");
    const [engine, core, language] = await Promise.all([
      engineAt(new URL(manifest.engine, url).href),
      unpacked(new URL(manifest.core, url)),
      manifest.language && unpacked(new URL(manifest.language, url)),
    ]);
    this.engine ??= engine;
    if (engine !== this.engine) throw new Error("the languages were not built together");
    this.session ??= engine.session();
    if (place === 0) this.core = manifest.core;
    const name = utf8.encode(manifest.core);
    let state = engine.open(this.session, place, ...room(engine, core), ...room(engine, name));
    if (state === DONE && language) state = engine.supply(this.session, place, LANGUAGE, 0, ...room(engine, language));
    if (state !== DONE) {
      throw new Error("the search index is damaged");
    }
  }

  /** Whether the host has another index by now. */
  async outdated() {
    return (await named(this.manifests[0])).core !== this.core;
  }

  /**
   * Answers a query, in JSON. What was loaded stays loaded, so a later query fetches only what is new. For a guess no other
   * language is opened: without one that it needs there is no answer (null).
   */
  async search(query, { limit, category = "", near = false }) {
    const { engine, session } = this;
    let { codes } = this;
    for (let round = 0; round < ROUNDS; round++) {
      const asked = utf8.encode(`${query.replaceAll("\0", " ")}\0${category}\0${codes.join(" ")}`);
      const state = engine.search(session, ...room(engine, asked), limit, this.withDefault);
      if (state === DONE) return this.answer();
      if (state === OPEN && near) return null;
      if (state !== NEEDS && state !== OPEN) break;
      const answer = JSON.parse(this.answer());
      // Nor are words looked up by their meaning for a guess: those files are for what somebody has typed.
      if (near && state === NEEDS && answer.some(([, kind]) => MEANING.includes(kind))) return null;
      const place = state === OPEN ? answer : answer[0][0];
      try {
        await (state === OPEN ? this.open(place) : this.supply(answer));
      } catch (fault) {
        if (place === 0 || fault instanceof WebAssembly.RuntimeError) throw fault;
        // Without the other languages there is still what the reader's own has.
        codes = codes.slice(0, place);
      }
    }
    throw new Error("the search index leads nowhere");
  }

  async supply(wanted) {
    const { engine, session, manifests } = this;
    const parts = await Promise.all(
      wanted.map(([place, , , at, length, name]) => this.part(new URL(name, manifests[place]).href, at, length)),
    );
    wanted.forEach(([place, kind, number], at) => {
      if (engine.supply(session, place, kind, number, ...room(engine, parts[at])) !== DONE) {
        throw new Error("a file of the search index is damaged");
      }
    });
  }

  /** A part is loaded once, however many questions wait for it. */
  part(url, at, length) {
    const key = `${url} ${at}`;
    let part = this.coming.get(key);
    if (!part) {
      part = (length ? this.piece(url, at, length) : unpacked(url)).finally(() => this.coming.delete(key));
      this.coming.set(key, part);
    }
    return part;
  }

  /** A piece of a pack. Some hosts send the pack whatever is asked of it, and some can't send a range as it was asked for. */
  async piece(url, at, length) {
    let whole;
    if (this.ranges && !this.packs.has(url)) {
      const headers = { range: `bytes=${at}-${at + length - 1}` };
      try {
        const bytes = await all(url, { headers });
        if (bytes.length === length) return await opened(bytes);
        if (bytes.length > length) whole = bytes;
      } catch {
        // The pack as a whole tells whether it's the range or the host.
      }
    }
    if (whole) this.packs.set(url, Promise.resolve(whole));
    else if (!this.packs.has(url)) {
      whole = all(url);
      this.packs.set(url, whole);
      whole.catch(() => this.packs.delete(url));
    }
    const pack = await this.packs.get(url);
    this.ranges = false;
    return opened(pack.subarray(at, at + length));
  }

  answer() {
    const { engine, session } = this;
    return text.decode(new Uint8Array(engine.memory.buffer, engine.answer(session), engine.answer_length(session)));
  }
}

/** Copies bytes into the engine's memory: their place and their number. */
function room(engine, bytes) {
  const at = engine.room(bytes.length);
  new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
}

function engineAt(url) {
  let engine = engines.get(url);
  if (!engine) {
    engine = unpacked(url).then(async (bytes) => (await WebAssembly.instantiate(bytes)).instance.exports);
    engines.set(url, engine);
    // What failed may be tried again: the network comes back.
    engine.catch(() => engines.delete(url));
  }
  return engine;
}

/** Forgets the engines, so that the next question begins anew. */
export function forget() {
  engines.clear();
}

async function load(url, options) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), ...options });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

/** A manifest. It keeps its name from build to build, so the host is asked whether it has another one by now. */
async function named(url) {
  return (await load(url, { cache: "no-cache" })).json();
}

async function all(url, options) {
  return new Uint8Array(await (await load(url, options)).arrayBuffer());
}

/** The bytes of a file that Helpdex compressed. Some hosts unpack such files on their way. */
async function unpacked(url) {
  const bytes = await all(url);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? inflated([bytes], "gzip") : bytes;
}

/** A part of a pack: its check, and what follows it unpacked. */
async function opened(bytes) {
  const content = await inflated([bytes.subarray(CHECK)], "deflate-raw");
  const part = new Uint8Array(CHECK + content.length);
  part.set(bytes.subarray(0, CHECK));
  part.set(content, CHECK);
  return part;
}

async function inflated(bytes, format) {
  const stream = new Blob(bytes).stream().pipeThrough(new DecompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
