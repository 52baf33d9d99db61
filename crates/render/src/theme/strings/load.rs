//! The words of each language of a site: which files they come from, and what has none.

use std::collections::BTreeMap;

use helpdex_content::config::{CONFIG_FILE, Language};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::suggestion::list;

use super::read::read_file;
use super::text::Text;
use super::words::{FALLBACK, Strings};
use crate::theme::files::{Files, not_utf8, source_text};

/// Languages that a fault names; the others are counted.
const NAMED: usize = 6;

/// The words of one file's code: the embedded ones, and the site's own over them.
#[derive(Clone, Debug, Default)]
struct Layer {
    entries: BTreeMap<String, Text>,
    /// The site's own file, as shown.
    own: Option<String>,
}

/// The words of each language: those of its own file over those of the languages near to it, over English.
pub(in crate::theme) fn load(
    files: &Files,
    languages: &[String],
    theme: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Strings> {
    let mut codes: Vec<String> = languages.iter().flat_map(|code| Language::chain(code)).collect();
    codes.push(FALLBACK.to_owned());
    codes.sort_unstable();
    codes.dedup();
    let layers: BTreeMap<String, Layer> = codes
        .into_iter()
        .map(|code| {
            let layer = layer(files, &code, diagnostics);
            (code, layer)
        })
        .collect();
    let english = layers.get(FALLBACK).map(|layer| layer.entries.clone()).unwrap_or_default();
    let mut without = Vec::new();
    let mut all = Vec::new();
    for code in languages {
        let chain = Language::chain(code);
        let mut entries = BTreeMap::new();
        for layer in chain.iter().rev().filter_map(|near| layers.get(near)) {
            entries.extend(layer.entries.clone());
        }
        let missing: Vec<&String> = english.keys().filter(|key| !entries.contains_key(*key)).collect();
        if entries.is_empty() {
            without.push(code.as_str());
        } else if let (Some(first), Some(own)) =
            (missing.first(), chain.iter().find_map(|near| layers.get(near)?.own.as_ref()))
        {
            let message = format!("{} of {} texts are missing, `{first}` first", missing.len(), english.len());
            let help = "those pages say them in English; `themes/default/strings/en.yaml` of Helpdex holds all keys";
            diagnostics.push(Diagnostic::warning("missing-words", own.as_str(), message).help(help));
        }
        let borrowed = missing.into_iter().cloned().collect();
        for (key, text) in &english {
            entries.entry(key.clone()).or_insert_with(|| text.clone());
        }
        all.push(Strings::new(code, entries, borrowed));
    }
    diagnostics.extend(untold(&without, english.len(), theme));
    all
}

/// Languages of which no file knows a word.
fn untold(without: &[&str], texts: usize, theme: &str) -> Option<Diagnostic> {
    let first = without.first()?;
    let mut names = list(without.get(..NAMED).unwrap_or(without));
    if without.len() > NAMED {
        names += &format!(" and {} more", without.len() - NAMED);
    }
    let message = format!("Helpdex has no interface in {names}: around those articles it speaks English");
    let help = format!(
        "write the {texts} texts of `themes/default/strings/en.yaml` into `themes/{theme}/strings/{first}.yaml`"
    );
    Some(Diagnostic::warning("missing-words", CONFIG_FILE, message).help(help))
}

fn layer(files: &Files, code: &str, diagnostics: &mut Vec<Diagnostic>) -> Layer {
    let path = format!("strings/{code}.yaml");
    let mut layer = Layer::default();
    for file in files.layers(&path) {
        match source_text(file) {
            Some(source) => layer.entries.extend(read_file(&source, diagnostics)),
            None => diagnostics.push(not_utf8(file)),
        }
    }
    layer.own = files.own(&path).map(|file| file.shown.clone());
    layer
}
