//! What a search answers.

#[cfg(feature = "write")]
use serde::Serialize;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// How many hits to give.
    pub limit: usize,
    /// URL of the only category to search.
    pub category: Option<String>,
    /// Whether to say why each hit ranks where it does.
    pub explain: bool,
    /// Whether who asks reads another language than the one asked; [`languages::search`](crate::languages::search) sets it.
    pub foreign: bool,
}

/// Hits, best first, and how the query was understood.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "write", derive(Serialize))]
pub struct Results {
    /// The query as given.
    pub query: String,
    /// The reader's language; a hit may have another one.
    pub lang: String,
    /// How many articles have anything of it.
    pub total: usize,
    /// What was searched instead, where the query itself found nothing.
    pub read_as: Option<ReadAs>,
    /// The query with its typos corrected.
    pub did_you_mean: Option<String>,
    /// Codes of the query, as typed, that no article has: error numbers, models, versions.
    pub unknown: Vec<String>,
    /// The first of them.
    pub hits: Vec<Hit>,
}

/// Why a query was read as itself: the hits are only near it.
pub(crate) const NEAREST: &str = "nearest";

/// Another reading of a query.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "write", derive(Serialize))]
pub struct ReadAs {
    /// The query that was searched.
    pub query: String,
    /// `layout`, `transliteration`, `language` where it was found in another language than the reader's, or `nearest` where no
    /// article has what was asked for and the hits are only near it.
    pub why: &'static str,
}

/// An article found.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "write", derive(Serialize))]
pub struct Hit {
    /// Its file.
    pub source: String,
    /// Its URL.
    pub url: String,
    /// Its heading.
    pub title: String,
    /// Title of its category.
    pub category: String,
    /// URL of its category.
    pub category_url: String,
    /// Its language.
    pub lang: String,
    /// Higher is better; it says nothing beyond this list.
    pub score: Score,
    /// A passage that answers.
    pub snippet: String,
    /// Where in the snippet words of the query stand, in UTF-16 units.
    pub marks: Vec<(u32, u32)>,
    /// Where in the title.
    pub title_marks: Vec<(u32, u32)>,
    /// Headings in the article that answer.
    pub sections: Vec<Section>,
    /// Why it ranks where it does.
    #[cfg(feature = "write")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<crate::explain::Explanation>,
}

/// A heading in a hit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(Serialize))]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// A score in thousandths: the same digits everywhere, and no floating-point printing in the browser's engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(pub u32);

impl Score {
    pub(crate) fn of(score: f32) -> Self {
        Self((score * 1000.0 + 0.5) as u32)
    }
}

#[cfg(feature = "write")]
impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

/// A passage and where words of the query stand in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Snippet {
    pub(crate) text: String,
    pub(crate) marks: Vec<(u32, u32)>,
}

impl Results {
    /// Whether no article has what was asked for, and the hits are only near it.
    pub(crate) fn is_nearest(&self) -> bool {
        self.read_as.as_ref().is_some_and(|read_as| read_as.why == NEAREST)
    }

    /// JSON of the same values as through serde, written by hand: the browser's engine does without serde, which weighs more than
    /// all of ranking.
    pub fn to_json(&self) -> String {
        let mut out = Json(String::new());
        out.open('{');
        out.text("query", &self.query);
        out.text("lang", &self.lang);
        out.number("total", self.total as u32);
        out.key("read_as");
        match &self.read_as {
            None => out.0.push_str("null"),
            Some(read_as) => {
                out.open('{');
                out.text("query", &read_as.query);
                out.text("why", read_as.why);
                out.0.push('}');
            }
        }
        out.key("did_you_mean");
        match &self.did_you_mean {
            None => out.0.push_str("null"),
            Some(query) => out.string(query),
        }
        out.key("unknown");
        out.list(&self.unknown, |out, code| out.string(code));
        out.key("hits");
        out.list(&self.hits, Json::hit);
        out.0.push('}');
        out.0
    }
}

struct Json(String);

impl Json {
    fn open(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    fn separate(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.0.push(':');
    }

    fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.string(value);
    }

    fn number(&mut self, key: &str, value: u32) {
        self.key(key);
        self.digits(value);
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.open('[');
        for item in items {
            self.separate();
            each(self, item);
        }
        self.0.push(']');
    }

    fn hit(&mut self, hit: &Hit) {
        self.open('{');
        self.text("source", &hit.source);
        self.text("url", &hit.url);
        self.text("title", &hit.title);
        self.text("category", &hit.category);
        self.text("category_url", &hit.category_url);
        self.text("lang", &hit.lang);
        self.key("score");
        self.score(hit.score);
        self.text("snippet", &hit.snippet);
        self.key("marks");
        self.list(&hit.marks, Self::mark);
        self.key("title_marks");
        self.list(&hit.title_marks, Self::mark);
        self.key("sections");
        self.list(&hit.sections, |out, section| {
            out.open('{');
            out.text("title", &section.title);
            out.text("url", &section.url);
            out.0.push('}');
        });
        self.0.push('}');
    }

    fn mark(&mut self, mark: &(u32, u32)) {
        self.open('[');
        self.digits(mark.0);
        self.0.push(',');
        self.digits(mark.1);
        self.0.push(']');
    }

    /// Thousandths as a JSON number: "12.300", "0.250", "7.000".
    fn score(&mut self, score: Score) {
        self.digits(score.0 / 1000);
        self.0.push('.');
        for unit in [100, 10, 1] {
            self.digits(score.0 / unit % 10);
        }
    }

    fn digits(&mut self, value: u32) {
        if value > 9 {
            self.digits(value / 10);
        }
        self.0.push(char::from(b'0' + (value % 10) as u8));
    }

    fn string(&mut self, text: &str) {
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(letter);
                }
                letter if (letter as u32) < 0x20 => {
                    self.0.push_str("\\u00");
                    let code = letter as u32;
                    self.0.extend([code >> 4, code & 15].into_iter().filter_map(|nibble| char::from_digit(nibble, 16)));
                }
                letter => self.0.push(letter),
            }
        }
        self.0.push('"');
    }
}
