//! Variables in the texts of a front matter.

use super::settings::Config;
use crate::typed_yaml::At;
use crate::variables::placeholder;

/// Fills the variables of a front matter's text.
pub(crate) fn fill(config: &Config, language: &str, text: Option<&mut At<String>>) {
    if let Some(text) = text.filter(|text| text.value.contains("{{")) {
        let value = |name: &str| config.variable(name).map(|variable| variable.value.get(language));
        text.value = placeholder::fill(&text.value, value);
    }
}
