//! `helpdex.yaml`: what a help site is called, which languages it speaks, how it looks.

mod appearance;
mod asked;
mod base_url;
mod budgets;
pub mod color;
mod coverage;
mod external;
mod font;
mod language;
mod language_list;
mod levels;
mod limits;
mod load;
mod localized;
mod names;
mod per_language;
mod read;
mod settings;
mod words;

pub use appearance::Appearance;
pub use asked::Asked;
pub use base_url::BaseUrl;
pub use budgets::{Budget, Budgets};
pub use coverage::Coverage;
pub use external::External;
pub use font::font_stack;
pub use language::{Direction, Language, LanguageId, Languages, is_language_code, is_well_formed};
pub use levels::{Level, Levels};
pub(crate) use levels::{Setting, settings};
pub use limits::Limits;
pub use localized::{Localized, NamedLink};
pub use names::{CONFIG_FILE, URLS_FILE};
pub use per_language::PerLanguage;
pub use settings::Config;
pub(crate) use words::fill;
pub use words::{BannedWord, Variable};
