//! Where the editor lies.

/// What all its paths begin with.
pub(crate) const ROOT: &str = "/__helpdex/write/";
