//! The bar that shows how far a build is.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use helpdex_publish::build::Progress;

/// A bar on a terminal; nothing elsewhere, where one would reckon with each page how long the others take.
pub(super) struct Bar(Option<ProgressBar>);

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{msg:>6} {bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        Self((!bar.is_hidden()).then_some(bar))
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn begin(&self, what: &'static str, total: usize) {
        if let Some(bar) = &self.0 {
            bar.set_message(what);
            bar.set_length(total as u64);
            bar.set_position(0);
        }
    }

    fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}
