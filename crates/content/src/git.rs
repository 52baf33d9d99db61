//! DependencyTracker the program `git` about the repository that a help site lies in.
//!
//! A site needs no repository: whatever git would tell is then not known, and nothing else changes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{Error, Result};
use crate::path::SitePath;

/// Git, asked in a site's root. Paths in its answers count from there.
#[derive(Clone, Copy, Debug)]
pub struct Git<'a> {
    root: &'a Path,
}

/// How much of the history there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// All of it.
    Whole,
    /// A shallow clone has only the newest commits.
    Shallow,
    /// A repository without a commit.
    Empty,
    /// No repository, or no git.
    None,
}

impl History {
    /// What to do about a history that can't answer, as half a sentence; nothing when it is whole.
    pub fn help(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Shallow => Some("this is a shallow clone; `git fetch --unshallow` gets the rest"),
            Self::Empty => Some("the repository has no commit yet"),
            Self::None => Some("the site lies in no git repository"),
        }
    }
}

impl<'a> Git<'a> {
    /// Git in a site's root.
    pub fn at(root: &'a Path) -> Self {
        Self { root }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(arguments).stderr(Stdio::null());
        // To ask must not write, and must not wait for somebody to type a password.
        command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
        command
    }

    /// Standard output of a command that succeeds.
    pub fn ask(&self, arguments: &[&str]) -> Option<Vec<u8>> {
        let output = self.command(arguments).stdin(Stdio::null()).output().ok()?;
        output.status.success().then_some(output.stdout)
    }

    /// The same as text; bytes that are no UTF-8 are replaced.
    pub fn text(&self, arguments: &[&str]) -> Option<String> {
        self.ask(arguments).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The same without the line's end, where an answer is needed.
    ///
    /// # Errors
    /// When git is missing or refuses; its reason is in the message.
    pub fn told(&self, arguments: &[&str]) -> Result<String> {
        let output = self.command(arguments).stdin(Stdio::null()).stderr(Stdio::piped()).output();
        let output = output.map_err(|fault| Error::Environment(format!("cannot run git: {fault}")))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r']).to_owned());
        }
        let reason = String::from_utf8_lossy(&output.stderr);
        let reason = reason.trim().lines().next().unwrap_or("no reason told");
        Err(Error::Environment(format!("git failed: {reason}")))
    }

    /// How much of the history there is.
    pub fn history(&self) -> History {
        self.history_and_place().0
    }

    /// The same with a text that is another one wherever the last commit is, or the folder in the repository.
    pub(crate) fn history_and_place(&self) -> (History, Vec<u8>) {
        let arguments = ["rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD"];
        let Ok(output) = self.command(&arguments).stdin(Stdio::null()).output() else {
            return (History::None, Vec::new());
        };
        let history = match output.stdout.split(|byte| *byte == b'\n').next() {
            Some(b"true") => History::Shallow,
            Some(b"false") if output.status.success() => History::Whole,
            Some(b"false") => History::Empty,
            _ => History::None,
        };
        (history, output.stdout)
    }

    /// Whether git leaves a path out, as it is told to; what it keeps already it doesn't. Nothing where there is no
    /// repository.
    pub fn ignores(&self, path: &str) -> Option<bool> {
        let output = self.command(&["check-ignore", "--quiet", "--", path]).stdin(Stdio::null()).output().ok()?;
        match output.status.code() {
            Some(0) => Some(true),
            Some(1) => Some(false),
            _ => None,
        }
    }

    /// The files whose text is safe in the last commit: they can be changed, and the old text is a command away. One that
    /// was only renamed since counts too. Nothing where there is no commit.
    pub fn committed(&self) -> Option<BTreeSet<String>> {
        let tracked = self.text(&["ls-files", "-z", "--", "."])?;
        let changed = self.changes(&["diff", "-z", "--relative", "--name-status", "-M", "HEAD", "--", "."])?;
        let mut files: BTreeSet<String> =
            tracked.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
        for change in changed.iter().filter(|change| change.kind != "R100") {
            files.remove(&change.path);
        }
        Some(files)
    }

    /// Tells git that files have another name now, or none, as `git mv` and `git rm` do. Changes of their texts stay for
    /// their author to add. Where there is no repository, or git does not know a file, nothing is to be told.
    ///
    /// # Errors
    /// When git refuses, such as while another program changes its index.
    pub fn rename(&self, renames: &[(SitePath, Option<SitePath>)]) -> Result<()> {
        let prefix = self.text(&["rev-parse", "--show-prefix"]).map(|prefix| prefix.trim_end().to_owned());
        let Some(prefix) = prefix.filter(|_| !renames.is_empty()) else { return Ok(()) };
        let known = self.text(&["ls-files", "-s", "-z", "--full-name", "--", "."]).unwrap_or_default();
        let new_of: BTreeMap<String, Option<String>> = renames
            .iter()
            .map(|(old, new)| (format!("{prefix}{old}"), new.as_ref().map(|new| format!("{prefix}{new}"))))
            .collect();
        let mut lines = String::new();
        for line in known.split('\0') {
            let Some((entry, path)) = line.split_once('\t') else { continue };
            let Some(new) = new_of.get(path) else { continue };
            lines.push_str(&format!("0 {}\t{path}\0", "0".repeat(40)));
            let mut words = entry.split(' ');
            if let (Some(new), Some(mode), Some(name)) = (new, words.next(), words.next()) {
                lines.push_str(&format!("{mode} {name} 0\t{new}\0"));
            }
        }
        if lines.is_empty() {
            return Ok(());
        }
        let fault = |fault: std::io::Error| Error::Environment(format!("cannot run git: {fault}"));
        let mut command = self.command(&["update-index", "-z", "--index-info"]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(fault)?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(lines.as_bytes()).map_err(fault)?;
        }
        let output = child.wait_with_output().map_err(fault)?;
        let reason = String::from_utf8_lossy(&output.stderr);
        let reason = reason.trim().lines().next().unwrap_or("no reason told");
        if output.status.success() { Ok(()) } else { Err(Error::Environment(format!("git failed: {reason}"))) }
    }

    /// Reads what a command lists by `--name-status -z`.
    pub fn changes(&self, arguments: &[&str]) -> Option<Vec<FileChange>> {
        self.text(arguments).map(|text| changes(&text))
    }

    /// The contents of objects by their names, with one process for all of them. Those that are not there are left out.
    pub fn objects(&self, names: &[String]) -> BTreeMap<String, Vec<u8>> {
        self.batch(names).unwrap_or_default()
    }

    fn batch(&self, names: &[String]) -> Option<BTreeMap<String, Vec<u8>>> {
        if names.is_empty() {
            return None;
        }
        let mut child =
            self.command(&["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let mut stdin = child.stdin.take()?;
        let request = names.iter().filter(|name| !name.contains('\n')).map(|name| format!("{name}\n"));
        let request: String = request.collect();
        // Written on another thread: git answers while it is asked, and both pipes are of limited size.
        let writer = std::thread::spawn(move || stdin.write_all(request.as_bytes()));
        let output = child.wait_with_output().ok()?;
        writer.join().ok()?.ok()?;
        Some(objects(names, &output.stdout))
    }
}

/// A line of `git diff --name-status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// `M`, `A`, `D`, or `R` with the share of the text that stayed, in per cent.
    pub(crate) kind: String,
    /// The path before a rename.
    pub from: Option<String>,
    /// The path now.
    pub path: String,
}

/// Reads `--name-status -z`. Lines of `git log --format=` between the lists of files are empty.
fn changes(text: &str) -> Vec<FileChange> {
    let mut words = text.split(['\0', '\n']).filter(|word| !word.is_empty());
    let mut changes = Vec::new();
    while let Some(kind) = words.next() {
        let from = if kind.starts_with(['R', 'C']) { words.next() } else { None };
        let Some(path) = words.next() else { break };
        changes.push(FileChange { kind: kind.to_owned(), from: from.map(str::to_owned), path: path.to_owned() });
    }
    changes
}

/// Reads the answer of `git cat-file --batch`, which comes in the order of the names.
fn objects(names: &[String], mut answer: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in names.iter().filter(|name| !name.contains('\n')) {
        let Some(end) = answer.iter().position(|byte| *byte == b'\n') else { break };
        let (head, rest) = answer.split_at(end);
        answer = rest.get(1..).unwrap_or_default();
        let head = String::from_utf8_lossy(head);
        // `HASH TYPE SIZE`; anything else is a name that git does not know.
        let mut words = head.rsplit(' ');
        let size = words.next().and_then(|size| size.parse::<usize>().ok());
        let (Some(size), Some("blob")) = (size, words.next()) else { continue };
        let Some(bytes) = answer.get(..size) else { break };
        found.insert(name.clone(), bytes.to_vec());
        answer = answer.get(size + 1..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_by_their_names() {
        let names = ["HEAD:a".to_owned(), "HEAD:b c".to_owned(), "HEAD:c".to_owned()];
        let answer = b"1234 blob 4\nx\ny\n\nHEAD:b c missing\n5678 blob 0\n\n";
        let found = objects(&names, answer);
        assert_eq!(found.get("HEAD:a").map(Vec::as_slice), Some(b"x\ny\n".as_slice()));
        assert_eq!(found.get("HEAD:c").map(Vec::as_slice), Some(b"".as_slice()));
        assert_eq!(found.len(), 2);
        assert_eq!(objects(&names, b"1234 blob 400\nx").len(), 0, "cut off");
    }

    #[test]
    fn changes_with_renames() {
        let read = changes("M\0a b.md\0R100\0б.md\0c.md\0\nD\0x.md\0");
        let seen: Vec<_> = read.iter().map(|c| (c.kind.as_str(), c.from.as_deref(), c.path.as_str())).collect();
        assert_eq!(seen, [("M", None, "a b.md"), ("R100", Some("б.md"), "c.md"), ("D", None, "x.md")]);
    }

    #[test]
    fn no_repository_is_no_fault() {
        let dir = tempfile::tempdir().expect("a folder");
        let git = Git::at(&dir.path().join("gone")).history();
        assert_eq!(git, History::None);
    }
}
