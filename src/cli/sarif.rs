//! Diagnostics as SARIF 2.1.0, which GitHub's code scanning and many editors read.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use helpdex_content::config;
use helpdex_content::diagnostic::{Diagnostic, Place, Severity};
use helpdex_content::error::{Error, Result};
use helpdex_lint::rules::{self, Rule};

/// What a path in a URI holds as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Tool,
    /// Ours are characters, not UTF-16 units.
    column_kind: &'static str,
    results: Vec<Found<'d>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<'static>,
    full_description: Text<'static>,
    help: Text<'static>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Text<'t> {
    text: std::borrow::Cow<'t, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'d> {
    rule_id: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<'d>,
    locations: [Location<'d>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'d> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_column: u32,
}

/// All diagnostics as one log.
pub(super) fn log(diagnostics: &[Diagnostic]) -> Result<String> {
    let rules: Vec<&Rule> = rules::rules().collect();
    let results = diagnostics.iter().map(|found| result(found, &rules)).collect();
    let driver = Driver {
        name: "helpdex",
        version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().map(|rule| descriptor(rule)).collect(),
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    };
    let json = serde_json::to_string_pretty(&log).map_err(|fault| Error::Environment(fault.to_string()))?;
    Ok(json + "\n")
}

fn descriptor(rule: &Rule) -> Descriptor {
    let text = |text: &'static str| Text { text: text.into() };
    let (enabled, level) = match rule.level {
        config::Level::Error => (true, "error"),
        config::Level::Warning => (true, "warning"),
        config::Level::Off => (false, "warning"),
    };
    Descriptor {
        id: rule.code,
        short_description: text(rule.what),
        full_description: text(rule.why),
        help: text(rule.how),
        default_configuration: Configuration { enabled, level },
    }
}

fn result<'d>(found: &'d Diagnostic, rules: &[&Rule]) -> Found<'d> {
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message).into(),
        None => found.message.as_str().into(),
    };
    let also = found.also.iter().map(|also| {
        let message = Some(Text { text: also.label.as_str().into() });
        Location { physical_location: physical(&also.path, also.place.as_ref()), message }
    });
    Found {
        rule_id: found.code,
        rule_index: rules.iter().position(|rule| rule.code == found.code),
        level: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: Text { text: message },
        locations: [Location { physical_location: physical(&found.path, found.place.as_ref()), message: None }],
        related_locations: also.collect(),
    }
}

fn physical(path: &str, place: Option<&Place>) -> Physical {
    let region =
        place.map(|place| Region { start_line: place.line, start_column: place.column, end_column: place.end_column });
    Physical { artifact_location: Artifact { uri: utf8_percent_encode(path, PATH).to_string() }, region }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_content::diagnostic::SourceText;

    /// `serde_sarif` has a type for each object of the standard's schema. What these types can't read is no SARIF, and
    /// what they don't know would be missing when they write it again.
    #[test]
    fn every_part_is_of_the_standard() {
        let file = SourceText::new("content/а b#.md", "🙂 один\n");
        let found = [
            file.error("broken-link", 5..13, "no article at `x`").help("did you mean `y`?"),
            file.warning("duplicate-title", 0..4, "twice").also("content/c.md", Some(file.place(0..4)), "the first"),
            Diagnostic::warning("not-a-rule", "content", "nothing"),
        ];
        let written = log(&found).expect("written");
        let read: serde_sarif::sarif::Sarif = serde_json::from_str(&written).expect("SARIF");
        let again = serde_json::to_value(&read).expect("JSON");
        let ours: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        assert_eq!(again, ours);
        let results = ours["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), 3);
        let at = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(at["artifactLocation"]["uri"], "content/%D0%B0%20b%23.md");
        assert_eq!((&at["region"]["startColumn"], &at["region"]["endColumn"]), (&3.into(), &7.into()));
        let index = usize::try_from(results[0]["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(ours["runs"][0]["tool"]["driver"]["rules"][index]["id"], "broken-link");
        assert_eq!(results[1]["relatedLocations"][0]["message"]["text"], "the first");
    }
}
