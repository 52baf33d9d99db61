//! What scripts and other programs read of the channels: the data in pages, and `contact.json`.

use helpdex_content::config::{LanguageId, Localized};
use helpdex_content::contact::{Basis, Channel, DayOff, Reply, Schedule, Span, clock, weekday_name};
use helpdex_content::incidents::Incident;
use helpdex_content::site::Site;
use serde_json::{Map, Value, json};

use super::channel_label::label;
use super::json::script_safe;
use super::page::Page;
use super::rendering::Rendering;

/// The texts that the script says, by their names there.
const WORDS: [(&str, &str); 6] = [
    ("open", "contact_open"),
    ("until", "contact_open_until"),
    ("from", "contact_opens"),
    ("closed", "contact_closed"),
    ("yours", "contact_yours"),
    ("due", "contact_due"),
];

/// What the script of a page works out times from, as JSON that can stand in a script element.
pub(super) fn for_scripts(
    rendering: &Rendering<'_>,
    channels: &[&Channel],
    first: bool,
    language: LanguageId,
) -> String {
    let said = |reply: Reply| {
        let promise = rendering.theme.promise(language, reply);
        let text = rendering.theme.text_with(language, "contact_reply", &[("time", &promise)]);
        json!({ "is": [reply.amount, reply.unit.name(), reply.basis.name()], "text": text })
    };
    let mut schedules: Vec<&Schedule> = Vec::new();
    let mut of_channels = Map::new();
    for channel in channels {
        let known = schedules.iter().position(|schedule| **schedule == channel.schedule);
        let schedule = known.unwrap_or_else(|| {
            schedules.push(&channel.schedule);
            schedules.len() - 1
        });
        let mut data = Map::new();
        data.insert("schedule".to_owned(), schedule.into());
        for (name, reply) in [("reply", channel.reply), ("priority", channel.reply_priority)] {
            if let Some(reply) = reply {
                data.insert(name.to_owned(), said(reply));
            }
        }
        of_channels.insert(channel.id.clone(), data.into());
    }
    let words: Map<String, Value> =
        WORDS.iter().map(|(name, key)| ((*name).to_owned(), rendering.theme.text(language, key).into())).collect();
    let mut data = json!({
        "lang": rendering.site.config.code(language),
        "schedules": schedules.into_iter().map(schedule).collect::<Vec<_>>(),
        "channels": of_channels,
        "words": words,
    });
    if rendering.site.config.contact.form.as_ref().is_some_and(|form| form.trail) {
        data["trail"] = true.into();
    }
    let peaks = peaks(rendering, channels, &said);
    if !peaks.is_empty() {
        data["peaks"] = peaks.into();
    }
    if first {
        data["first"] = true.into();
    }
    script_safe(&data)
}

/// The times in which answers take longer, as far as they concern these channels.
fn peaks(rendering: &Rendering<'_>, channels: &[&Channel], said: &impl Fn(Reply) -> Value) -> Vec<Value> {
    let one = |peak: &Incident| {
        let longer = |channel: &&Channel| {
            let reply = peak.replies.iter().find(|reply| reply.channel.value == channel.id)?;
            // It counts as the channel's own promise does.
            let usual = if channel.schedule.week.is_some() { Basis::Hours } else { Basis::Clock };
            let basis = channel.reply.map_or(usual, |reply| reply.basis);
            Some((channel.id.clone(), said(Reply { basis, ..reply.promise })))
        };
        let replies: Map<String, Value> = channels.iter().filter_map(longer).collect();
        let until = peak.ended().unwrap_or_else(|| peak.shown_until());
        let (from, until) = (peak.started.as_millisecond(), until.as_millisecond());
        (!replies.is_empty()).then(|| json!({ "from": from, "until": until, "replies": replies }))
    };
    rendering.site.incidents.peaks().filter_map(one).collect()
}

fn schedule(schedule: &Schedule) -> Value {
    let spans = |spans: &[Span]| spans.iter().map(|span| json!([span.from, span.to])).collect::<Vec<_>>();
    let dates = schedule.holidays.dates.iter().map(|(date, off)| (date.to_string(), off));
    let yearly = schedule.holidays.yearly.iter().map(|((month, day), off)| (format!("{month:02}-{day:02}"), off));
    let days: Map<String, Value> = dates.chain(yearly).map(|(day, off)| (day, spans(&off.hours).into())).collect();
    let week = schedule.week.as_ref().map(|week| week.0.iter().map(|day| spans(day)).collect::<Vec<_>>());
    json!({ "zone": schedule.zone.name, "week": week, "days": days })
}

/// `contact.json`: the channels for other programs. Its schema lies in `schemas/contact.schema.json`.
pub(super) fn for_programs(rendering: &Rendering<'_>) -> String {
    let site = rendering.site;
    let config = &site.config;
    let pages: Map<String, Value> = config
        .languages
        .pairs()
        .map(|(id, language)| (language.code.clone(), config.base_url.absolute(&Page::Contact(id).url(site)).into()))
        .collect();
    let channels: Vec<Value> = config.contact.channels.iter().map(|channel| one(rendering, channel)).collect();
    let priority: Vec<&str> = config.contact.priority.iter().map(|(key, _)| key.as_str()).collect();
    let data = json!({ "version": 1, "pages": pages, "priority": priority, "channels": channels });
    format!("{data:#}\n")
}

fn one(rendering: &Rendering<'_>, channel: &Channel) -> Value {
    let site = rendering.site;
    let labels: Map<String, Value> = site
        .config
        .languages
        .pairs()
        .map(|(id, language)| (language.code.clone(), label(rendering, channel, id).into()))
        .collect();
    let url = match &channel.url {
        Some(path) if path.starts_with('/') => site.config.base_url.absolute(&format!("{}{path}", site.routes.base())),
        Some(url) => url.clone(),
        None => site.config.base_url.absolute(&format!("{}#hd-form", Page::Contact(LanguageId::DEFAULT).url(site))),
    };
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| drop(data.insert(key.to_owned(), value));
    put("id", channel.id.as_str().into());
    put("kind", channel.kind.name().into());
    put("label", labels.into());
    if let Some(note) = texts(site, &channel.note) {
        put("note", note);
    }
    put("url", url.into());
    if let Some(address) = &channel.address {
        put("address", address.as_str().into());
    }
    put("languages", channel.languages.iter().map(|(code, _)| code.as_str()).collect());
    put("time_zone", channel.schedule.zone.name.as_str().into());
    put("hours", hours(&channel.schedule));
    put("holidays", holidays(site, &channel.schedule));
    put("reply", channel.reply.map_or(Value::Null, reply));
    put("reply_priority", channel.reply_priority.map_or(Value::Null, reply));
    put("listed", channel.listed.into());
    data.into()
}

fn reply(reply: Reply) -> Value {
    json!({ "amount": reply.amount, "unit": reply.unit.name(), "by": reply.basis.name() })
}

/// A text in each language of the site; nothing where there is none.
fn texts(site: &Site, text: &Localized) -> Option<Value> {
    let languages = site.config.languages.iter();
    let all: Map<String, Value> =
        languages.map(|language| (language.code.clone(), text.get(&language.code).into())).collect();
    all.values().any(|text| text != "").then(|| all.into())
}

fn spans(spans: &[Span]) -> Value {
    spans.iter().map(|span| json!({ "from": clock(span.from), "to": clock(span.to) })).collect()
}

/// The hours of each weekday; `null` where the desk says none.
fn hours(schedule: &Schedule) -> Value {
    let Some(week) = &schedule.week else { return Value::Null };
    let days = week.0.iter().enumerate();
    days.map(|(day, open)| (weekday_name(day).to_owned(), spans(open))).collect::<Map<_, _>>().into()
}

fn holidays(site: &Site, schedule: &Schedule) -> Value {
    let dates = schedule.holidays.dates.iter().map(|(date, off)| ("date", date.to_string(), off));
    let yearly =
        schedule.holidays.yearly.iter().map(|((month, day), off)| ("every_year", format!("{month:02}-{day:02}"), off));
    let one = |(key, day, off): (&str, String, &DayOff)| {
        let mut data = Map::new();
        data.insert(key.to_owned(), day.into());
        data.insert("hours".to_owned(), spans(&off.hours));
        if let Some(name) = texts(site, &off.name) {
            data.insert("name".to_owned(), name);
        }
        Value::Object(data)
    };
    dates.chain(yearly).map(one).collect()
}
