//! Rules about the checklists of reviews, and what is told where their files are read.

use super::rule::{Rule, Run};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::incidents::{Affected, affected};
use helpdex_content::site::Site;
use helpdex_content::slug::slugify;
use helpdex_content::source::Status;
use helpdex_content::standards::{Standard, Wording};
use helpdex_content::suggestion::did_you_mean;
use helpdex_content::typed_yaml::At;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "unknown-applies-to",
        level: Level::Error,
        what: "a checklist applies to a category, an article or a tag that there is not",
        why: "Reviewers would not see it where it is meant to be used.",
        how: "Write paths from the content folder, such as `payouts` or `payouts/fees.md`, and tags as articles have them.",
        run: Run::Site(unknown_names),
    },
    Rule {
        code: "unused-standard",
        level: Level::Warning,
        what: "a checklist applies to no article and no macro",
        why: "Nobody will ever review by it.",
        how: "Make `applies_to` wider, or take the file out.",
        run: Run::Site(unused),
    },
    Rule {
        code: "untranslated-standard",
        level: Level::Warning,
        what: "a checklist lacks texts in one of the site's languages",
        why: "Reviewers of that language read some of its steps in another one.",
        how: "Give each text one line per language: `en: …`, `ru: …`.",
        run: Run::Site(untranslated),
    },
    phase(
        "standard",
        "the file of a checklist can't be read",
        "None of its steps is shown.",
        "Mend the YAML at the place shown; a checklist has `title` and `cases`.",
    ),
    phase(
        "empty-standard",
        "a checklist has no case, a case has no steps, or a step says nothing",
        "A reviewer would tick what nobody asked for.",
        "Write what an agent does, or take it out.",
    ),
    phase(
        "standard-step",
        "a step is more than a line of text",
        "It stands beside a box to tick, where a heading, a list or an image has no room.",
        "Make several steps of it, or link to an article.",
    ),
];

const fn phase(code: &'static str, what: &'static str, why: &'static str, how: &'static str) -> Rule {
    Rule { code, level: Level::Error, what, why, how, run: Run::Phase }
}

fn unknown_names(site: &Site, found: &mut Vec<Diagnostic>) {
    found.extend(site.standards.iter().flat_map(|standard| unknown_in(site, standard)));
}

/// The wrong names of a checklist.
fn unknown_in(site: &Site, standard: &Standard) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let applies = &standard.applies;
    for name in &applies.categories {
        if !matches!(site.affected(&name.value), Some(Affected::Category(_))) {
            let near = near(site, name, |near| site.routes.categories().contains_key(near));
            found.push(unknown(standard, name, "category", near.map(str::to_owned)));
        }
    }
    for name in applies.articles.iter().filter(|name| site.article_named(&name.value).is_none()) {
        let near = near(site, name, |near| site.routes.articles().contains_key(near));
        found.push(unknown(standard, name, "article", near.map(|near| format!("{near}.md"))));
    }
    let tags = || site.config.languages.ids().flat_map(|language| site.tags(language));
    for name in &applies.tags {
        let slug = slugify(&name.value);
        if !tags().any(|tag| tag.slug == slug) {
            let near = did_you_mean(&name.value, tags().map(|tag| tag.title.as_str()));
            found.push(unknown(standard, name, "tag", near.map(str::to_owned)));
        }
    }
    found
}

/// The name that a wrong one was most likely meant for, of those that fit.
fn near<'s>(site: &'s Site, name: &At<String>, fits: impl Fn(&str) -> bool) -> Option<&'s str> {
    affected::near(&site.config, &site.routes, &name.value).filter(|near| fits(near))
}

fn unknown(standard: &Standard, name: &At<String>, what: &str, near: Option<String>) -> Diagnostic {
    let error =
        standard.file.error("unknown-applies-to", name.range.clone(), format!("no {what} is called `{}`", name.value));
    error.label("reviews don't find it").help(match (near, what) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, "tag") => "write a tag as the front matter of articles has it".to_owned(),
        (None, "category") => "write the path of a folder from the content folder, such as `payouts`".to_owned(),
        (None, _) => "write the path of a file from the content folder, such as `payouts/fees.md`".to_owned(),
    })
}

fn unused(site: &Site, found: &mut Vec<Diagnostic>) {
    for standard in site.standards.iter() {
        let mut published = site.sources.entries.iter().filter(|entry| entry.front.status == Status::Published);
        // Of a wrong name its author hears already.
        if !published.any(|entry| standard.applies.fits(entry)) && unknown_in(site, standard).is_empty() {
            let warning = standard.file.warning("unused-standard", 0..0, "the checklist applies to nothing");
            found.push(warning.help("make `applies_to` wider, or take the file out"));
        }
    }
}

fn untranslated(site: &Site, found: &mut Vec<Diagnostic>) {
    for standard in site.standards.iter() {
        for (language, config) in site.config.languages.pairs() {
            let lacks = |wording: &&Wording| !wording.is_in(language);
            let missing = standard.wordings().filter(lacks).count();
            let Some(first) = standard.wordings().find(lacks) else { continue };
            let texts = if missing == 1 { "text" } else { "texts" };
            let message = format!("{missing} {texts} of the checklist have no `{}`", config.code);
            let message = if missing == 1 { message.replace(" have ", " has ") } else { message };
            let place = first.texts().next().map_or(0..0, |(_, text)| text.range.clone());
            let help = format!("write it beside the others: `{}: …`", config.code);
            found.push(standard.file.warning("untranslated-standard", place, message).help(help));
        }
    }
}
