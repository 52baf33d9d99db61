//! A new name for an article or a category.

use std::collections::{BTreeMap, BTreeSet};

use walkdir::WalkDir;

use helpdex_content::config::URLS_FILE;
use helpdex_content::diagnostic::Edit;
use helpdex_content::edit::Texts;
use helpdex_content::error::{Error, Result};
use helpdex_content::path::{self, ContentPath, SitePath};
use helpdex_content::references::{Moves, Named, Rewriter};
use helpdex_content::routes::{Owner, is_image, slug_path};
use helpdex_content::source::{Entry, EntryKind};
use helpdex_lint::url_ledger;
use unicode_normalization::UnicodeNormalization;

use super::{Place, Plan, alias, images, name};

/// Plans to give the article or category `old` the name `new`, or to put it into the category `new`.
///
/// # Errors
/// When there is no such thing, something is in the way, or a file can't be read: nothing is changed then.
pub fn movement(place: Place<'_>, old: &str, new: &str) -> Result<Plan> {
    let named = name::named(place, old)?;
    let new = name::new_name(place, &named, new)?;
    let moving = Moving::of(place, &named, &new)?;
    let plan = moving.plan()?;
    for (_, to) in &plan.files {
        if to.under(&place.config.root).symlink_metadata().is_ok() {
            return Err(Error::Refused(format!("`{to}` is there already; nothing was moved")));
        }
    }
    Ok(plan)
}

/// Everything that moves.
struct Moving<'p> {
    place: Place<'p>,
    /// The category that moves as a whole; nothing for an article.
    top: Option<&'p str>,
    entries: Vec<&'p Entry>,
    moves: Moves,
    files: Vec<(SitePath, SitePath)>,
    kept: Vec<SitePath>,
}

impl<'p> Moving<'p> {
    fn of(place: Place<'p>, named: &Named, new: &str) -> Result<Self> {
        match named {
            Named::Category(folder) => Self::category(place, folder, new),
            Named::Article(_) | Named::File(_) => Self::article(place, named.path(), new),
        }
    }

    fn article(place: Place<'p>, key: &str, new: &str) -> Result<Self> {
        let is_own = |entry: &&Entry| entry.kind == EntryKind::Article && entry.key == key;
        let entries: Vec<&Entry> = place.sources.entries.iter().map(AsRef::as_ref).filter(is_own).collect();
        let twin = place.sources.entries.iter().find(|entry| entry.kind == EntryKind::Article && entry.key == new);
        if let Some(twin) = twin {
            return Err(Error::Refused(format!("`{}` is there already; nothing was moved", twin.file.path())));
        }
        let mut moving =
            Self { place, top: None, entries, moves: Moves::default(), files: Vec::new(), kept: Vec::new() };
        for entry in &moving.entries {
            let file = entry.file.path();
            let (_, name) = path::split(file);
            // The name on disk may be composed in another way than the key.
            let (_, last) = path::split(key);
            let length = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            let end =
                length.into_iter().find(|end| name.get(..*end).is_some_and(|n| n.nfc().collect::<String>() == last));
            let ending = end.and_then(|end| name.get(end..)).unwrap_or(".md");
            moving.files.push((file.clone(), place.config.site_path(&format!("{new}{ending}"))));
        }
        moving.moves.articles.insert(key.into(), new.into());
        let (from, to) = (path::split(key).0, path::split(new).0);
        if from != to {
            let own: Vec<SitePath> = moving.files.iter().map(|(from, _)| from.clone()).collect();
            for image in images::own(place, key, &own) {
                let inner = if from.is_empty() { &*image } else { image.get(from.len() + 1..).unwrap_or(&image) };
                let target = path::join(to, inner);
                // Where another file has that name, the image stays, and its article still shows it.
                if place.config.content_dir().join(&target).symlink_metadata().is_err() {
                    moving.files.push((place.config.site_path(&image), place.config.site_path(&target)));
                    moving.moves.files.insert(image, target.into());
                }
            }
        }
        Ok(moving)
    }

    fn category(place: Place<'p>, folder: &str, new: &str) -> Result<Self> {
        let below = |key: &str| key == folder || key.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let entries = place.sources.entries.iter().map(AsRef::as_ref);
        let entries: Vec<&Entry> = entries.filter(|entry: &&Entry| below(entry.folder())).collect();
        let (top, _) = place
            .routes
            .categories()
            .get_key_value(folder)
            .ok_or_else(|| Error::Refused(format!("there is no category `{folder}`")))?;
        let mut moving =
            Self { place, top: Some(top), entries, moves: Moves::default(), files: Vec::new(), kept: Vec::new() };
        let renamed = |name: &str| format!("{new}{}", name.get(folder.len()..).unwrap_or_default());
        for entry in &moving.entries {
            let target = match entry.kind {
                EntryKind::Article => &mut moving.moves.articles,
                EntryKind::Category | EntryKind::Home => &mut moving.moves.categories,
            };
            target.insert(entry.key.clone(), renamed(&entry.key).into());
        }
        for key in place.routes.categories().keys().filter(|key| below(key)) {
            moving.moves.categories.insert(key.clone(), renamed(key).into());
        }
        moving.folder(folder, &renamed)?;
        Ok(moving)
    }

    /// The files of a folder, whatever they are. What customers save has an address that nothing can redirect: it stays.
    fn folder(&mut self, folder: &str, renamed: &dyn Fn(&str) -> String) -> Result<()> {
        let place = self.place;
        let top = place.config.content_dir();
        let known = alias::remembered(place).unwrap_or_default();
        for entry in WalkDir::new(top.join(folder)).sort_by_file_name() {
            let entry = entry.map_err(|fault| Error::Environment(format!("cannot read `{folder}`: {fault}")))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let inside = entry.path().strip_prefix(&top).ok().and_then(|path| path.to_str());
            let Some(inside) = inside.map(|path| path.replace('\\', "/")) else {
                return Err(Error::Refused(format!("`{}` has a name that is not UTF-8", entry.path().display())));
            };
            let composed = ContentPath::from(inside.nfc().collect::<String>());
            if let Some(route) = place.routes.files().get(&composed) {
                if !is_image(&composed) && known.contains(&alias::plain(place, &route.url)) {
                    self.kept.push(place.config.site_path(&inside));
                    continue;
                }
                self.moves.files.insert(composed, renamed(&inside).into());
            }
            self.files.push((place.config.site_path(&inside), place.config.site_path(&renamed(&inside))));
        }
        Ok(())
    }

    fn plan(self) -> Result<Plan> {
        let place = self.place;
        let mut texts = Texts::new(&place.config.root);
        let rewriter = Rewriter::before(place.config, place.sources, place.routes, &self.moves);
        let edits: Vec<Edit> =
            place.references.iter().filter_map(|reference| rewriter.rewrite(reference)).map(|r| r.edit).collect();
        texts.edit(&edits)?;
        let urls = self.urls()?;
        let new: BTreeSet<String> = urls.values().cloned().collect();
        for entry in &self.entries {
            alias::remove(&mut texts, entry, &new)?;
        }
        let mut addresses = Vec::new();
        for (old, file) in self.old_addresses(&urls)? {
            alias::add(&mut texts, file, &old)?;
            let now = self.files.iter().find(|(from, _)| from == file).map_or(file, |(_, to)| to);
            addresses.push((old, now.clone()));
        }
        if let Some(urls_file) = &place.sources.urls {
            let pairs: Vec<(String, String)> = urls.into_iter().collect();
            if let Some(text) = url_ledger::followed(urls_file, &pairs, &|_, _| false) {
                let range = 0..urls_file.len();
                texts.edit(&[Edit { path: URLS_FILE.into(), range, text }])?;
            }
        }
        Ok(Plan { files: self.files, removed: Vec::new(), changes: texts.changes(), addresses, kept: self.kept })
    }

    /// The URLs that change, with the new ones. Refused where a new one belongs to something else.
    fn urls(&self) -> Result<BTreeMap<String, String>> {
        let Self { place, moves, .. } = self;
        let mut urls = BTreeMap::new();
        let articles = self.entries.iter().filter(|entry| entry.kind == EntryKind::Article);
        let articles = articles.filter_map(|entry| Some((entry.language, &entry.key, moves.articles.get(&entry.key)?)));
        let categories = moves.categories.iter();
        let categories = categories.flat_map(|(old, new)| place.config.languages.ids().map(move |id| (id, old, new)));
        for (language, old, new) in articles.chain(categories) {
            let old = place.routes.page_url(language, &slug_path(old));
            let new = place.routes.page_url(language, &slug_path(new));
            if old != new {
                self.free(&new)?;
                urls.insert(alias::plain(*place, &old), alias::plain(*place, &new));
            }
        }
        Ok(urls)
    }

    /// Refuses a URL that something else has.
    fn free(&self, url: &str) -> Result<()> {
        let place = self.place;
        let shown = alias::plain(place, url);
        let moves =
            |id| place.sources.get(id).is_some_and(|e| self.entries.iter().any(|own| own.file.path() == e.file.path()));
        let why = match place.routes.owner(url) {
            None => return Ok(()),
            Some(Owner::Entry(id) | Owner::Alias(id)) if moves(*id) => return Ok(()),
            Some(Owner::Category { key, .. }) if self.moves.categories.contains_key(&**key) => return Ok(()),
            Some(Owner::Alias(id)) => {
                let other = place.sources.get(*id).map_or("another file", |entry| entry.file.path());
                format!("is an old address of `{other}`; take it out of its `aliases` first")
            }
            Some(Owner::Entry(id)) => {
                let other = place.sources.get(*id).map_or("another file", |entry| entry.file.path());
                format!("is the address of `{other}`")
            }
            Some(_) => "is taken".to_owned(),
        };
        Err(Error::Refused(format!("its new address `{shown}` {why}; nothing was moved")))
    }

    /// Old addresses that customers may have, and the file that answers each.
    fn old_addresses(&self, urls: &BTreeMap<String, String>) -> Result<Vec<(String, &'p SitePath)>> {
        let place = self.place;
        let mut found = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.kind == EntryKind::Article) {
            let url = alias::plain(place, &place.routes.page_url(entry.language, &slug_path(&entry.key)));
            if urls.contains_key(&url) && alias::is_known(place, entry, &url) {
                found.push((url, entry.file.path()));
            }
        }
        for folder in self.moves.categories.keys() {
            for language in place.config.languages.ids() {
                let url = alias::plain(place, &place.routes.category_url(folder, language));
                if !urls.contains_key(&url) {
                    continue;
                }
                let top = self.top.unwrap_or(folder);
                let Some(answers) = alias::of_category(place, folder, language, top) else {
                    return Err(Error::Refused(format!(
                        "the category has no `_index.md` to keep its old address `{url}` in; \
                         `helpdex new --category {folder} \"TITLE\"` writes one. Nothing was moved"
                    )));
                };
                found.push((url, answers.file.path()));
            }
        }
        found.sort();
        Ok(found)
    }
}
