//! What a built program says of itself, so that nobody has to say it again and differ.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::entry::Entry;
use crate::fault::{Fault, Result, read};
use crate::machine::Machine;

/// A built program, asked by `--version`, `completions` and `man`.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) bytes: Vec<u8>,
    pub(crate) version: String,
    pub(crate) commit: String,
    pub(crate) features: Vec<String>,
    pub(crate) machine: Machine,
    pub(crate) completions: Vec<Entry>,
    pub(crate) pages: Vec<Entry>,
}

/// Each shell with the name that its scripts have where it looks for them.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "helpdex"),
    ("elvish", "helpdex.elv"),
    ("fish", "helpdex.fish"),
    ("powershell", "_helpdex.ps1"),
    ("zsh", "_helpdex"),
];

impl Program {
    /// Asks a program. It has to run on this machine.
    pub(crate) fn ask(path: &Path) -> Result<Self> {
        let told = Told::of(&run(path, ["--version"])?)?;
        let completions = SHELLS.iter().map(|(shell, name)| {
            Ok(Entry::new(format!("completions/{shell}/{name}"), run(path, ["completions", *shell])?))
        });
        Ok(Self {
            bytes: read(path)?,
            machine: Machine::of(&told.target)?,
            version: told.version,
            commit: told.commit,
            features: told.features,
            completions: completions.collect::<Result<_>>()?,
            pages: pages(path)?,
        })
    }
}

/// The manual pages, sorted by name.
fn pages(path: &Path) -> Result<Vec<Entry>> {
    let folder = tempfile::tempdir().map_err(Fault::io("make", std::env::temp_dir()))?;
    run(path, [OsStr::new("man"), OsStr::new("--out"), folder.path().as_os_str()])?;
    let mut pages = Vec::new();
    for file in std::fs::read_dir(folder.path()).map_err(Fault::io("list", folder.path()))? {
        let file = file.map_err(Fault::io("list", folder.path()))?;
        pages.push(Entry::new(format!("man/{}", file.file_name().to_string_lossy()), read(&file.path())?));
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

fn run<I: AsRef<OsStr>>(path: &Path, arguments: impl IntoIterator<Item = I>) -> Result<String> {
    let mut command = Command::new(path);
    command.args(arguments);
    let failed = |reason: String| Fault::Command { command: format!("{command:?}"), reason };
    let told = Command::new(path).args(command.get_args()).output().map_err(|fault| failed(fault.to_string()))?;
    if !told.status.success() {
        return Err(failed(String::from_utf8_lossy(&told.stderr).trim().to_owned()));
    }
    String::from_utf8(told.stdout).map_err(|fault| failed(fault.to_string()))
}

/// The answer to `--version`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    version: String,
    commit: String,
    features: Vec<String>,
    target: String,
}

impl Told {
    fn of(text: &str) -> Result<Self> {
        let mut lines = text.lines();
        let version = lines.next().and_then(|line| line.strip_prefix("helpdex "));
        let version = version.ok_or_else(|| Fault::refused(format!("`{}` is not helpdex's version", text.trim())))?;
        let mut told = Self { version: version.to_owned(), ..Self::default() };
        for (key, value) in lines.filter_map(|line| line.split_once(": ")) {
            match key {
                "commit" => told.commit = value.to_owned(),
                "features" if value != "none" => told.features = value.split(", ").map(str::to_owned).collect(),
                "target" => told.target = value.to_owned(),
                _ => {}
            }
        }
        Ok(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_tells() {
        let told = Told::of("helpdex 1.2.3\ncommit: abc\nfeatures: a, b-c\ntarget: t\nlater: x\n").expect("read");
        assert_eq!((told.version.as_str(), told.commit.as_str(), told.target.as_str()), ("1.2.3", "abc", "t"));
        assert_eq!(told.features, ["a", "b-c"]);
        assert!(Told::of("helpdex 1.2.3\nfeatures: none\n").expect("read").features.is_empty());
        assert!(Told::of("hugo 1.2.3").is_err() && Told::of("").is_err());
    }

    #[test]
    fn what_does_not_run_is_named() {
        let fault = Program::ask(Path::new("no-such-program")).expect_err("not there").to_string();
        assert!(fault.contains("no-such-program") && fault.contains("--version"), "{fault}");
    }
}
