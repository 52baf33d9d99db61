//! What readers call a way to reach a person.

use helpdex_content::config::LanguageId;
use helpdex_content::contact::Channel;

use super::cards;
use super::rendering::Rendering;

/// What readers call a channel.
pub(super) fn label(rendering: &Rendering<'_>, channel: &Channel, language: LanguageId) -> String {
    match &channel.label {
        Some(label) => label.get(&cards::code(rendering.site, language)).to_owned(),
        None => rendering.theme.text(language, &format!("channel_{}", channel.kind.name())),
    }
}
