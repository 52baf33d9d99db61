//! Helpdex's search engine for the browser: bindings and nothing else.
//!
//! There is no wasm-bindgen: seven functions over numbers need no generated glue. Bytes travel through buffers that the
//! engine allocates and the caller fills; whatever is answered stands in the session's answer until the next call.
//! The page's script (`themes/default/js/archive.js`) is the only caller and keeps to the rules under "Safety".
#![cfg(target_arch = "wasm32")]

use helpdex_search::languages::MultilingualSearch;
use helpdex_search::{Answer, Engine, Location, Part, Query, Refusal};
use talc::cell::TalcSyncCell;
use talc::wasm::{WasmBinning, WasmGrowAndClaim};

/// A module has one thread. What is asked for grows with what is loaded, and little of it is freed.
#[global_allocator]
static ALLOCATOR: TalcSyncCell<WasmGrowAndClaim, WasmBinning> = TalcSyncCell::new_wasm(WasmGrowAndClaim);

/// The open archives of a site and the last answer. Archives have places in the order in which a reader is answered: the
/// reader's own language is at 0.
pub struct Session {
    engines: Vec<Option<Engine>>,
    answer: String,
}

/// Everything went well.
const DONE: u32 = 0;
/// `search` needs parts: the answer is a JSON list of `[place, kind, number, start, length, file name]`. A part of no length
/// is the file itself.
const NEEDS: u32 = 1;
/// The bytes are not what they should be, or were written by another version.
const DAMAGED: u32 = 2;
/// `search` needs the archive of another language: the answer is its place.
const OPEN: u32 = 3;

/// No site has so many languages; a place is never more.
const MOST_LANGUAGES: usize = 256;

/// Begins: no archive is open yet.
#[unsafe(no_mangle)]
pub extern "C" fn session() -> *mut Session {
    Box::into_raw(Box::new(Session { engines: Vec::new(), answer: String::new() }))
}

/// Makes room for bytes that the caller fills and then hands back with the next call.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    Box::into_raw(vec![0u8; length].into_boxed_slice()).cast()
}

/// Takes the bytes back that [`room`] made room for.
///
/// # Safety
/// `bytes` and `length` are those of one call of `room`, and are used once.
unsafe fn take(bytes: *mut u8, length: usize) -> Box<[u8]> {
    // SAFETY: `room` made this box, and the caller gives it back once.
    unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(bytes, length)) }
}

/// Opens an archive at its place, by its core file, unpacked, and the file's name.
///
/// # Safety
/// `session` comes from [`session`]; `bytes` and `length`, and those of the name, are each those of one call of [`room`],
/// and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(
    session: *mut Session,
    place: usize,
    bytes: *mut u8,
    length: usize,
    name: *mut u8,
    name_length: usize,
) -> u32 {
    // SAFETY: as above.
    let (session, core, name) = unsafe { (&mut *session, take(bytes, length), take(name, name_length)) };
    let engine = Engine::open(&core, core::str::from_utf8(&name).unwrap_or_default());
    match engine {
        Ok(engine) if place < MOST_LANGUAGES => {
            while session.engines.len() <= place {
                session.engines.push(None);
            }
            session.engines[place] = Some(engine);
            DONE
        }
        Ok(_) | Err(Refusal::Format | Refusal::Damaged) => DAMAGED,
    }
}

/// Asks. The bytes are the query in UTF-8, without any zero, a zero, the URL of a category or nothing, a zero, and the codes of
/// the languages that may be asked, separated by spaces. The second of those is the site's default one where `with_default` is
/// not zero.
///
/// # Safety
/// `session` comes from [`session`]; `bytes` and `length` are those of one call of [`room`], and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn search(
    session: *mut Session,
    bytes: *mut u8,
    length: usize,
    limit: usize,
    with_default: u32,
) -> u32 {
    // SAFETY: as above.
    let (session, bytes) = unsafe { (&mut *session, take(bytes, length)) };
    let text = core::str::from_utf8(&bytes).unwrap_or_default();
    let (text, rest) = text.split_once('\0').unwrap_or_default();
    let (category, codes) = rest.split_once('\0').unwrap_or_default();
    let category = (!category.is_empty()).then(|| category.to_owned());
    let query = Query { text: text.to_owned(), limit, category, explain: false, foreign: false };
    let codes: Vec<&str> = codes.split(' ').collect();
    let mut search = MultilingualSearch::new(&query, &codes, with_default != 0);
    while let Some(place) = search.next() {
        let Some(Some(engine)) = session.engines.get(place) else {
            session.answer.clear();
            push_number(&mut session.answer, place);
            return OPEN;
        };
        match engine.search(search.query()) {
            Answer::Results(results) => search.add(*results),
            Answer::Dependencies(parts) => {
                session.answer = needs(engine, place, &parts);
                return NEEDS;
            }
        }
    }
    session.answer = search.results().to_json();
    DONE
}

fn needs(engine: &Engine, place: usize, parts: &[Part]) -> String {
    let mut out = String::from("[");
    for part in parts {
        let (kind, number) = match *part {
            Part::Block(number) => (0, number),
            Part::Chunk(block, number) => (1, block << 16 | number),
            Part::Page(number) => (2, number),
            Part::Articles(page, number) => (3, page << 16 | number),
            Part::ExpansionList(list) => (4, list),
            Part::Expansions(list, run) => (5, list << 16 | run),
            Part::ExpansionLanguage(list) => (6, list),
            Part::Language => (7, 0),
        };
        let (file, range) = match engine.locate(*part) {
            Some(Location { file, range }) => (file, range.unwrap_or_default()),
            None => Default::default(),
        };
        out.push_str(if out.len() > 1 { ",[" } else { "[" });
        for number in [place, kind, number, range.start, range.len()] {
            push_number(&mut out, number);
            out.push(',');
        }
        out.push('"');
        out.push_str(&file);
        out.push_str("\"]");
    }
    out.push(']');
    out
}

fn push_number(out: &mut String, number: usize) {
    if number > 9 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Hands over a part of the archive at a place: its check as it is, and what follows unpacked; a file of its own unpacked.
///
/// # Safety
/// As for [`search`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn supply(
    session: *mut Session,
    place: usize,
    kind: u32,
    number: usize,
    bytes: *mut u8,
    length: usize,
) -> u32 {
    // SAFETY: as above.
    let (session, bytes) = unsafe { (&mut *session, take(bytes, length)) };
    let (outer, inner) = (number >> 16, number & 0xffff);
    let part = match kind {
        0 => Part::Block(number),
        1 => Part::Chunk(outer, inner),
        2 => Part::Page(number),
        3 => Part::Articles(outer, inner),
        4 => Part::ExpansionList(number),
        6 => Part::ExpansionLanguage(number),
        7 => Part::Language,
        _ => Part::Expansions(outer, inner),
    };
    let Some(Some(engine)) = session.engines.get_mut(place) else { return DAMAGED };
    match engine.supply(part, &bytes) {
        Ok(()) => DONE,
        Err(Refusal::Format | Refusal::Damaged) => DAMAGED,
    }
}

/// Where the last answer is.
///
/// # Safety
/// `session` comes from [`session`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer(session: *const Session) -> *const u8 {
    // SAFETY: as above.
    unsafe { &*session }.answer.as_ptr()
}

/// How long it is, in bytes of UTF-8.
///
/// # Safety
/// `session` comes from [`session`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer_length(session: *const Session) -> usize {
    // SAFETY: as above.
    unsafe { &*session }.answer.len()
}
