//! Moments as they are typed into a command: also counted from now.

use jiff::Timestamp;

use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::incidents::{moment as written, span};

/// A moment that somebody typed: as in a file, or so long from now (`12h`).
///
/// # Errors
/// When the text is neither.
pub fn moment(config: &Config, option: &str, text: &str, edge: written::Edge, now: Timestamp) -> Result<Timestamp> {
    let later = || now.checked_add(span::parse(text)?).ok();
    written::parse(text, &config.time_zone, edge).or_else(later).ok_or_else(|| {
        let advice = format!("{}, or a span from now such as `12 h`", written::SHAPE);
        Error::Refused(format!("`{text}` is not a moment for `{option}`: {advice}"))
    })
}
