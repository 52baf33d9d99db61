//! Old URLs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Plan;
use crate::diagnostic::Diagnostic;
use crate::path::open_url;
use crate::routes::table::{Alias, Owner};
use crate::source::{Entry, EntryId};
use crate::typed_yaml::At;

/// What the script of the page for what is not there reads, on sites with beginnings of old URLs.
pub const OLD_URLS: &str = "old-urls.json";

impl Plan<'_> {
    pub(super) fn aliases(&mut self) {
        for (id, entry) in self.sources.with_ids() {
            if self.routes.url(id).is_none() {
                continue;
            }
            for alias in entry.front.aliases.iter().filter(|alias| open_url(&alias.value).is_none()) {
                let from = format!("{}{}", self.routes.base(), alias.value);
                let help = match self.claim(&from, Owner::Alias(id)) {
                    None => {
                        self.name(&from, entry.file.path());
                        self.routes.aliases.push(Alias { from, entry: id });
                        continue;
                    }
                    Some(Owner::Entry(own) | Owner::Alias(own)) if own == id => {
                        self.diagnostics.push(repeated(
                            entry,
                            alias,
                            matches!(self.routes.owner(&from), Some(Owner::Entry(_))),
                        ));
                        continue;
                    }
                    Some(Owner::Entry(other) | Owner::Alias(other)) => {
                        let other = self.sources.get(other).map_or("another file", |other| other.file.path());
                        format!("`{other}` has this URL; remove the alias here or there")
                    }
                    Some(_) => "something else is published there; remove the alias".to_owned(),
                };
                let message = format!("the alias `{}` is taken", alias.value);
                self.diagnostics.push(entry.file.error("duplicate-url", alias.range.clone(), message).help(help));
            }
        }
    }

    /// Takes in the aliases that end with a star. Hosts differ in whether they follow one before they look for a page, so
    /// no page may be published below it.
    pub(super) fn open_aliases(&mut self) {
        let sources = self.sources;
        let shown = sources.with_ids().filter(|(id, _)| self.routes.url(*id).is_some());
        let all = shown.flat_map(|(id, entry)| entry.front.aliases.iter().map(move |alias| (id, entry, alias)));
        let open: Vec<_> =
            all.filter_map(|(id, entry, alias)| Some((id, entry, alias, open_url(&alias.value)?))).collect();
        if open.is_empty() {
            return;
        }
        let mut outputs: Vec<(&Arc<str>, &Owner)> = self.routes.outputs.iter().collect();
        outputs.sort_unstable_by_key(|(output, _)| *output);
        let mut found: BTreeMap<&str, (EntryId, &Entry)> = BTreeMap::new();
        let mut faults = Vec::new();
        for (id, entry, alias, start) in open {
            let below = start.trim_start_matches('/');
            let at = outputs.partition_point(|(output, _)| &***output < below);
            let mut inside = outputs.iter().skip(at).take_while(|(output, _)| output.starts_with(below));
            let page = inside.find(|(_, owner)| !matches!(owner, Owner::Alias(_)));
            let help = match (found.get(start), page) {
                (Some((own, _)), _) if *own == id => "remove one of the two".to_owned(),
                (Some((_, other)), _) => {
                    format!("`{}` has this URL; remove the alias here or there", other.file.path())
                }
                (None, Some((page, _))) => {
                    format!("`/{page}` is published there; write more of the old URL before the `*`")
                }
                (None, None) => {
                    found.insert(start, (id, entry));
                    continue;
                }
            };
            let message = format!("the alias `{}` is taken", alias.value);
            faults.push(entry.file.error("duplicate-url", alias.range.clone(), message).help(help));
        }
        let base = self.routes.base();
        let mut all: Vec<(Alias, Owner)> = found
            .into_iter()
            .map(|(start, (entry, _))| (Alias { from: format!("{base}{start}"), entry }, Owner::Alias(entry)))
            .collect();
        all.sort_by(|(a, _), (b, _)| b.from.len().cmp(&a.from.len()).then_with(|| a.from.cmp(&b.from)));
        self.routes.open_aliases = all;
        self.routes.outputs.insert(OLD_URLS.into(), Owner::Reserved);
        self.diagnostics.extend(faults);
    }
}

/// An alias that the article has already, as its own URL or as another alias.
fn repeated(entry: &Entry, alias: &At<String>, own_url: bool) -> Diagnostic {
    let range = alias.range.clone();
    if own_url {
        let message = format!("the alias `{}` is the article's own URL: it would lead to itself", alias.value);
        return entry.file.error("redirect-loop", range, message).help("remove the alias");
    }
    let message = format!("the alias `{}` is named twice", alias.value);
    entry.file.error("duplicate-url", range, message).help("remove one of the two")
}
