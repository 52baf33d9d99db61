//! What stands in the fields.

use helpdex_content::config::LanguageId;
use helpdex_content::site::Site;
use helpdex_render::search::documents;
use helpdex_search::Document;
use helpdex_search::analysis::Analyzer;
use jiff::civil::Date;
use tantivy::directory::RamDirectory;
use tantivy::schema::Schema;
use tantivy::{DateTime, Index, IndexSettings, TantivyDocument};

use super::schema::{Fields, Text};
use super::terms;

/// An article, with what search in the browser has no use for.
pub(super) struct Row<'d> {
    document: &'d Document,
    url: String,
    tags: Vec<String>,
    updated: Option<Date>,
}

/// The rows of the documents of a language, in their order.
pub(super) fn of<'d>(site: &Site, language: LanguageId, documents: &'d [Document]) -> Vec<Row<'d>> {
    let rows = documents::searched(site, language).zip(documents).map(|(shown, document)| Row {
        document,
        url: site.config.base_url.absolute(&document.url),
        tags: shown.entry.front.tags.iter().map(|tag| tag.value.clone()).collect(),
        updated: site.updated(shown.entry),
    });
    rows.collect()
}

/// Memory that tantivy may plan its tables for; it grows beyond where it must.
const MEMORY: usize = 32 << 20;

/// Indexes rows in their order, as one segment: the same rows make the same files.
pub(super) fn index(
    directory: RamDirectory,
    schema: Schema,
    fields: &Fields,
    lang: &str,
    rows: &[Row<'_>],
) -> tantivy::Result<Index> {
    if rows.is_empty() {
        return Index::create(directory, schema, IndexSettings::default());
    }
    let analyzer = Analyzer::new(lang);
    let mut writer = Index::builder().schema(schema).single_segment_index_writer(directory, MEMORY)?;
    for row in rows {
        writer.add_document(fill(row, fields, &analyzer, lang))?;
    }
    writer.finalize()
}

fn fill(row: &Row<'_>, fields: &Fields, analyzer: &Analyzer, lang: &str) -> TantivyDocument {
    let mut filled = TantivyDocument::new();
    for field in &fields.texts {
        for text in texts(row.document, field.text) {
            filled.add_pre_tokenized_text(field.terms, terms::of(analyzer, &text));
            filled.add_text(field.stock, text);
        }
    }
    filled.add_text(fields.url, &row.url);
    filled.add_text(fields.source, &row.document.source);
    filled.add_text(fields.language, lang);
    row.tags.iter().for_each(|tag| filled.add_text(fields.tags, tag));
    if let Some(seconds) = row.updated.and_then(midnight) {
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
