//! How strictly each rule is taken: for the whole site, for some files, for one article.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Serialize};

use super::external::{self, External};
use super::limits::{self, Limits};
use crate::diagnostic::Place;
use crate::typed_yaml::{At, MapReader};
use crate::yaml::{Node, NodeKind};

/// What a site makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// It stops the build.
    Error,
    /// It is told.
    Warning,
    /// It is not looked at.
    Off,
}

impl Level {
    /// The word for it in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Off => "off",
        }
    }
}

/// A rule and the level that somebody gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The rule's code as written.
    pub code: At<String>,
    /// Its level.
    pub level: Level,
}

/// The rules whose level a site changes; the others keep their own.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    everywhere: BTreeMap<String, Level>,
    /// In the order of the file; later ones win.
    overrides: Vec<Override>,
    /// Every code that the settings name, and where.
    named: Vec<(String, Place)>,
    /// Where rules draw the line.
    pub limits: Limits,
    /// Addresses and numbers that may stand in articles.
    pub allow: Vec<String>,
    /// How other hosts are asked.
    pub external: External,
}

/// Levels that count for some files only.
#[derive(Clone, Debug)]
struct Override {
    /// Nothing means all.
    paths: Option<GlobSet>,
    /// Codes; nothing means all.
    languages: Vec<String>,
    levels: BTreeMap<String, Level>,
}

impl Override {
    fn fits(&self, path: &str, language: Option<&str>) -> bool {
        let speaks = |language: &str| self.languages.iter().any(|code| code == language);
        (self.languages.is_empty() || language.is_some_and(speaks))
            && self.paths.as_ref().is_none_or(|paths| paths.is_match(path))
    }
}

impl Levels {
    /// The site's level of a rule for one file, if it sets one. `language` is the code of an article's language.
    pub fn get(&self, code: &str, path: &str, language: Option<&str>) -> Option<Level> {
        let special = self.overrides.iter().rev().filter_map(|o| Some((o, *o.levels.get(code)?)));
        let fitting = special.into_iter().find(|(special, _)| special.fits(path, language));
        fitting.map(|(_, level)| level).or_else(|| self.everywhere.get(code).copied())
    }

    /// The site's level of a rule where no override says otherwise.
    pub fn everywhere(&self, code: &str) -> Option<Level> {
        self.everywhere.get(code).copied()
    }

    /// Every level that some files have for a rule.
    pub fn somewhere<'l>(&'l self, code: &'l str) -> impl Iterator<Item = Level> + 'l {
        self.overrides.iter().filter_map(move |special| special.levels.get(code).copied())
    }

    /// Every code that the settings name, and where.
    pub fn named(&self) -> &[(String, Place)] {
        &self.named
    }
}

const LEVELS_HELP: &str = "choose one of `error`, `warning`, `off`";

/// Reads a map from rules to levels. `known` are keys of the map that mean something else.
pub(crate) fn settings(fields: &mut MapReader<'_>, entries: &[(Node, Node)], known: &[&str]) -> Vec<Setting> {
    // Reports keys that are written twice.
    drop(fields.inside(entries));
    let mut settings = Vec::new();
    for (code, level) in entries {
        let Some(name) = code.as_text(fields.yaml()).filter(|name| !known.contains(name)) else { continue };
        let Some(word) = level.as_text(fields.yaml()) else {
            let message = format!("the level of a rule is a word, not {}", level.kind_name());
            fields.fault("wrong-type", if level.kind == NodeKind::Null { code } else { level }, message, LEVELS_HELP);
            continue;
        };
        // `off` is a boolean in old YAML; ours reads it as the word it is.
        let level_value = match word.trim() {
            "error" => Level::Error,
            "warning" => Level::Warning,
            "off" | "false" => Level::Off,
            other => {
                fields.fault("bad-value", level, format!("`{other}` is not a level"), LEVELS_HELP);
                continue;
            }
        };
        settings.push(Setting { code: At { value: name.to_owned(), range: fields.range(code) }, level: level_value });
    }
    settings
}

/// Keys of `checks` that are no rules.
const KEYS: [&str; 4] = ["allow", "external", "limits", "overrides"];

/// Reads `checks` of `helpdex.yaml`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Levels {
    let Some(entries) = fields.map("checks") else { return Levels::default() };
    let mut levels = Levels::default();
    let everywhere = settings(fields, entries, &KEYS);
    levels.everywhere = levels.note(fields, everywhere);
    let mut checks = fields.inside(entries);
    levels.allow = checks.texts("allow").into_iter().map(|text| text.value).collect();
    if let Some(entries) = checks.map("limits") {
        let mut inner = checks.inside(entries);
        levels.limits = limits::read(&mut inner);
        inner.finish();
    }
    if let Some(entries) = checks.map("external") {
        let mut inner = checks.inside(entries);
        levels.external = external::read(&mut inner);
        inner.finish();
    }
    let node = checks.node("overrides");
    let items = match node.map(|node| &node.kind) {
        Some(NodeKind::List(items)) => items.as_slice(),
        Some(_) => node.map(std::slice::from_ref).unwrap_or_default(),
        None => &[],
    };
    for item in items {
        let Some(entries) = item.as_map() else {
            let message = format!("an override is a map, not {}", item.kind_name());
            checks.fault("wrong-type", item, message, "write `- paths: content/legal/**` and below it `rules: {…}`");
            continue;
        };
        let special = one_override(&mut checks.inside(entries), &mut levels);
        levels.overrides.push(special);
    }
    levels
}

fn one_override(fields: &mut MapReader<'_>, levels: &mut Levels) -> Override {
    let patterns = fields.texts("paths");
    let languages = fields.texts("languages").into_iter().map(|code| code.value).collect();
    let rules = fields.map("rules").unwrap_or_default();
    let settings = settings(fields, rules, &[]);
    let special = Override { paths: paths(fields, &patterns), languages, levels: levels.note(fields, settings) };
    fields.report_unknown();
    special
}

/// Patterns such as `content/legal/**`, which count from the site's root.
fn paths(fields: &mut MapReader<'_>, patterns: &[At<String>]) -> Option<GlobSet> {
    if patterns.is_empty() {
        return None;
    }
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        match GlobBuilder::new(pattern.value.trim_start_matches("./")).literal_separator(true).build() {
            Ok(glob) => drop(set.add(glob)),
            Err(fault) => {
                let message = format!("`{}` is not a pattern: {}", pattern.value, fault.kind());
                fields.at("bad-value", pattern.range.clone(), message, "write paths such as `content/legal/**`");
            }
        }
    }
    set.build().ok()
}

impl Levels {
    /// Keeps where each code was named, and gives the levels by code; the first of two counts.
    fn note(&mut self, fields: &MapReader<'_>, settings: Vec<Setting>) -> BTreeMap<String, Level> {
        let mut by_code = BTreeMap::new();
        for setting in settings {
            self.named.push((setting.code.value.clone(), fields.source().place(setting.code.range)));
            by_code.entry(setting.code.value).or_insert(setting.level);
        }
        by_code
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read::config;

    fn levels(checks: &str) -> Result<Levels, Vec<String>> {
        let text = format!("title: T\nbase_url: https://x.example\nlanguages: [en, ru]\nchecks:\n{checks}");
        let read = config(std::path::PathBuf::new(), text.into_bytes());
        read.map(|config| config.levels)
            .map_err(|found| found.iter().map(|d| format!("{} {}", d.location(), d.message)).collect())
    }

    #[test]
    fn later_overrides_win_and_fit_paths_and_languages() {
        let levels = levels(
            "  a: error\n  overrides:\n    - paths: content/legal/**\n      rules: { a: off, b: warning }\n    - { languages: [ru], paths: 'content/*/x.*', rules: { a: warning } }\n",
        )
        .expect("valid");
        assert_eq!(levels.get("a", "content/pay/y.md", Some("en")), Some(Level::Error));
        assert_eq!(levels.get("a", "content/legal/deep/y.md", Some("en")), Some(Level::Off));
        assert_eq!(levels.get("a", "content/legal/x.ru.md", Some("ru")), Some(Level::Warning));
        assert_eq!(levels.get("a", "content/legal/deep/x.ru.md", Some("ru")), Some(Level::Off));
        assert_eq!(levels.get("a", "content/legal/x.ru.md", None), Some(Level::Off));
        assert_eq!(levels.get("b", "content/pay/x.md", Some("en")), None);
        assert_eq!(
            levels.named().iter().map(|(code, at)| (code.as_str(), at.line)).collect::<Vec<_>>(),
            [("a", 5), ("a", 8), ("b", 8), ("a", 9)]
        );
    }

    #[test]
    fn every_fault_is_told() {
        let found = levels(
            "  a: loud\n  b: [x]\n  c:\n  d: off\n  d: off\n  overrides:\n    - 5\n    - { path: x, rules: { a: no } }\n    - { paths: 'a[', rules: {} }\n",
        );
        assert_eq!(
            found.expect_err("faults"),
            [
                "helpdex.yaml:5:6 `loud` is not a level",
                "helpdex.yaml:6:6 the level of a rule is a word, not a list",
                "helpdex.yaml:7:3 the level of a rule is a word, not nothing",
                "helpdex.yaml:9:3 `d` is written twice",
                "helpdex.yaml:11:7 an override is a map, not a number",
                "helpdex.yaml:12:9 unknown key `path`",
                "helpdex.yaml:12:30 `no` is not a level",
                "helpdex.yaml:13:16 `a[` is not a pattern: unclosed character class; missing ']'",
            ]
        );
    }
}
