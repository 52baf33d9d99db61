//! Helpdex's search engine for the browser: bindings and nothing else.
//!
//! There is no wasm-bindgen: seven functions over numbers need no generated glue. Bytes travel through buffers that the
//! engine allocates and the caller fills; whatever is answered stands in the session's answer until the next call.
//! The page's script (`themes/default/js/archive.js`) is the only caller and keeps to the rules under "Safety".
#![cfg(target_arch = "wasm32")]

use helpdex_search::{Answer, Engine, Part, Query, Refusal};

/// An open archive and the last answer.
pub struct Session {
    engine: Engine,
    answer: String,
}

/// Everything went well.
const DONE: u32 = 0;
/// `search` needs parts: the answer is a JSON list of `[kind, number, file name]`.
const NEEDS: u32 = 1;
/// The bytes are not what they should be.
const DAMAGED: u32 = 2;

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

/// Opens an archive by its core file, unpacked, and the file's name. The result is null when it was written by another
/// version or is damaged.
///
/// # Safety
/// `bytes` and `length`, and those of the name, are each those of one call of [`room`], and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(bytes: *mut u8, length: usize, name: *mut u8, name_length: usize) -> *mut Session {
    // SAFETY: as above.
    let (core, name) = unsafe { (take(bytes, length), take(name, name_length)) };
    match Engine::open(&core, core::str::from_utf8(&name).unwrap_or_default()) {
        Ok(engine) => Box::into_raw(Box::new(Session { engine, answer: String::new() })),
        Err(Refusal::Format | Refusal::Damaged) => core::ptr::null_mut(),
    }
}

/// Asks. The bytes are the query in UTF-8, a zero, and the URL of a category or nothing.
///
/// # Safety
/// `session` comes from [`open`]; `bytes` and `length` are those of one call of [`room`], and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn search(session: *mut Session, bytes: *mut u8, length: usize, limit: usize) -> u32 {
    // SAFETY: as above.
    let (session, bytes) = unsafe { (&mut *session, take(bytes, length)) };
    let text = core::str::from_utf8(&bytes).unwrap_or_default();
    let (text, category) = text.rsplit_once('\0').unwrap_or((text, ""));
    let category = (!category.is_empty()).then(|| category.to_owned());
    match session.engine.search(&Query { text: text.to_owned(), limit, category, explain: false }) {
        Answer::Results(results) => {
            session.answer = results.to_json();
            DONE
        }
        Answer::Needs(parts) => {
            session.answer = needs(&session.engine, &parts);
            NEEDS
        }
    }
}

fn needs(engine: &Engine, parts: &[Part]) -> String {
    let mut out = String::from("[");
    for part in parts {
        let (kind, number) = match *part {
            Part::Block(number) => ('0', number),
            Part::Chunk(number) => ('1', number),
            Part::Page(number) => ('2', number),
            Part::File(number) => ('3', number),
        };
        out.push_str(if out.len() > 1 { ",[" } else { "[" });
        out.push(kind);
        out.push(',');
        push_number(&mut out, number);
        out.push_str(",\"");
        out.push_str(&engine.file_name(*part).unwrap_or_default());
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

/// Hands over a part, unpacked.
///
/// # Safety
/// As for [`search`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn supply(session: *mut Session, kind: u32, number: usize, bytes: *mut u8, length: usize) -> u32 {
    // SAFETY: as above.
    let (session, bytes) = unsafe { (&mut *session, take(bytes, length)) };
    let part = match kind {
        0 => Part::Block(number),
        1 => Part::Chunk(number),
        2 => Part::Page(number),
        _ => Part::File(number),
    };
    match session.engine.supply(part, &bytes) {
        Ok(()) => DONE,
        Err(Refusal::Format | Refusal::Damaged) => DAMAGED,
    }
}

/// Where the last answer is.
///
/// # Safety
/// `session` comes from [`open`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer(session: *const Session) -> *const u8 {
    // SAFETY: as above.
    unsafe { &*session }.answer.as_ptr()
}

/// How long it is, in bytes of UTF-8.
///
/// # Safety
/// `session` comes from [`open`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer_length(session: *const Session) -> usize {
    // SAFETY: as above.
    unsafe { &*session }.answer.len()
}
