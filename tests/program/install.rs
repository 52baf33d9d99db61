//! `install-helpdex.sh`, which `helpdex init` writes and the action calls, with a release that lies on this machine.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Output};

use crate::runner::{Runner, failed, step, told, yaml};
use crate::support::Site;

/// A new site and a release for this machine: its program only tells its version and what it is asked.
struct Fixture {
    runner: Runner,
    release: String,
    archive: String,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Fixture {
    fn new() -> Self {
        let site = Site::empty();
        site.run(["init", "help"]).status(0);
        let runner = Runner::new();
        std::fs::copy(site.path("help/install-helpdex.sh"), runner.path("work/install-helpdex.sh")).expect("copied");
        let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-musl" };
        let folder = format!("helpdex-{}-{system}", std::env::consts::ARCH);
        let log = runner.path("asked").display().to_string();
        let program = format!(
            "#!/bin/sh\nif [ \"$1\" = -V ]; then echo 'helpdex {VERSION}'; else echo \"helpdex $*\" >> '{log}'; fi\n"
        );
        runner.file(&format!("release/{folder}/helpdex"), &program);
        let archive = format!("{folder}.tar.gz");
        let pack = format!(
            "cd ../release; chmod +x {folder}/helpdex; tar -czf {archive} {folder}; {SUM} {archive} > SHA256SUMS; \
             rm -r {folder}"
        );
        told(&runner.run(&pack, &[]));
        let release = format!("file://{}", runner.path("release").display());
        Self { runner, release, archive }
    }

    fn install(&self, env: &[(&str, &str)]) -> Output {
        self.runner.run("sh install-helpdex.sh bin", env)
    }

    fn is_installed(&self) -> bool {
        self.runner.path("work/bin/helpdex").exists()
    }

    fn sha256(&self) -> String {
        self.runner.read("release/SHA256SUMS").split(' ').next().unwrap_or_default().to_owned()
    }
}

const SUM: &str = if cfg!(target_os = "macos") { "shasum -a 256" } else { "sha256sum" };

#[test]
fn a_release_is_fetched_compared_and_kept() {
    let found = Command::new("curl").arg("--version").output();
    assert!(found.is_ok(), "this test needs curl: `cargo xtask test` installs it where it can");
    let fixture = Fixture::new();
    let release = [("HELPDEX_RELEASE", fixture.release.as_str())];
    assert_eq!(told(&fixture.install(&release)), format!("helpdex {VERSION} in bin\n"));
    let there = fixture.runner.work().canonicalize().expect("there").join("bin");
    assert_eq!(fixture.runner.read("github-path").trim(), there.display().to_string());
    assert_eq!(std::fs::read_dir(&there).expect("listed").count(), 1, "nothing is left beside the program");
    // A release that holds another version than it says is none.
    let fault = failed(&fixture.install(&[release[0], ("HELPDEX_VERSION", "99.0.0")]));
    assert!(fault.contains(&format!("this is helpdex {VERSION}, and helpdex 99.0.0 was asked for")), "{fault}");
    // What is there is not fetched again.
    std::fs::remove_dir_all(fixture.runner.path("release")).expect("removed");
    told(&fixture.install(&release));
    // Another version is.
    let fault = failed(&fixture.install(&[release[0], ("HELPDEX_VERSION", "99.0.0")]));
    assert!(fault.contains("can't fetch file://") && fault.contains("HELPDEX_COMPILE=1"), "{fault}");
}

#[test]
fn what_is_not_the_release_is_not_installed() {
    let fixture = Fixture::new();
    let release = ("HELPDEX_RELEASE", fixture.release.as_str());
    let sum = fixture.sha256();
    let wrong = sum.chars().rev().collect::<String>();
    let fault = failed(&fixture.install(&[release, ("HELPDEX_SHA256", &wrong)]));
    assert!(fault.contains("is not what its SHA-256 says"), "{fault}");
    fixture.runner.file("release/SHA256SUMS", &format!("{sum}  another.tar.gz\n"));
    let fault = failed(&fixture.install(&[release]));
    assert!(fault.contains(&format!("says nothing of {}", fixture.archive)), "{fault}");
    assert!(!fixture.is_installed());
    // Who has written the sum down needs no list.
    told(&fixture.install(&[release, ("HELPDEX_SHA256", &sum)]));
    std::fs::remove_file(fixture.runner.path("work/bin/helpdex")).expect("removed");
    fixture.runner.file("release/SHA256SUMS", &format!("{sum}  {}\n", fixture.archive));
    let mut bytes = std::fs::read(fixture.runner.path(&format!("release/{}", fixture.archive))).expect("read");
    bytes[40] ^= 1;
    std::fs::write(fixture.runner.path(&format!("release/{}", fixture.archive)), bytes).expect("written");
    assert!(failed(&fixture.install(&[release])).contains("it is not installed"));
    assert!(!fixture.is_installed());
    let folder = std::fs::read_dir(fixture.runner.path("work/bin")).map_or(0, Iterator::count);
    assert_eq!(folder, 0, "nothing half-done is left");
}

#[test]
fn without_a_release_it_compiles_when_told_to() {
    let fixture = Fixture::new();
    if env!("CARGO_PKG_REPOSITORY").is_empty() {
        assert!(failed(&fixture.install(&[])).contains("set HELPDEX_SOURCE to the address"));
    }
    fixture.runner.tool("uname", "echo Plan9");
    let fault = failed(&fixture.install(&[("HELPDEX_RELEASE", &fixture.release)]));
    assert!(fault.contains("there is no release for Plan9") && fault.contains("HELPDEX_COMPILE=1"), "{fault}");
    let log = fixture.runner.path("asked").display().to_string();
    // It leaves itself in the place of the program.
    let cargo = "while [ \"$1\" != --root ]; do shift; done; mkdir \"$2/bin\"; cp \"$0\" \"$2/bin/helpdex\"";
    let script = format!("[ \"$1\" != -V ] || {{ echo helpdex {VERSION}; exit; }}; echo \"$*\" >> '{log}'; {cargo}");
    fixture.runner.tool("cargo", &script);
    told(&fixture.install(&[("HELPDEX_COMPILE", "1"), ("HELPDEX_SOURCE", "https://git.example.com/helpdex")]));
    let asked = fixture.runner.asked().join("\n");
    let wanted =
        format!("install --locked --profile dist --git https://git.example.com/helpdex --tag v{VERSION} --root");
    assert!(asked.contains(&wanted), "{asked}");
    assert!(fixture.is_installed());
}

#[test]
fn the_action_installs_and_runs() {
    let fixture = Fixture::new();
    let action = yaml("action.yml");
    let steps = &action["runs"]["steps"];
    // The action's own folder is the repository, its version that of `Cargo.toml`.
    let env = [
        ("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR")),
        ("HELPDEX_VERSION", ""),
        ("HELPDEX_SHA256", ""),
        ("HELPDEX_SOURCE", "https://git.example.com/helpdex"),
        ("HELPDEX_RELEASE", &fixture.release),
    ];
    let told = fixture.runner.passes(step(steps, "Install Helpdex"), &env);
    assert!(told.starts_with(&format!("helpdex {VERSION} in ")), "{told}");
    let program = fixture.runner.read("github-path");
    let program = Path::new(program.trim()).join("helpdex");
    std::fs::copy(program, fixture.runner.path("tools/helpdex")).expect("copied");
    let run = step(steps, "Run Helpdex");
    let commands = action["inputs"]["run"]["default"].as_str().expect("commands");
    fixture.runner.passes(run, &[("SITE", "docs"), ("COMMANDS", commands)]);
    assert_eq!(
        fixture.runner.asked(),
        ["check", "build", "test"].map(|command| format!("helpdex -C docs {command} --format github"))
    );
    // Options stay, a format of one's own too, and nothing of a line is run by the shell.
    let commands = "check --strict\n\n  build --out $(touch ran) \ncheck --format json\nreview";
    fixture.runner.passes(run, &[("SITE", "."), ("COMMANDS", commands)]);
    assert_eq!(
        fixture.runner.asked(),
        [
            "helpdex -C . check --strict --format github",
            "helpdex -C . build --out $(touch ran) --format github",
            "helpdex -C . check --format json",
            "helpdex -C . review",
        ]
    );
    assert!(!fixture.runner.path("work/ran").exists());
    assert_eq!(fixture.runner.asked(), Vec::<String>::new());
    fixture.runner.passes(run, &[("SITE", "."), ("COMMANDS", "")]);
    assert_eq!(fixture.runner.asked(), Vec::<String>::new(), "an empty list only installs");
    // The first that fails ends the step.
    fixture.runner.tool("helpdex", "echo \"$*\" >> \"$HOME/done\"; exit 1");
    failed(&fixture.runner.run(run["run"].as_str().expect("a script"), &[("SITE", "."), ("COMMANDS", "check\nbuild")]));
    assert_eq!(fixture.runner.read("temp/done"), "-C . check --format github\n");
}
