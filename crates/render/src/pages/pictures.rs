//! Pictures that are drawn when a site is built: of its pages, and of the site on a home screen.
//!
//! [`helpdex_pictures`] draws; here is what of. Which pages have a picture depends on the fonts of the machine: a title
//! without a letter would say something else.

use std::sync::Arc;

use helpdex_content::config::{Direction, LanguageId};
use helpdex_content::site::Site;
use helpdex_pictures::{Card, Colors, Drawing, HEIGHT, Icon, Missing, WIDTH};
use sha2::{Digest, Sha256};

use super::cards;
use super::icons::{self, IconUse};
use super::page::Page;
use super::picture_style::{Style, favicon};
use super::rendering::Rendering;
use super::share_image::{self, ShareImage};
use crate::theme;

/// The words of a picture.
struct Words {
    name: String,
    label: String,
    title: String,
    text: String,
    language: LanguageId,
}

impl Words {
    /// What the picture of a page says; nothing of pages that have none.
    fn of(site: &Site, page: &Page) -> Option<Self> {
        let title_of = |language| site.config.title.get(site.config.code(language)).to_owned();
        match page {
            Page::Home(language) => Some(Self {
                name: String::new(),
                label: String::new(),
                title: title_of(*language),
                text: site.config.description.get(site.config.code(*language)).to_owned(),
                language: *language,
            }),
            Page::Category(key, language) if site.tree.count(key, *language) > 0 => {
                let summary = share_image::entry(site, page).and_then(|entry| entry.front.summary.given());
                Some(Self {
                    name: title_of(*language),
                    label: String::new(),
                    title: cards::category_title(site, key, *language),
                    text: summary.map(|summary| summary.value.clone()).unwrap_or_default(),
                    language: *language,
                })
            }
            Page::Article(id) => {
                let entry = site.entry(*id)?;
                let (folder, language) = (entry.folder(), entry.language);
                site.routes.url(*id)?;
                Some(Self {
                    name: title_of(language),
                    label: if folder.is_empty() {
                        String::new()
                    } else {
                        cards::category_title(site, folder, language)
                    },
                    title: site.title(*id),
                    text: String::new(),
                    language,
                })
            }
            _ => None,
        }
    }

    fn card<'w>(&'w self, site: &'w Site, style: Option<&'w Style>) -> Card<'w> {
        let nothing = Colors { ground: [0; 3], shade: [0; 3], ink: [0; 3], muted: [0; 3] };
        Card {
            name: &self.name,
            label: &self.label,
            title: &self.title,
            text: &self.text,
            language: site.config.code(self.language),
            right_to_left: site.config.languages.get(self.language).dir == Direction::Rtl,
            families: style.map_or(&[], |style| &style.families),
            logo: style.and_then(|style| style.logo.as_ref()),
            colors: style.map_or(nothing, |style| style.colors),
        }
    }
}

/// The words of the picture of a page, on sites that want some; nothing where the author chose an image.
fn wanted(site: &Site, page: &Page) -> Option<Words> {
    let has_own = || share_image::entry(site, page).is_some_and(|entry| entry.front.image.is_given());
    Words::of(site, page).filter(|_| site.config.share.pictures && !has_own())
}

/// Whether a picture is drawn of a page.
pub fn has_share_picture(site: &Site, page: &Page) -> bool {
    wanted(site, page).is_some_and(|words| words.card(site, None).missing().is_none())
}

/// Pages of which no picture can be drawn on this machine, each with what is missing.
pub fn without_fonts(site: &Site, pages: &[Page]) -> Vec<(Page, Missing)> {
    let missing = |page: &Page| Some((page.clone(), wanted(site, page)?.card(site, None).missing()?));
    pages.iter().filter_map(missing).collect()
}

/// A font for a script, and the package of Debian and Ubuntu with it.
pub fn advice(script: &str) -> (String, &'static str) {
    let advice = helpdex_pictures::advice(script);
    (advice.font, advice.package)
}

/// The picture of a page as its head names it.
pub(super) fn image(rendering: &Rendering<'_>, page: &Page) -> Option<ShareImage> {
    let site = rendering.site;
    let words = wanted(site, page).filter(|words| words.card(site, None).missing().is_none())?;
    let url = Page::SharePicture(Box::new(page.clone())).url(site);
    // Networks keep a picture by its address: one that says something else has another.
    let digest = digest(&words, site, &rendering.style());
    let url = format!("{}?v={}", site.config.base_url.absolute(&url), digest.get(..8).unwrap_or_default());
    let alt = if words.name.is_empty() { words.title } else { format!("{} – {}", words.title, words.name) };
    Some(ShareImage { url, alt, size: Some((WIDTH, HEIGHT)) })
}

/// Stands for what a picture says and what it looks like.
fn digest(words: &Words, site: &Site, style: &Style) -> String {
    let card = words.card(site, Some(style));
    let mut digest = Sha256::new();
    for text in [card.name, card.label, card.title, card.text, card.language]
        .into_iter()
        .chain(style.families.iter().map(String::as_str))
    {
        digest.update(text);
        digest.update([0]);
    }
    let Colors { ground, shade, ink, muted } = style.colors;
    [ground, shade, ink, muted].iter().for_each(|color| digest.update(color));
    digest.update([u8::from(card.right_to_left)]);
    digest.update(style.logo_digest);
    base16ct::lower::encode_string(&digest.finalize())
}

/// Stands for the bytes of a picture on this machine, with its fonts; nothing for pages that are no picture.
pub fn picture_key(rendering: &Rendering<'_>, page: &Page) -> Option<String> {
    let style = rendering.style();
    let own = match page {
        Page::SharePicture(of) => {
            let digest = digest(&Words::of(rendering.site, of)?, rendering.site, &style);
            format!("{digest} {}", helpdex_pictures::fingerprint())
        }
        Page::AppIcon(name) => {
            let has_words = style.logo.as_ref().is_some_and(Drawing::has_words);
            let drawn_by = if has_words { helpdex_pictures::fingerprint() } else { helpdex_pictures::version() };
            let [(accent, _), _] = theme::accents(&rendering.site.config.appearance);
            format!("{} {name} {accent} {drawn_by}", base16ct::lower::encode_string(&style.logo_digest))
        }
        _ => return None,
    };
    Some(base16ct::lower::encode_string(&Sha256::digest(own)))
}

/// The picture of a page.
pub(super) fn share_picture(rendering: &Rendering<'_>, page: &Page) -> Vec<u8> {
    let site = rendering.site;
    let style = rendering.style();
    let drawn = Words::of(site, page).and_then(|words| words.card(site, Some(&style)).draw());
    // A page is only listed where it can be drawn.
    drawn.unwrap_or_default()
}

/// An icon.
pub(super) fn app_icon(rendering: &Rendering<'_>, wanted: &str) -> Vec<u8> {
    let style: Arc<Style> = rendering.style();
    let [accent, _] = theme::accents(&rendering.site.config.appearance);
    let plain = || {
        let tile = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><rect width=\"8\" height=\"8\" rx=\"2\" \
             fill=\"{}\"/></svg>",
            accent.0
        );
        Drawing::read(tile.as_bytes())
    };
    let Some((size, icon)) = icons::of_name(wanted) else { return Vec::new() };
    let icon = match icon {
        IconUse::Plain => Icon::Plain,
        IconUse::Maskable => Icon::Maskable,
        IconUse::Tile => Icon::Tile,
    };
    // Of kinds that can't be drawn, such as AVIF, the theme's own sign is shown, and at the worst the colour alone.
    let own = style.logo.as_ref().and_then(|logo| helpdex_pictures::icon(logo, icon, size));
    let draw = |drawing: Drawing| helpdex_pictures::icon(&drawing, icon, size);
    let of_theme = || Drawing::read(favicon(rendering.theme)).and_then(draw);
    own.or_else(of_theme).or_else(|| plain().and_then(draw)).unwrap_or_default()
}
