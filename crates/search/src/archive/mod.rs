//! The archive: a tantivy index cut into small files for the web.
//!
//! tantivy's own files want to be read whole, or at least at any place at once. A browser pays for every byte and every
//! round trip, so the segment is cut up:
//!
//! - **the core**: numbers, categories, synonyms, pins, and the directory of everything else. The dictionary is in it
//!   while it is small;
//! - **blocks** of the dictionary: stems in order, how many articles have each, how common each is in everyday
//!   language, and where their postings are;
//! - **chunks** of postings: for a run of stems, article numbers and *impacts*. An impact is the share of BM25F that
//!   depends on the article alone (how often the stem is in which field, how long the field is), worked out once at
//!   build time and kept in one byte. So no lengths, no fields, no counts travel;
//! - **articles**: title, URL and text for the visible hits. Where they are stands in **pages** of a hundred or so, in the
//!   core while there are few;
//! - **languages**: what the analysis has to know of each: how its words are stemmed, which of them say little. No
//!   article changes them, so that they stay in a browser's cache from one publication to the next;
//! - **expansions**: words that the articles don't use, with the stems near them in meaning.
//!
//! Core and languages are files of their own, compressed by gzip. All others are *parts*, each compressed for itself, and lie
//! one after the other in files called *packs*: hosts count files and take their time for each. Who reads asks for the bytes
//! of a part (an HTTP range); a host that knows no ranges sends the pack, which is small. [`directory`] says where a part
//! is.
//!
//! Every file is named by its content and never changes. Only the manifest of a language (JSON) keeps
//! its name from build to build. It names the core and the engine that reads it, so that a page, however old, never mixes
//! an old engine with a new index; scripts ask the host anew for it each time.

pub(crate) mod alphabet;
pub(crate) mod article;
pub(crate) mod bytes;
pub(crate) mod core_file;
pub(crate) mod dictionary;
pub(crate) mod directory;
pub(crate) mod expansions;
pub(crate) mod name;
pub(crate) mod postings;
pub(crate) mod terms;

/// Version of everything in this module. The engine refuses any other.
pub(crate) const FORMAT: u32 = 6;

/// Name of the file of a language's data. All indexes of a site share it.
pub(crate) fn language_name(name: name::Name) -> String {
    file_name("language", name)
}

/// Name of a file below the search folder.
pub(crate) fn file_name(lang: &str, name: name::Name) -> String {
    let mut out = String::with_capacity(lang.len() + 20);
    out.push_str(lang);
    out.push('/');
    out.push_str(&name.hex());
    out.push_str(".idx");
    out
}
