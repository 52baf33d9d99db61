//! A path that a browser asks the preview for.
#![no_main]

libfuzzer_sys::fuzz_target!(|path: &str| helpdex::fuzzing::url_path(path));
