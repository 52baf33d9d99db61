//! The bill of materials: every crate in the program with version and licence, in JSON as CycloneDX 1.5 has it.
//!
//! Without a time and without a random number, so that the same program has the same bill. Written by hand: the crate of
//! the CycloneDX project brings XML, regular expressions and dates along, for what are four lists here. A test compares
//! the bill with the rules of the format.

use serde_json::{Value, json};

use crate::components::{Component, Components, Key};
use crate::entry;
use crate::fault::{Fault, Result};
use crate::program::Program;

/// The bill of a program.
pub(crate) fn bill(program: &Program, components: &Components) -> Result<Vec<u8>> {
    let own = (components.program.name.clone(), components.program.version.clone());
    let product = components.all.get(&own);
    let product = product.ok_or_else(|| Fault::refused(format!("{} is not among its own crates", own.0)))?;
    let mut product = listed("application", &own, product);
    product["properties"] = properties(program);
    let parts = components.all.iter().filter(|(key, _)| **key != own);
    let parts: Vec<Value> = parts.map(|(key, component)| listed("library", key, component)).collect();
    let edges = components.all.iter().map(|(key, component)| {
        let to: Vec<String> = component.dependencies.iter().map(reference).collect();
        json!({ "ref": reference(key), "dependsOn": to })
    });
    entry::json(&json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": product },
        "components": parts,
        "dependencies": edges.collect::<Vec<Value>>(),
    }))
}

/// What the version and the crates don't tell of a build.
fn properties(program: &Program) -> Value {
    let features = program.features.join(", ");
    let known = [("commit", program.commit.as_str()), ("features", &features), ("target", program.machine.target)];
    known.iter().map(|(name, value)| json!({ "name": format!("helpdex:{name}"), "value": value })).collect()
}

/// A crate as its index addresses it, without a host. Names of crates need no escapes; `+` of a version does.
fn address((name, version): &Key) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

fn reference((name, version): &Key) -> String {
    format!("{name}@{version}")
}

fn listed(kind: &str, key: &Key, component: &Component) -> Value {
    let mut listed = json!({ "type": kind, "bom-ref": reference(key), "name": key.0, "version": key.1 });
    if let Some(text) = &component.description {
        listed["description"] = json!(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if let Some(license) = &component.license {
        // Old crates write `MIT/Apache-2.0` for "or".
        let license = license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ");
        listed["licenses"] = json!([{ "expression": license }]);
    }
    if !component.own {
        listed["purl"] = json!(address(key));
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_listed_with_its_address_and_licence() {
        let component = Component {
            license: Some("MIT/Apache-2.0".to_owned()),
            description: Some("Two\n  lines ".to_owned()),
            folder: std::path::PathBuf::new(),
            own: false,
            dependencies: std::collections::BTreeSet::new(),
        };
        let listed = listed("library", &("toml".to_owned(), "1.0.0+spec-1.1.0".to_owned()), &component);
        assert_eq!(listed["purl"], "pkg:cargo/toml@1.0.0%2Bspec-1.1.0");
        assert_eq!(listed["licenses"], json!([{ "expression": "MIT OR Apache-2.0" }]));
        assert_eq!(listed["description"], "Two lines");
    }
}
