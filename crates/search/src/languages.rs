//! A question to a site of several languages: which of them answer, and in which order.
//!
//! The reader's own language comes first. When it gives little, articles of the site's default language follow, because
//! whoever reads a translated help center meets untranslated articles anyway. The other languages are asked only when
//! there is nothing at all, each in turn: then somebody typed in one of them, such as Russian on an English page. Those that
//! are written in the query's script go first, and no more than [`MOST_OTHERS`] are asked: a site may have thirty, each with
//! an index to load.
//!
//! Scores of two languages say nothing about each other, so the lists are never mixed, only put one after the other.

use crate::analysis::{Analyzer, Script, unspaced_letters};
use crate::query::words::shorten;
use crate::ranking;
use crate::results::{Query, ReadAs, Results};

/// The languages of a site, given by their number, in the order in which a reader of one of them is answered. The site's
/// default language has the number 0.
pub fn order(own: usize, languages: usize) -> Vec<usize> {
    core::iter::once(own).chain((0..languages).filter(|&other| other != own)).collect()
}

/// So many languages are asked beside the reader's own and the default one.
pub const MOST_OTHERS: usize = 4;

/// One question on its way through the languages of a site. Whoever drives it asks for the [`next`](Self::next) place in
/// the order of languages, and hands over what was found there.
#[derive(Debug)]
pub struct MultilingualSearch {
    /// What the next language is asked.
    query: Query,
    /// The places to ask, in this order.
    places: Vec<usize>,
    with_default: bool,
    asked: usize,
    found: Option<Results>,
}

impl MultilingualSearch {
    /// Begins with the languages' codes in their order; `with_default` says that the second is the site's default one, which
    /// it isn't where the first is.
    pub fn new(query: &Query, codes: &[&str], with_default: bool) -> Self {
        let mut longest = 0;
        // Two signs of a script without spaces are a word, or more.
        let length = |word: &str| match unspaced_letters(word) {
            Some((letters, all)) if letters >= all => usize::MAX,
            _ => word.chars().count(),
        };
        let mut look = |word: &str| longest = longest.max(length(word));
        Analyzer::default().analyze(shorten(&query.text), &mut |token| look(token.word));
        // A category has one language; without any word no language has an answer; and two letters begin a word of any.
        let most = match longest {
            _ if query.category.is_some() => 1,
            0 => 1,
            1 | 2 => 1 + usize::from(with_default),
            _ => usize::MAX,
        };
        let first = 1 + usize::from(with_default);
        let mut places: Vec<usize> = (0..codes.len()).collect();
        if let Some(others) = places.get_mut(first..) {
            others.sort_by_key(|&place| codes.get(place).is_some_and(|code| !Script::of(code).is_in(&query.text)));
        }
        places.truncate(most.min(first + MOST_OTHERS));
        Self { query: query.clone(), places, with_default, asked: 0, found: None }
    }

    /// The place of the language to ask now; nothing when there is enough.
    pub fn next(&self) -> Option<usize> {
        // What is only near a code is no answer to it: another language may have the code itself.
        let found = self.found.as_ref().filter(|results| !results.is_nearest()).map_or(0, |results| results.total);
        let wanted = match self.asked {
            0 => true,
            1 if self.with_default => found < ranking::FEW_HITS,
            _ => found == 0,
        };
        self.places.get(self.asked).copied().filter(|_| wanted)
    }

    /// What to ask it.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Takes what the language asked for has found.
    pub fn add(&mut self, results: Results) {
        self.asked += 1;
        self.query.foreign = true;
        self.found = Some(match self.found.take() {
            None => results,
            Some(found) => join(found, results, self.query.limit),
        });
    }

    /// Everything found.
    pub fn results(self) -> Results {
        self.found.unwrap_or_default()
    }
}

/// One list after the other. How the query was understood is told of the first that found anything; what is only near a
/// code gives way to what has it.
fn join(own: Results, other: Results, limit: usize) -> Results {
    let unknown = own.unknown.iter().filter(|code| other.unknown.contains(code)).cloned().collect();
    if other.total == 0 || other.is_nearest() && own.total > 0 {
        return Results { unknown, ..own };
    }
    let (mut hits, total, read_as, did_you_mean) = if own.total > 0 && !own.is_nearest() {
        (own.hits, own.total, own.read_as, own.did_you_mean)
    } else {
        let read_as = other.read_as.unwrap_or_else(|| ReadAs { query: own.query.clone(), why: "language" });
        (Vec::new(), 0, Some(read_as), other.did_you_mean)
    };
    hits.extend(other.hits);
    hits.truncate(limit);
    Results { query: own.query, lang: own.lang, total: total + other.total, read_as, did_you_mean, unknown, hits }
}

/// Asks a site of these languages, the default one first, in the language `own`; `ask` asks one of them, by its number, a query made for it.
///
/// # Errors
/// The first of `ask`.
pub fn search<E>(
    query: &Query,
    own: usize,
    codes: &[&str],
    mut ask: impl FnMut(usize, &Query) -> Result<Results, E>,
) -> Result<Results, E> {
    let order = order(own, codes.len());
    let ordered: Vec<&str> = order.iter().filter_map(|&number| codes.get(number).copied()).collect();
    let mut inquiry = MultilingualSearch::new(query, &ordered, own != 0);
    while let Some(&language) = inquiry.next().and_then(|place| order.get(place)) {
        let found = ask(language, inquiry.query())?;
        inquiry.add(found);
    }
    Ok(inquiry.results())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Hit;

    fn found(lang: &str, total: usize) -> Results {
        let hits = (0..total).map(|_| Hit { lang: lang.to_owned(), ..Hit::default() }).collect();
        Results { lang: lang.to_owned(), total, hits, ..Results::default() }
    }

    /// The languages of the hits, when each language finds so many.
    fn asked(text: &str, own: usize, totals: &[usize]) -> (Vec<usize>, Results) {
        let query = Query { text: text.to_owned(), limit: 5, ..Query::default() };
        let mut asked = Vec::new();
        let results = search(&query, own, &["en", "ru", "be"][..totals.len()], |language, query| {
            assert_eq!(query.foreign, language != own);
            asked.push(language);
            Ok::<_, std::convert::Infallible>(found(["en", "ru", "be"][language], totals[language]))
        });
        let Ok(results) = results;
        (asked, results)
    }

    #[test]
    fn the_default_language_follows_when_there_is_little() {
        assert_eq!(asked("abc", 1, &[9, 3, 9]).0, [1]);
        let (languages, results) = asked("abc", 1, &[9, 2, 9]);
        assert_eq!((languages, results.total, results.lang.as_str()), (vec![1, 0], 11, "ru"));
        let langs: Vec<&str> = results.hits.iter().map(|hit| hit.lang.as_str()).collect();
        assert_eq!(langs, ["ru", "ru", "en", "en", "en"], "never more than asked for");
        assert_eq!(results.read_as, None, "the reader's own language has answered");
    }

    #[test]
    fn other_languages_are_asked_only_when_there_is_nothing() {
        assert_eq!(asked("abc", 0, &[1, 9, 9]).0, [0]);
        assert_eq!(asked("abc", 2, &[1, 9, 0]).0, [2, 0]);
        let (languages, results) = asked("abc", 0, &[0, 0, 2]);
        assert_eq!((languages, results.total), (vec![0, 1, 2], 2));
        assert_eq!(results.read_as.map(|read_as| read_as.why), Some("language"));
        let (languages, results) = asked("abc", 0, &[0, 0, 0]);
        assert_eq!((languages, results.total, results.read_as), (vec![0, 1, 2], 0, None));
    }

    #[test]
    fn of_many_languages_a_few_are_asked_and_first_those_of_the_script() {
        let codes = ["en", "cs", "da", "de", "fr", "uk", "ar", "sr", "ja", "el"];
        let mut asked = Vec::new();
        let mut ask = |text: &str| {
            let query = Query { text: text.to_owned(), limit: 5, ..Query::default() };
            asked.clear();
            let results = search(&query, 0, &codes, |language, _| {
                asked.push(codes[language]);
                Ok::<_, std::convert::Infallible>(Results::default())
            });
            let Ok(_) = results;
            asked.join(" ")
        };
        assert_eq!(ask("возврат"), "en uk sr cs da");
        assert_eq!(ask("استرداد"), "en ar cs da de");
        assert_eq!(ask("払い戻し"), "en ja cs da de");
        assert_eq!(ask("rückgabe"), "en cs da de fr");
    }

    #[test]
    fn a_question_without_words_is_asked_once() {
        assert_eq!(asked(" ?! ", 1, &[0, 0, 0]).0, [1]);
        assert_eq!(asked("", 0, &[0]).0, [0]);
        assert_eq!(asked("ab c", 1, &[0, 0, 0]).0, [1, 0], "too short for a language that nobody chose");
    }
}
