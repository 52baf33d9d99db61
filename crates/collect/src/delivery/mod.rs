//! Messages on their way to the team: one attempt at a time, put off when it fails, given up after days.

mod backoff;
#[cfg(feature = "smtp")]
mod mail;
mod way;
mod webhook;
mod worker;

#[cfg(feature = "smtp")]
pub(crate) use mail::Mail;
pub(crate) use way::Way;
pub(crate) use webhook::Webhook;
pub(crate) use worker::Worker;
