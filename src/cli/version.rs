//! What `helpdex --version` prints: enough to build the same program again. `build.rs` finds it out.

/// `-V`: the version alone.
pub(super) const SHORT: &str = env!("CARGO_PKG_VERSION");

/// `--version`: the version, and what it was built from.
pub(super) const LONG: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\ncommit: ",
    env!("HELPDEX_COMMIT"),
    "\nfeatures: ",
    env!("HELPDEX_FEATURES"),
    "\ntarget: ",
    env!("HELPDEX_TARGET"),
);
