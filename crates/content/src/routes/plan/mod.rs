//! Who gets which URL: Helpdex's own pages first, then categories and articles, files, and old URLs last.

mod aliases;
mod entries;
mod files;
mod reserved;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::{Config, PerLanguage};
use crate::diagnostic::Diagnostic;
use crate::routes::names;
use crate::routes::table::{Owner, Routes, output_path};
use crate::source::{Entry, Sources};

pub use aliases::OLD_URLS;
pub use reserved::{APP_ICONS, STANDARDS_PAGE, WIDGET_SCRIPT};

impl Routes {
    /// Plans every URL; entries that want the same one are diagnostics.
    pub fn plan(config: &Config, sources: &Sources, drafts: bool) -> (Self, Vec<Diagnostic>) {
        let mut plan = Plan { config, sources, routes: Routes::default(), diagnostics: Vec::new() };
        plan.routes.prefixes = PerLanguage::new(&config.languages, |language| config.prefix(language));
        plan.routes.codes = PerLanguage::new(&config.languages, |language| config.code(language).to_owned());
        plan.routes.column = config.images.column;
        plan.reserve();
        plan.categories();
        plan.entries(drafts);
        plan.files();
        plan.aliases();
        plan.open_aliases();
        (plan.routes, plan.diagnostics)
    }
}

/// The folder of each entry, and those around it.
pub(super) fn folders(entries: &[Arc<Entry>]) -> BTreeSet<&str> {
    let mut folders = BTreeSet::new();
    // Files of one folder stand together.
    let mut last = "";
    for folder in entries.iter().map(|entry| entry.folder()) {
        let mut at = if std::mem::replace(&mut last, folder) == folder { "" } else { folder };
        while !at.is_empty() && folders.insert(at) {
            at = at.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    folders
}

struct Plan<'a> {
    config: &'a Config,
    sources: &'a Sources,
    routes: Routes,
    diagnostics: Vec<Diagnostic>,
}

impl Plan<'_> {
    /// Takes a URL; the owner that already has it comes back.
    fn claim(&mut self, url: &str, owner: Owner) -> Option<Owner> {
        let path = output_path(self.routes.base(), url)?;
        match self.routes.outputs.get(path.as_str()) {
            Some(other) => Some(other.clone()),
            None => {
                self.routes.outputs.insert(path.into(), owner);
                None
            }
        }
    }

    /// Looks at the name that something gets in the output.
    fn name(&mut self, url: &str, shown: &str) {
        let output = output_path(self.routes.base(), url);
        self.diagnostics.extend(output.and_then(|output| names::fault(&output, shown)));
    }
}
