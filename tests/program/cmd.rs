//! Transcripts of the command line: what people type, and what Helpdex answers.

use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn transcripts() {
    // Always the same day: 2026-11-21.
    let cases = trycmd::TestCases::new();
    cases.env("SOURCE_DATE_EPOCH", "1795262400").case("tests/cmd/*.md").case("tests/cmd/rules/*.md");
}

/// Rules whose faults no transcript can show, and the test that shows each.
const ELSEWHERE: [(&str, &str, &str); 9] = [
    // They need servers that answer, and some that don't.
    ("dead-external-link", "tests/program/external.rs", "what_is_gone_what_is_silent_and_what_is_fine"),
    ("silent-external-link", "tests/program/external.rs", "what_is_gone_what_is_silent_and_what_is_fine"),
    // Hundreds of faults in one file, and a file of two megabytes.
    ("more-faults", "tests/program/rules.rs", "five_thousand_faults_in_one_file_are_counted"),
    ("too-large", "crates/content/src/source/read/tests.rs", "a_huge_article_is_refused"),
    // It needs a git repository of its own.
    ("unignored-lock", "tests/program/cli.rs", "what_a_build_leaves_beside_the_output"),
    // Names and links that not every machine can check out of git.
    ("file-name", "tests/publish/names.rs", "files_that_differ_in_case_alone"),
    ("portable-name", "tests/publish/names.rs", "names_that_windows_keeps_for_itself"),
    ("outside-content", "crates/content/src/source/read/tests.rs", "links_out_of_the_content_are_refused"),
    ("symlink", "crates/content/src/source/read/tests.rs", "links_out_of_the_content_are_refused"),
];

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn all_transcripts() -> String {
    let folders = ["tests/cmd", "tests/cmd/rules"].map(|folder| Path::new(ROOT).join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let paths = files.map(|file| file.expect("readable").path());
    paths.filter(|path| path.extension().is_some_and(|kind| kind == "md")).map(|path| read(&path)).collect()
}

#[test]
fn every_rule_stands_in_a_transcript() {
    let told = Command::new(env!("CARGO_BIN_EXE_helpdex")).args(["check", "--rules"]).output().expect("helpdex runs");
    let told = String::from_utf8(told.stdout).expect("UTF-8");
    let codes: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next()).collect();
    assert!(codes.len() > 90, "{told}");
    let transcripts = all_transcripts();
    for code in &codes {
        let shown =
            transcripts.contains(&format!("error[{code}]: ")) || transcripts.contains(&format!("warning[{code}]: "));
        let elsewhere = ELSEWHERE.iter().find(|(other, ..)| other == code);
        match elsewhere {
            None => assert!(shown, "no transcript in tests/cmd shows `{code}`"),
            Some(_) => assert!(!shown, "`{code}` stands in a transcript and needs no exception"),
        }
    }
    for (code, file, name) in ELSEWHERE {
        let text = read(&Path::new(ROOT).join(file));
        let body = text.split_once(&format!("fn {name}(")).map(|(_, rest)| rest).unwrap_or_default();
        let body = body.split("\n    }\n\n").next().and_then(|body| body.split("\n}\n\n").next()).unwrap_or_default();
        assert!(codes.contains(&code) && body.contains(code), "`{name}` in {file} does not show `{code}`");
    }
}
