//! Rules about where links lead.

use std::ops::Range;

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::{ArticleLink, Link, LinkTarget};
use helpdex_content::site::{Site, key_of_path};
use helpdex_content::source::{Entry, EntryId, EntryKind, Status};
use helpdex_content::suggestion::did_you_mean;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "broken-anchor",
        level: Level::Warning,
        what: "a link leads to a heading that the article does not have",
        why: "The right page opens at its top, and customers have to look for the place themselves.",
        how: "Write the heading's anchor as the page has it. The hint names the nearest one.",
        run: Run::Entry(anchors),
    },
    Rule {
        code: "broken-related",
        level: Level::Error,
        what: "a path under `related` is no article",
        why: "The list of related articles would lack it, and nobody would notice.",
        how: "Write the path from the content folder, such as `payouts/fees.md`.",
        run: Run::Entry(related),
    },
    Rule {
        code: "redirected-link",
        level: Level::Warning,
        what: "a link takes an old URL that redirects",
        why: "Each redirect costs customers a moment, and the alias can't go as long as our own articles use it.",
        how: "Link to the file of the article.",
        run: Run::Entry(redirected),
    },
    Rule {
        code: "link-to-archived",
        level: Level::Warning,
        what: "a link leads to an archived article",
        why: "Customers are sent to a page that says it no longer holds.",
        how: "Link to what took its place, or take the link out.",
        run: Run::Entry(archived),
    },
    Rule {
        code: "untranslated-link",
        level: Level::Off,
        what: "a link leads to an article that has no version in this language",
        why: "Customers end on a page in another language.",
        how: "Translate the article, or link to another one.",
        run: Run::Entry(untranslated),
    },
    Rule {
        code: "dead-external-link",
        level: Level::Error,
        what: "a link out of the site leads nowhere any more",
        why: "Customers end on somebody else's error page.",
        how: "Link to another page, or take the link out. Only `helpdex check --external` asks other hosts; \
              `external: { ignore: [\"https://intranet.example.com/**\"] }` under `checks` leaves some out.",
        run: Run::Phase,
    },
    Rule {
        code: "silent-external-link",
        level: Level::Warning,
        what: "the server of a link out of the site does not answer",
        why: "It may be gone, or have a bad day.",
        how: "Try it in a browser. Only `helpdex check --external` asks other hosts; `seconds` and `retries` of \
              `external` under `checks` say how patiently.",
        run: Run::Phase,
    },
];

/// Links to articles, with the entry that each leads to.
fn to_articles<'s>(subject: &Subject<'s>) -> impl Iterator<Item = (&'s Link, &'s ArticleLink, &'s Entry)> {
    let site = subject.site;
    subject.body().into_iter().flat_map(|body| &body.links).filter_map(move |link| match &link.target {
        LinkTarget::Article(article) => Some((link, article, site.entry(site.id_of(&article.file)?)?.as_ref())),
        _ => None,
    })
}

fn redirected(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (link, _, target) in to_articles(subject).filter(|(_, article, _)| article.redirected) {
        let file = &subject.entry.file;
        let written = &*file.slice(link.range.clone()).unwrap_or_default();
        let message = format!("`{written}` is an old URL of `{}`", target.file.path());
        let path = format!("/{}.md", target.key);
        let warning = file.warning("redirected-link", link.range.clone(), message).help(format!("write `{path}`"));
        let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
        let fragment = written.find('#').and_then(|at| written.get(at..)).unwrap_or_default();
        let mendable = target.kind == EntryKind::Article && written.starts_with('/') && path.chars().all(plain);
        found.push(if mendable { warning.replace(link.range.clone(), format!("{path}{fragment}")) } else { warning });
    }
}

fn archived(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.entry.front.status == Status::Archived {
        return;
    }
    for (link, _, target) in to_articles(subject).filter(|(.., target)| target.front.status == Status::Archived) {
        let message = format!("`{}` is archived", target.file.path());
        let warning = subject.entry.file.warning("link-to-archived", link.range.clone(), message);
        found.push(warning.help("link to what took its place, or take the link out"));
    }
}

fn untranslated(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let language = subject.entry.language;
    for (link, _, target) in to_articles(subject).filter(|(.., target)| target.language != language) {
        let message = format!("`{}` is not translated into `{}`", target.file.path(), subject.language());
        let warning = subject.entry.file.warning("untranslated-link", link.range.clone(), message);
        found.push(warning.label("leads to another language").help("translate the article, or link to another one"));
    }
}

fn anchors(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for link in subject.body().into_iter().flat_map(|body| &body.links) {
        let (target, fragment) = match &link.target {
            LinkTarget::Fragment(fragment) => (subject.id, fragment),
            LinkTarget::Article(link) => match &link.fragment {
                Some(fragment) => match subject.site.id_of(&link.file) {
                    Some(target) => (target, fragment),
                    None => continue,
                },
                None => continue,
            },
            LinkTarget::File(_) | LinkTarget::External(_) => continue,
        };
        found.extend(anchor(subject.site, subject.entry, link, target, fragment));
    }
}

fn anchor(site: &Site, entry: &Entry, link: &Link, target: EntryId, fragment: &str) -> Option<Diagnostic> {
    let anchors = &site.body(target)?.anchors;
    // `#top` and the empty fragment always lead to the top of a page.
    if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || anchors.iter().any(|known| known == fragment) {
        return None;
    }
    let path = site.entry(target).map_or("this article", |target| target.file.path());
    let message = format!("no heading `#{fragment}` in `{path}`");
    // The right page still opens, so this is a warning, where a link to nowhere is an error.
    let warning =
        entry.file.warning("broken-anchor", link.range.clone(), message).label("leads to the top of the page");
    // Only its case is wrong: there is no doubt what was meant.
    let mut same = anchors.iter().filter(|known| known.to_lowercase() == fragment.to_lowercase());
    let warning = match (same.next(), same.next(), written(entry, link, fragment)) {
        (Some(meant), None, Some(range)) => warning.replace(range, meant.as_str()),
        _ => warning,
    };
    Some(match did_you_mean(fragment, anchors.iter().map(String::as_str)) {
        Some(near) => warning.help(format!("did you mean `#{near}`?")),
        None => warning,
    })
}

/// Where the fragment stands in the file, when it is written there as it is.
fn written(entry: &Entry, link: &Link, fragment: &str) -> Option<Range<usize>> {
    let destination = &*entry.file.slice(link.range.clone())?;
    let before = destination.strip_suffix(fragment)?.strip_suffix('#')?;
    let start = link.range.start + before.len() + 1;
    Some(start..link.range.end)
}

fn related(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { site, entry, .. } = subject;
    for path in &entry.front.related {
        if key_of_path(site, entry, &path.value).is_some() {
            continue;
        }
        let internal = &site.sources.internal;
        let from_top = path.value.trim_start_matches('/');
        if internal.withholds(from_top) || internal.withholds(&format!("{}/{from_top}", entry.folder())) {
            let message = format!("`{}` is for agents alone", path.value);
            let error = entry.file.error("link-to-internal", path.range.clone(), message);
            found.push(error.label("customers can't open it").help("take it out, or choose another article"));
            continue;
        }
        let message = format!("no article at `{}`", path.value);
        let error = entry.file.error("broken-related", path.range.clone(), message).label("nothing is published here");
        let paths: Vec<String> = site.routes.articles().keys().map(|key| format!("{key}.md")).collect();
        found.push(match did_you_mean(&path.value, paths.iter().map(String::as_str)) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help("write the path from the content folder, such as `payouts/fees.md`"),
        });
    }
}
