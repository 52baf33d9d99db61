//! What engines have for a language. A language that isn't in a table is cut into words, in small letters, and no more.

/// What a Lucene analyzer (OpenSearch, Elasticsearch) is made of without any plugin.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lucene {
    pub(super) tokenizer: &'static str,
    /// Filters that have a name of their own, before the stemmer.
    pub(super) before: &'static [&'static str],
    /// The language of the `stemmer` filter.
    pub(super) stemmer: Option<&'static str>,
}

/// The analyzer of a language tag: `pt-BR`.
pub(super) fn lucene(tag: &str) -> Lucene {
    const STANDARD: &str = "standard";
    let stemmed = |stemmer| Lucene { tokenizer: STANDARD, before: &["lowercase"], stemmer: Some(stemmer) };
    let with = |before, stemmer| Lucene { tokenizer: STANDARD, before, stemmer };
    if tag.eq_ignore_ascii_case("pt-BR") {
        return stemmed("brazilian");
    }
    match base(tag) {
        "ar" => with(&["lowercase", "decimal_digit", "arabic_normalization"], Some("arabic")),
        "bg" => stemmed("bulgarian"),
        "bn" => with(&["lowercase", "decimal_digit", "indic_normalization", "bengali_normalization"], Some("bengali")),
        "ca" => stemmed("catalan"),
        "cs" => stemmed("czech"),
        "da" => stemmed("danish"),
        "de" => with(&["lowercase", "german_normalization"], Some("light_german")),
        "el" => with(&["greek_lowercase"], Some("greek")),
        "en" => stemmed("english"),
        "es" => stemmed("light_spanish"),
        "et" => stemmed("estonian"),
        "eu" => stemmed("basque"),
        "fa" => with(&["lowercase", "decimal_digit", "arabic_normalization", "persian_normalization"], None),
        "fi" => stemmed("finnish"),
        "fr" => with(&["french_elision", "lowercase"], Some("light_french")),
        "ga" => with(&["irish_lowercase"], Some("irish")),
        "gl" => stemmed("galician"),
        "hi" => with(&["lowercase", "decimal_digit", "indic_normalization", "hindi_normalization"], Some("hindi")),
        "hu" => stemmed("hungarian"),
        "hy" => stemmed("armenian"),
        "id" => stemmed("indonesian"),
        "it" => stemmed("light_italian"),
        "ja" | "ko" | "zh" => with(&["cjk_width", "lowercase", "cjk_bigram"], None),
        "lt" => stemmed("lithuanian"),
        "lv" => stemmed("latvian"),
        "nb" | "no" => stemmed("norwegian"),
        "nl" => stemmed("dutch"),
        "nn" => stemmed("light_nynorsk"),
        "pt" => stemmed("light_portuguese"),
        "ro" => stemmed("romanian"),
        "ru" => stemmed("russian"),
        "sr" => with(&["lowercase", "serbian_normalization"], None),
        "sv" => stemmed("swedish"),
        "th" => Lucene { tokenizer: "thai", before: &["lowercase", "decimal_digit"], stemmer: None },
        "tr" => with(&["apostrophe", "turkish_lowercase"], Some("turkish")),
        _ => with(&["lowercase"], None),
    }
}

/// The text search configuration of PostgreSQL, of those that its versions from 13 on have.
pub(super) fn postgres(tag: &str) -> &'static str {
    match base(tag) {
        "ar" => "arabic",
        "da" => "danish",
        "de" => "german",
        "el" => "greek",
        "en" => "english",
        "es" => "spanish",
        "fi" => "finnish",
        "fr" => "french",
        "ga" => "irish",
        "hu" => "hungarian",
        "id" => "indonesian",
        "it" => "italian",
        "lt" => "lithuanian",
        "nb" | "no" => "norwegian",
        "ne" => "nepali",
        "nl" => "dutch",
        "pt" => "portuguese",
        "ro" => "romanian",
        "ru" => "russian",
        "sv" => "swedish",
        "ta" => "tamil",
        "tr" => "turkish",
        _ => "simple",
    }
}

/// Whether Typesense has a stemmer: those of Snowball.
pub(super) fn has_snowball(tag: &str) -> bool {
    const SNOWBALL: [&str; 25] = [
        "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id", "it", "lt", "ne",
        "nl", "no", "pt", "ro", "ru", "sv", "tr",
    ];
    SNOWBALL.contains(&base(tag))
}

/// The tokenizer of Quickwit.
pub(super) fn quickwit(tag: &str) -> &'static str {
    match base(tag) {
        "en" => "en_stem",
        "ja" | "zh" => "chinese_compatible",
        _ => "default",
    }
}

/// The language for Meilisearch, of those that it cuts into words in a way of their own.
pub(super) fn meilisearch(tag: &str) -> Option<&'static str> {
    let code = match base(tag) {
        "ar" => "ara",
        "be" => "bel",
        "bg" => "bul",
        "cs" => "ces",
        "da" => "dan",
        "de" => "deu",
        "el" => "ell",
        "en" => "eng",
        "es" => "spa",
        "et" => "est",
        "fa" => "pes",
        "fi" => "fin",
        "fr" => "fra",
        "he" => "heb",
        "hi" => "hin",
        "hr" => "hrv",
        "hu" => "hun",
        "id" => "ind",
        "it" => "ita",
        "ja" => "jpn",
        "km" => "khm",
        "ko" => "kor",
        "lt" => "lit",
        "nb" | "no" => "nob",
        "nl" => "nld",
        "pl" => "pol",
        "pt" => "por",
        "ro" => "ron",
        "ru" => "rus",
        "sk" => "slk",
        "sr" => "srp",
        "sv" => "swe",
        "th" => "tha",
        "tr" => "tur",
        "uk" => "ukr",
        "vi" => "vie",
        "zh" => "zho",
        _ => return None,
    };
    Some(code)
}

/// The language of a tag: `pt` of `pt-BR`.
pub(super) fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
