//! What all pictures of a site share: colours, typefaces, the logo.

use helpdex_content::site::Site;
use helpdex_pictures::{Colors, Drawing};
use sha2::{Digest, Sha256};

use crate::theme::{self, Theme};

/// What all pictures of a site share.
#[derive(Debug)]
pub(super) struct Style {
    pub(super) colors: Colors,
    pub(super) families: Vec<String>,
    pub(super) logo: Option<Drawing>,
    /// Stands for the bytes of the logo.
    pub(super) logo_digest: [u8; 32],
}

impl Style {
    pub(super) fn of(site: &Site, theme: &Theme) -> Self {
        let bytes = logo(site, theme);
        let families = site.config.appearance.font.as_deref().unwrap_or_default();
        let name = |family: &str| family.trim().trim_matches(['"', '\'']).to_owned();
        let [ground, shade, ink, muted] = theme::hero(&site.config.appearance);
        Self {
            colors: Colors { ground, shade, ink, muted },
            families: families.split(',').map(name).filter(|name| !name.is_empty()).collect(),
            logo_digest: Sha256::digest(&bytes).into(),
            logo: Drawing::read(&bytes),
        }
    }
}

/// The logo of a site, else what the theme has in its place.
fn logo(site: &Site, theme: &Theme) -> Vec<u8> {
    let file = site.config.appearance.logo.as_ref().and_then(|path| site.routes.files().get(path.as_str()));
    // One that can't be read is a fault of its own when the file is copied.
    file.and_then(|file| std::fs::read(file.location()).ok()).unwrap_or_else(|| favicon(theme).to_vec())
}

/// The theme's own sign, as it is.
pub(super) fn favicon(theme: &Theme) -> &[u8] {
    let favicon = theme.assets().iter().find(|asset| asset.path.starts_with("assets/favicon."));
    favicon.map_or(&[], |asset| asset.bytes.as_ref())
}
