//! The fields of the index.
//!
//! Texts are indexed twice. `title` is what tantivy's own analyzer makes of it: any program asks it without knowing
//! Helpdex. `title_terms` holds the terms that Helpdex's analysis finds, handed over ready-made: stems of Russian and
//! Belarusian, compounds as one word. Its analyzer is named `whitespace`, which every tantivy has, so that a program can ask
//! for terms as they stand.

use tantivy::schema::{
    DateOptions, Field, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

/// The analyzer of fields with ready-made terms.
pub(super) const READY_MADE: &str = "whitespace";

/// One text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Title,
    Asks,
    Keywords,
    Summary,
    Body,
    Category,
}

impl Text {
    pub(super) const ALL: [Self; 6] =
        [Self::Title, Self::Asks, Self::Keywords, Self::Summary, Self::Body, Self::Category];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Asks => "asks",
            Self::Keywords => "keywords",
            Self::Summary => "summary",
            Self::Body => "body",
            Self::Category => "category",
        }
    }

    /// `asks` and `keywords` help search; no reader sees them.
    fn is_stored(self) -> bool {
        !matches!(self, Self::Asks | Self::Keywords)
    }

    /// How much more a word says here than in the body, where nobody names a field; nothing for a text that is asked only
    /// by its name.
    pub(super) fn boost(self) -> Option<f32> {
        match self {
            Self::Title => Some(3.0),
            Self::Asks | Self::Keywords => Some(2.0),
            Self::Summary => Some(1.5),
            Self::Body => Some(1.0),
            Self::Category => None,
        }
    }
}

/// Both fields of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextFields {
    pub(super) text: Text,
    pub(super) stock: Field,
    pub(super) terms: Field,
}

/// The fields of an index.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) url: Field,
    pub(super) source: Field,
    pub(super) language: Field,
    pub(super) tags: Field,
    pub(super) updated: Field,
    pub(super) texts: Vec<TextFields>,
}

/// Name of the field with a text's ready-made terms.
pub(super) fn terms_name(name: &str) -> String {
    format!("{name}_terms")
}

/// The schema of a language's index.
pub(super) fn of(lang: &str) -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let mut texts = Vec::new();
    for text in Text::ALL {
        let stock = text_field(&mut schema, text.name(), stock_analyzer(lang), text.is_stored());
        let terms = text_field(&mut schema, &terms_name(text.name()), READY_MADE, false);
        texts.push(TextFields { text, stock, terms });
    }
    let fields = Fields {
        url: schema.add_text_field("url", STRING | STORED),
        source: schema.add_text_field("source", STRING | STORED),
        language: schema.add_text_field("language", STRING | STORED),
        tags: schema.add_text_field("tags", STRING | STORED),
        updated: schema.add_date_field("updated", DateOptions::default().set_stored().set_indexed().set_fast()),
        texts,
    };
    (schema.build(), fields)
}

fn text_field(schema: &mut SchemaBuilder, name: &str, analyzer: &str, stored: bool) -> Field {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    schema.add_text_field(name, if stored { options.set_stored() } else { options })
}

/// The name of the analyzer that every tantivy has for a language.
fn stock_analyzer(lang: &str) -> &'static str {
    match lang.split('-').next() {
        Some("en") => "en_stem",
        _ => "default",
    }
}
