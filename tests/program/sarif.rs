//! SARIF logs are what the standard's JSON schema says.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The schema of SARIF 2.1.0 as OASIS publishes it. The crate `serde-sarif` makes its types from it and has it among its
/// sources; cargo knows where these lie.
fn schema() -> Value {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(ROOT)
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&told.stdout).expect("JSON of cargo");
    let packages = metadata["packages"].as_array().expect("packages");
    let sarif = packages.iter().find(|package| package["name"] == "serde-sarif").expect("a dependency of the tests");
    let manifest = PathBuf::from(sarif["manifest_path"].as_str().expect("a path"));
    let text = std::fs::read_to_string(manifest.with_file_name("src").join("schema.json")).expect("the schema");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    // The pattern of a language's code has a bracket too many, which is no regular expression of Unicode. We write none.
    for object in ["run", "toolComponent"] {
        let pattern = format!("/definitions/{object}/properties/language/pattern");
        let pattern = schema.pointer_mut(&pattern).expect("a pattern");
        assert_eq!(pattern.as_str(), Some("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$"));
        *pattern = Value::from("^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    }
    assert_eq!(schema["properties"]["version"]["enum"][0], "2.1.0");
    schema
}

fn log(site: &Path) -> Value {
    let told = Command::new(env!("CARGO_BIN_EXE_helpdex"))
        .arg("-C")
        .arg(site)
        .args(["check", "--format", "sarif"])
        .env("SOURCE_DATE_EPOCH", "1795262400")
        .output()
        .expect("helpdex runs");
    serde_json::from_slice(&told.stdout).unwrap_or_else(|fault| panic!("{}: {fault}", site.display()))
}

/// The sites of the transcripts, with every kind of fault in them.
fn sites() -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(Path::new(ROOT).join("tests/cmd/rules")).sort_by_file_name();
    let settings = all.into_iter().map(|entry| entry.expect("readable")).filter(|e| e.file_name() == "helpdex.yaml");
    settings.map(|entry| entry.path().parent().expect("a folder").to_owned()).collect()
}

#[test]
fn every_log_is_valid_by_the_schema_of_the_standard() {
    let schema = schema();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let mut results = 0;
    for site in sites() {
        let log = log(&site);
        let faults: Vec<String> = validator.iter_errors(&log).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", site.display());
        results += log["runs"][0]["results"].as_array().map_or(0, Vec::len);
    }
    assert!(results > 90, "only {results} faults in the logs");
}

#[test]
fn a_log_that_is_not_valid_is_refused() {
    let schema = schema();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let good = log(&Path::new(ROOT).join("tests/cmd/rules/formats.in"));
    let result = "/runs/0/results/0";
    for (at, key, value) in [
        ("", "version", Value::from("2.2")),
        ("/runs/0", "columnKind", Value::from("bytes")),
        (result, "level", Value::from("fatal")),
        (result, "colour", Value::from("red")),
        (result, "message", Value::from("text")),
        ("/runs/0/results/0/locations/0/physicalLocation/region", "startLine", Value::from(0)),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation", "uri", Value::from("a b\u{44f}")),
    ] {
        let mut bad = good.clone();
        bad.pointer_mut(at).expect("there")[key] = value;
        assert!(!validator.is_valid(&bad), "{at}/{key}");
    }
}
