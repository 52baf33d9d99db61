//! What keeps pictures of pages from being drawn on this machine.

use std::collections::BTreeMap;

use helpdex_content::config::CONFIG_FILE;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;
use helpdex_render::pages::{self, DRAWS_PICTURES, Page, advice};

/// Tells once for each script that titles are written in and no font has.
pub(crate) fn faults(site: &Site) -> Vec<Diagnostic> {
    if !site.config.share.pictures {
        return Vec::new();
    }
    if !DRAWS_PICTURES {
        let message = "this program was built without pictures, so shared links stand without one";
        let help = "build it with the feature `pictures`, or take `share: { pictures: true }` out";
        return vec![Diagnostic::warning("no-font", CONFIG_FILE, message).help(help)];
    }
    let mut scripts: BTreeMap<String, (usize, Page, char)> = BTreeMap::new();
    for (page, missing) in pages::without_fonts(site, &pages::written(site)) {
        scripts.entry(missing.script).or_insert((0, page, missing.letter)).0 += 1;
    }
    let fault = |(script, (count, page, letter)): (String, (usize, Page, char))| {
        let url = page.url(site);
        let pages = match count {
            1 => format!("`{url}` gets"),
            2 => format!("`{url}` and another page get"),
            more => format!("`{url}` and {} more pages get", more - 1),
        };
        let message = format!("no font of this machine has the letter `{letter}` ({script}): {pages} no picture");
        let (font, package) = advice(&script);
        let help = format!("install a font for it where the site is built, such as {font} (Debian: `{package}`)");
        Diagnostic::warning("no-font", CONFIG_FILE, message).help(help)
    };
    scripts.into_iter().map(fault).collect()
}
