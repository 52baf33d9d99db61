//! The files at the root of a help site.

/// Every URL and anchor that the site ever had, beside [`CONFIG_FILE`].
pub const URLS_FILE: &str = "helpdex.urls";
/// The file at the root of every help site.
pub const CONFIG_FILE: &str = "helpdex.yaml";
