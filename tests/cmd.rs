//! Transcripts of the command line: what people type, and what Helpdex answers.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
