//! The lists of folders, by the URL paths at which the source shows them.

use std::collections::HashMap;

use super::survey::Survey;

/// The places of folders by the paths of their lists, without slashes at the end.
pub(super) struct Lists<'a>(HashMap<&'a str, &'a str>);

impl<'a> Lists<'a> {
    pub(super) fn new(survey: &'a Survey) -> Self {
        let mut lists = HashMap::new();
        for (place, folder) in &survey.known {
            for (_, address) in &folder.addresses {
                lists.entry(address.trim_end_matches('/')).or_insert(place.as_str());
            }
        }
        Self(lists)
    }

    /// The folder whose list is at a path, which may leave the base path out.
    pub(super) fn place(&self, base: &str, path: &str) -> Option<&'a str> {
        let plain = path.split('?').next().unwrap_or_default().trim_end_matches('/');
        let with_base = format!("{base}{plain}");
        self.0.get(plain).or_else(|| self.0.get(with_base.as_str())).copied()
    }
}
