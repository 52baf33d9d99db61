//! A file as an article: front matter, its faults, and how these are shown.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| helpdex::fuzzing::front_matter(text));
