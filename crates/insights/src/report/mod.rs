//! Figures as people and programs read them.
//!
//! A [`View`] is what one page of the dashboard shows: facts, and tables of which some are drawn, too. Every format is
//! written from it, so that a chart never says anything that its table does not.

mod csv;
pub mod html;
mod json;
mod markdown;
mod numbers;
mod request;
mod view;
mod views;

pub use self::csv::csv;
pub use json::{json, json_lines};
pub use markdown::markdown;
pub use request::{Format, Reply, Request};
pub use view::{Cell, Chart, Column, Fact, Line, Section, Spot, Table, View};
pub use views::{NAMES, all, view};

use crate::figures::Figures;
use crate::todo::Item;

/// What views are made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    /// The site's name.
    pub title: Option<&'r str>,
    /// The figures.
    pub figures: &'r Figures,
    /// What is to be done.
    pub todo: &'r [Item],
}

#[cfg(test)]
mod tests;
