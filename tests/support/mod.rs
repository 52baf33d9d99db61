//! Help sites in temporary folders, and `helpdex` run on them.
//!
//! ```ignore
//! Site::new().file("content/a/b.md", "…").run(["build"]).status(1).stdout_has("broken-link");
//! ```
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it made itself")]

pub(crate) mod output;
#[cfg(unix)]
pub(crate) mod postgres;
pub(crate) mod request;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// No command on any input of the tests may take longer, whatever machine they run on.
const PATIENCE: Duration = Duration::from_secs(60);

/// A help site in a folder of its own that goes away with it.
pub(crate) struct Site {
    dir: tempfile::TempDir,
    env: Vec<(String, String)>,
}

impl Site {
    /// A site with settings, one category and one article: nothing in it is a fault.
    pub(crate) fn new() -> Self {
        Self::empty()
            .file("helpdex.yaml", "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n")
            .file("content/payouts/_index.md", "---\ntitle: Payouts\n---\n")
            .article("payouts/when", "When do I get paid?", "On the first working day of each month.")
    }

    /// A folder without anything in it.
    pub(crate) fn empty() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder"), env: Vec::new() }
    }

    /// A copy of the demo site, outside of any repository so that dates come from its front matter alone.
    pub(crate) fn demo() -> Self {
        Self::copy_of(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    /// The same of the manual.
    pub(crate) fn manual() -> Self {
        Self::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs"))
    }

    /// A copy of the site in a folder: settings, content and themes.
    pub(crate) fn copy_of(original: &Path) -> Self {
        let site = Self::empty();
        std::fs::copy(original.join("helpdex.yaml"), site.path("helpdex.yaml")).expect("copied");
        // The calendars of holidays and the list of queries that the settings name.
        for entry in std::fs::read_dir(original).expect("the site can be read").flatten() {
            if entry.path().extension().is_some_and(|kind| kind == "ics" || kind == "csv") {
                std::fs::copy(entry.path(), site.path(entry.file_name())).expect("copied");
            }
        }
        let folders = ["content", "themes"].map(|folder| original.join(folder));
        let folders = folders.iter().filter(|folder| folder.is_dir()).map(walkdir::WalkDir::new);
        // Their pictures are drawn once for all tests.
        #[cfg(unix)]
        let site = {
            let drawn = Path::new(env!("CARGO_TARGET_TMPDIR")).join("share-pictures");
            std::fs::create_dir_all(&drawn).expect("made");
            site.link(".helpdex/cache/share", drawn)
        };
        // The default theme is in the program.
        for entry in folders.flat_map(|folder| folder.into_iter().filter_entry(|entry| entry.file_name() != "default"))
        {
            let entry = entry.expect("the site can be read");
            let target = site.path(entry.path().strip_prefix(original).expect("below the site"));
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(target).expect("made");
            } else {
                std::fs::copy(entry.path(), target).expect("copied");
            }
        }
        site
    }

    /// Writes a file, and the folders it lies in.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, bytes).expect("written");
        self
    }

    /// Writes a file into a site that goes on being used.
    pub(crate) fn with(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(path), bytes).expect("written");
        self
    }

    /// Writes an article, given by its path below the content folder without `.md`.
    pub(crate) fn article(self, path: &str, title: &str, body: &str) -> Self {
        self.file(&format!("content/{path}.md"), format!("---\ntitle: {title}\n---\n\n{body}\n"))
    }

    /// Makes an empty folder.
    pub(crate) fn folder(self, path: &str) -> Self {
        std::fs::create_dir_all(self.path(path)).expect("made");
        self
    }

    /// Makes a symbolic link.
    #[cfg(unix)]
    pub(crate) fn link(self, path: &str, target: impl AsRef<Path>) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::os::unix::fs::symlink(target, path).expect("linked");
        self
    }

    /// Removes a file or a folder with all that is in it.
    pub(crate) fn without(self, path: &str) -> Self {
        let path = self.path(path);
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }.expect("removed");
        self
    }

    /// Sets a variable of the environment for `run`.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<Path>) -> Self {
        self.env.push((name.to_owned(), value.as_ref().to_str().expect("UTF-8").to_owned()));
        self
    }

    /// A path inside the site.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(path)
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    }

    /// Whether there is a file, folder or link of this name.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    /// Every file below a folder with what it holds; empty where there is no such folder.
    pub(crate) fn snapshot(&self, folder: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
        let top = self.path(folder);
        let files = walkdir::WalkDir::new(&top).into_iter().filter_map(Result::ok);
        let files = files.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let path = entry.path().strip_prefix(&top).expect("below").to_str().expect("UTF-8").to_owned();
                (path, std::fs::read(entry.path()).expect("read"))
            })
            .collect()
    }

    /// The names in a folder, hidden ones too.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).expect("listed");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("listed").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs git in the site's folder, as nobody in particular.
    #[track_caller]
    pub(crate) fn git<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> &Self {
        self.git_at(arguments, None)
    }

    /// Commits what is staged, at a time.
    #[track_caller]
    pub(crate) fn commit_at(&self, message: &str, time: &str) -> &Self {
        self.git_at(["commit", "--quiet", "--message", message], Some(time))
    }

    #[track_caller]
    fn git_at<'a>(&self, arguments: impl IntoIterator<Item = &'a str>, time: Option<&str>) -> &Self {
        let arguments: Vec<&str> = arguments.into_iter().collect();
        let mut git = Command::new("git");
        git.envs(
            ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"]
                .into_iter()
                .zip([time, time])
                .filter_map(|(name, time)| Some((name, time?))),
        );
        git.arg("-C").arg(self.path("")).args(&arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").envs(
            ["AUTHOR", "COMMITTER"].into_iter().flat_map(|who| {
                [("NAME", "A"), ("EMAIL", "a@x.example")].map(|(key, value)| (format!("GIT_{who}_{key}"), value))
            }),
        );
        let output = git.output().expect("git runs");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        if ["init", "clone"].contains(arguments.first().expect("a command")) {
            // As the `.gitignore` of `helpdex init` does it.
            std::fs::create_dir_all(self.path(".git/info")).expect("made");
            self.with(".git/info/exclude", ".public.helpdex-*\n");
        }
        self
    }

    /// Commits everything in the site's folder.
    #[track_caller]
    pub(crate) fn commit(&self, message: &str) -> &Self {
        self.git(["add", "--all"]).git(["commit", "--quiet", "--message", message])
    }

    /// Runs `helpdex` in the site's folder. It must not panic and must not take long.
    pub(crate) fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Outcome {
        let arguments: Vec<&str> = arguments.into_iter().collect();
        self.run_in(self.dir.path(), &arguments)
    }

    /// Runs `helpdex` in another folder.
    pub(crate) fn run_in(&self, folder: &Path, arguments: &[&str]) -> Outcome {
        let output = tempfile::tempdir().expect("a temporary folder");
        let file = |name: &str| std::fs::File::create(output.path().join(name)).expect("made");
        let mut command = Command::new(env!("CARGO_BIN_EXE_helpdex"));
        command.args(arguments).current_dir(folder).stdin(Stdio::null());
        command.stdout(file("stdout")).stderr(file("stderr"));
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        // No settings of the person who runs the tests, no repository around the temporary folder.
        command.env("HOME", self.dir.path().join("home")).env("GIT_CONFIG_GLOBAL", "/dev/null");
        // Always the same day: 2026-11-21.
        command.env("SOURCE_DATE_EPOCH", "1795262400");
        command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir()).envs(self.env.iter().cloned());
        let mut child = command.spawn().expect("helpdex starts");
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("waited for") {
                break status;
            }
            if started.elapsed() > PATIENCE {
                child.kill().expect("killed");
                panic!("`helpdex {}` has not come to an end", arguments.join(" "));
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let text = |name| String::from_utf8(std::fs::read(output.path().join(name)).expect("read")).expect("UTF-8");
        let outcome = Outcome {
            command: format!("helpdex {}", arguments.join(" ")),
            status: status.code(),
            stdout: text("stdout"),
            stderr: text("stderr"),
        };
        assert!(!outcome.stderr.contains("panicked"), "{outcome}");
        assert!(outcome.status.is_some(), "ended by a signal: {outcome}");
        outcome
    }
}

/// What a run of `helpdex` answered.
pub(crate) struct Outcome {
    command: String,
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    #[track_caller]
    pub(crate) fn status(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "the exit status of {self}");
        self
    }

    #[track_caller]
    pub(crate) fn stdout_has(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no `{text}` in the output of {self}");
        self
    }

    #[track_caller]
    pub(crate) fn stderr_has(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no `{text}` among the errors of {self}");
        self
    }

    /// Standard output, whole.
    #[track_caller]
    pub(crate) fn stdout_is(self, text: &str) -> Self {
        assert_eq!(self.stdout, text, "the output of {self}");
        self
    }

    /// Standard error, whole.
    #[track_caller]
    pub(crate) fn stderr_is(self, text: &str) -> Self {
        assert_eq!(self.stderr, text, "the errors of {self}");
        self
    }

    /// Exactly these diagnostics, as `path:line:column code` in their order, from `--format short`.
    #[track_caller]
    pub(crate) fn finds(self, wanted: &[&str]) -> Self {
        let found: Vec<String> = self
            .stdout
            .lines()
            .filter_map(|line| {
                let (place, rest) = line.split_once(": ")?;
                let code = rest.split_once('[')?.1.split_once(']')?.0;
                Some(format!("{place} {code}"))
            })
            .collect();
        assert_eq!(found, wanted, "the diagnostics of {self}");
        self
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { command, status, stdout, stderr } = self;
        write!(f, "`{command}` (status {status:?})\n--- stdout\n{stdout}\n--- stderr\n{stderr}")
    }
}
