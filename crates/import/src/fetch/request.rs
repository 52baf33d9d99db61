//! What is asked of a help desk.

use std::path::Path;

/// The variable of the environment that holds the token.
pub const TOKEN: &str = "HELPDEX_IMPORT_TOKEN";

/// What to fetch.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The desk, as `--from` calls it.
    pub desk: &'a str,
    /// Scheme and host of its API.
    pub url: &'a str,
    /// What the desk knows the user by: `email/token:…` for a name and a secret, else a bearer's token.
    pub token: Option<&'a str>,
    /// The folder for the answers.
    pub folder: &'a Path,
}
