//! What stands in the fields.

use helpdex_content::config::LanguageId;
use helpdex_content::site::{Shown, Site};
use helpdex_render::search::documents;
use helpdex_search::Document;
use helpdex_search::analysis::Analyzer;
use jiff::civil::Date;
use tantivy::directory::RamDirectory;
use tantivy::schema::Schema;
use tantivy::{DateTime, Index, IndexSettings, TantivyDocument};

use super::schema::{Fields, Text};
use super::terms;

/// Memory that tantivy may plan its tables for; it grows beyond where it must.
const MEMORY: usize = 32 << 20;

/// Indexes the articles of a language in their order, as one segment, and counts them: the same articles make the same
/// files.
pub(super) fn index(
    site: &Site,
    language: LanguageId,
    directory: RamDirectory,
    schema: Schema,
    fields: &Fields,
) -> tantivy::Result<(Index, usize)> {
    let mut articles = documents::each(site, language).peekable();
    if articles.peek().is_none() {
        return Ok((Index::create(directory, schema, IndexSettings::default())?, 0));
    }
    let analyzer = Analyzer::new(site.config.code(language));
    let mut writer = Index::builder().schema(schema).single_segment_index_writer(directory, MEMORY)?;
    let mut count = 0;
    for (shown, document) in articles {
        writer.add_document(fill(site, &shown, &document, fields, &analyzer))?;
        count += 1;
    }
    Ok((writer.finalize()?, count))
}

fn fill(site: &Site, shown: &Shown<'_>, document: &Document, fields: &Fields, analyzer: &Analyzer) -> TantivyDocument {
    let mut filled = TantivyDocument::new();
    for field in &fields.texts {
        for text in texts(document, field.text) {
            filled.add_pre_tokenized_text(field.terms, terms::of(analyzer, &text));
            filled.add_text(field.stock, text);
        }
    }
    filled.add_text(fields.url, site.config.base_url.absolute(&document.url));
    filled.add_text(fields.source, &document.source);
    filled.add_text(fields.language, site.config.code(shown.entry.language));
    shown.entry.front.tags.iter().for_each(|tag| filled.add_text(fields.tags, &tag.value));
    if let Some(seconds) = site.updated(shown.entry).and_then(midnight) {
        filled.add_date(fields.updated, DateTime::from_timestamp_secs(seconds));
    }
    filled
}

/// The beginning of a day in UTC.
fn midnight(day: Date) -> Option<i64> {
    day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|begins| begins.timestamp().as_second())
}

fn texts(document: &Document, text: Text) -> Vec<String> {
    let one = |text: &String| if text.is_empty() { Vec::new() } else { vec![text.clone()] };
    match text {
        Text::Title => one(&document.title),
        Text::Asks => document.asks.clone(),
        Text::Keywords => document.keywords.clone(),
        Text::Summary => one(&document.summary),
        Text::Body => one(&body(document)),
        Text::Category => one(&document.category),
    }
}

/// The text with its headings, a paragraph each.
pub(super) fn body(document: &Document) -> String {
    let sections = document.sections.iter().flat_map(|section| [section.title.as_deref(), Some(section.text.as_str())]);
    sections.flatten().map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}
