//! The program `git`, run so that it ends.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use helpdex_content::error::Error;

use crate::fault::Fault;

/// What stays on this machine is quick.
const LOCAL: Duration = Duration::from_secs(30);
/// How long another machine may take.
const REMOTE: Duration = Duration::from_secs(90);

/// Git in a site's root.
pub(super) struct Git<'r> {
    root: &'r Path,
    /// Another index than that of the person who works here.
    index: Option<PathBuf>,
}

/// What a command said.
pub(super) struct Said {
    pub(super) out: Vec<u8>,
    /// Everything on standard error.
    pub(super) words: String,
    pub(super) success: bool,
}

impl<'r> Git<'r> {
    pub(super) fn at(root: &'r Path) -> Self {
        Self { root, index: None }
    }

    /// The same with an index of its own.
    pub(super) fn with_index(&self, index: PathBuf) -> Self {
        Self { root: self.root, index: Some(index) }
    }

    /// Runs a command to its end.
    pub(super) fn run(&self, arguments: &[&str], input: &[u8], limit: Duration) -> Result<Said, Fault> {
        let fault = |fault: std::io::Error| Fault::Machine(Error::Environment(format!("cannot run git: {fault}")));
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(arguments);
        // Nobody sits at a terminal to type a password.
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        command.env("SSH_ASKPASS_REQUIRE", "never");
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(fault)?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let input = input.to_vec();
        // All three at once: each pipe is of limited size.
        let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let (out, words) = (read(stdout), read(stderr));
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().map_err(fault)? {
                break status;
            }
            if started.elapsed() > limit {
                let _ = child.kill();
                let _ = child.wait();
                let why = format!("`git {}` did not end within {} seconds", first(arguments), limit.as_secs());
                return Err(Fault::Machine(Error::Environment(why)));
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let _ = writer.join();
        let (out, words) = (out.join().unwrap_or_default(), words.join().unwrap_or_default());
        Ok(Said { out, words: String::from_utf8_lossy(&words).into_owned(), success: status.success() })
    }

    /// Runs a command that speaks to another machine. It fails where that would ask for a password or a host's key: whoever
    /// writes in a browser sees no terminal.
    pub(super) fn run_far(&self, arguments: &[&str]) -> Result<Said, Fault> {
        let own = ["GIT_SSH", "GIT_SSH_COMMAND"].iter().any(|name| std::env::var_os(name).is_some())
            || self.ask(&["config", "core.sshCommand"]).is_some();
        let quiet: &[&str] = if own { &[] } else { &["-c", "core.sshCommand=ssh -oBatchMode=yes"] };
        self.run(&[quiet, arguments].concat(), b"", REMOTE)
    }

    /// What a command that succeeds prints, without the last line's end.
    ///
    /// # Errors
    /// When it fails: the words of git.
    pub(super) fn told(&self, arguments: &[&str], input: &[u8]) -> Result<String, Fault> {
        let said = self.run(arguments, input, LOCAL)?;
        if said.success {
            return Ok(String::from_utf8_lossy(&said.out).trim_end_matches(['\n', '\r']).to_owned());
        }
        Err(Fault::Refused(format!("git says: {}", reason(&said.words))))
    }

    /// The same, or nothing where it fails.
    pub(super) fn ask(&self, arguments: &[&str]) -> Option<String> {
        self.told(arguments, b"").ok().filter(|text| !text.is_empty())
    }

    /// The bytes that a command prints, or nothing where it fails.
    pub(super) fn bytes(&self, arguments: &[&str]) -> Option<Vec<u8>> {
        self.run(arguments, b"", LOCAL).ok().filter(|said| said.success).map(|said| said.out)
    }
}

fn read(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

fn first<'a>(arguments: &[&'a str]) -> &'a str {
    arguments.iter().copied().find(|argument| !argument.starts_with('-')).unwrap_or_default()
}

/// The lines in which git says why, as one.
pub(super) fn reason(words: &str) -> String {
    let told: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).take(12).collect();
    if told.is_empty() { "no reason told".to_owned() } else { told.join("; ") }
}
