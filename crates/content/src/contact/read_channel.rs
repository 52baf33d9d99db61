//! One channel of the settings.

use std::path::Path;

use super::address;
use super::channel::{Channel, Kind};
use super::holidays::Holidays;
use super::hours::{Span, Week, days, ordered, spans};
use super::read_holidays::holidays;
use super::reply::{Basis, Reply};
use super::schedule::{Schedule, Zone};
use crate::config::{is_well_formed, localized};
use crate::diagnostic::Place;
use crate::suggestion::did_you_mean;
use crate::typed_yaml::MapReader;
use crate::yaml::{Node, NodeKind};

/// What holds for every channel that says nothing else.
pub(super) struct Defaults<'r> {
    root: &'r Path,
    zone: Option<Zone>,
    week: Option<Week>,
    holidays: Holidays,
}

pub(super) fn defaults<'r>(fields: &mut MapReader<'_>, root: &'r Path) -> Defaults<'r> {
    let (zone, week) = (zone(fields), week(fields));
    let holidays = holidays(fields, root).unwrap_or_default();
    Defaults { root, zone, week, holidays }
}

/// Reads a channel; nothing where it lacks what it can't be without.
pub(super) fn channel(fields: &mut MapReader<'_>, defaults: &Defaults<'_>, place: Place) -> Option<Channel> {
    let kind = fields.key("kind", |fields, key| fields.choice(key, &Kind::ALL));
    if kind.is_absent() {
        let help =
            "say what it is: `kind: email`, `phone`, `callback`, `chat`, `form`, `messenger`, `social` or `forum`";
        fields.at_start("missing-key", "the channel has no `kind`".to_owned(), help);
    }
    let kind = kind.given().copied();
    let id = id(fields, kind);
    let (label, note) = (localized(fields, "label"), localized(fields, "note").unwrap_or_default());
    let (url, address) = address_of(fields, kind);
    let languages = languages(fields);
    let schedule = Schedule {
        week: week(fields).or_else(|| defaults.week.clone()),
        zone: zone(fields).or_else(|| defaults.zone.clone()).unwrap_or_default(),
        holidays: holidays(fields, defaults.root).unwrap_or_else(|| defaults.holidays.clone()),
    };
    let basis = fields.choice("reply_by", &[("hours", Basis::Hours), ("clock", Basis::Clock)]);
    // Where no hours are set there is no other time than that of the clock.
    let basis = if schedule.week.is_none() { Basis::Clock } else { basis.unwrap_or(Basis::Hours) };
    let (reply, reply_priority) = (reply(fields, "reply", basis), reply(fields, "reply_priority", basis));
    let listed = fields.flag("listed").unwrap_or(true);
    Some(Channel {
        id: id?,
        kind: kind?,
        label,
        note,
        url,
        address,
        languages,
        schedule,
        reply,
        reply_priority,
        listed,
        place,
    })
}

/// What articles call it; else the name of its kind.
fn id(fields: &mut MapReader<'_>, kind: Option<Kind>) -> Option<String> {
    let Some(text) = fields.text("id") else { return kind.map(|kind| kind.name().to_owned()) };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if !text.value.is_empty() && text.value.chars().all(plain) {
        return Some(text.value);
    }
    let message = format!("`{}` is not a name for a channel", text.value);
    fields.at("bad-value", text.range, message, "use small letters, digits and dashes, such as `chat-sales`");
    None
}

/// Where it leads, and what of it a person can type.
fn address_of(fields: &mut MapReader<'_>, kind: Option<Kind>) -> (Option<String>, Option<String>) {
    let written = fields.key("address", MapReader::text);
    let Some(kind) = kind else { return (None, None) };
    let Some(text) = written.given() else {
        if written.is_absent() && kind != Kind::Form {
            let message = format!("the channel of kind `{}` leads nowhere", kind.name());
            fields.at_start("missing-key", message, &format!("write its address: {}", example(kind)));
        }
        return (None, None);
    };
    let url = address::url(kind, &text.value);
    if url.is_none() {
        let message = format!("`{}` is not an address of `{}`", text.value, kind.name());
        fields.at("bad-value", text.range.clone(), message, &format!("write it as {}", example(kind)));
    }
    (url, address::shown(&text.value))
}

fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => "`help@example.com`",
        Kind::Phone | Kind::Callback => "`+1 202 555 0100`",
        Kind::Messenger => "`https://t.me/example`",
        _ => "`https://example.com/…`, or as a path of the site that starts with `/`",
    }
}

fn languages(fields: &mut MapReader<'_>) -> Vec<(String, Place)> {
    let source = fields.source();
    let mut languages = Vec::new();
    for code in fields.texts("languages") {
        if is_well_formed(&code.value) {
            let place = source.place(code.range);
            languages.push((code.value, place));
        } else {
            let message = format!("`{}` is not a language code", code.value);
            fields.at("bad-value", code.range, message, "write codes such as `en` or `pt-BR`");
        }
    }
    languages
}

fn zone(fields: &mut MapReader<'_>) -> Option<Zone> {
    let text = fields.text("time_zone")?;
    let zone = Zone::find(&text.value);
    if zone.is_none() {
        let names = Zone::names();
        let help = did_you_mean(&text.value, names.iter().map(String::as_str)).map_or_else(
            || "write the name of a place, such as `Europe/Berlin` or `America/New_York`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        fields.at("bad-value", text.range, format!("there is no time zone `{}`", text.value), &help);
    }
    zone
}

/// `reply: 3 min`.
fn reply(fields: &mut MapReader<'_>, key: &'static str, basis: Basis) -> Option<Reply> {
    let text = fields.text(key)?;
    let reply = Reply::parse(&text.value, basis);
    if reply.is_none() {
        let message = format!("`{}` is not a time to answer in", text.value);
        fields.at("bad-value", text.range, message, "write minutes, hours or days, such as `3 min`, `12 h` or `2 d`");
    }
    reply
}

const HOURS: &str = "write times as `09:00-18:00`, several with commas, `22:00-02:00` past midnight, or `closed`";

/// `hours`: `24/7`, the same hours on every day, or a map from days to hours.
fn week(fields: &mut MapReader<'_>) -> Option<Week> {
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
