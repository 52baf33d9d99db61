//! Articles as they are loaded: their texts, each cut into tokens once.

use crate::analysis::Analyzer;
use crate::archive::article::Article;

/// An article with its words found once, when it is loaded.
pub(crate) struct AnalyzedArticle {
    pub(crate) article: Article,
    pub(crate) streams: Vec<TokenStream>,
    /// The stems of long words with their hashes, where a language writes words together: they may be made of others.
    pub(crate) long_stems: Vec<(u32, String)>,
}

/// A shorter word is no compound.
const SHORTEST_COMPOUND: usize = 8;

/// Which text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Title,
    Ask(usize),
    Keyword(usize),
    Typed(usize),
    Summary,
    Heading(usize),
    Body(usize),
}

impl Text {
    /// Whether it is the question that the article answers.
    pub(crate) fn is_question(self) -> bool {
        matches!(self, Self::Title | Self::Ask(_))
    }
}

/// The words of one text.
pub(crate) struct TokenStream {
    pub(crate) text: Text,
    pub(crate) tokens: Vec<TextToken>,
}

/// A word of a text, with hashes of its stem and of itself: what to compare a query's with.
#[derive(Clone, Copy)]
pub(crate) struct TextToken {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) position: u32,
    pub(crate) stem: u32,
    pub(crate) word: u32,
    /// Parts of a compound once more, as one word.
    pub(crate) joined: bool,
    /// A word that says little. Known only in titles and `asks`.
    pub(crate) stop: bool,
}

impl AnalyzedArticle {
    /// Reads the articles of one file.
    pub(crate) fn unpack(bytes: &[u8], count: usize, analyzer: &Analyzer) -> Option<Vec<Self>> {
        let articles = Article::unpack(bytes, count)?;
        Some(articles.into_iter().map(|article| Self::new(article, analyzer)).collect())
    }

    fn new(article: Article, analyzer: &Analyzer) -> Self {
        let mut streams = Vec::new();
        let mut long_stems: Vec<(u32, String)> = Vec::new();
        let mut read = |text: Text, content: &str| {
            let mut tokens = Vec::new();
            analyzer.analyze(content, &mut |token| {
                if analyzer.has_compounds() && token.word.chars().count() >= SHORTEST_COMPOUND {
                    long_stems.push((hash(token.stem), token.stem.to_owned()));
                }
                tokens.push(TextToken {
                    joined: token.joined,
                    stop: text.is_question() && analyzer.is_stop_word(token.word),
                    start: token.start as u32,
                    end: token.end as u32,
                    position: token.position,
                    stem: hash(token.stem),
                    word: hash(token.word),
                });
            });
            streams.push(TokenStream { text, tokens });
        };
        read(Text::Title, &article.title);
        type Numbered = fn(usize) -> Text;
        let lists: [(_, Numbered); 3] =
            [(&article.asks, Text::Ask), (&article.keywords, Text::Keyword), (&article.typed, Text::Typed)];
        for (list, text) in lists {
            list.iter().enumerate().for_each(|(at, content)| read(text(at), content));
        }
        read(Text::Summary, &article.summary);
        for (at, section) in article.sections.iter().enumerate() {
            read(Text::Heading(at), &section.title);
            read(Text::Body(at), &section.text);
        }
        long_stems.sort_unstable();
        long_stems.dedup();
        Self { article, streams, long_stems }
    }

    pub(crate) fn text(&self, text: Text) -> &str {
        let section = |at: usize| self.article.sections.get(at);
        match text {
            Text::Title => &self.article.title,
            Text::Ask(at) => item(&self.article.asks, at),
            Text::Keyword(at) => item(&self.article.keywords, at),
            Text::Typed(at) => item(&self.article.typed, at),
            Text::Summary => &self.article.summary,
            Text::Heading(at) => section(at).map_or("", |section| &section.title),
            Text::Body(at) => section(at).map_or("", |section| &section.text),
        }
    }
}

fn item(list: &[String], at: usize) -> &str {
    list.get(at).map_or("", String::as_str)
}

/// FNV-1a, 32 bits: a wrong match would mark a wrong word in a snippet, no more.
pub(crate) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
