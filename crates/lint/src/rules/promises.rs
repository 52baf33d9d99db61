//! Promises that articles write out, beside those of the settings.

use std::ops::Range;

use super::prose::sentences;
use super::rule::Subject;
use helpdex_content::contact::{Channel, PromiseWords, Reply, Unit};
use helpdex_content::diagnostic::Diagnostic;

/// A sentence that speaks of answering, of one channel and of one time is a promise; if it is another one than the
/// settings make, it is told.
pub(super) fn promises(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let config = &subject.site.config;
    let Some(words) = config.promise_words.get(subject.entry.language).filter(|words| !words.texts.is_empty()) else {
        return;
    };
    let Some(prose) = subject.prose() else { return };
    let file = &subject.entry.file;
    for block in &prose.blocks {
        for range in sentences(&block.text) {
            let Some(sentence) = block.text.get(range.clone()) else { continue };
            let lower = sentence.to_lowercase();
            // Letters that change their length in small would move the places.
            if lower.len() != sentence.len() || !words.answering.iter().any(|word| begins_word(&lower, word)) {
                continue;
            }
            let (mut times, channels) = (times(&lower, words), spoken_of(subject, &lower, words));
            let ([channel], [_]) = (channels.as_slice(), times.as_slice()) else { continue };
            let Some((time, amount, unit)) = times.pop() else { continue };
            let Some(reply) = channel.reply else { continue };
            let is_same = |reply: Reply| seconds(reply.amount, reply.unit) == seconds(amount, unit);
            let in_block = range.start + time.start..range.start + time.end;
            let place = prose.in_file(block, &in_block);
            // What came out of a variable is not written out.
            let written =
                block.text.get(in_block.clone()).filter(|text| file.slice(place.clone()).as_deref() == Some(*text));
            let Some(written) = written.filter(|_| !block.is_code(&in_block)) else { continue };
            if is_same(reply) || channel.reply_priority.is_some_and(is_same) {
                continue;
            }
            let promised = words.texts.iter().find(|(known, _)| *known == reply).map_or("", |(_, text)| text);
            let message = format!("`{written}` is not what `{}` promises: {promised}", channel.id);
            let help = format!("write `{{{{ reply.{} }}}}`", channel.id);
            found.push(file.warning("promise-differs", place, message).help(help));
        }
    }
}

/// So that `60 minutes` is `1 hour`, and `24 hours` is `1 day`.
fn seconds(amount: u32, unit: Unit) -> u64 {
    let unit = match unit {
        Unit::Minute => 60,
        Unit::Hour => 3_600,
        Unit::Day => 86_400,
    };
    u64::from(amount) * unit
}

/// Whether a word of a text begins so.
fn begins_word(text: &str, start: &str) -> bool {
    let apart = start.chars().next().is_some_and(is_apart);
    let starts =
        |at: usize| text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| apart || !goes_on(c));
    !start.is_empty() && text.match_indices(start).any(|(at, _)| starts(at))
}

/// Letters that a case may add to the form of a unit that goes with a number.
const ENDING: usize = 1;

/// Whether a sign goes on with the word before it.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() && !is_apart(c)
}

/// Whether a sign is of a script that writes its words without spaces between them: Thai and its neighbours, Chinese,
/// Japanese.
fn is_apart(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The times in a sentence: where, how many, of what.
fn times(text: &str, words: &PromiseWords) -> Vec<(Range<usize>, u32, Unit)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|start| at + start)
    {
        let rest = text.get(start..).unwrap_or_default();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        at = start + digits;
        let after = rest.get(digits..).unwrap_or_default();
        let word = after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
        let unit = words.units.iter().filter(|(_, form)| !form.is_empty()).filter(|(_, form)| {
            // `2 Tagen` has an ending that no plural has.
            word.strip_prefix(form.as_str())
                .is_some_and(|rest| rest.chars().take_while(|c| goes_on(*c)).count() <= ENDING)
        });
        let longest = unit.max_by_key(|(_, form)| form.len());
        let amount = rest.get(..digits).and_then(|digits| digits.parse().ok());
        if let (Some((unit, form)), Some(amount)) = (longest, amount) {
            found.push((start..at + (after.len() - word.len()) + form.len(), amount, *unit));
        }
    }
    found
}

/// The channels that a sentence speaks of, by what readers call them.
fn spoken_of<'s>(subject: &Subject<'s>, text: &str, words: &PromiseWords) -> Vec<&'s Channel> {
    let speaks = |channel: &&Channel| {
        let kind = words.kinds.iter().find(|(kind, _)| *kind == channel.kind).map(|(_, name)| name.as_str());
        let label = channel.label.as_ref().map(|label| label.get(subject.language()));
        [label, kind].into_iter().flatten().any(|name| begins_word(text, stem(&name.to_lowercase())))
    };
    subject.site.config.contact.channels.iter().filter(speaks).collect()
}

/// A name without the ending that other cases change.
fn stem(name: &str) -> &str {
    const SHORT: usize = 4;
    let count = name.chars().count();
    let kept = if count > SHORT { (count - 1).max(SHORT) } else { count };
    let end = name.char_indices().nth(kept).map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_many_scripts() {
        let words = |units: &[(Unit, &str)]| PromiseWords {
            units: units.iter().map(|(unit, form)| (*unit, (*form).to_owned())).collect(),
            ..PromiseWords::default()
        };
        for (text, unit, form, found) in [
            ("within 2 hours.", Unit::Hour, "hours", Some((2, "2 hours"))),
            ("innerhalb von 2 tagen", Unit::Day, "tage", Some((2, "2 tage"))),
            ("我们会在 2 小时内回复", Unit::Hour, "小时", Some((2, "2 小时"))),
            ("4時間以内に返信します", Unit::Hour, "時間", Some((4, "4時間"))),
            ("within 2 hourglasses", Unit::Hour, "hour", None),
        ] {
            let words = words(&[(unit, form)]);
            let times = times(text, &words);
            let first = times.first().map(|(range, amount, _)| (*amount, &text[range.clone()]));
            assert_eq!(first, found, "{text}");
        }
    }

    #[test]
    fn a_word_begins_after_a_letter_where_there_are_no_spaces() {
        assert!(begins_word("我们回复您", "回复") && begins_word("we reply", "repl"));
        assert!(!begins_word("unreplied", "repl"));
    }
}
