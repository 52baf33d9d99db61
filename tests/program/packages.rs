//! What people install, made of the program under test and installed as they do: by pip, by npm, out of the archive.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use helpdex_package::{CHECKSUMS, Compression, finish, package};
use serde_json::Value;

use crate::support::Site;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const ADVICE: &str = "`cargo xtask test` installs python3-venv, npm and curl where it can";

/// The packages of this machine.
struct Packages {
    dir: tempfile::TempDir,
}

impl Packages {
    fn make() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let program = Path::new(env!("CARGO_BIN_EXE_helpdex"));
        let made = package(root, program, dir.path(), Compression::Fast).expect("packages");
        assert_eq!(made.len(), 4, "{made:?}");
        finish(root, dir.path(), true).expect("a package for all machines");
        Self { dir }
    }

    /// The one file whose name begins and ends so.
    fn file(&self, start: &str, end: &str) -> PathBuf {
        let files = std::fs::read_dir(self.dir.path()).expect("listed").map(|file| file.expect("listed").path());
        let fits = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            name.starts_with(start) && name.ends_with(end)
        };
        let mut found: Vec<PathBuf> = files.filter(fits).collect();
        assert_eq!(found.len(), 1, "{start}*{end}: {found:?}");
        found.remove(0)
    }

    fn sums(&self) -> String {
        std::fs::read_to_string(self.dir.path().join(CHECKSUMS)).expect("read")
    }
}

/// Runs a tool that has to be there.
#[track_caller]
fn run(command: &mut Command) -> String {
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|fault| panic!("{command:?} does not start ({fault}): {ADVICE}"));
    let text = String::from_utf8_lossy(&stdout).into_owned();
    assert!(status.success(), "{command:?}: {text}{}\n{ADVICE}", String::from_utf8_lossy(&stderr));
    text
}

/// An installed program says its version, and makes a site.
#[track_caller]
fn works(program: &Path, how: &str) {
    let told = run(Command::new(program).arg("--version"));
    assert!(told.starts_with(&format!("helpdex {VERSION}\ncommit: ")), "{how}: {told}");
    let site = Site::new();
    run(Command::new(program).arg("-C").arg(site.path("")).args(["build", "--quiet"]));
    assert!(site.has("public/payouts/when/index.html"), "{how} builds no site");
    // Statuses come through whatever stands in between.
    let refused = Command::new(program).arg("no-such-command").output().expect("it starts");
    assert_eq!(refused.status.code(), Some(2), "{how}");
}

#[test]
fn what_people_install() {
    let packages = Packages::make();
    by_pip(&packages);
    by_npm(&packages);
    #[cfg(unix)]
    out_of_the_archive(&packages);
    the_bill_is_whole(&packages);
    // The same program makes the same bytes.
    let again = Packages::make();
    assert_eq!(packages.sums(), again.sums());
    assert_eq!(packages.sums().lines().count(), 5, "{}", packages.sums());
}

fn by_pip(packages: &Packages) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let python = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(python).args(["-m", "venv"]).arg(place.path()));
    let programs = place.path().join(if cfg!(windows) { "Scripts" } else { "bin" });
    let wheel = packages.file("helpdex-", ".whl");
    run(Command::new(programs.join("pip"))
        .args(["install", "--no-index", "--no-cache-dir", "--disable-pip-version-check"])
        .arg(wheel));
    works(&programs.join("helpdex"), "pip");
    for file in [
        "man/man1/helpdex.1",
        "man/man1/helpdex-build.1",
        "bash-completion/completions/helpdex",
        "zsh/site-functions/_helpdex",
        "fish/vendor_completions.d/helpdex.fish",
    ] {
        assert!(place.path().join("share").join(file).is_file(), "pip installs no {file}");
    }
    let told = run(Command::new(programs.join("pip")).args(["show", "--files", "helpdex"]));
    for text in [&format!("Version: {VERSION}"), "LICENSE", "THIRD-PARTY-LICENSES.txt", "helpdex.cdx.json"] {
        assert!(told.contains(text), "{text}: {told}");
    }
    run(Command::new(programs.join("pip")).args(["check", "--disable-pip-version-check"]));
    run(Command::new(programs.join("pip")).args(["uninstall", "--yes", "helpdex"]));
    assert!(!programs.join("helpdex").exists() && !place.path().join("share/man/man1/helpdex.1").exists());
}

fn by_npm(packages: &Packages) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    std::fs::write(place.path().join("package.json"), "{}").expect("written");
    run(Command::new(npm)
        .args(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"])
        .arg(packages.file(&format!("helpdex-{VERSION}"), ".tgz"))
        .arg(packages.file("helpdex-", &format!("64-{VERSION}.tgz")))
        .env("npm_config_cache", place.path().join("cache"))
        .current_dir(place.path()));
    let program = place.path().join("node_modules/.bin").join(if cfg!(windows) { "helpdex.cmd" } else { "helpdex" });
    works(&program, "npm");
    // Without the package of this machine it says what to do.
    std::fs::remove_dir_all(place.path().join("node_modules/@helpdex")).expect("removed");
    let alone = Command::new(&program).arg("--version").output().expect("node starts");
    let told = String::from_utf8_lossy(&alone.stderr);
    assert!(alone.status.code() == Some(3) && told.contains("--omit=optional"), "{told}");
}

#[cfg(unix)]
fn out_of_the_archive(packages: &Packages) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let archive = packages.file("helpdex-", ".tar.gz");
    run(Command::new("tar").arg("-xzf").arg(&archive).current_dir(place.path()));
    let name = archive.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".tar.gz"));
    let folder = place.path().join(name.expect("a name"));
    works(&folder.join("helpdex"), "the archive");
    let text = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap_or_else(|_| panic!("no {file}"));
    assert!(text("LICENSE").contains("MIT"));
    assert!(text("README.md").contains("helpdex init") && text("CHANGELOG.md").contains("## ["));
    let licences = text("THIRD-PARTY-LICENSES.txt");
    for part in ["tantivy 0.", "pulldown-cmark 0.", "Apache License", "CC BY-SA 4.0"] {
        assert!(licences.contains(part), "nothing of {part}");
    }
    for (shell, file) in [("bash", "helpdex"), ("elvish", "helpdex.elv"), ("powershell", "_helpdex.ps1")] {
        assert!(text(&format!("completions/{shell}/{file}")).contains("translations"), "{shell}");
    }
    assert!(text("man/helpdex.1").starts_with(".ie") || text("man/helpdex.1").contains(".TH helpdex 1"));
    let times = run(Command::new("tar").args(["-tvzf"]).arg(&archive).env("TZ", "UTC"));
    assert!(times.lines().all(|line| line.contains("1980") || line.contains("Jan  1")), "{times}");
}

/// The rules of CycloneDX that a list of crates can break: each component is named once, each edge leads to one, and a
/// licence is an expression.
fn the_bill_is_whole(packages: &Packages) {
    let text = std::fs::read_to_string(packages.file("helpdex-", ".cdx.json")).expect("read");
    let bill: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&Value::from("CycloneDX"), &Value::from("1.5")));
    let product = &bill["metadata"]["component"];
    assert_eq!((&product["type"], &product["version"]), (&Value::from("application"), &Value::from(VERSION)));
    let parts = bill["components"].as_array().expect("components");
    let mut known: Vec<&str> = parts.iter().chain([product]).filter_map(|part| part["bom-ref"].as_str()).collect();
    let count = known.len();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), count, "two components have one name");
    let has = |name: &str| parts.iter().find(|part| part["name"] == name);
    assert!(has("tantivy").is_some() && has("helpdex-content").is_some() && has("clap").is_some());
    // Neither what only tests use, nor what only builds.
    assert!(has("trycmd").is_none() && has("xtask").is_none() && has("serde_derive").is_none());
    for part in parts {
        let own = part["name"].as_str().is_some_and(|name| name.starts_with("helpdex-"));
        assert_eq!(part["purl"].is_null(), own, "{part}");
        assert!(part["licenses"][0]["expression"].as_str().is_some_and(|text| !text.contains('/')), "{part}");
    }
    let edges = bill["dependencies"].as_array().expect("dependencies");
    assert_eq!(edges.len(), count);
    for edge in edges {
        let ends = edge["dependsOn"].as_array().expect("a list").iter().chain([&edge["ref"]]);
        ends.for_each(|end| {
            assert!(known.binary_search(&end.as_str().expect("a name")).is_ok(), "{end} is not listed")
        });
    }
}
