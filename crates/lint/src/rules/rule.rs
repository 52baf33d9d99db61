//! What a rule is, and what it looks at. The list of all of them is in the registry, which rules know nothing of.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::banned_words::BannedWords;
use super::prose::Prose;
use super::written::Written;
use helpdex_content::config::{LanguageId, Level};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::kept::Memory;
use helpdex_content::markdown::Rendered;
use helpdex_content::routes::Links;
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryId};

/// One kind of fault that authors are told of.
pub struct Rule {
    /// Its stable name: in output, in settings and in the documentation.
    pub code: &'static str,
    /// What it weighs where nobody says otherwise. A rule that reports both errors and warnings has the heavier one.
    pub level: Level,
    /// What is wrong, as half a sentence: "an article has no `title`".
    pub what: &'static str,
    /// Why that matters, in a sentence or two.
    pub why: &'static str,
    /// How to mend it, in a sentence or two.
    pub how: &'static str,
    /// Who looks for it.
    pub(crate) run: Run,
}

/// Who looks for the faults of a rule.
#[derive(Clone, Copy)]
pub enum Run {
    /// A phase stumbles over them and reports them itself.
    Phase,
    /// A look at one file. Files are looked at side by side, and only those where the rule is not off.
    Entry(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// The same for what depends on the text alone, with all that is inserted in it, and on the settings: it is remembered
    /// until the next build. Whoever looks [`around`](Subject::around) makes an exception.
    Text(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// A look at the whole site.
    Site(fn(&Site, &mut Vec<Diagnostic>)),
    /// The same for what is dear, and remembers what of each text it can.
    Remembering(fn(&Site, Option<&dyn Memory>, &mut Vec<Diagnostic>)),
}

/// The file that a rule looks at.
pub struct Subject<'s> {
    /// The site it belongs to.
    pub(crate) site: &'s Site,
    /// Its id.
    pub(crate) id: EntryId,
    /// The file itself.
    pub(crate) entry: &'s Arc<Entry>,
    /// What rules share.
    pub(super) tools: &'s Tools,
    prose: OnceCell<Prose<'s>>,
    written: OnceCell<Written<'s>>,
    looked_around: Cell<bool>,
}

/// What several looks need and is costly to make: it is made when the first one asks for it.
#[derive(Default)]
pub(crate) struct Tools {
    banned: OnceLock<BTreeMap<LanguageId, BannedWords>>,
}

impl Tools {
    /// What finds the banned words of a language, where it has any.
    pub(super) fn banned(&self, site: &Site, language: LanguageId) -> Option<&BannedWords> {
        let of_all = self.banned.get_or_init(|| {
            let words = site.config.banned_words.iter();
            words.filter_map(|(code, words)| Some((site.config.language_id(code)?, BannedWords::of(words)?))).collect()
        });
        of_all.get(&language)
    }
}

impl<'s> Subject<'s> {
    pub(super) fn new(site: &'s Site, tools: &'s Tools, id: EntryId, entry: &'s Arc<Entry>) -> Self {
        let looked_around = Cell::new(false);
        Self { site, id, entry, tools, prose: OnceCell::new(), written: OnceCell::new(), looked_around }
    }

    /// The whole site, for a rule about its text that has to look at more. What comes of it is not remembered.
    pub(super) fn around(&self) -> &'s Site {
        self.looked_around.set(true);
        self.site
    }

    /// The same for where links lead that its text does not have.
    pub(super) fn links(&self) -> Links<'s> {
        let site = self.around();
        Links::of(&site.routes, &site.sources, self.id)
    }

    /// Whether a rule asked for more than its text.
    pub(super) fn looked_around(&self) -> bool {
        self.looked_around.get()
    }

    /// Its running text; nothing for a draft that is not shown.
    pub(super) fn prose(&self) -> Option<&Prose<'s>> {
        self.has_body().then(|| self.prose.get_or_init(|| Prose::of(self.site, self.entry)))
    }

    /// Its text as it stands; nothing for a draft that is not shown.
    pub(super) fn written(&self) -> Option<&Written<'s>> {
        self.has_body().then(|| self.written.get_or_init(|| Written::of(self.site, self.entry)))
    }

    /// Whether it has a body: a draft that is not shown has none.
    pub(super) fn has_body(&self) -> bool {
        self.site.has_body(self.id)
    }

    /// What became of its body; nothing for a draft that is not shown.
    pub(crate) fn body(&self) -> Option<&'s Rendered> {
        self.site.body(self.id)
    }

    /// The code of its language.
    pub(crate) fn language(&self) -> &'s str {
        self.site.config.code(self.entry.language)
    }
}
