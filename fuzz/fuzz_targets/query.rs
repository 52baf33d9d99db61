//! What a customer types, in a site of three languages.
#![no_main]

#[path = "../../crates/search/tests/common/bytes.rs"]
mod bytes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| bytes::query(data));
