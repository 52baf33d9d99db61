//! Helpdex's search: one source for the binary and the browser.

pub mod analysis;
