//! The pages of a help site.
//!
//! Takes a `Site` and a theme: the embedded one with the site's own files over it. Gives the list of all pages with the
//! bytes of any one of them, the search index of each language, and answers from it. A page is rendered on its own, so
//! that a build and the preview show the same bytes.
//!
//! It must never know rules, the output folder, a server or a command line; it writes nothing.

pub mod pages;
pub mod search;
pub mod theme;
