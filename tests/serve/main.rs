//! `helpdex serve` over real sockets: every save is followed, and nothing but the site is given away.

mod following;
mod gate;
mod preview;
#[path = "../support/mod.rs"]
mod support;
mod whole;
