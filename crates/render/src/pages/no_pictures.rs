//! The same as `pictures.rs` in a program that was built without what draws: there are none.

use helpdex_content::site::Site;

use super::page::Page;
use super::rendering::Rendering;
use super::share_image::ShareImage;

/// Letters that no font of this machine has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The English name of their script.
    pub script: String,
    /// The first of them.
    pub letter: char,
}

/// Whether a picture is drawn of a page: never.
pub fn has_share_picture(_: &Site, _: &Page) -> bool {
    false
}

/// Pages of which no picture can be drawn on this machine: nobody looked.
pub fn without_fonts(_: &Site, _: &[Page]) -> Vec<(Page, Missing)> {
    Vec::new()
}

/// A font for a script: none is needed.
pub fn advice(_: &str) -> (String, &'static str) {
    (String::new(), "")
}

pub(super) fn image(_: &Rendering<'_>, _: &Page) -> Option<ShareImage> {
    None
}

/// Stands for the bytes of a picture: there is none.
pub fn picture_key(_: &Rendering<'_>, _: &Page) -> Option<String> {
    None
}

pub(super) fn share_picture(_: &Rendering<'_>, _: &Page) -> Vec<u8> {
    Vec::new()
}

pub(super) fn app_icon(_: &Rendering<'_>, _: &str) -> Vec<u8> {
    Vec::new()
}
