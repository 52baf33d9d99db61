//! Transcripts of the command line: what people type, and what Helpdex answers.

#[test]
fn transcripts() {
    // Always the same day: 2026-11-21.
    trycmd::TestCases::new().env("SOURCE_DATE_EPOCH", "1795262400").case("tests/cmd/*.md");
}
