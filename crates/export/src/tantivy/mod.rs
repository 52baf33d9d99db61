//! The search index for programs: a folder per language that stock tantivy opens.
//!
//! [`schema`] says which fields there are, [`rows`] what stands in them, [`terms`] how our own analysis gets in, [`files`]
//! gives the files names that depend on nothing but what they hold. [`LanguageIndex::search`] asks the same index in memory.

mod files;
mod query;
mod rows;
mod schema;
mod search;
mod terms;

use std::path::{Path, PathBuf};

use helpdex_content::config::LanguageId;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;
use helpdex_publish::output::{self, Holds, Staging};
use helpdex_render::search::documents;
use helpdex_search::Document;
use rayon::prelude::*;
use tantivy::Index;
use tantivy::directory::RamDirectory;

use schema::Fields;

/// What an export wrote.
#[derive(Debug)]
pub struct Exported {
    /// The folder.
    pub out: PathBuf,
    /// Articles in it, of all languages.
    pub articles: usize,
    /// Bytes of all files.
    pub bytes: u64,
}

/// Writes the index of every language of a site into a folder: beside it first, then swapped in.
///
/// # Errors
/// When the folder is refused or can't be written. What was there is then as it was.
pub fn write(site: &Site, out: &Path) -> Result<Exported> {
    let out = output::place(out)?;
    output::check_output(&out, &site.config, Holds::Index)?;
    let staging = Staging::start(&out, Holds::Index)?;
    let languages: Vec<LanguageId> = site.config.languages.ids().collect();
    // Each is written as soon as it is made: all of a large site would not fit into memory.
    let written: Vec<(usize, u64)> = languages
        .into_par_iter()
        .map(|language| {
            let made = Made::of(site, language)?;
            let mut bytes = 0;
            for file in made.files()? {
                bytes += file.bytes.len() as u64;
                staging.write(&format!("{}/{}", made.lang, file.name), &file.bytes)?;
            }
            Ok((made.articles, bytes))
        })
        .collect::<Result<_>>()?;
    let articles = written.iter().map(|(articles, _)| articles).sum();
    let exported = Exported { out, articles, bytes: written.iter().map(|(_, bytes)| bytes).sum() };
    site.has_its_texts()?;
    staging.finish()?;
    Ok(exported)
}

/// The index of one language, as it was made.
struct Made {
    lang: String,
    index: Index,
    directory: RamDirectory,
    fields: Fields,
    articles: usize,
}

impl Made {
    fn of(site: &Site, language: LanguageId) -> Result<Self> {
        let lang = site.config.code(language).to_owned();
        let directory = RamDirectory::create();
        let (schema, fields) = schema::of(&lang);
        let (index, articles) =
            rows::index(site, language, directory.clone(), schema, &fields).map_err(|fault| failed(&lang, &fault))?;
        Ok(Self { lang, index, directory, fields, articles })
    }

    fn files(&self) -> Result<Vec<files::File>> {
        files::of(&self.index, &self.directory).map_err(|fault| failed(&self.lang, &fault))
    }
}

/// The index of one language, in memory.
pub struct LanguageIndex {
    lang: String,
    index: Index,
    fields: Fields,
    /// What was indexed: the number of a document in the index is its place here.
    documents: Vec<Document>,
}

impl LanguageIndex {
    /// Indexes the articles of a language.
    ///
    /// # Errors
    /// When tantivy can't write an index, which no content brings about.
    pub fn of(site: &Site, language: LanguageId) -> Result<Self> {
        let Made { lang, index, fields, .. } = Made::of(site, language)?;
        Ok(Self { lang, index, fields, documents: documents::of(site, language).collect() })
    }
}

fn failed(lang: &str, fault: &tantivy::TantivyError) -> Error {
    Error::Environment(format!("cannot index the articles in `{lang}` for tantivy: {fault}"))
}
