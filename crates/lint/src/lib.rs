//! What an author should know before customers do.
//!
//! Takes a `Site`. Gives diagnostics by rules that each say what they find, why it matters and how to mend it; which
//! articles are to be reviewed, which translations are stale, which old URLs are lost, which links of other hosts are
//! dead, which search tests fail, what customers ask without an answer and which of their words articles should take over.
//! [`rules`] is where one is added.
//!
//! It must never know how a site gets into its output folder, a server or a command line.

pub mod external_links;
pub mod freshness;
pub mod gaps;
pub mod insights;
pub mod likeness;
pub mod moved;
mod personal_data;
pub mod proposals;
pub mod ranks;
pub mod rules;
pub mod search_tests;
pub mod translations;
pub mod url_ledger;
pub mod votes;
