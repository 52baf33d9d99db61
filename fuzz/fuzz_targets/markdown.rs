//! The body of an article: whatever it says, a browser finds nothing in the page that runs.
#![no_main]

#[path = "../../tests/support/inert.rs"]
mod inert;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let html = helpdex::fuzzing::markdown(text);
    let dangers = inert::dangers(&html);
    assert!(dangers.is_empty(), "{dangers:?} in {html:?}");
});
