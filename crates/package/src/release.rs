//! The files of a release: those of each machine, made where its program was built, then those of all.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::archive;
use crate::components::about;
use crate::contents::{Contents, LICENSE, README};
use crate::entry::hexadecimal;
use crate::fault::{Fault, Result, read, write};
use crate::machine::{Machine, RELEASED};
use crate::npm::{self, Texts};
use crate::wheel::wheel;

/// The list of all files of a release with their SHA-256, as `sha256sum --check` reads it.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// How much time to spend on smaller files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// For what people download.
    #[default]
    Small,
    /// For a look at what comes out.
    Fast,
}

impl Compression {
    fn level(self) -> u32 {
        match self {
            Self::Small => 9,
            Self::Fast => 1,
        }
    }
}

/// Writes the packages of one machine into a folder: archive, wheel, package for npm, bill of materials. The program has
/// to run here: it says itself what it was built for, and prints its completions and manual pages.
///
/// # Errors
/// When the program does not run, is another version than `root` has, was built for a machine without packages, or a file
/// can't be read or written.
pub fn package(root: &Path, program: &Path, out: &Path, compression: Compression) -> Result<Vec<PathBuf>> {
    let contents = Contents::of(root, program)?;
    let (machine, level) = (contents.program.machine, compression.level());
    let entries = contents.in_folder(&format!("helpdex-{}", machine.target));
    let packed = if machine.is_windows() { archive::zip(&entries, level) } else { archive::tar_gz(&entries, level) }?;
    let files = [
        (machine.archive(), packed),
        (machine.bill(), contents.bill.clone()),
        wheel(&contents, level)?,
        (npm::file_name(machine, &contents.about.version), npm::of_machine(&contents, level)?),
    ];
    std::fs::create_dir_all(out).map_err(Fault::io("make", out))?;
    files
        .into_iter()
        .map(|(name, bytes)| {
            let path = out.join(name);
            write(&path, &bytes)?;
            Ok(path)
        })
        .collect()
}

/// Whether a folder may lack machines.
fn machines(out: &Path, partial: bool, version: &str) -> Result<Vec<Machine>> {
    let is_there = |machine: &Machine| out.join(npm::file_name(*machine, version)).is_file();
    let (there, missing): (Vec<Machine>, Vec<Machine>) = RELEASED.iter().partition(|machine| is_there(machine));
    if missing.is_empty() || partial {
        return Ok(there);
    }
    let names: Vec<&str> = missing.iter().map(|machine| machine.target).collect();
    Err(Fault::refused(format!("there are no packages for {} in `{}`", names.join(", "), out.display())))
}

/// Writes what belongs to all machines into the folder of their packages: the package that npm is asked for, and the
/// checksums. Without `partial` all machines have to be there.
///
/// # Errors
/// When a machine is missing, or a file can't be read or written.
pub fn finish(root: &Path, out: &Path, partial: bool) -> Result<Vec<PathBuf>> {
    let own = about(root)?;
    let machines = machines(out, partial, &own.version)?;
    let texts = Texts { license: read(&root.join(LICENSE))?, readme: read(&root.join(README))? };
    let package = out.join(format!("helpdex-{}.tgz", own.version));
    write(&package, &npm::of_all(&own, &machines, &texts)?)?;
    let sums = out.join(CHECKSUMS);
    write(&sums, checksums(out)?.as_bytes())?;
    Ok(vec![package, sums])
}

fn checksums(out: &Path) -> Result<String> {
    let mut names = Vec::new();
    for file in std::fs::read_dir(out).map_err(Fault::io("list", out))? {
        let name = file.map_err(Fault::io("list", out))?.file_name().to_string_lossy().into_owned();
        if name != CHECKSUMS {
            names.push(name);
        }
    }
    names.sort();
    names.iter().try_fold(String::new(), |mut lines, name| {
        let _ = writeln!(lines, "{}  {name}", hexadecimal(&read(&out.join(name))?));
        Ok(lines)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    #[test]
    fn a_release_without_a_machine_is_refused() {
        let out = tempfile::tempdir().expect("a folder");
        let fault = finish(&root(), out.path(), false).expect_err("nothing is there").to_string();
        for machine in RELEASED {
            assert!(fault.contains(machine.target), "{fault}");
        }
        assert_eq!(std::fs::read_dir(out.path()).expect("listed").count(), 0);
    }

    #[test]
    fn checksums_are_those_of_sha256sum() {
        let out = tempfile::tempdir().expect("a folder");
        std::fs::write(out.path().join("b"), "").expect("written");
        std::fs::write(out.path().join("a"), "abc").expect("written");
        std::fs::write(out.path().join(CHECKSUMS), "of an earlier run").expect("written");
        assert_eq!(
            checksums(out.path()).expect("summed"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
        );
    }
}
