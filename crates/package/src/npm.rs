//! The packages for npm: `npx helpdex`.
//!
//! One package for each machine holds the program; npm installs only the one whose `os` and `cpu` fit, since the package
//! `helpdex` names them all as optional. So a build on a server loads one program and not five, and no script runs at
//! install time: those that download one are switched off in many places.

use serde_json::{Map, Value, json};

use crate::archive::tar_gz;
use crate::components::About;
use crate::contents::{Contents, LICENSE, THIRD_PARTY};
use crate::entry::{self, Entry};
use crate::fault::Result;
use crate::machine::Machine;

/// Finds the program of this machine and runs it.
const LAUNCHER: &str = include_str!("../files/helpdex.js");

/// Only who owns the scope can publish in it.
fn scoped(machine: Machine) -> String {
    let (os, cpu) = machine.npm;
    format!("@helpdex/{os}-{cpu}")
}

/// The file of a machine's package, as `npm pack` would name it.
pub(crate) fn file_name(machine: Machine, version: &str) -> String {
    let (os, cpu) = machine.npm;
    format!("helpdex-{os}-{cpu}-{version}.tgz")
}

/// The package of one machine.
pub(crate) fn of_machine(contents: &Contents, level: u32) -> Result<Vec<u8>> {
    let machine = contents.program.machine;
    let (os, cpu) = machine.npm;
    let mut about = about(&contents.about, &scoped(machine));
    about.insert("description".to_owned(), json!(format!("The program of `helpdex` for {os} on {cpu}")));
    about.insert("os".to_owned(), json!([os]));
    about.insert("cpu".to_owned(), json!([cpu]));
    let program = format!("package/bin/{}", machine.program());
    let mut entries = vec![
        Entry::executable(program, contents.program.bytes.as_slice()),
        Entry::new("package/package.json", entry::json(&Value::Object(about))?),
        Entry::new(format!("package/{LICENSE}"), contents.license.as_slice()),
        Entry::new(format!("package/{THIRD_PARTY}"), contents.third_party.as_slice()),
        Entry::new("package/helpdex.cdx.json", contents.bill.as_slice()),
    ];
    let more = contents.program.completions.iter().chain(&contents.program.pages);
    entries.extend(more.map(|entry| Entry::new(format!("package/{}", entry.path), entry.bytes.as_slice())));
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    tar_gz(&entries, level)
}

/// The package that people name. It has no program of its own.
pub(crate) fn of_all(own: &About, machines: &[Machine], texts: &Texts) -> Result<Vec<u8>> {
    let mut about = about(own, &own.name);
    about.insert("bin".to_owned(), json!({ "helpdex": "bin/helpdex.js" }));
    about.insert("engines".to_owned(), json!({ "node": ">=18" }));
    let optional: Map<String, Value> = machines.iter().map(|&machine| (scoped(machine), json!(own.version))).collect();
    about.insert("optionalDependencies".to_owned(), Value::Object(optional));
    let entries = [
        Entry::new("package/LICENSE", texts.license.as_slice()),
        Entry::new("package/README.md", texts.readme.as_slice()),
        Entry::executable("package/bin/helpdex.js", LAUNCHER),
        Entry::new("package/package.json", entry::json(&Value::Object(about))?),
    ];
    tar_gz(&entries, 9)
}

/// The texts of the package that people name.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) license: Vec<u8>,
    pub(crate) readme: Vec<u8>,
}

fn about(own: &About, name: &str) -> Map<String, Value> {
    let mut about = Map::new();
    about.insert("name".to_owned(), json!(name));
    about.insert("version".to_owned(), json!(own.version));
    about.insert("description".to_owned(), json!(own.description));
    about.insert("license".to_owned(), json!(own.license));
    if let Some(address) = own.repository() {
        about.insert("repository".to_owned(), json!({ "type": "git", "url": address }));
    }
    about
}
