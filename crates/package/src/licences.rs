//! The licences of what is in the program: whoever passes it on has to pass these on, too.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::components::{Component, Components};
use crate::fault::{Fault, Result, read};

/// Files beside a crate's sources that hold its terms, by how their names begin.
const NAMES: [&str; 6] = ["license", "licence", "copying", "copyright", "notice", "unlicense"];

/// What is in the program and no crate: where its origin and terms are told.
const DATA: [&str; 3] = [
    "crates/search/data/README.md",
    "crates/search/data/languages/README.md",
    "crates/preview/editor/dist/LICENSES.txt",
];

/// One text: each licence once, with the crates that are under it, and the data.
pub(crate) fn third_party(root: &Path, components: &Components) -> Result<String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut without = Vec::new();
    for ((name, version), component) in components.all.iter().filter(|(_, component)| !component.own) {
        let name = format!("{name} {version}");
        let found = texts_of(component)?;
        if found.is_empty() {
            without.push(format!("{name}: {}", component.license.as_deref().unwrap_or("no licence is named")));
        }
        for text in found {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut all = String::from("Helpdex is under the MIT licence in the file LICENSE. It holds the works below.\n");
    if !without.is_empty() {
        let _ = write!(all, "\nThese name their licence and come without its text:\n\n{}\n", without.join("\n"));
    }
    let mut texts: Vec<(String, Vec<String>)> = texts.into_iter().collect();
    texts.sort_by(|(text, names), (other, others)| names.cmp(others).then_with(|| text.cmp(other)));
    for (text, names) in texts {
        let _ = write!(all, "\n{LINE}\n{}\n{LINE}\n\n{text}\n", names.join("\n"));
    }
    for name in DATA {
        let text = read(&root.join(name))?;
        let _ = write!(all, "\n{LINE}\n{name}\n{LINE}\n\n{}\n", String::from_utf8_lossy(&text).trim());
    }
    Ok(all)
}

const LINE: &str = "--------------------------------------------------------------------------------";

/// The texts beside a crate's sources.
fn texts_of(component: &Component) -> Result<Vec<String>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for file in std::fs::read_dir(&component.folder).map_err(Fault::io("list", &component.folder))? {
        let path = file.map_err(Fault::io("list", &component.folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if NAMES.iter().any(|start| name.starts_with(start)) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let text = |path: &PathBuf| {
        let text = String::from_utf8_lossy(&read(path)?).replace("\r\n", "\n");
        Ok(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned())
    };
    paths.iter().map(text).collect()
}
