//! What a form asks.

use std::collections::BTreeSet;

use super::form::{Field, FieldKind};
use crate::config::{Localized, localized, localized_node};
use crate::typed_yaml::MapReader;
use crate::yaml::NodeKind;

/// Names that the form sends itself.
const OWN: [&str; 8] = ["topic", "subject", "form-name", "website", "elapsed", "language", "trail", "next"];

/// Reads `fields`. `names` are those that are taken; it takes in the new ones.
pub(super) fn fields(outer: &mut MapReader<'_>, names: &mut BTreeSet<String>) -> Vec<Field> {
    let Some(node) = outer.node("fields") else { return Vec::new() };
    let NodeKind::List(items) = &node.kind else {
        let help = "write `- id: message`, its `kind` and its `label`";
        outer.fault("wrong-type", node, "`fields` has to be a list".to_owned(), help);
        return Vec::new();
    };
    let mut fields = Vec::new();
    for item in items {
        let Some(entries) = item.as_map() else {
            outer.fault("wrong-type", item, "a field is a map with an `id`, a `kind` and a `label`".to_owned(), "");
            continue;
        };
        let mut inner = outer.inside(entries);
        let read = field(&mut inner);
        inner.finish();
        let Some(read) = read else { continue };
        if OWN.contains(&read.id.as_str()) || !names.insert(read.id.clone()) {
            let message = format!("the name `{}` is taken", read.id);
            outer.fault("bad-value", item, message, "give the field another `id`");
            continue;
        }
        fields.push(read);
    }
    fields
}

/// The `id` of a topic or field.
pub(super) fn name(fields: &mut MapReader<'_>, what: &str) -> Option<String> {
    let text = fields.key("id", MapReader::text);
    if text.is_absent() {
        fields.at_start("missing-key", format!("{what} has no `id`"), "name it: `id: payouts`");
    }
    let text = text.given()?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if !text.value.is_empty() && text.value.chars().all(plain) {
        return Some(text.value.clone());
    }
    let help = "use small letters, digits and dashes";
    fields.at("bad-value", text.range.clone(), format!("`{}` is not a name for {what}", text.value), help);
    None
}

fn field(fields: &mut MapReader<'_>) -> Option<Field> {
    let id = name(fields, "a field");
    let kind = fields.choice("kind", &FieldKind::ALL).unwrap_or(FieldKind::Text);
    let label = localized(fields, "label");
    if label.is_none() {
        fields.at_start("missing-key", "the field has no `label`".to_owned(), "write what customers read above it");
    }
    let options = if kind == FieldKind::Choice { options(fields) } else { Vec::new() };
    let pattern = if matches!(kind, FieldKind::Text) { pattern(fields) } else { None };
    let accept = if kind == FieldKind::File { fields.text("accept").map(|text| text.value) } else { None };
    Some(Field {
        id: id?,
        kind,
        label: label?,
        note: localized(fields, "note").unwrap_or_default(),
        required: fields.flag("required").unwrap_or_default(),
        pattern,
        message: localized(fields, "message").unwrap_or_default(),
        options,
        accept,
    })
}

/// A regular expression of browsers. Only what is wrong in any kind of them is told: a bracket that nothing closes.
fn pattern(fields: &mut MapReader<'_>) -> Option<String> {
    let text = fields.text("pattern")?;
    let mut open: Vec<char> = Vec::new();
    let (mut escaped, mut in_class, mut sound) = (false, false, !text.value.is_empty());
    for c in text.value.chars() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' => escaped = true,
            ']' => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => open.push(c),
            ')' => sound &= open.pop().is_some(),
            _ => {}
        }
    }
    if sound && !escaped && !in_class && open.is_empty() {
        return Some(text.value);
    }
    let message = format!("`{}` is no pattern", text.value);
    fields.at("bad-value", text.range, message, "write a regular expression, such as `[A-Z]{2}[0-9]{6}`");
    None
}

/// What may be chosen: a list of texts, or a map from what is sent to what is read.
fn options(fields: &mut MapReader<'_>) -> Vec<(String, Localized)> {
    let Some(node) = fields.node("options") else {
        fields.at_start("missing-key", "there is nothing to choose from".to_owned(), "write `options: [one, another]`");
        return Vec::new();
    };
    let mut options = Vec::new();
    match &node.kind {
        NodeKind::List(items) => {
            for item in items {
                match item.as_text(fields.yaml()).map(|text| text.trim().to_owned()) {
                    Some(text) => {
                        options.push((text.clone(), Localized { default: text, by_language: Vec::new() }));
                    }
                    None => fields.fault(
                        "wrong-type",
                        item,
                        "an option is a text".to_owned(),
                        "for several languages write a map: `windows: {en: Windows, ru: Windows}`",
                    ),
                }
            }
        }
        NodeKind::Map(entries) => {
            drop(fields.inside(entries));
            for (key, value) in entries {
                let id = key.as_text(fields.yaml()).unwrap_or_default().to_owned();
                match localized_node(fields, &id, value) {
                    Some(label) => options.push((id, label)),
                    None => {
                        fields.fault("wrong-type", value, format!("`{id}` has to be a text, or one per language"), "")
                    }
                }
            }
        }
        _ => fields.fault("wrong-type", node, "`options` has to be a list or a map".to_owned(), ""),
    }
    options
}
