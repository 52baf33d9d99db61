//! The same as `picture_style.rs` in a program that was built without what draws.

use helpdex_content::site::Site;

use crate::theme::Theme;

/// What no page of such a program has.
#[derive(Debug)]
pub(super) struct Style;

impl Style {
    pub(super) fn of(_: &Site, _: &Theme) -> Self {
        Self
    }
}
