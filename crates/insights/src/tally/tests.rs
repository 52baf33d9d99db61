//! From events to rows.

use jiff::Timestamp;
use jiff::civil::date;

use super::{Bounds, Period, Rows, Tally};
use crate::event::{Survey, read};

fn time() -> Timestamp {
    "2026-03-07T09:15:00Z".parse().unwrap()
}

fn tally(lines: &str, period: Option<Period>, bounds: Bounds) -> Rows {
    let mut tally = Tally::new(period, bounds);
    for event in read(lines) {
        tally.add(&event.unwrap(), time());
    }
    tally.finish()
}

fn all(lines: &str) -> Rows {
    tally(lines, None, Bounds::default())
}

const DAY: &str = r#"
{"kind":"read","path":"/late/","lang":"en","revision":"000000000001","at":"2026-03-06T10:00:00Z"}
{"kind":"read","path":"/late/","lang":"en","revision":"000000000002","at":"2026-03-07T10:30:00Z"}
{"kind":"feedback","path":"/late/","lang":"en","revision":"000000000001","helped":false,"reason":"outdated","text":"the limit is 20 now","at":"2026-03-06T10:59:59Z"}
{"kind":"feedback","path":"/late/","lang":"en","revision":"000000000002","helped":true,"at":"2026-03-07T10:31:00Z"}
{"kind":"search","query":"late payouts","lang":"en","hits":3,"then":"open","opened":"/late/","at":"2026-03-07T10:20:00Z"}
{"kind":"search","query":"payout late","lang":"en","hits":3,"then":"contact","at":"2026-03-07T10:21:00Z"}
{"kind":"search","query":"payout late","lang":"en","hits":0,"then":"again","at":"2026-03-07T10:22:00Z"}
{"kind":"search","query":"поздно","lang":"ru","hits":0,"then":"leave"}
{"kind":"form","path":"/contact/","lang":"en","from":"/late/","offered":["/a/"],"outcome":"solved"}
{"kind":"form","path":"/contact/","lang":"en","from":"/late/","outcome":"sent"}
{"kind":"form","path":"/contact/","lang":"en","outcome":"left"}
{"kind":"survey","survey":"nps","score":9,"lang":"en","text":"quick","ticket":"1"}
{"kind":"survey","survey":"nps","score":9,"lang":"en","ticket":"2"}
{"kind":"missing","path":"/old/"}
{"kind":"missing","path":"/old/"}
"#;

#[test]
fn every_kind_is_counted_where_it_belongs() {
    let rows = all(DAY);
    let hours: Vec<_> =
        rows.hours.iter().map(|row| (row.at.to_string(), row.counts.reads, row.counts.searches)).collect();
    let expected = [("2026-03-06T10:00:00Z", 1, 0), ("2026-03-07T09:00:00Z", 0, 1), ("2026-03-07T10:00:00Z", 1, 3)];
    assert_eq!(hours, expected.map(|(at, reads, searches)| (at.to_owned(), reads, searches)));
    let articles: Vec<_> = rows
        .articles
        .iter()
        .map(|row| (&*row.revision, row.first, row.reads, row.yes, row.no, row.reasons.outdated))
        .collect();
    let (sixth, seventh) = (date(2026, 3, 6), date(2026, 3, 7));
    assert_eq!(articles, [("000000000001", sixth, 1, 0, 1, 1), ("000000000002", seventh, 1, 1, 0, 0)]);
    assert_eq!(
        rows.votes.iter().map(|row| (row.day, row.yes, row.no)).collect::<Vec<_>>(),
        [(sixth, 0, 1), (seventh, 1, 0)]
    );
    let forms: Vec<_> = rows.forms.iter().map(|row| (&*row.from, row.counts.offered, row.counts.used())).collect();
    assert_eq!(forms, [("", 0, 1), ("/late/", 1, 2)]);
    assert_eq!(
        rows.surveys.iter().map(|row| (row.survey, row.score, row.count)).collect::<Vec<_>>(),
        [(Survey::Nps, 9, 2)]
    );
    assert_eq!(rows.missing.iter().map(|row| (row.path.as_str(), row.count)).collect::<Vec<_>>(), [("/old/", 2)]);
    assert_eq!(rows.comments.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["quick", "the limit is 20 now"]);
}

#[test]
fn queries_that_ask_the_same_are_one_row() {
    let rows = all(DAY);
    let [late, russian] = rows.queries.as_slice() else { panic!("{:?}", rows.queries) };
    assert_eq!((late.example.as_str(), late.counts.asked, late.counts.without_hits), ("payout late", 3, 1));
    assert_eq!((late.counts.not_opened, late.counts.again, late.counts.contact), (1, 1, 1));
    assert_eq!(late.opened.iter().map(|page| (page.path.as_str(), page.count)).collect::<Vec<_>>(), [("/late/", 1)]);
    assert_eq!((russian.lang.as_str(), russian.counts.without_hits), ("ru", 1));
}

#[test]
fn what_is_sent_twice_counts_once() {
    let line = r#"{"kind":"read","path":"/a/","lang":"en","revision":"000000000001","id":"x1"}"#;
    assert_eq!(all(&format!("{line}\n{line}\n")).articles[0].reads, 1);
}

#[test]
fn a_no_may_come_again_with_its_reason() {
    let no = r#"{"kind":"feedback","path":"/a/","lang":"en","revision":"000000000001","helped":false,"id":"x1"}"#;
    let why = no.replace("\"id\"", "\"reason\":\"unclear\",\"text\":\"why\",\"id\"");
    for lines in [format!("{no}\n{why}\n{why}\n"), format!("{why}\n{no}\n{why}\n")] {
        let rows = all(&lines);
        let article = &rows.articles[0];
        assert_eq!((article.no, article.reasons.unclear, rows.comments.len()), (1, 1, 1), "{lines}");
        assert_eq!(rows.votes[0].no, 1);
    }
}

#[test]
fn only_the_days_asked_for_are_counted() {
    let period = Period::new(date(2026, 3, 6), date(2026, 3, 6));
    let rows = tally(DAY, Some(period), Bounds::default());
    assert_eq!((rows.hours.len(), rows.articles.len(), rows.queries.len()), (1, 1, 0));
}

#[test]
fn no_number_of_names_fills_the_memory_and_no_event_is_lost() {
    let mut lines = String::new();
    for at in 0..2000 {
        lines.push_str(&format!(
            "{{\"kind\":\"read\",\"path\":\"/{at}/\",\"lang\":\"l{at}\",\"revision\":\"{at:012}\"}}\n"
        ));
        lines.push_str(&format!(
            "{{\"kind\":\"search\",\"query\":\"word{at}\",\"lang\":\"en\",\"hits\":0,\"then\":\"leave\"}}\n"
        ));
        lines.push_str(&format!("{{\"kind\":\"missing\",\"path\":\"/no/{at}\"}}\n"));
        lines.push_str(&format!("{{\"kind\":\"form\",\"path\":\"/c/\",\"from\":\"/f{at}/\",\"outcome\":\"sent\"}}\n"));
        lines.push_str(&format!("{{\"kind\":\"survey\",\"survey\":\"csat\",\"score\":5,\"text\":\"t{at}\"}}\n"));
    }
    let few =
        Bounds { articles: 20, queries: 20, missing: 20, forms: 20, comments: 20, languages: 20, ..Bounds::default() };
    let rows = tally(&lines, None, few);
    assert_eq!(rows.articles.len() as u64 + rows.other_articles.counts, 2000);
    assert!(rows.articles.len() <= 20 && rows.languages.len() <= 21 && rows.comments.len() <= 20);
    assert_eq!(rows.languages.iter().map(|row| row.reads).sum::<u64>(), 2000);
    assert_eq!(rows.queries.iter().map(|row| row.counts.asked).sum::<u64>() + rows.other_queries.counts.asked, 2000);
    assert_eq!(rows.missing.iter().map(|row| row.count).sum::<u64>() + rows.other_missing.counts, 2000);
    assert_eq!(rows.forms.iter().map(|row| row.counts.sent).sum::<u64>(), 2000);
    assert_eq!(rows.comments[0].text, "t1999");
}
