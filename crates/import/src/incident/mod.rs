//! Files of incidents, written and added to in a hurry: `helpdex incident`.
//!
//! A new file is whole or not there. What is added to one leaves all else in it as it is.

mod new;
mod times;
mod update;

use std::path::PathBuf;

use helpdex_content::config::Config;
use helpdex_content::source::INCIDENTS;

pub use new::{NewIncident, new_incident};
pub use times::moment;
pub use update::{Word, add_word};

/// The folder of incidents.
fn folder(config: &Config) -> PathBuf {
    config.content_dir().join(INCIDENTS)
}
