//! Icons of a site on home screens: which there are, and who asks for them.

use helpdex_content::config::Offline;
use helpdex_content::routes::APP_ICONS;
use helpdex_content::site::Site;

use super::page::Page;

/// What a system may do with an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IconUse {
    /// Show it.
    Plain,
    /// Cut its corners as it likes.
    Maskable,
    /// Round its corners: an iPhone's, named in the head of each page.
    Tile,
}

/// The icons by their names, with their sides in pixels.
const ICONS: [(&str, u32, IconUse); 4] = [
    (APP_ICONS[0], 192, IconUse::Plain),
    (APP_ICONS[1], 512, IconUse::Plain),
    (APP_ICONS[2], 512, IconUse::Maskable),
    (APP_ICONS[3], 180, IconUse::Tile),
];

/// Whether this program can draw them.
const ARE_DRAWN: bool = cfg!(feature = "pictures");

/// The icons of a site, where it can be put on home screens.
pub(super) fn app_icons(site: &Site) -> impl Iterator<Item = Page> {
    let wanted = ARE_DRAWN && site.config.offline == Offline::On;
    ICONS.iter().filter(move |_| wanted).map(|(name, ..)| Page::AppIcon(name))
}

/// The icons as a manifest lists them: address, side, purpose.
pub(super) fn of_manifest(site: &Site) -> Vec<(String, u32, &'static str)> {
    let purpose = |icon: IconUse| match icon {
        IconUse::Plain => Some("any"),
        IconUse::Maskable => Some("maskable"),
        IconUse::Tile => None,
    };
    let listed = ICONS.iter().filter(|_| ARE_DRAWN);
    let listed = listed.filter_map(|(name, size, icon)| Some((name, *size, purpose(*icon)?)));
    listed.map(|(name, size, purpose)| (Page::AppIcon(name).url(site), size, purpose)).collect()
}

/// What an iPhone takes, which reads no manifest.
pub(super) fn touch_icon(site: &Site) -> Option<String> {
    let tile = ICONS.iter().find(|(.., icon)| ARE_DRAWN && *icon == IconUse::Tile);
    tile.map(|(name, ..)| Page::AppIcon(name).url(site))
}

/// The side of an icon in pixels, and its use.
#[cfg(feature = "pictures")]
pub(super) fn of_name(wanted: &str) -> Option<(u32, IconUse)> {
    ICONS.iter().find(|(name, ..)| *name == wanted).map(|(_, size, icon)| (*size, *icon))
}
