//! `hours` of the settings.

use super::hours::{Span, Week, days, ordered, spans};
use crate::typed_yaml::MapReader;
use crate::yaml::{Node, NodeKind};

const HOURS: &str = "write times as `09:00-18:00`, several with commas, `22:00-02:00` past midnight, or `closed`";

/// `hours`: `24/7`, the same hours on every day, or a map from days to hours.
pub(super) fn week(fields: &mut MapReader<'_>) -> Option<Week> {
    let node = fields.node("hours")?;
    let Some(entries) = node.as_map() else {
        let every = hours(fields, node)?;
        return Some(Week(std::array::from_fn(|_| every.clone())));
    };
    // Reports days that are written twice in the same words.
    drop(fields.inside(entries));
    let mut week = Week::default();
    let mut told = [false; 7];
    for (key, value) in entries {
        let name = key.as_text(fields.yaml()).unwrap_or_default().to_owned();
        let Some(days) = days(&name) else {
            let help = "write `mon`, `mon-fri`, `sat, sun` or `daily`";
            fields.fault("bad-value", key, format!("`{name}` is not a day of the week"), help);
            continue;
        };
        let Some(hours) = hours(fields, value) else { continue };
        for day in days {
            let (Some(slot), Some(told)) = (week.0.get_mut(day), told.get_mut(day)) else { continue };
            if std::mem::replace(told, true) {
                let help = "give each day its hours once";
                fields.fault("bad-value", key, format!("`{name}` names a day that has its hours already"), help);
                break;
            }
            slot.clone_from(&hours);
        }
    }
    Some(week)
}

/// The hours of a day: one text or a list of them.
pub(super) fn hours(fields: &mut MapReader<'_>, node: &Node) -> Option<Vec<Span>> {
    let items = match &node.kind {
        NodeKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut all = Vec::new();
    for item in items {
        let text = item.as_text(fields.yaml()).map(str::to_owned).unwrap_or_default();
        let Some(found) = spans(&text) else {
            fields.fault("bad-value", item, format!("`{text}` are no opening hours"), HOURS);
            return None;
        };
        all.extend(found);
    }
    let hours = ordered(all);
    if hours.is_none() {
        fields.fault("bad-value", node, "two of these times lie over each other".to_owned(), HOURS);
    }
    hours
}
