//! What transcripts can't show: completions, pipes that close, editors.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::support::Site;

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Site::empty().run(["completions", shell]).status(0).stderr_is("").stdout;
        for command in ["init", "new", "import", "build", "check", "search", "base-url"] {
            assert!(script.contains(command), "{shell}: no {command}");
        }
    }
    Site::empty().run(["completions", "cmd"]).status(2).stderr_has("possible values: bash, elvish, fish");
}

#[cfg(unix)]
#[test]
fn bash_takes_its_completions() {
    let script = Site::empty().run(["completions", "bash"]).stdout;
    let mut bash = Command::new("bash");
    bash.arg("-c").arg(
        "source /dev/stdin; COMP_WORDS=(helpdex bu); COMP_CWORD=1; _helpdex helpdex bu helpdex; echo \"${COMPREPLY[*]}\"",
    );
    let mut bash = bash.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("bash starts");
    bash.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("read by bash");
    let told = bash.wait_with_output().expect("bash ends");
    assert_eq!(String::from_utf8_lossy(&told.stdout).trim(), "build");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut site = Site::new();
    for number in 0..300 {
        site = site.article(&format!("payouts/a{number}"), "A", &"[x](gone.md) ".repeat(20));
    }
    let mut check = Command::new(env!("CARGO_BIN_EXE_helpdex"));
    check.args(["check", "--format", "json"]).current_dir(site.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut check = check.spawn().expect("helpdex starts");
    let mut first = String::new();
    BufReader::new(check.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    assert!(first.starts_with('{'), "{first}");
    let ended = check.wait_with_output().expect("helpdex ends");
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[cfg(unix)]
#[test]
fn the_editor_gets_the_new_article() {
    // A command with an argument, as `code --wait` is.
    let site = Site::new().env("EDITOR", "sed -i s/draft/published/");
    site.run(["new", "payouts", "Are there fees?", "--owner", "support", "--edit"]).status(0);
    let article = site.read("content/payouts/are-there-fees.md");
    assert!(article.contains("status: published"), "{article}");
    let site = Site::new().env("EDITOR", "false");
    let failed = site.run(["new", "payouts", "Are there fees?", "--edit"]).status(3);
    failed.stderr_has("the editor `false` failed; the article is in `");
    assert!(site.has("content/payouts/are-there-fees.md"));
    let site = Site::new();
    site.run(["new", "payouts", "Are there fees?", "--edit"]).status(2).stderr_has("set $VISUAL or $EDITOR");
    assert!(!site.has("content/payouts/are-there-fees.md"), "nothing is written that can't be opened");
}

#[test]
fn a_new_site_has_no_faults() {
    let site = Site::empty();
    site.run(["init", "help"]).status(0);
    site.run(["-C", "help", "build", "--strict"]).status(0).stdout_is("");
    site.run(["-C", "help", "test"]).status(0);
    assert!(site.has("help/public/index.html") && site.has("help/public/_headers"));
    site.run(["-C", "help", "new", "account", "Как сменить пароль?", "--owner", "support"]).status(0);
    site.run(["-C", "help", "check", "--drafts"]).status(0);
}

#[test]
fn no_bar_and_no_colors_where_no_terminal_is() {
    let site = Site::new().article("payouts/a", "A", "[x](gone.md)");
    let outcome = site.run(["build"]).status(1);
    assert!(!outcome.stderr.contains(['\r', '\u{1b}']) && !outcome.stdout.contains('\u{1b}'), "{outcome}");
}

#[test]
fn what_helpdex_leaves_behind_is_not_committed() {
    let site = Site::empty();
    site.run(["init", "."]).status(0);
    site.run(["build"]).status(0);
    assert!(site.names("").iter().any(|name| name.starts_with(".public.helpdex-")), "{:?}", site.names(""));
    site.git(["init", "--quiet"]).commit("All");
    site.run(["build"]).status(0);
    let listed = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(site.path(""))
        .output()
        .expect("git runs");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    assert!(listed.contains("helpdex.yaml\n") && listed.contains("helpdex.urls\n"), "{listed}");
    let left = listed
        .lines()
        .filter(|path| path.starts_with("public") || path.contains("helpdex-") || path.starts_with(".helpdex/"));
    assert_eq!(left.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn what_a_build_leaves_beside_the_output() {
    let site = Site::new();
    let found = |wanted: &[&str]| site.run(["check", "--format", "short"]).status(0).finds(wanted);
    // Without a repository there is nobody to ignore it.
    found(&[]);
    site.git(["init", "--quiet"]).with(".git/info/exclude", "");
    found(&[".gitignore unignored-lock"]);
    let told = site.run(["check"]).status(0).stdout_has("git does not ignore `.public.helpdex-lock`");
    told.stdout_has(" = help: add the line `/.public.helpdex-*`; if it is in a commit already, run `git rm --cached");
    site.run(["build", "--quiet"]).status(0);
    assert!(site.has(".public.helpdex-lock"), "{:?}", site.names(""));
    // Once it is committed, the line alone is not enough.
    site.commit("All");
    site.with(".gitignore", "/public/\n/.public.helpdex-*\n");
    found(&[".gitignore unignored-lock"]);
    site.git(["rm", "--quiet", "--cached", ".public.helpdex-lock"]);
    found(&[]);
}
