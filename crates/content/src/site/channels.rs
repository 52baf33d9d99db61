//! Which ways to reach a person the pages of an article or category offer.

use super::model::Site;
use crate::config::LanguageId;
use crate::contact::Channel;
use crate::routes::Twins;
use crate::source::{EntryKind, Offer};

impl Site {
    /// The channels that the page of an article, a category or the home offers; none where it leaves them out. What the
    /// file itself says counts most, then its version in the default language, then the categories around it.
    pub fn channels(&self, key: &str, kind: EntryKind, language: LanguageId) -> Vec<&Channel> {
        match self.offer(key, kind, language) {
            Some(Offer::Nothing) => Vec::new(),
            Some(Offer::Channels(ids)) => ids.iter().filter_map(|id| self.config.contact.channel(&id.value)).collect(),
            Some(Offer::Usual) | None => self.usual_channels(),
        }
    }

    /// The channels of pages that name none.
    pub fn usual_channels(&self) -> Vec<&Channel> {
        self.config.contact.channels.iter().filter(|channel| channel.listed).collect()
    }

    fn offer(&self, key: &str, kind: EntryKind, language: LanguageId) -> Option<&Offer> {
        if kind == EntryKind::Home {
            let of = |language| self.entry(self.home(language)?)?.front.contact.given();
            return of(language).or_else(|| of(LanguageId::DEFAULT));
        }
        if kind == EntryKind::Article
            && let Some(offer) = self.routes.articles().get(key).and_then(|twins| self.said(twins, language))
        {
            return Some(offer);
        }
        let folder =
            if kind == EntryKind::Article { key.rsplit_once('/').map_or("", |(folder, _)| folder) } else { key };
        let folders = std::iter::successors(Some(folder).filter(|folder| !folder.is_empty()), |folder| {
            folder.rsplit_once('/').map(|(parent, _)| parent)
        });
        folders.filter_map(|folder| self.routes.categories().get(folder)).find_map(|twins| self.said(twins, language))
    }

    /// What the file of a language says, or that of the default language.
    fn said(&self, twins: &Twins, language: LanguageId) -> Option<&Offer> {
        let of = |language| self.entry(twins.get(language).copied().flatten()?)?.front.contact.given();
        of(language).or_else(|| of(LanguageId::DEFAULT))
    }
}
