//! The package for pip: `pip install helpdex` puts the program beside python's own.
//!
//! A wheel is a zip with three files of its own: `METADATA`, `WHEEL`, and `RECORD`, which lists all. What lies below
//! `NAME.data/scripts` becomes a command, what lies below `NAME.data/data` goes where the environment has such files:
//! manual pages and completions are found there.

use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::archive::zip;
use crate::contents::{Contents, LICENSE, THIRD_PARTY};
use crate::entry::{Entry, digest};
use crate::fault::{Fault, Result};

/// The name of a wheel and its bytes.
pub(crate) fn wheel(contents: &Contents, level: u32) -> Result<(String, Vec<u8>)> {
    let version = version(&contents.about.version)?;
    let tags = contents.program.machine.wheel;
    let own = format!("helpdex-{version}.dist-info");
    let data = format!("helpdex-{version}.data");
    let mut entries = vec![
        Entry::executable(
            format!("{data}/scripts/{}", contents.program.machine.program()),
            contents.program.bytes.as_slice(),
        ),
        Entry::new(format!("{own}/METADATA"), metadata(contents, &version)),
        Entry::new(format!("{own}/WHEEL"), about_wheel(tags)),
        Entry::new(format!("{own}/licenses/{LICENSE}"), contents.license.as_slice()),
        Entry::new(format!("{own}/licenses/{THIRD_PARTY}"), contents.third_party.as_slice()),
        Entry::new(format!("{own}/sboms/helpdex.cdx.json"), contents.bill.as_slice()),
    ];
    entries.extend(shared(contents, &format!("{data}/data/share")));
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    let record = format!("{own}/RECORD");
    // Last, as pip wants it.
    entries.push(Entry::new(record.clone(), list(&entries, &record)));
    Ok((format!("helpdex-{version}-py3-none-{tags}.whl"), zip(&entries, level)?))
}

/// Manual pages and completions where shells and `man` look for them.
fn shared(contents: &Contents, share: &str) -> Vec<Entry> {
    let program = &contents.program;
    let place = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        match path.split('/').nth(1) {
            Some("bash") => Some(format!("{share}/bash-completion/completions/{name}")),
            Some("fish") => Some(format!("{share}/fish/vendor_completions.d/{name}")),
            Some("zsh") => Some(format!("{share}/zsh/site-functions/{name}")),
            _ if path.starts_with("man/") => Some(format!("{share}/man/man1/{name}")),
            _ => None,
        }
    };
    let files = program.completions.iter().chain(&program.pages);
    files.filter_map(|entry| Some(Entry::new(place(&entry.path)?, entry.bytes.as_slice()))).collect()
}

/// A version as Python writes it: `1.0.0-rc.1` is `1.0.0rc1`.
fn version(version: &str) -> Result<String> {
    let Some((release, early)) = version.split_once('-') else { return Ok(version.to_owned()) };
    let python = [("alpha.", "a"), ("beta.", "b"), ("rc.", "rc")].iter().find_map(|(name, short)| {
        let number = early.strip_prefix(name)?.parse::<u32>().ok()?;
        Some(format!("{release}{short}{number}"))
    });
    let advice = "write `-alpha.1`, `-beta.1` or `-rc.1`";
    python.ok_or_else(|| Fault::refused(format!("Python knows no version `{version}`: {advice}")))
}

fn metadata(contents: &Contents, version: &str) -> String {
    let about = &contents.about;
    let mut text = format!("Metadata-Version: 2.4\nName: helpdex\nVersion: {version}\n");
    let lines = [
        ("Summary", about.description.as_deref()),
        ("License-Expression", about.license.as_deref()),
        ("License-File", Some(LICENSE)),
        ("License-File", Some(THIRD_PARTY)),
        ("Project-URL", about.repository().map(|address| format!("Source, {address}")).as_deref()),
        ("Description-Content-Type", Some("text/markdown; charset=UTF-8")),
    ]
    .map(|(key, value)| value.map(|value| format!("{key}: {value}\n")));
    text.extend(lines.into_iter().flatten());
    let _ = write!(text, "\n{}", String::from_utf8_lossy(&contents.readme));
    text
}

fn about_wheel(tags: &str) -> String {
    let tags = tags.split('.').fold(String::new(), |mut lines, platform| {
        let _ = writeln!(lines, "Tag: py3-none-{platform}");
        lines
    });
    format!("Wheel-Version: 1.0\nGenerator: helpdex-package\nRoot-Is-Purelib: false\n{tags}")
}

/// Each file with its digest and size; the list itself without.
fn list(entries: &[Entry], own: &str) -> String {
    let mut text = String::new();
    for entry in entries {
        let digest = URL_SAFE_NO_PAD.encode(digest(&entry.bytes));
        let _ = writeln!(text, "{},sha256={digest},{}", entry.path, entry.bytes.len());
    }
    let _ = writeln!(text, "{own},,");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_python_writes_them() {
        for (ours, python) in [("1.2.3", "1.2.3"), ("1.0.0-rc.1", "1.0.0rc1"), ("0.2.0-beta.12", "0.2.0b12")] {
            assert_eq!(version(ours).expect("a version"), python);
        }
        assert!(version("1.0.0-nightly").is_err());
    }
}
