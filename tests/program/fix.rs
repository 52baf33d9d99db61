//! `helpdex check --fix` and files that must not come to harm.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::Site;

const BEFORE: &str = "---\r\ntilte: \"A\" # x\r\n---\r\n\r\nText.\r\n";
const AFTER: &str = "---\r\ntitle: \"A\" # x\r\n---\r\n\r\nText.\r\n";

#[test]
fn several_rules_at_once() {
    let site = Site::new()
        .file(
            "content/payouts/fees.md",
            "---\ntitle: Fees\naliases: [/costs/]\nownr: Ann\n---\n\nNo.\n\n## Card\n\nNone.\n\n# More\n\nSee [x](#MORE).\n",
        )
        .file("content/payouts/when.ru.md", "---\ntitle: Когда?\n---\n\nСм. [цены](/costs/#card).\n");
    site.run(["check", "--fix", "--dirty", "--strict"]).status(0);
    let fees = "---\ntitle: Fees\naliases: [/costs/]\nowner: Ann\n---\n\nNo.\n\n## Card\n\nNone.\n\n## More\n\nSee [x](#more).\n";
    assert_eq!(site.read("content/payouts/fees.md"), fees);
    assert!(site.read("content/payouts/when.ru.md").contains("[цены](/payouts/fees.md#card)"));
}

#[test]
fn only_files_that_are_safe_in_a_commit_are_changed() {
    let site = Site::new().file("content/payouts/a.md", BEFORE).file("content/payouts/b.md", BEFORE);
    let site = site.file("content/payouts/c.md", BEFORE);
    site.git(["init", "--quiet"]).commit("One");
    let changed = format!("{BEFORE}More.\r\n");
    site.with("content/payouts/b.md", &changed).git(["add", "."]).with("content/payouts/d.md", BEFORE);
    let told = site.run(["check", "--fix", "--quiet", "--format", "short"]).status(1);
    told.finds(&[
        "content/payouts/b.md:1:1 missing-title",
        "content/payouts/b.md:2:1 unknown-key",
        "content/payouts/c.md:2:8 duplicate-title",
        "content/payouts/d.md:1:1 missing-title",
        "content/payouts/d.md:2:1 unknown-key",
    ]);
    assert_eq!(site.read("content/payouts/a.md"), AFTER);
    assert_eq!(site.read("content/payouts/c.md"), AFTER);
    assert_eq!(site.read("content/payouts/b.md"), changed);
    assert_eq!(site.read("content/payouts/d.md"), BEFORE);
    site.run(["check", "--fix", "--dirty"]).status(0);
    assert_eq!(site.read("content/payouts/d.md"), AFTER);
}

#[test]
fn a_dry_run_writes_nothing() {
    let site = Site::new().file("content/payouts/a.md", BEFORE);
    site.git(["init", "--quiet"]).commit("One");
    let told = site.run(["check", "--fix", "--dry-run"]).status(1);
    told.stdout_has("-tilte: \"A\" # x").stdout_has("+title: \"A\" # x").stderr_has("nothing was written");
    assert_eq!(site.read("content/payouts/a.md"), BEFORE);
}

#[test]
fn a_run_that_is_killed_leaves_each_file_old_or_new() {
    let site = (0..400).fold(Site::new(), |site, number| site.file(&format!("content/payouts/{number}.md"), BEFORE));
    let (mut old, mut new) = (0, 0);
    for pause in [0, 60, 120, 200, 300, 450] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_helpdex"));
        run.args(["check", "--fix", "--dirty", "--quiet"]).current_dir(site.path(""));
        let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        std::thread::sleep(Duration::from_millis(pause));
        run.kill().expect("killed");
        run.wait().expect("ended");
        for number in 0..400 {
            let path = format!("content/payouts/{number}.md");
            match site.read(&path).as_str() {
                BEFORE => old += 1,
                AFTER => new += 1,
                other => panic!("{path}: {other:?}"),
            }
        }
    }
    assert_eq!(old + new, 2_400);
    // Whatever a killed run left behind is no content, and the next run mends the rest.
    site.run(["check", "--fix", "--dirty", "--quiet", "--format", "short"]).status(0);
    assert!((0..400).all(|number| site.read(&format!("content/payouts/{number}.md")) == AFTER));
}

#[cfg(unix)]
#[test]
fn a_file_that_can_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new().file("content/payouts/a.md", BEFORE);
    let folder = site.path("content/payouts");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).expect("set");
    // The superuser may write everywhere.
    let may = std::fs::write(folder.join("probe"), "").is_ok();
    if !may {
        site.run(["check", "--fix", "--dirty"]).status(3).stderr_has("content/payouts/a.md");
        assert_eq!(site.read("content/payouts/a.md"), BEFORE);
    }
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).expect("set");
}
