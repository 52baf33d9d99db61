//! Events counted: what both a stream of them and the tables of a database give.
//!
//! [`Rows`] is what every figure is made of. [`Tally`] makes them of events, one after the other, in bounded memory; a
//! database fills them by queries over the tables that it keeps up to date.

mod bounds;
mod cells;
mod commonest;
mod finish;
mod heavy;
mod names;
mod part;
mod period;
mod rows;
mod seen;
mod stream;

pub use bounds::Bounds;
pub use part::Part;
pub use period::Period;
pub(crate) use period::day;
pub use rows::{
    ArticleRow, CommentRow, FormCounts, FormRow, HourCounts, HourRow, LanguageRow, MissingRow, Opened, Others,
    QueryCounts, QueryRow, Reasons, Rows, SurveyRow, VoteRow,
};
pub use stream::Tally;

#[cfg(test)]
mod tests;
