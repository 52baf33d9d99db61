//! Rules about macros: replies that agents send to customers.

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::LinkTarget;
use helpdex_content::site::Site;
use helpdex_content::source::STANDARDS;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "internal-in-macro",
        level: Level::Error,
        what: "a macro links to what is for agents alone, or holds a note for agents",
        why: "The customer who gets the reply can't open the link, or reads what was not meant for them.",
        how: "Link to an article for everyone. Write what agents have to know into an internal article.",
        run: Run::Entry(internal),
    },
    Rule {
        code: "untranslated-macro",
        level: Level::Warning,
        what: "a macro has no version in one of the site's languages",
        why: "Agents who answer in that language have to write the reply anew, each in their own words.",
        how: "Put the translation beside it, with the language in the file's name: `_macros/late.ru.md`.",
        run: Run::Site(untranslated),
    },
];

fn internal(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (site, entry) = (subject.site, subject.entry);
    let Some(body) = subject.body().filter(|_| entry.is_macro()) else { return };
    for note in &entry.notes {
        let error =
            entry.file.error("internal-in-macro", note.start..note.start + 3, "a macro can't hold a note for agents");
        found.push(error.label("it would be sent").help("write it into an internal article"));
    }
    for link in &body.links {
        let written = &*entry.file.slice(link.range.clone()).unwrap_or_default();
        if matches!(link.target, LinkTarget::File(_)) && written.contains(STANDARDS) {
            let message = format!("`{written}` is for agents alone");
            let error = entry.file.error("internal-in-macro", link.range.clone(), message);
            found.push(error.label("customers can't open it").help("take it out: a checklist is no text to send"));
        }
        let LinkTarget::Article(article) = &link.target else { continue };
        let target = site.id_of(&article.file).and_then(|id| site.entry(id));
        if let Some(target) = target.filter(|target| site.is_internal(target)) {
            let message = format!("`{}` is for agents alone", target.file.path());
            let error = entry.file.error("internal-in-macro", link.range.clone(), message);
            found.push(error.label("customers can't open it").help("link to an article for everyone"));
        }
    }
}

fn untranslated(site: &Site, found: &mut Vec<Diagnostic>) {
    for twins in site.routes.articles().values() {
        let Some(entry) = twins.iter().copied().flatten().next().and_then(|id| site.entry(id)) else { continue };
        if !entry.is_macro() {
            continue;
        }
        let missing = site.config.languages.pairs().filter(|(id, _)| twins.get(*id).copied().flatten().is_none());
        let codes: Vec<String> = missing.map(|(_, language)| format!("`{}`", language.code)).collect();
        if !codes.is_empty() {
            let message = format!("the macro has no version in {}", codes.join(", "));
            let help = "put the translation beside it, with the language in the file's name";
            found.push(Diagnostic::warning("untranslated-macro", entry.file.path(), message).help(help));
        }
    }
}
