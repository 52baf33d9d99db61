//! The command `helpdex`: arguments in, texts and exit statuses out. What it does is done by the crates below it.
//!
//! ```text
//! cli         the commands, one file each; alone prints
//! fuzzing     what the fuzz targets call
//!
//! crates/collect    what readers say, kept in a database
//! crates/preview    the site before it is published, and after every save
//! crates/mcp        assistants ask a built site
//! crates/http       the HTTP server of `collect` and `serve`
//! crates/import     articles from elsewhere, and new ones
//! crates/export     what others take away of a help site
//! crates/publish    from a folder of articles to a published one
//! crates/lint       what an author should know
//! crates/render     the pages of a site, its feeds and its search index
//! crates/content    a help site as its authors write it
//! crates/insights   events of readers, and the figures made of them
//! crates/search     analysis, index, planning and ranking
//! ```
//!
//! Imports go down this list only; `cargo xtask arrows` holds it so.

pub mod cli;
#[cfg(any(feature = "fuzzing", test))]
#[doc(hidden)]
pub mod fuzzing;
