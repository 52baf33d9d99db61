//! Taking an article out, with another one that answers from then on.

use std::collections::BTreeSet;

use helpdex_content::config::URLS_FILE;
use helpdex_content::diagnostic::Edit;
use helpdex_content::edit::{Texts, remove_from_list};
use helpdex_content::error::{Error, Result};
use helpdex_content::path::SitePath;
use helpdex_content::references::{Moves, Named, Reference, Rewriter};
use helpdex_content::routes::Routes;
use helpdex_content::source::{Entry, EntryKind, Status};
use helpdex_lint::url_ledger;

use super::{Place, Plan, alias, images, name};

/// What the removal of an article comes to.
#[derive(Debug)]
pub struct Removal {
    /// What is to be done.
    pub plan: Plan,
    /// The places that named it and name the other one then: somebody should read them again.
    pub places: Vec<String>,
}

/// Plans to take the article `old` out, and to let `to` answer for it. `anchors` has the anchors of a file's page.
///
/// # Errors
/// When there are no such articles, or a file can't be read: nothing is changed then.
pub fn removal(
    place: Place<'_>,
    old: &str,
    to: Option<&str>,
    anchors: &dyn Fn(&str) -> BTreeSet<String>,
) -> Result<Removal> {
    let Named::Article(key) = name::named(place, old)? else {
        return Err(Error::Refused(format!(
            "`{old}` is a category; move its articles first, or remove them one by one"
        )));
    };
    let is_own = |entry: &&Entry| entry.kind == EntryKind::Article && entry.key == key;
    let entries: Vec<&Entry> = place.sources.entries.iter().map(AsRef::as_ref).filter(is_own).collect();
    let urls: Vec<(String, &Entry)> = entries.iter().flat_map(|entry| addresses(place, entry)).collect();
    let Some(to) = to else {
        if let Some((url, _)) = urls.first() {
            return Err(Error::Refused(format!(
                "customers may have the address `{url}`: name the article that answers it now, with `--to`"
            )));
        }
        return Removing { place, key: &key, other: None, entries, urls, anchors }.plan();
    };
    let Named::Article(other) = name::named(place, to)? else {
        return Err(Error::Refused(format!("`{to}` is a category; name an article")));
    };
    let published = place
        .sources
        .entries
        .iter()
        .any(|entry| entry.kind == EntryKind::Article && entry.key == other && entry.front.status != Status::Draft);
    if other == key || !published {
        let why = if other == key { "is the article that is to go" } else { "is a draft, which customers can't see" };
        return Err(Error::Refused(format!("`{to}` {why}")));
    }
    Removing { place, key: &key, other: Some(&other), entries, urls, anchors }.plan()
}

/// The addresses of an article that customers may have: its own, and its aliases.
fn addresses<'p>(place: Place<'p>, entry: &'p Entry) -> Vec<(String, &'p Entry)> {
    let id = place.sources.with_ids().find(|(_, known)| known.file.path() == entry.file.path()).map(|(id, _)| id);
    let own = id.and_then(|id| place.routes.url(id)).map(|url| alias::plain(place, url));
    let own = own.filter(|url| alias::is_known(place, entry, url));
    let aliases = entry.front.aliases.iter().map(|alias| alias.value.clone());
    own.into_iter().chain(aliases).map(|url| (url, entry)).collect()
}

struct Removing<'p, 'k> {
    place: Place<'p>,
    key: &'k str,
    /// The article that answers from then on.
    other: Option<&'k str>,
    entries: Vec<&'p Entry>,
    urls: Vec<(String, &'p Entry)>,
    anchors: &'k dyn Fn(&str) -> BTreeSet<String>,
}

impl Removing<'_, '_> {
    fn plan(self) -> Result<Removal> {
        let place = self.place;
        let files: Vec<SitePath> = self.entries.iter().map(|entry| entry.file.path().clone()).collect();
        let images = images::own(place, self.key, &files).into_iter().map(|image| place.config.site_path(&image));
        let mut plan = Plan { removed: files.iter().cloned().chain(images).collect(), ..Plan::default() };
        let mut texts = Texts::new(&place.config.root);
        let places = self.references(&mut texts, &files)?;
        if let Some(other) = self.other {
            for (url, entry) in &self.urls {
                let answers = self.twin(other, entry)?;
                alias::add(&mut texts, answers.file.path(), url)?;
                plan.addresses.push((url.clone(), answers.file.path().clone()));
            }
        }
        self.urls_file(&mut texts)?;
        plan.changes = texts.changes();
        plan.changes.retain(|change| !files.iter().any(|file| *file == *change.path));
        Ok(Removal { plan, places })
    }

    /// The version of the other article that answers for one of this.
    fn twin(&self, other: &str, entry: &Entry) -> Result<&Entry> {
        let twins = self.place.routes.articles().get(other);
        let best = twins.and_then(|twins| Routes::best(twins, entry.language));
        let found = best.and_then(|id| self.place.sources.get(id)).map(AsRef::as_ref);
        found.ok_or_else(|| Error::Refused(format!("`{other}` is not published")))
    }

    /// Lets everything that names the article name the other one.
    fn references(&self, texts: &mut Texts, files: &[SitePath]) -> Result<Vec<String>> {
        let place = self.place;
        let mut moves = Moves::default();
        moves.articles.insert(self.key.into(), self.other.unwrap_or(self.key).into());
        let rewriter = Rewriter::before(place.config, place.sources, place.routes, &moves);
        let gone = Named::Article(self.key.into());
        let (mut edits, mut lists, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for reference in place.references {
            let path = reference.file.path();
            if files.iter().any(|file| file == path) || rewriter.named(reference).as_ref() != Some(&gone) {
                continue;
            }
            places.push(reference.location());
            let Some(other) = self.other else { continue };
            if reference.is_related() && self.has_it(&rewriter, reference, other) {
                lists.push((path.clone(), reference.text.clone()));
            } else if let Some(rewritten) = rewriter.rewrite(reference) {
                edits.push(self.without_anchor(rewritten.edit, reference, other));
            }
        }
        texts.edit(&edits)?;
        for (path, item) in lists {
            if let Some(edit) = remove_from_list(texts.get(&path)?, "related", &item) {
                texts.edit(&[edit])?;
            }
        }
        Ok(places)
    }

    /// Whether a list would name an article twice, or its own.
    fn has_it(&self, rewriter: &Rewriter<'_>, reference: &Reference, other: &str) -> bool {
        let path = reference.file.path();
        let named = Named::Article(other.into());
        let is_own = self
            .place
            .sources
            .entries
            .iter()
            .any(|entry| entry.file.path() == path && entry.kind == EntryKind::Article && entry.key == other);
        let beside = |known: &&Reference| known.is_related() && known.file.path() == path;
        is_own
            || self.place.references.iter().filter(beside).any(|known| rewriter.named(known).as_ref() == Some(&named))
    }

    /// An anchor that the other page lacks goes with the link to it.
    fn without_anchor(&self, mut edit: Edit, reference: &Reference, other: &str) -> Edit {
        let Some(anchor) = reference.text.split_once('#').map(|(_, anchor)| anchor) else { return edit };
        let twins = self.place.routes.articles().get(other).into_iter().flatten().copied().flatten();
        let mut files = twins.filter_map(|id| self.place.sources.get(id)).map(|entry| entry.file.path());
        let kept = files.any(|file| (self.anchors)(file).contains(anchor));
        let whole = reference.file.slice(edit.range.end..reference.range.end).is_some_and(|rest| rest.starts_with('#'));
        if !kept && whole {
            edit.range.end = reference.range.end;
        }
        edit
    }

    /// Lets go of the anchors that nothing answers any more. The addresses themselves are answered.
    fn urls_file(&self, texts: &mut Texts) -> Result<()> {
        let Some(file) = &self.place.sources.urls else { return Ok(()) };
        let forget = |url: &str, anchor: &str| {
            let Some((_, entry)) = self.urls.iter().find(|(known, _)| known == url) else { return false };
            let answers = self.other.and_then(|other| self.twin(other, entry).ok());
            answers.is_none_or(|answers| !(self.anchors)(answers.file.path()).contains(anchor))
        };
        if let Some(text) = url_ledger::followed(file, &[], &forget) {
            texts.edit(&[Edit { path: URLS_FILE.into(), range: 0..file.len(), text }])?;
        }
        Ok(())
    }
}
