//! What a page shows, before it is written in any format.

use jiff::civil::Date;

use crate::figures::Share;

/// A page of the dashboard, or a chapter of a report.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// The numbers at its top.
    pub facts: Vec<Fact>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A number with its name and what it is worth.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What it counts.
    pub label: &'static str,
    /// The number.
    pub value: String,
    /// Of how many, and how certain.
    pub note: String,
}

/// A table with its heading, drawn where that says more.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name in files.
    pub name: &'static str,
    /// Its heading.
    pub title: String,
    /// What to know when reading it.
    pub note: Option<String>,
    /// How it is drawn.
    pub chart: Option<Chart>,
    /// The numbers.
    pub table: Table,
}

/// Rows with names of their columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with as many cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A column: its heading, and its name for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// For people.
    pub title: &'static str,
    /// For programs.
    pub key: &'static str,
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A text, of whoever.
    Text(String),
    /// What has to be typed or written as it stands.
    Code(String),
    /// A number of things.
    Count(u64),
    /// A mean, with its interval.
    Mean(f64, f64, f64),
    /// A share, with its interval.
    Share(Share),
    /// A day.
    Day(Date),
}

/// How a table is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Lines over time.
    Lines {
        /// What the vertical axis has at its top and bottom.
        scale: Scale,
        /// The days at which steps begin.
        steps: Vec<Date>,
        /// The lines.
        lines: Vec<Line>,
    },
    /// Bars, one a row: name and length.
    Bars(Vec<(String, u64)>),
    /// A week by the hour.
    Week(Vec<Vec<Spot>>),
}

/// What values lie between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// From 0 to 100 percent.
    Percent,
    /// From 0 to the greatest value.
    Count,
    /// From a mark to another one.
    Marks(f64, f64),
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// At each step a value with its interval; nothing where nothing was said.
    pub points: Vec<Option<(f64, f64, f64)>>,
}

/// An hour of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// How much happened.
    pub count: u64,
    /// Whether somebody is there; nothing where nobody says.
    pub open: Option<bool>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(columns: &[(&'static str, &'static str)]) -> Self {
        let columns = columns.iter().map(|(title, key)| Column { title, key }).collect();
        Self { columns, rows: Vec::new() }
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Option<Share>> for Cell {
    fn from(share: Option<Share>) -> Self {
        share.map_or(Self::Empty, Self::Share)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}
