//! The plan of a query: for each of its words the stems that may be meant, and how sure that is.

/// How a stem was found for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MatchKind {
    /// The word's own stem.
    Whole,
    /// It begins as the last word does.
    Prefix,
    /// So many typos away.
    Typos(u8),
    /// Part of a word written in one, or two words written in one.
    Compound,
    /// The author said that it means the same.
    Synonym,
    /// Near in meaning to a word that no article has.
    Related,
}

impl MatchKind {
    /// Whether nobody knows that the word means this.
    pub(crate) fn is_guess(self) -> bool {
        matches!(self, Self::Typos(_) | Self::Related)
    }
}

/// A stem that may be meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) stem: u32,
    /// What a full impact of it is worth.
    pub(crate) weight: f32,
    pub(crate) how: MatchKind,
}

/// The stems for one word; an article counts with the best of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Candidates {
    pub(crate) stems: Vec<Candidate>,
}

/// Something to look for as a whole: one word as a rule, several where they may be one, or have a synonym.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Clause {
    /// Numbers of the first word and of the one after the last.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The words themselves: each that is found counts.
    pub(crate) own: Vec<Candidates>,
    /// Other ways to say it: all words of one must be found.
    pub(crate) others: Vec<Vec<Candidates>>,
    /// What it is worth to have found it, for the share of the query that an article covers.
    pub(crate) weight: f32,
    pub(crate) stop: bool,
    /// Whether it asks for a kind of answer: who, when, why.
    pub(crate) interrogative: bool,
}

/// A word that was read as another.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What it may be, likeliest first.
    pub(crate) stems: Vec<u32>,
}

/// A code in the query.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    /// Numbers of the first word and of the one after the last.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Bytes of the query.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It as a whole.
    pub(crate) stem: String,
    /// How it may be found: all of one way in one article.
    pub(crate) ways: Vec<Vec<Candidates>>,
}

/// A query ready to be scored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) clauses: Vec<Clause>,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) codes: Vec<Code>,
    /// Telling words of the query, and how many of them were found without guessing typos.
    pub(crate) content_words: usize,
    pub(crate) certain: usize,
}

impl Plan {
    /// What the words `from..to` are worth as typed.
    pub(crate) fn own_worth(&self, from: usize, to: usize) -> f32 {
        self.clauses
            .iter()
            .filter(|clause| clause.from < to && clause.to > from)
            .flat_map(|clause| &clause.own)
            .map(best)
            .sum()
    }

    /// Takes back what the words `from..to` may mean by a guess: an author has said what they mean.
    pub(crate) fn drop_guesses(&mut self, from: usize, to: usize) {
        let clauses = self.clauses.iter_mut().filter(|clause| clause.from < to && clause.to > from);
        for candidates in clauses.flat_map(|clause| &mut clause.own) {
            candidates.stems.retain(|candidate| !candidate.how.is_guess());
        }
    }

    /// Makes one clause of the words `from..to` and adds another way to say it.
    pub(crate) fn merge(&mut self, from: usize, to: usize, other: Vec<Candidates>) {
        let first = self.clauses.partition_point(|clause| clause.to <= from);
        let end = self.clauses.partition_point(|clause| clause.from < to);
        if first >= end {
            return;
        }
        let mut merged = Clause::default();
        for (number, clause) in self.clauses.drain(first..end).enumerate() {
            merged.from = if number == 0 { clause.from } else { merged.from };
            merged.stop = clause.stop && (number == 0 || merged.stop);
            merged.interrogative |= clause.interrogative;
            merged.to = clause.to;
            merged.own.extend(clause.own);
            merged.others.extend(clause.others);
        }
        merged.others.push(other);
        self.clauses.insert(first, merged);
    }
}

/// What the likeliest stem is worth.
pub(crate) fn best(candidates: &Candidates) -> f32 {
    candidates.stems.iter().map(|candidate| candidate.weight).fold(0.0, f32::max)
}
