//! Word forms of a language by a table of endings, learned from its dictionary: `data/languages/README.md` tells how.
//!
//! The table is a trie over the letters of a word from its end (or from its start, for what words begin with). The rule
//! at the longest ending that is known says how many letters go and what comes instead. An ending may hold the whole
//! word, so that exceptions are rules like all others. Tables of one language are applied one after the other.
//!
//! The file, in the encodings of [`bytes`](crate::archive::bytes):
//!
//! - version, letters that a rule must leave of a word: a byte each;
//! - the alphabet, commonest letter first: text;
//! - the number of texts that rules put at the end, and each as text, the first one empty;
//! - the number of tables, and for each its flags (a byte) and its number of nodes;
//! - the nodes, parents before children, as an arithmetic code whose probabilities adapt: see [`Decoder`].

use crate::archive::bytes::Bytes;

const VERSION: u8 = 1;
/// Flag of a table that looks at the start of words.
const FROM_FRONT: u8 = 1;
/// Longer endings are in no table, and must not fill the stack of a reader of hostile bytes.
const DEEPEST: usize = 64;
const MOST_NODES: u32 = 30_000;
const MOST_LETTERS: usize = 250;
const MOST_APPENDS: usize = 4096;
const MOST_TABLES: u32 = 4;
/// Stands for a letter in the node before a word's first letter.
const START: char = '\0';
/// The code of [`START`]; letters follow.
const START_CODE: usize = 1;
const STRIP_BITS: u32 = 4;

/// The tables of a language.
#[derive(Debug, Clone)]
pub(crate) struct SuffixRules {
    least_left: usize,
    appends: Vec<String>,
    tables: Vec<Table>,
}

#[derive(Debug, Clone)]
struct Table {
    from_front: bool,
    /// Each node is followed by all that is below it.
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    letter: char,
    /// The first node that isn't below this one.
    end: u16,
    rule: Option<Rule>,
}

/// Letters that go, and the number of the text that comes instead.
#[derive(Debug, Clone, Copy)]
struct Rule {
    strip: u8,
    append: u16,
}

impl SuffixRules {
    /// Reads a file. `None` if it is damaged or of another version.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        if bytes.byte()? != VERSION {
            return None;
        }
        let least_left = usize::from(bytes.byte()?);
        let letters: Vec<char> = bytes.text()?.chars().collect();
        let count = bytes.count()?;
        if letters.len() > MOST_LETTERS || !(1..=MOST_APPENDS).contains(&count) {
            return None;
        }
        let mut appends = Vec::with_capacity(count);
        for _ in 0..count {
            appends.push(bytes.text()?.to_owned());
        }
        let count = bytes.number().filter(|count| *count <= MOST_TABLES)?;
        let mut shapes = Vec::new();
        for _ in 0..count {
            let flags = bytes.byte()?;
            shapes.push((flags, bytes.number().filter(|nodes| (1..=MOST_NODES).contains(nodes))?));
        }
        let mut decoder = Decoder::new(bytes, &letters, appends.len())?;
        let mut tables = Vec::new();
        for (flags, count) in shapes {
            tables.push(Table { from_front: flags & FROM_FRONT != 0, nodes: decoder.table(count as usize)? });
        }
        Some(Self { least_left, appends, tables })
    }

    /// Writes the stem of a folded word into `out`, in place of what is there. It is never empty unless the word is.
    pub(crate) fn stem(&self, word: &str, out: &mut String) {
        out.clear();
        out.push_str(word);
        for table in &self.tables {
            let Some((rule, whole)) = table.find(out) else { continue };
            let append = self.appends.get(usize::from(rule.append)).map_or("", String::as_str);
            let strip = usize::from(rule.strip);
            let left = out.chars().count().checked_sub(strip).filter(|left| whole || *left >= self.least_left);
            let Some(left) = left.filter(|left| *left > 0 || !append.is_empty()) else { continue };
            if table.from_front {
                let at = out.char_indices().nth(strip).map_or(out.len(), |(at, _)| at);
                out.replace_range(..at, append);
            } else {
                let at = out.char_indices().nth(left).map_or(out.len(), |(at, _)| at);
                out.truncate(at);
                out.push_str(append);
            }
        }
    }
}

impl Table {
    /// The rule for a word, and whether it is for this word alone.
    fn find(&self, word: &str) -> Option<(Rule, bool)> {
        let mut chars = word.chars();
        let mut at = 0;
        let mut found = self.nodes.first()?.rule.map(|rule| (rule, false));
        loop {
            let c = if self.from_front { chars.next() } else { chars.next_back() };
            let Some(child) = self.child(at, c.unwrap_or(START)) else { return found };
            at = child;
            if let Some(rule) = self.nodes.get(at)?.rule {
                found = Some((rule, c.is_none()));
            }
            if c.is_none() {
                return found;
            }
        }
    }

    fn child(&self, parent: usize, letter: char) -> Option<usize> {
        let end = usize::from(self.nodes.get(parent)?.end);
        let mut at = parent + 1;
        while at < end {
            let node = self.nodes.get(at)?;
            if node.letter == letter {
                return Some(at);
            }
            at = usize::from(node.end);
        }
        None
    }
}

/// How likely a bit is 1, of 65536, and how often that was learned from.
#[derive(Clone, Copy)]
struct Chance(u16, u8);

/// Decodes nodes, bit by bit. The chances of a bit depend on what is known where it stands:
///
/// - whether a node has a rule: on its depth (the node of a whole word always has one);
/// - the letters a rule strips: on those of the rule above it;
/// - the text it puts: on the letters it strips;
/// - whether another child follows: on the depth and how many there were;
/// - the letter of a child: on that of the child before, or of the parent. Children ascend by their codes.
struct Decoder<'a> {
    bytes: Bytes<'a>,
    letters: &'a [char],
    letter_bits: u32,
    append_bits: u32,
    appends: usize,
    low: u32,
    high: u32,
    code: u32,
    chances: Vec<Chance>,
}

/// A node whose children are being read.
struct Open {
    at: usize,
    code: usize,
    /// The letters that the rule in force here strips.
    strip: usize,
    before: usize,
    seen: usize,
}

impl<'a> Decoder<'a> {
    const RULE: usize = 0;
    const STRIP: usize = 8;
    const MORE: usize = Self::STRIP + (9 << STRIP_BITS);
    const APPEND: usize = Self::MORE + 7 * 4;

    fn new(mut bytes: Bytes<'a>, letters: &'a [char], appends: usize) -> Option<Self> {
        let bits = |most: usize| usize::BITS - most.leading_zeros();
        let (letter_bits, append_bits) = (bits(letters.len() + START_CODE), bits(appends - 1));
        let contexts = Self::APPEND + (4 << append_bits) + ((letters.len() + 2) << (letter_bits + 1));
        let mut code = 0;
        for byte in bytes.take(4)? {
            code = code << 8 | u32::from(*byte);
        }
        let chances = vec![Chance(1 << 15, 0); contexts];
        Some(Self { bytes, letters, letter_bits, append_bits, appends, low: 0, high: u32::MAX, code, chances })
    }

    fn bit(&mut self, context: usize) -> Option<usize> {
        let Chance(chance, seen) = self.chances.get_mut(context)?;
        let middle = self.low + ((self.high - self.low) >> 16) * u32::from(*chance);
        let rate = (u32::BITS - (u32::from(*seen) + 1).leading_zeros()).min(5);
        let bit = self.code <= middle;
        if bit {
            self.high = middle;
            *chance += (u16::MAX - *chance) >> rate;
        } else {
            self.low = middle + 1;
            *chance -= *chance >> rate;
        }
        *seen = (*seen + 1).min(31);
        while (self.low ^ self.high) >> 24 == 0 {
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
            self.code = self.code << 8 | u32::from(self.bytes.byte()?);
        }
        Some(usize::from(bit))
    }

    fn value(&mut self, context: usize, bits: u32) -> Option<usize> {
        let mut node = 1;
        for _ in 0..bits {
            node = node * 2 + self.bit(context + node)?;
        }
        Some(node - (1 << bits))
    }

    /// The nodes of one table: never more than `count`.
    fn table(&mut self, count: usize) -> Option<Vec<Node>> {
        let mut nodes = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        self.node(0, &mut nodes, &mut open)?;
        while let Some(last) = open.last_mut() {
            let (seen, at, code, before) = (last.seen, last.at, last.code, last.before);
            last.seen += 1;
            let more = self.bit(Self::MORE + (open.len() - 1).min(6) * 4 + seen.min(3))?;
            if more == 0 {
                open.pop();
                let end = nodes.len() as u16;
                nodes.get_mut(at)?.end = end;
                continue;
            }
            let context = if seen == 0 { code } else { self.letters.len() + 2 + before };
            let letters = Self::APPEND + (4 << self.append_bits) + (context << self.letter_bits);
            let code = self.value(letters, self.letter_bits)?;
            if nodes.len() == count || open.len() == DEEPEST || code <= before {
                return None;
            }
            open.last_mut()?.before = code;
            self.node(code, &mut nodes, &mut open)?;
        }
        (nodes.len() == count).then_some(nodes)
    }

    /// Reads a node's rule; its children come next, unless it ends a whole word.
    fn node(&mut self, code: usize, nodes: &mut Vec<Node>, open: &mut Vec<Open>) -> Option<()> {
        let at = nodes.len();
        let mut strip = open.last().map_or(0, |above| above.strip);
        let mut rule = None;
        if code == START_CODE || self.bit(Self::RULE + open.len().min(5))? == 1 {
            strip = self.value(Self::STRIP + (strip.min(8) << STRIP_BITS), STRIP_BITS)?;
            let append = self.value(Self::APPEND + (strip.min(3) << self.append_bits), self.append_bits)?;
            if append >= self.appends {
                return None;
            }
            rule = Some(Rule { strip: strip as u8, append: append as u16 });
        }
        let letter = match code {
            0 | START_CODE => START,
            code => *self.letters.get(code - START_CODE - 1)?,
        };
        nodes.push(Node { letter, end: at as u16 + 1, rule });
        if code != START_CODE {
            open.push(Open { at, code, strip, before: 0, seen: 0 });
        }
        Some(())
    }
}

#[cfg(test)]
mod tests;
