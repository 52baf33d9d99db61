//! Elements whose content is text, whatever tags seem to be in it.

use html5gum::State;

/// How the content of the element of this name is read, if not as markup.
pub(super) fn state(name: &str) -> Option<State> {
    // Without `noscript`: its content is text only to a browser that runs scripts.
    let (known, state) = match name.len() {
        3 => ("xmp", State::RawText),
        5 if name.starts_with(['t', 'T']) => ("title", State::RcData),
        5 => ("style", State::RawText),
        6 if name.starts_with(['s', 'S']) => ("script", State::ScriptData),
        6 => ("iframe", State::RawText),
        7 => ("noembed", State::RawText),
        8 if name.starts_with(['t', 'T']) => ("textarea", State::RcData),
        8 => ("noframes", State::RawText),
        9 => ("plaintext", State::PlainText),
        _ => return None,
    };
    name.eq_ignore_ascii_case(known).then_some(state)
}
