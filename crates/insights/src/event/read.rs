//! Events from JSON: one object, or one a line.

use serde_json::Value;

use super::limits::checked;
use super::{Event, MAX_TEXT};

/// What can't be counted as an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// A line of this many bytes holds no event: the longest texts and paths fit into it, each sign escaped.
const MAX_LINE: usize = 16 * MAX_TEXT;

/// The events of a text with one JSON object, or with one on each line. Empty lines are passed over. Texts come cut and
/// scrubbed.
///
/// Each line is told on its own: one that is broken costs no other.
pub fn read(text: &str) -> impl Iterator<Item = Result<Event, Fault>> {
    // A single object may be written over several lines.
    let whole = text.trim_start().starts_with('{') && serde_json::from_str::<Value>(text).is_ok();
    let lines: Box<dyn Iterator<Item = (usize, &str)>> =
        if whole { Box::new(std::iter::once((1, text))) } else { Box::new((1..).zip(text.lines())) };
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(line, text)| one(text).map_err(|message| Fault { line, message }))
}

/// The event of one line, or what is wrong with it.
pub(crate) fn one(text: &str) -> Result<Event, String> {
    if text.len() > MAX_LINE {
        return Err(format!("longer than {MAX_LINE} bytes"));
    }
    let event = serde_json::from_str::<Event>(text).map_err(|fault| {
        // Without the place that serde names: it would be one within the line.
        let words = fault.to_string();
        words.split_once(" at line ").map_or(words.clone(), |(said, _)| said.to_owned())
    })?;
    checked(event)
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Reason, Survey, Then};
    use super::*;

    fn only(text: &str) -> Result<Event, String> {
        let mut found: Vec<_> = read(text).collect();
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0).map_err(|fault| fault.message)
    }

    #[test]
    fn each_kind_is_read_and_written_again() {
        for line in [
            r#"{"lang":"en","kind":"search","query":"payout late","hits":3,"then":"open","opened":"/payouts/late/"}"#,
            r#"{"id":"a-1_B","lang":"pt-BR","kind":"read","path":"/a/","revision":"0123456789ab"}"#,
            r#"{"kind":"missing","path":"/old/"}"#,
            r#"{"lang":"en","kind":"feedback","path":"/a/","revision":"0123456789ab","helped":false,"reason":"other-question","text":"no"}"#,
            r#"{"lang":"en","kind":"form","path":"/contact/","from":"/a/","offered":["/b/","/c/"],"outcome":"solved"}"#,
            r#"{"at":"2026-11-30T08:00:00Z","lang":"en","kind":"survey","survey":"nps","score":0,"ticket":"123"}"#,
        ] {
            let event = only(line).unwrap();
            assert_eq!(serde_json::to_string(&event).unwrap(), line);
        }
    }

    #[test]
    fn a_broken_line_costs_no_other() {
        let text = "{\"kind\":\"missing\",\"path\":\"/a/\"}\n\nno\n{\"kind\":\"missing\",\"path\":\"/b/\"}\n";
        let found: Vec<_> = read(text).collect();
        assert_eq!(found.len(), 3);
        assert!(found[0].is_ok() && found[2].is_ok());
        assert_eq!(found[1].as_ref().unwrap_err().line, 3);
        let spread = "{\n  \"kind\": \"missing\",\n  \"path\": \"/a/\"\n}\n";
        assert!(only(spread).is_ok());
    }

    #[test]
    fn what_no_page_sends_is_refused() {
        for (line, said) in [
            (r#"{"kind":"missing","path":"https://a.example/"}"#, "`path` is no path on the site"),
            (r#"{"kind":"missing","path":"//a.example/"}"#, "`path` is no path on the site"),
            (r#"{"kind":"missing","path":"/a?who=me"}"#, "`path` is no path on the site"),
            (r#"{"kind":"read","path":"/a/","revision":"x"}"#, "`revision` is not 12 digits of a hash"),
            (r#"{"kind":"survey","survey":"csat","score":6}"#, "`score` is 6; `csat` goes from 1 to 5"),
            (r#"{"kind":"survey","survey":"csat","score":5,"ticket":"a b"}"#, "`ticket` is no reference"),
            (r#"{"kind":"search","query":"  ","hits":0,"then":"leave"}"#, "`query` is empty"),
            (
                r#"{"kind":"feedback","path":"/","revision":"0123456789ab","helped":true,"reason":"unclear"}"#,
                "`reason` belongs to an article that did not help",
            ),
            (r#"{"kind":"missing","path":"/","lang":"<b>"}"#, "`lang` is no language tag"),
            (r#"{"kind":"missing"}"#, "missing field `path`"),
        ] {
            assert_eq!(only(line).unwrap_err(), said);
        }
        assert!(only(r#"{"kind":"login","path":"/"}"#).unwrap_err().starts_with("unknown variant `login`"));
        assert!(only(&format!(r#"{{"kind":"missing","path":"/{}"}}"#, "a".repeat(20_000))).is_err());
    }

    #[test]
    fn texts_come_cut_and_scrubbed() {
        let long = format!("a\\n\\t b {} anna@example.com", "x".repeat(300));
        let event = only(&format!(r#"{{"kind":"search","query":"{long}","hits":0,"then":"leave"}}"#)).unwrap();
        let Kind::Search { query, then, .. } = event.kind else { panic!("a search") };
        assert_eq!((query.chars().count(), &query[..6], then), (200, "a b xx", Then::Leave));
        let event = only(
            r#"{"kind":"feedback","path":"/","revision":"0123456789ab","helped":false,"reason":"failed","text":"me@a.example 123456"}"#,
        );
        let Kind::Feedback { text, reason, .. } = event.unwrap().kind else { panic!("feedback") };
        assert_eq!((text.as_deref(), reason), (Some("[e-mail] [number]"), Some(Reason::Failed)));
        assert_eq!(Survey::ALL.map(Survey::name), ["csat", "nps", "voice"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_told(text in "\\PC{0,80}(\n\\PC{0,80}){0,3}") {
            for found in read(&text) {
                drop(found);
            }
        }
    }
}
