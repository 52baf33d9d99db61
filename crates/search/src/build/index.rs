//! The tantivy index of one language: one segment in memory, one field per part of an article.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::{Directory as _, RamDirectory};
use tantivy::schema::{Field as TantivyField, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexReader, ReloadPolicy, SegmentReader, SingleSegmentIndexWriter, TantivyDocument};

use super::pinyin;
use super::segments::Segment;
use crate::analysis::{Analyzer, StemCache, primary};
use crate::archive::dictionary::LONGEST_STEM;
use crate::document::Document;
use crate::ranking::{FIELDS, Field};

/// An index of one segment, in memory.
pub(super) struct SegmentIndex {
    directory: RamDirectory,
    index: Index,
    reader: SegmentReader,
    fields: Vec<TantivyField>,
}

impl SegmentIndex {
    /// The segment, whose articles have these numbers; none of those that are not of the index any more.
    pub(super) fn segment(&self, articles: Vec<Option<u32>>) -> tantivy::Result<Segment> {
        Segment::new(&self.reader, &self.fields, articles)
    }

    /// The files of the index, for [`open`](Self::open).
    pub(super) fn files(&self) -> tantivy::Result<Vec<(String, Vec<u8>)>> {
        let managed = self.index.directory().list_managed_files().into_iter();
        // The list of segments is no file of one.
        let mut paths: Vec<PathBuf> = managed.chain([Path::new(META).to_owned()]).collect();
        paths.sort();
        paths.dedup();
        let mut files = Vec::new();
        for path in paths {
            if self.directory.exists(&path)? {
                // With the sums at its end, which tantivy cuts off.
                let bytes = self.directory.open_read(&path)?.read_bytes()?;
                files.push((path.to_string_lossy().into_owned(), bytes.to_vec()));
            }
        }
        Ok(files)
    }

    /// An index of files as [`files`](Self::files) gives them.
    pub(super) fn open(files: &[(&str, &[u8])]) -> tantivy::Result<Option<Self>> {
        let directory = RamDirectory::create();
        for (path, bytes) in files {
            directory.atomic_write(Path::new(path), bytes)?;
        }
        Self::of(directory.clone(), Index::open(directory)?)
    }

    fn of(directory: RamDirectory, index: Index) -> tantivy::Result<Option<Self>> {
        let schema = index.schema();
        let fields = FIELDS.iter().map(|field| schema.get_field(field.name())).collect::<tantivy::Result<_>>()?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let segment = reader.searcher().segment_readers().first().cloned();
        Ok(segment.map(|reader| Self { directory, index, reader, fields }))
    }
}

/// What cuts the fields that name an article, and those that tell.
const NAMES: &str = "names";
const TEXTS: &str = "texts";

/// Where tantivy lists the segments of an index.
const META: &str = "meta.json";

/// Memory that tantivy may plan its tables for; it grows beyond where it must.
const MEMORY: usize = 32 << 20;

/// Indexes documents in their order, one by one. Nothing is stored and no position is kept: titles and texts have files of
/// their own in the archive, and closeness is judged on the text of the best hits, which is loaded anyway.
pub(super) struct IndexWriter {
    directory: RamDirectory,
    writer: SingleSegmentIndexWriter,
    fields: Vec<TantivyField>,
    is_empty: bool,
}

impl IndexWriter {
    pub(super) fn new(lang: &str, known: &Arc<Mutex<StemCache>>) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let options = |tokenizer| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
            TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::WithFreqs))
        };
        let tokenizer = |field: &Field| if field.is_text() { TEXTS } else { NAMES };
        let fields: Vec<TantivyField> =
            FIELDS.iter().map(|field| schema.add_text_field(field.name(), options(tokenizer(field)))).collect();
        let builder = Index::builder().schema(schema.build()).tokenizers(tokenizers(lang, known));
        let directory = RamDirectory::create();
        let writer = builder.single_segment_index_writer(directory.clone(), MEMORY)?;
        Ok(Self { directory, writer, fields, is_empty: true })
    }

    pub(super) fn add(&mut self, document: &Document) -> tantivy::Result<()> {
        self.is_empty = false;
        let mut row = TantivyDocument::new();
        for (&tantivy_field, &field) in self.fields.iter().zip(&FIELDS) {
            texts(document, field, &mut |text| row.add_text(tantivy_field, text));
        }
        self.writer.add_document(row)
    }

    /// The index; nothing where no document was added.
    pub(super) fn finish(self) -> tantivy::Result<Option<SegmentIndex>> {
        if self.is_empty {
            return Ok(None);
        }
        SegmentIndex::of(self.directory, self.writer.finalize()?)
    }
}

/// The texts of one field of a document.
pub(super) fn texts<'d>(document: &'d Document, field: Field, each: &mut dyn FnMut(&'d str)) {
    match field {
        Field::Title => each(&document.title),
        Field::Asks => document.asks.iter().for_each(|text| each(text)),
        Field::Keywords => document.keywords.iter().for_each(|text| each(text)),
        Field::Typed => document.typed.iter().for_each(|text| each(text)),
        Field::Headings => document.sections.iter().filter_map(|section| section.title.as_deref()).for_each(each),
        Field::Summary => each(&document.summary),
        Field::Body => document.sections.iter().for_each(|section| each(&section.text)),
    }
}

fn tokenizers(lang: &str, known: &Arc<Mutex<StemCache>>) -> tantivy::tokenizer::TokenizerManager {
    let manager = tantivy::tokenizer::TokenizerManager::new();
    let tokenizer = |pinyin| StemTokenizer {
        analyzer: Arc::new(Analyzer::new(lang)),
        known: Arc::clone(known),
        pinyin,
        stems: Stems::default(),
    };
    manager.register(TEXTS, TextAnalyzer::from(tokenizer(false)));
    manager.register(NAMES, TextAnalyzer::from(tokenizer(primary(lang) == "zh")));
    manager
}

/// Hands tantivy the stems that [`Analyzer`] finds.
#[derive(Clone)]
struct StemTokenizer {
    analyzer: Arc<Analyzer>,
    known: Arc<Mutex<StemCache>>,
    /// Whether Chinese signs are given as they are typed, too.
    pinyin: bool,
    stems: Stems,
}

/// The stems of one text, one after the other: no allocation per word.
#[derive(Clone, Default)]
struct Stems {
    text: String,
    ends: Vec<usize>,
    next: usize,
    token: Token,
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let stems = &mut self.stems;
        stems.text.clear();
        stems.ends.clear();
        stems.next = 0;
        stems.token.position = usize::MAX;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut take = |stem: &str| {
            stems.text.push_str(cut(stem));
            stems.ends.push(stems.text.len());
        };
        self.analyzer.analyze_many(text, &mut known, &mut take);
        if self.pinyin {
            pinyin::readings(text, &mut take);
        }
        StemStream(stems)
    }
}

/// The stems of a text, read one by one.
struct StemStream<'a>(&'a mut Stems);

/// A stem as the dictionary keeps it.
pub(super) fn cut(stem: &str) -> &str {
    stem.char_indices().nth(LONGEST_STEM).and_then(|(end, _)| stem.get(..end)).unwrap_or(stem)
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        let stems = &mut *self.0;
        let start = stems.next.checked_sub(1).and_then(|before| stems.ends.get(before)).copied().unwrap_or(0);
        let Some(&end) = stems.ends.get(stems.next) else { return false };
        stems.next += 1;
        stems.token.text.clear();
        stems.token.text.push_str(stems.text.get(start..end).unwrap_or_default());
        stems.token.position = stems.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.0.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.0.token
    }
}
