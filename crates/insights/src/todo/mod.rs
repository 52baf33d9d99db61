//! What is to be done, made of figures: each line names the command or the file.

mod item;
mod pages;
mod queries;
mod quote;

use crate::catalog::Catalog;
use crate::figures::Figures;

pub use item::{Answer, Answers, Cause, Item, Limits, Unknown};

/// The list, what concerns most people first.
#[must_use]
pub fn todo(figures: &Figures, catalog: &Catalog, answers: &dyn Answers, limits: &Limits) -> Vec<Item> {
    let mut items = queries::unanswered(&figures.searches, catalog, answers, limits);
    items.extend(pages::articles(&figures.satisfaction, limits));
    items.extend(pages::contact(&figures.contact, limits));
    items.extend(pages::missing(&figures.missing, limits));
    items.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| (a.cause, &a.what).cmp(&(b.cause, &b.what))));
    items
}
