//! `/__helpdex/`: the state of the site on one page, for whoever answers for it.
//!
//! Each part of the page has a file of its own, here and under `client/status/`; `page` puts them together.

mod counts;
mod drafts;
mod faults;
mod filter;
mod languages;
mod owner;
mod page;
mod questions;
mod readers;
mod reviews;
mod spans;

pub(super) use filter::Filter;
pub(super) use page::{Inputs, page};
