// Reads the search index: loads what the engine asks for, unpacks it and hands it over. There is no rule of search here;
// all of those are in the engine (WebAssembly).

/** The version of the index that this script can drive. */
const FORMAT = 1;
/** An answer needs a round each for dictionary, postings, names and articles. */
const ROUNDS = 12;
const DONE = 0;
const NEEDS = 1;

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Engines by URL: languages of one site share theirs. */
const engines = new Map();

/** Opens the index that a manifest names: both URLs are absolute. */
export async function open(manifestUrl) {
  const answer = await load(manifestUrl);
  const manifest = await answer.json();
  if (manifest.format !== FORMAT || !manifest.engine) throw new Error("the search index has another version");
  const [engine, core] = await Promise.all([
    engineAt(new URL(manifest.engine, manifestUrl).href),
    unpacked(new URL(manifest.core, manifestUrl)),
  ]);
  return new Archive(engine, manifestUrl, manifest.core, core);
}

/** An open index. */
class Archive {
  constructor(engine, url, name, core) {
    this.engine = engine;
    this.url = url;
    this.session = engine.open(...room(engine, core), ...room(engine, utf8.encode(name)));
    if (!this.session) throw new Error("the search index is damaged");
  }

  /** Answers a query. What was loaded stays loaded, so a later query fetches only what is new. */
  async search(query, { limit, category = "" }) {
    const { engine, session } = this;
    const asked = utf8.encode(`${query}\0${category}`);
    for (let round = 0; round < ROUNDS; round++) {
      const state = engine.search(session, ...room(engine, asked), limit);
      const answer = JSON.parse(this.answer());
      if (state === DONE) return answer;
      if (state !== NEEDS) break;
      const parts = await Promise.all(answer.map(([, , name]) => unpacked(new URL(name, this.url))));
      answer.forEach(([kind, number], at) => {
        if (engine.supply(session, kind, number, ...room(engine, parts[at])) !== DONE) {
          throw new Error("a file of the search index is damaged");
        }
      });
    }
    throw new Error("the search index leads nowhere");
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

/** Forgets the engines: one that broke off in the middle of its work is not to be asked again. */
export function forget() {
  engines.clear();
}

async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

/** The bytes of a file that Helpdex compressed. Some hosts unpack such files on their way. */
async function unpacked(url) {
  const bytes = new Uint8Array(await (await load(url)).arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
