//! Variables in the texts of a front matter.

use super::settings::Config;
use super::words::Variable;
use crate::typed_yaml::At;
use crate::variables::placeholder;

/// Fills the variables of a front matter's text. Gives the text as it is without its promises, where it holds some.
pub(crate) fn fill(config: &Config, language: &str, text: Option<&mut At<String>>) -> Option<String> {
    let text = text.filter(|text| text.value.contains("{{"))?;
    let of = |variables: &[Variable], text: &str| {
        placeholder::fill(text, |name| variables.iter().find(|v| v.name == name).map(|v| v.value.get(language)))
    };
    let without = of(&config.variables, &text.value);
    text.value = of(&config.promises, &without);
    (text.value != without).then_some(without)
}
