//! Rules about incidents, and what is told where their files are read.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::rule::{Rule, Run};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::incidents::{FORGOTTEN, Incident, Kind, affected, moment};
use helpdex_content::site::Site;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "unknown-affected",
        level: Level::Error,
        what: "an incident affects a category, an article or a tag that there is not",
        why: "The customers whom it concerns would not see it.",
        how: "Write the path from the content folder, such as `payouts` or `payouts/fees.md`, a tag, or `everything`.",
        run: Run::Site(unknown_names),
    },
    Rule {
        code: "affects-nothing",
        level: Level::Warning,
        what: "an incident affects nothing",
        why: "It stands on the status page alone, where customers look last.",
        how: "Name categories, articles or tags under `affects`, or `everything`.",
        run: Run::Site(nothing_affected),
    },
    Rule {
        code: "no-expiry",
        level: Level::Warning,
        what: "an open incident has no `expires`",
        why: "If nobody resolves it, pages go on telling of it for a week.",
        how: "Write until when it holds at most: `expires: 2026-11-27 18:00`.",
        run: Run::Site(no_expiry),
    },
    Rule {
        code: "expired-incident",
        level: Level::Warning,
        what: "an incident is past its `expires`, and nobody has resolved it",
        why: "Pages have stopped telling of it, and the status page can't say that it was mended.",
        how: "Run `helpdex incident resolve NAME`, or give it a later `expires`.",
        run: Run::Site(expired),
    },
    Rule {
        code: "long-incident",
        level: Level::Warning,
        what: "an incident has been open for longer than a week",
        why: "Customers stop reading what never changes, and most often somebody forgot to close it.",
        how: "Run `helpdex incident resolve NAME`; what stays broken belongs into an article.",
        run: Run::Site(long_open),
    },
    Rule {
        code: "future-update",
        level: Level::Error,
        what: "an incident began, was spoken of or was resolved at a moment that is still to come",
        why: "Pages take it for true that this moment has passed, and leave out what was over by then.",
        how: "Correct the time; what is planned has `kind: maintenance` with `starts` and `ends`.",
        run: Run::Site(future),
    },
    Rule {
        code: "incident-translation",
        level: Level::Warning,
        what: "the translation of an open incident lacks its newest update",
        why: "Its readers see that update in another language.",
        how: "Add it: `helpdex incident update NAME --lang CODE \"TEXT\"`.",
        run: Run::Site(translations),
    },
    phase(
        "incident-update",
        "a heading in an incident is no moment with a state, or an update holds what can be led to",
        "Nobody can tell when it was said.",
        "Write `## 2026-11-26 14:30 identified`; an update itself is a short text without headings and footnotes.",
    ),
    phase(
        "incident-state",
        "the state of an incident contradicts its updates, or it is resolved twice",
        "One page would call open what another calls resolved.",
        "Leave `state` and `resolved` out: the newest update counts.",
    ),
    phase(
        "incident-times",
        "an incident ends before it begins",
        "It would be shown to nobody.",
        "Correct one of the two times.",
    ),
];

const fn phase(code: &'static str, what: &'static str, why: &'static str, how: &'static str) -> Rule {
    Rule { code, level: Level::Error, what, why, how, run: Run::Phase }
}

/// The moment that rules count from: the end of the site's today, so that no hour and no zone makes a difference.
fn latest(site: &Site) -> Timestamp {
    let tomorrow = site.options.today.tomorrow().unwrap_or(site.options.today);
    let end = tomorrow.to_zoned(TimeZone::UTC);
    end.map_or(Timestamp::MAX, |end| end.timestamp())
}

/// The first moment of the site's today.
fn earliest(site: &Site) -> Timestamp {
    site.options.today.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |start| start.timestamp())
}

fn unknown_names(site: &Site, found: &mut Vec<Diagnostic>) {
    for incident in site.incidents.iter() {
        for name in incident.affects.iter().filter(|name| site.affected(&name.value).is_none()) {
            let message = format!("no category, article or tag is called `{}`", name.value);
            let error = incident.facts.error("unknown-affected", name.range.clone(), message);
            let near = affected::near(&site.config, &site.routes, &name.value);
            found.push(error.label("nothing is published here").help(near.map_or_else(
                || "write the path from the content folder, such as `payouts` or `payouts/fees.md`, a tag, or `everything`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )));
        }
        let instead = incident.versions.iter().filter_map(|version| Some((version, version.instead.as_ref()?)));
        for (version, text) in
            instead.filter(|(_, text)| is_path(&text.value) && site.article_named(&text.value).is_none())
        {
            let message = format!("no article at `{}`", text.value);
            let error = version.file.error("unknown-affected", text.range.clone(), message);
            let near = affected::near(&site.config, &site.routes, &text.value)
                .filter(|near| site.routes.articles().contains_key(*near));
            found.push(error.label("nothing is published here").help(near.map_or_else(
                || "name an article by its path from the content folder, or write a sentence".to_owned(),
                |near| format!("did you mean `{near}.md`?"),
            )));
        }
    }
}

/// Whether a text is meant as the path of an article and not as a sentence.
fn is_path(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (text.ends_with(".md") || text.contains('/'))
}

fn nothing_affected(site: &Site, found: &mut Vec<Diagnostic>) {
    // A peak is about the channels, whose page and panel tell of it.
    let of_pages = site.incidents.iter().filter(|incident| incident.kind != Kind::Peak);
    for incident in of_pages.filter(|incident| incident.affects.is_empty()) {
        let warning = incident.facts.warning("affects-nothing", 0..0, "the incident affects nothing");
        found.push(warning.help("name categories, articles or tags: `affects: [payouts]`, or `affects: everything`"));
    }
}

/// Disturbances that nobody has resolved.
fn unresolved(site: &Site) -> impl Iterator<Item = &Incident> {
    site.incidents.iter().filter(|incident| incident.kind == Kind::Incident && incident.resolved.is_none())
}

fn no_expiry(site: &Site, found: &mut Vec<Diagnostic>) {
    for incident in unresolved(site).filter(|incident| incident.expires.is_none()) {
        let until = moment::written(incident.shown_until(), &site.incidents.zone());
        let message = format!("the incident has no `expires`; pages tell of it until {until}");
        let warning = incident.facts.warning("no-expiry", 0..0, message);
        found.push(warning.help("write until when it holds at most, such as `expires: 2026-11-27 18:00`"));
    }
}

fn expired(site: &Site, found: &mut Vec<Diagnostic>) {
    for incident in unresolved(site) {
        let Some(expires) = incident.expires.filter(|expires| *expires <= earliest(site)) else { continue };
        let at = moment::written(expires, &site.incidents.zone());
        let warning =
            incident.facts.warning("expired-incident", 0..0, format!("it expired at {at} and is not resolved"));
        found.push(
            warning.help(format!("run `helpdex incident resolve {}`, or give it a later `expires`", incident.name)),
        );
    }
}

fn long_open(site: &Site, found: &mut Vec<Diagnostic>) {
    for incident in unresolved(site) {
        // One that has expired is told of by that.
        let is_shown = incident.expires.is_none_or(|expires| expires > earliest(site));
        let age = earliest(site).duration_since(incident.started);
        if is_shown && age > FORGOTTEN {
            let days = age.as_hours() / 24;
            let message = format!("the incident has been open for {days} days");
            let warning = incident.facts.warning("long-incident", 0..0, message);
            let help =
                format!("run `helpdex incident resolve {}`; what stays broken belongs into an article", incident.name);
            found.push(warning.help(help));
        }
    }
}

fn future(site: &Site, found: &mut Vec<Diagnostic>) {
    let latest = latest(site);
    let help = "correct the time; what is planned has `kind: maintenance` with `starts` and `ends`";
    for incident in site.incidents.iter() {
        let began = (incident.kind == Kind::Incident).then_some(incident.started);
        if let Some(at) = began.into_iter().chain(incident.resolved).find(|at| *at > latest) {
            let message = format!("{} is still to come", moment::written(at, &site.incidents.zone()));
            found.push(incident.facts.error("future-update", 0..0, message).help(help));
            continue;
        }
        for version in &incident.versions {
            for update in version.updates.iter().filter(|update| update.at > latest) {
                let Some(range) = update.heading.clone() else { continue };
                found.push(version.file.error("future-update", range, "this moment is still to come").help(help));
            }
        }
    }
}

fn translations(site: &Site, found: &mut Vec<Diagnostic>) {
    for incident in site.incidents.open() {
        let Some(original) = incident.original() else { continue };
        for version in incident.versions.iter().skip(1) {
            let missing = original.not_in(version).count();
            if missing > 0 {
                let updates = if missing == 1 { "update" } else { "updates" };
                let message = format!("{missing} {updates} of `{}` are missing here", original.file.path());
                let message = if missing == 1 { message.replace(" are ", " is ") } else { message };
                let warning = version.file.warning("incident-translation", 0..0, message);
                let code = site.config.code(version.language);
                found
                    .push(warning.help(format!("run `helpdex incident update {} --lang {code} \"…\"`", incident.name)));
            }
        }
    }
}
