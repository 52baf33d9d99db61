//! The ways to reach a person: channels with opening hours, holidays and promised replies.
//!
//! [`Schedule`] alone knows about time: whether a desk is open at an instant, when that changes next, and until when an
//! answer is due to what is written then. The theme's `js/contact.js` says the same in the browser; a table of cases in
//! `tests/contact/` holds both to it.

mod address;
mod calendar_file;
#[cfg(test)]
mod cases;
mod channel;
mod form;
mod holidays;
mod hours;
mod promises;
mod read;
mod read_channel;
mod read_field;
mod read_form;
mod read_holidays;
mod read_hours;
mod reply;
mod schedule;
#[cfg(test)]
mod tests;
mod words;

pub use channel::{Channel, Contact, Kind};
pub use form::{Destination, Field, FieldKind, Form, Topic};
pub use holidays::{DayOff, HolidaySource, Holidays};
pub use hours::{DAY, Span, Week, clock, weekday_name};
pub(crate) use promises::named;
pub(crate) use read::read;
pub use reply::{Basis, Reply, Unit};
pub use schedule::{Schedule, State, Zone};
pub use words::PromiseWords;
