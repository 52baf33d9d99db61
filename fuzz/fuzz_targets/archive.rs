//! A file of the index that is not what it should be. With `cfg(fuzzing)` the engine takes files whose bytes don't go
//! with their names, which it else refuses before it reads them.
#![no_main]

#[path = "../../crates/search/tests/common/bytes.rs"]
mod bytes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| bytes::archive(data));
