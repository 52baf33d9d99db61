//! Rules about the ways to reach a person, and what is promised there.

use std::collections::BTreeSet;

use super::promises::promises;
use super::rule::{Rule, Run};
use helpdex_content::config::{CONFIG_FILE, Level};
use helpdex_content::contact::{Channel, Schedule};
use helpdex_content::diagnostic::{Diagnostic, Place};
use helpdex_content::site::Site;
use helpdex_content::source::Offer;
use helpdex_content::suggestion::{did_you_mean, list};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "promise-differs",
        level: Level::Warning,
        what: "an article promises another time to answer than the settings",
        why: "Customers hold the team to what they read, wherever that stands.",
        how: "Write the variable, such as `{{ reply.chat }}`: it changes with the settings.",
        run: Run::Text(promises),
    },
    Rule {
        code: "never-open",
        level: Level::Warning,
        what: "a channel has hours that never open",
        why: "Its promise can't be kept, and pages say that it is closed for ever.",
        how: "Give it hours on some day, or leave out `hours` where anybody may write at any time.",
        run: Run::Site(never_open),
    },
    Rule {
        code: "stale-holidays",
        level: Level::Warning,
        what: "the last day of a list of holidays is past",
        why: "Nobody has written down this year's; the site says that the desk is open on them.",
        how: "Add the days to come, or get a newer calendar file.",
        run: Run::Site(stale_holidays),
    },
    Rule {
        code: "channel-language",
        level: Level::Warning,
        what: "a channel speaks a language that the site lacks",
        why: "The code may be mistyped, or customers are served in a language that they find no articles in.",
        how: "Correct the code, or add the language to `languages` in `helpdex.yaml`.",
        run: Run::Site(languages),
    },
    Rule {
        code: "unseen-channel",
        level: Level::Warning,
        what: "no page shows a channel",
        why: "With `listed: false` only those pages show it that name it, and none does.",
        how: "Name it under `contact` in an article or a category, or take out `listed: false`.",
        run: Run::Site(unseen),
    },
    Rule {
        code: "unknown-channel",
        level: Level::Warning,
        what: "a page names a channel that isn't there, or the settings a category that isn't",
        why: "The page leaves out what it was meant to offer.",
        how: "Correct the name; the hint tells the nearest one.",
        run: Run::Site(unknown),
    },
];

fn warning(code: &'static str, place: &Place, message: String) -> Diagnostic {
    Diagnostic::warning(code, CONFIG_FILE, message).at(place.clone())
}

fn never_open(site: &Site, found: &mut Vec<Diagnostic>) {
    let opens = |schedule: &Schedule| {
        let holidays = &schedule.holidays;
        let mut days = holidays.dates.values().chain(holidays.yearly.values());
        schedule.week.as_ref().is_none_or(|week| !week.is_empty()) || days.any(|day| !day.hours.is_empty())
    };
    for channel in site.config.contact.channels.iter().filter(|channel| !opens(&channel.schedule)) {
        let found_here = warning("never-open", &channel.place, format!("the hours of `{}` never open", channel.id));
        found.push(found_here.help("write hours such as `mon-fri: 09:00-18:00`"));
    }
}

fn stale_holidays(site: &Site, found: &mut Vec<Diagnostic>) {
    let today = site.options.today;
    let mut told = BTreeSet::new();
    for source in site.config.contact.channels.iter().flat_map(|channel| &channel.schedule.holidays.sources) {
        let Some(last) = source.last.filter(|last| *last < today) else { continue };
        if !told.insert((source.place.clone(), source.file.clone())) {
            continue;
        }
        let message = match &source.file {
            Some(file) => format!("the last holiday in `{file}` was {last}"),
            None => format!("the last of these holidays was {last}"),
        };
        found.push(warning("stale-holidays", &source.place, message).help("add the days to come"));
    }
}

fn languages(site: &Site, found: &mut Vec<Diagnostic>) {
    let codes: Vec<&str> = site.config.languages.iter().map(|language| language.code.as_str()).collect();
    for (code, place) in site.config.contact.channels.iter().flat_map(|channel| &channel.languages) {
        if codes.contains(&code.as_str()) {
            continue;
        }
        let help = did_you_mean(code, codes.iter().copied())
            .map_or_else(|| format!("the site speaks {}", list(&codes)), |near| format!("did you mean `{near}`?"));
        found.push(warning("channel-language", place, format!("the site does not speak `{code}`")).help(help));
    }
}

/// The ids that front matter names, each with its file's diagnostic for one that is not known.
fn named(site: &Site) -> impl Iterator<Item = (&str, impl Fn(String) -> Diagnostic)> {
    site.sources.entries.iter().flat_map(|entry| {
        let ids = match entry.front.contact.given() {
            Some(Offer::Channels(ids)) => ids.as_slice(),
            _ => &[],
        };
        ids.iter().map(move |id| {
            let tell = move |message| entry.file.warning("unknown-channel", id.range.clone(), message);
            (id.value.as_str(), tell)
        })
    })
}

fn unseen(site: &Site, found: &mut Vec<Diagnostic>) {
    let seen: BTreeSet<&str> = named(site).map(|(id, _)| id).collect();
    let hidden = |channel: &&Channel| !channel.listed && !seen.contains(channel.id.as_str());
    for channel in site.config.contact.channels.iter().filter(hidden) {
        let message = format!("no page shows the channel `{}`", channel.id);
        let help =
            format!("write `contact: [{}]` in an article or a category, or take out `listed: false`", channel.id);
        found.push(warning("unseen-channel", &channel.place, message).help(help));
    }
}

/// A hint at the channels there are, for one that is not known.
fn known(id: &str, ids: &[&str]) -> String {
    match did_you_mean(id, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ids.is_empty() => "the settings name no channels under `contact`".to_owned(),
        None => format!("the channels are {}", list(ids)),
    }
}

fn unknown(site: &Site, found: &mut Vec<Diagnostic>) {
    let contact = &site.config.contact;
    let ids: Vec<&str> = contact.channels.iter().map(|channel| channel.id.as_str()).collect();
    for (id, tell) in named(site).filter(|(id, _)| !ids.contains(id)) {
        found.push(tell(format!("there is no channel `{id}`")).help(known(id, &ids)));
    }
    for peak in site.incidents.iter() {
        for reply in peak.replies.iter().filter(|reply| !ids.contains(&reply.channel.value.as_str())) {
            let id = &reply.channel.value;
            let message = format!("there is no channel `{id}`");
            let told = peak.facts.warning("unknown-channel", reply.channel.range.clone(), message);
            found.push(told.help(known(id, &ids)));
        }
    }
    let categories = site.routes.categories();
    for (key, place) in contact.priority.iter().filter(|(key, _)| !categories.contains_key(key.as_str())) {
        let help = did_you_mean(key, categories.keys().map(AsRef::as_ref))
            .map_or_else(|| "write the folder of a category".to_owned(), |near| format!("did you mean `{near}`?"));
        found.push(warning("unknown-channel", place, format!("there is no category `{key}`")).help(help));
    }
}
