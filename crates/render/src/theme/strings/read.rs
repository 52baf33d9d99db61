//! A file of words, as YAML.

use std::collections::{BTreeMap, HashSet};

use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::yaml::{self, Node, NodeKind};

use super::text::{FORMS, Text};

/// The entries of a file by their keys; what can't be read is told and left out.
pub(super) fn read_file(source: &SourceText, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Text)> {
    let written = &*source.text();
    let node = match yaml::parse(written) {
        Ok(node) => node,
        Err(fault) => {
            diagnostics.push(source.error("theme-strings", fault.offset..fault.offset + 1, fault.message));
            return Vec::new();
        }
    };
    let Some(entries) = node.as_map() else {
        let message = format!("a strings file has to be a map of keys, not {}", node.kind_name());
        diagnostics.push(source.error("theme-strings", node.range, message));
        return Vec::new();
    };
    let mut found = Vec::with_capacity(entries.len());
    let mut names = HashSet::with_capacity(entries.len());
    for (key, value) in entries {
        let name = key.as_text(written).unwrap_or_default();
        if !names.insert(name) {
            let message = format!("`{name}` is there twice; pages show the last one");
            diagnostics.push(source.error("theme-strings", key.range.clone(), message));
        }
        match read_text(value, written) {
            Ok(text) => found.push((name.to_owned(), text)),
            Err((at, message)) => {
                diagnostics.push(source.error("theme-strings", at.range.clone(), format!("`{name}` {message}")));
            }
        }
    }
    found
}

/// One entry, or the node at fault and what is wrong with it.
fn read_text<'n>(value: &'n Node, written: &str) -> Result<Text, (&'n Node, String)> {
    let text = |node: &'n Node| match node.as_text(written) {
        Some(text) => Ok(text.to_owned()),
        None => Err((node, format!("has to be text, not {}", node.kind_name()))),
    };
    match &value.kind {
        NodeKind::List(items) => Ok(Text::List(items.iter().map(text).collect::<Result<_, _>>()?)),
        NodeKind::Map(forms) => {
            let mut found = BTreeMap::new();
            for (key, form) in forms {
                let name = key.as_text(written).unwrap_or_default();
                let Some(known) = FORMS.iter().find(|known| **known == name) else {
                    return Err((key, format!("has a plural form `{name}`; the forms are {}", FORMS.join(", "))));
                };
                found.insert(*known, text(form)?);
            }
            Ok(Text::Forms(found))
        }
        _ => Ok(Text::One(text(value)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_their_place() {
        let source = SourceText::new("strings/x.yaml", "good: fine\nbad: {lots: x}\nworse: {one: [x]}\ngood: again\n");
        let mut diagnostics = Vec::new();
        let entries = read_file(&source, &mut diagnostics);
        assert_eq!(entries.len(), 2);
        let said: Vec<_> = diagnostics.iter().map(|d| format!("{} {}", d.location(), d.message)).collect();
        assert_eq!(
            said,
            [
                "strings/x.yaml:2:7 `bad` has a plural form `lots`; the forms are zero, one, two, few, many, other",
                "strings/x.yaml:3:14 `worse` has to be text, not a list",
                "strings/x.yaml:4:1 `good` is there twice; pages show the last one",
            ]
        );
    }
}
