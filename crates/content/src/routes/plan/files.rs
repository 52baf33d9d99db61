//! URLs of the files that are published as they are.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::Plan;
use crate::config::{Programs, SHARE_PICTURE};
use crate::diagnostic::Diagnostic;
use crate::path::ContentPath;
use crate::routes::files::{FileRoute, refusal};
use crate::routes::names;
use crate::routes::table::Owner;

impl Plan<'_> {
    pub(super) fn files(&mut self) {
        for file in &self.sources.files {
            let shown = self.config.site_path(&file.path);
            if let Some(found) = refusal(file, &shown) {
                self.diagnostics.push(found);
                continue;
            }
            let route = FileRoute::new(self.routes.base(), file);
            // Composed, as links are before they are looked up: a Mac takes names apart.
            let path = ContentPath::from(file.path.nfc().collect::<String>());
            if self.is_share_picture(&route.output) {
                let message = format!("`{}` is taken", route.url);
                let help = "Helpdex draws one itself; rename the file, or set `share: { pictures: false }`";
                self.diagnostics.push(Diagnostic::error("duplicate-url", shown, message).help(help));
                continue;
            }
            if let Some(owner) = self.claim(&route.url, Owner::File(path.clone())) {
                let message = format!("`{}` is taken", route.url);
                let found = Diagnostic::error("duplicate-url", shown, message);
                let name = route.output.rsplit('/').next().unwrap_or_default();
                let help = match Programs::setting_of(name).filter(|_| owner == Owner::Reserved) {
                    Some(setting) => {
                        format!("Helpdex writes one itself; rename the file, or set `programs: {{ {setting}: false }}`")
                    }
                    None => "rename the file".to_owned(),
                };
                self.diagnostics.push(found.help(help));
                continue;
            }
            self.diagnostics.extend(names::fault(&route.output, &shown));
            if let Some(other) =
                Arc::make_mut(&mut self.routes.lower_case).insert(route.output.to_lowercase(), shown.clone())
            {
                let message = format!("its name differs from `{other}` only in upper and lower case");
                let help = "on Windows and macOS the two are one file; rename one of them";
                self.diagnostics.push(Diagnostic::error("file-name", shown, message).help(help));
            }
            Arc::make_mut(&mut self.routes.files).insert(path, route);
        }
    }

    /// Whether the picture of a page is to lie at a path of the output.
    fn is_share_picture(&self, output: &str) -> bool {
        let folder = output.strip_suffix(SHARE_PICTURE).filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let page = |folder: &str| self.routes.outputs.contains_key(format!("{folder}index.html").as_str());
        self.config.share.pictures && folder.is_some_and(page)
    }
}
