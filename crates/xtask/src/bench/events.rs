//! Events that look like those of a help site: a few articles are read most, a few questions are asked most, and there is
//! no end of questions that are asked once.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};

use crate::Fault;

/// Articles of the site.
const ARTICLES: u64 = 2_000;
/// Words that questions are made of.
const WORDS: [&str; 24] = [
    "payout", "late", "refund", "card", "account", "password", "login", "error", "device", "limit", "bank", "transfer",
    "verify", "email", "close", "change", "country", "tax", "invoice", "bonus", "referral", "blocked", "pending",
    "fee",
];
const LANGUAGES: [&str; 3] = ["en", "ru", "be"];

/// Makes one event after the other; the same ones each time.
pub(super) struct Events {
    chance: u64,
    line: String,
}

impl Events {
    pub(super) fn new(seed: u64) -> Self {
        Self { chance: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, line: String::new() }
    }

    /// Numbers that look random (splitmix64), below a bound.
    fn below(&mut self, bound: u64) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// Small numbers more often than large ones: the product of two is.
    fn rank(&mut self, bound: u64) -> u64 {
        self.below(bound) * self.below(bound) / bound
    }

    /// The next event as a line of JSON, without a time.
    pub(super) fn next(&mut self) -> String {
        self.make(None);
        std::mem::take(&mut self.line)
    }

    fn make(&mut self, at: Option<&str>) {
        let lang = LANGUAGES[self.rank(3) as usize % 3];
        let article = self.rank(ARTICLES);
        let id = self.below(u64::MAX);
        let _ = write!(self.line, "{{\"id\":\"{id:x}\",");
        if let Some(at) = at {
            let _ = write!(self.line, "\"at\":\"{at}\",");
        }
        // Which text of the article it was: a few articles are edited.
        let revision = article * 7 + u64::from(article.is_multiple_of(5)) * self.below(3);
        let _ = match self.below(100) {
            0..40 => {
                let hits = self.below(6);
                let then = ["leave", "again", "contact"][self.below(3) as usize];
                let opened = hits > 0 && self.below(3) > 0;
                let question = self.question();
                // One of those that search shows for these words, the first ones most often: never any page of the site.
                let article = (sum(&question) + self.rank(hits.max(1))) % ARTICLES;
                let opened = match opened {
                    true => format!("\"then\":\"open\",\"opened\":\"/articles/{article}/\""),
                    false => format!("\"then\":\"{then}\""),
                };
                write!(
                    self.line,
                    "\"kind\":\"search\",\"query\":\"{question}\",\"lang\":\"{lang}\",\"hits\":{hits},{opened}}}"
                )
            }
            40..88 => write!(
                self.line,
                "\"kind\":\"read\",\"path\":\"/articles/{article}/\",\"lang\":\"{lang}\",\"revision\":\"{revision:012x}\"}}"
            ),
            88..94 => {
                let helped = self.below(4) > 0;
                write!(
                    self.line,
                    "\"kind\":\"feedback\",\"path\":\"/articles/{article}/\",\"lang\":\"{lang}\",\"revision\":\"{revision:012x}\",\"helped\":{helped}}}"
                )
            }
            94..97 => {
                let old = self.rank(3_000);
                write!(self.line, "\"kind\":\"missing\",\"path\":\"/old/{old}/\"}}")
            }
            _ => {
                let outcome = ["solved", "sent", "left"][self.below(3) as usize];
                write!(
                    self.line,
                    "\"kind\":\"form\",\"path\":\"/contact/\",\"from\":\"/articles/{article}/\",\"lang\":\"{lang}\",\"offered\":[\"/a/\"],\"outcome\":\"{outcome}\"}}"
                )
            }
        };
        self.line.push('\n');
    }

    /// Two or three words in any order, and with one in ten a number that nobody else asks for.
    fn question(&mut self) -> String {
        let mut words: Vec<String> =
            (0..2 + self.below(2)).map(|_| WORDS[self.rank(24) as usize % 24].to_owned()).collect();
        if self.below(10) == 0 {
            words.push(format!("code {}", self.below(100_000)));
        }
        words.join(" ")
    }

    /// Writes so many events, spread over the last days in the order of their time.
    pub(super) fn write(&mut self, number: u64, days: u64, to: impl Write) -> Result<(), Fault> {
        let mut to = BufWriter::with_capacity(1 << 20, to);
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
        let (first, span) = (now - (days - 1) * 86_400, (days - 1) * 86_400);
        let (mut last, mut at) = (u64::MAX, String::new());
        for event in 0..number {
            let second = first + span * event / number;
            if second != last {
                last = second;
                at = rfc3339(second);
            }
            self.make(Some(&at));
            to.write_all(self.line.as_bytes())?;
            self.line.clear();
        }
        to.flush()?;
        Ok(())
    }
}

/// A number that is the same for the same text (FNV-1a).
fn sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)) >> 16
}

/// A time in UTC, by the calendar of days since 1970.
fn rfc3339(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Years begin in March here, so that the day that some lack is their last one.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_795_262_400), "2026-11-21T12:00:00Z");
    }

    #[test]
    fn events_are_json_in_the_order_of_time() {
        let mut lines = Vec::new();
        Events::new(1).write(500, 10, &mut lines).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        let events: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(events.len(), 500);
        assert!(events.is_sorted_by_key(|event| event["at"].as_str().unwrap().to_owned()));
    }
}
