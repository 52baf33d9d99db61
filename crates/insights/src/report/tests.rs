//! Reports of events, whole.

use jiff::Timestamp;
use jiff::civil::date;

use super::{NAMES, Report, Request, all, html, json, json_lines, markdown};
use crate::catalog::{Article, Catalog};
use crate::event::read;
use crate::figures::Figures;
use crate::tally::{Bounds, Others, Part, Rows, Tally};
use crate::todo::{Limits, Unknown, todo};

const HOSTILE: &str = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}{% raw %}";

fn events() -> String {
    let mut lines = String::new();
    for day in 1..=28 {
        for hour in [7, 8, 20] {
            let at = format!("2026-02-{day:02}T{hour:02}:30:00Z");
            let revision = if day < 15 { "00000000000a" } else { "00000000000b" };
            for (helped, times) in [(true, if day < 15 { 5 } else { 1 }), (false, 2)] {
                let text = if helped || hour > 7 { String::new() } else { format!("\"text\":\"{HOSTILE}\",") };
                for _ in 0..times {
                    lines.push_str(&format!("{{\"kind\":\"feedback\",\"path\":\"/payouts/late/\",\"lang\":\"en\",\"revision\":\"{revision}\",\"helped\":{helped},{text}\"at\":\"{at}\"}}\n"));
                }
            }
            for line in [
                format!(
                    "{{\"kind\":\"search\",\"query\":\"{HOSTILE}\",\"lang\":\"en\",\"hits\":0,\"then\":\"leave\",\"at\":\"{at}\"}}"
                ),
                format!(
                    "{{\"kind\":\"read\",\"path\":\"/payouts/late/\",\"lang\":\"en\",\"revision\":\"{revision}\",\"at\":\"{at}\"}}"
                ),
                format!("{{\"kind\":\"missing\",\"path\":\"/<i>{day}\\\"'\",\"at\":\"{at}\"}}"),
                format!("{{\"kind\":\"missing\",\"path\":\"/payouts/lates/\",\"at\":\"{at}\"}}"),
                format!(
                    "{{\"kind\":\"form\",\"path\":\"/contact/\",\"lang\":\"en\",\"from\":\"/payouts/late/\",\"offered\":[\"/a/\"],\"outcome\":\"sent\",\"at\":\"{at}\"}}"
                ),
                format!(
                    "{{\"kind\":\"survey\",\"survey\":\"csat\",\"score\":{},\"lang\":\"en\",\"text\":\"{HOSTILE}\",\"at\":\"{at}\"}}",
                    1 + day % 5
                ),
                format!(
                    "{{\"kind\":\"survey\",\"survey\":\"nps\",\"score\":{},\"lang\":\"ru\",\"at\":\"{at}\"}}",
                    day % 11
                ),
                format!(
                    "{{\"kind\":\"survey\",\"survey\":\"voice\",\"score\":{},\"lang\":\"ru\",\"at\":\"{at}\"}}",
                    1 + day % 10
                ),
            ] {
                lines.push_str(&line);
                lines.push('\n');
            }
        }
    }
    lines
}

fn with_report(then: impl FnOnce(&Report<'_>)) {
    with_rows(|_| {}, then);
}

/// The same with other rows than the events make.
fn with_rows(change: impl FnOnce(&mut Rows), then: impl FnOnce(&Report<'_>)) {
    let mut tally = Tally::new(None, Bounds::default());
    for event in read(&events()) {
        assert!(tally.add(&event.unwrap(), Timestamp::UNIX_EPOCH));
    }
    let article = Article {
        title: "Why is <b>it</b> late?".to_owned(),
        file: "content/payouts/late.md".to_owned(),
        category: "Payouts".to_owned(),
        folder: "payouts".to_owned(),
        lang: "en".to_owned(),
        revision: "00000000000b".to_owned(),
    };
    let catalog = Catalog { articles: [("/payouts/late/".to_owned(), article)].into(), ..Catalog::default() };
    let mut rows = tally.finish();
    change(&mut rows);
    let figures = Figures::new(&rows, &catalog);
    let todo = todo(&figures, &catalog, &Unknown, &Limits::default());
    then(&Report { title: Some("A & B"), figures: &figures, todo: &todo });
}

#[test]
fn nothing_that_readers_send_becomes_html() {
    with_report(|report| {
        let whole = html::whole(report, &all(report)).unwrap();
        let requests =
            super::NAMES.iter().map(|name| Request::read(&format!("/{name}"), "days=90", date(2026, 3, 1)).unwrap());
        let pages: Vec<String> = requests.map(|request| request.reply(report).unwrap().body).collect();
        for page in pages.iter().chain([&whole]) {
            for bad in ["<script", "<img", "<b>it", "<i>", "onerror=alert(2)>"] {
                assert!(!page.contains(bad), "{bad}");
            }
            assert!(page.contains("A &amp; B"));
        }
        assert!(pages[3].contains("&lt;script&gt;") && pages[3].contains("{{ 7 * 7 }}"));
        let post = markdown(report, &all(report));
        // Commands are code, in which nothing is HTML.
        let cells =
            post.split(" | ").filter(|cell| !(cell.starts_with('`') && cell.trim_end_matches(" |\n").contains("` |")));
        assert!(cells.clone().count() > 100);
        assert!(cells.clone().all(|cell| !cell.contains("<script") && !cell.contains("<img")));
    });
}

#[test]
fn every_chart_is_a_table_too() {
    with_report(|report| {
        let mut drawn = 0;
        assert_eq!(all(report).iter().map(|view| view.title).collect::<Vec<_>>(), super::views::TITLES);
        let request = Request::read("/articles", "", date(2026, 3, 1)).unwrap();
        let page = request.reply(report).unwrap().body;
        assert!(page.contains("<svg") && page.contains("class=\"band c0\"") && page.contains("As a table"), "{page}");
        for view in all(report) {
            for section in &view.sections {
                drawn += usize::from(section.chart.is_some());
                assert!(!section.table.rows.is_empty(), "{}: {}", view.name, section.name);
                assert!(section.table.rows.iter().all(|row| row.len() == section.table.columns.len()));
                let lines = json_lines(&section.table);
                assert_eq!(lines.lines().count(), section.table.rows.len());
                assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
            }
        }
        assert!(drawn >= 10, "{drawn}");
    });
}

#[test]
fn each_table_has_an_address_of_its_own() {
    with_report(|report| {
        for view in all(report) {
            let names: Vec<_> = view.sections.iter().map(|section| section.name).collect();
            for section in &view.sections {
                assert_eq!(names.iter().filter(|name| **name == section.name).count(), 1, "{}", section.name);
                let path = format!("/{}.csv", view.name);
                let request = Request::read(&path, &format!("table={}", section.name), date(2026, 3, 1)).unwrap();
                let csv = request.reply(report).unwrap();
                assert!(
                    csv.content_type.starts_with("text/csv") && csv.body.lines().count() > section.table.rows.len()
                );
            }
        }
        let none = Request::read("/articles.csv", "table=none", date(2026, 3, 1)).unwrap();
        assert!(none.reply(report).is_none());
    });
}

#[test]
fn the_list_names_files_and_commands() {
    with_report(|report| {
        let lines: Vec<_> = report
            .todo
            .iter()
            .map(|item| (item.cause.name(), item.people, item.file.as_deref(), item.command.as_deref()))
            .collect();
        let file = Some("content/payouts/late.md");
        assert!(lines.contains(&("worse", 84, file, Some("git log -p -2 -- content/payouts/late.md"))), "{lines:#?}");
        assert!(lines.contains(&("missing", 84, file, None)), "{lines:#?}");
        let new = report.todo.iter().find(|item| item.cause.name() == "unanswered").unwrap();
        let command = new.command.as_deref().unwrap();
        assert!(
            command.starts_with("helpdex new --lang en CATEGORY '<script>") && command.ends_with('\''),
            "{command}"
        );
    });
}

#[test]
fn json_holds_every_figure() {
    with_report(|report| {
        let json = json(report);
        assert_eq!(json["figures"]["total"]["searches"], 84);
        assert_eq!(json["figures"]["surveys"]["csat"]["mean"]["n"], 84);
        assert_eq!(json["site"], "A & B");
    });
}

#[test]
fn nothing_at_all_is_shown_as_such() {
    let figures = Figures::new(&Tally::new(None, Bounds::default()).finish(), &Catalog::default());
    let report = Report { title: None, figures: &figures, todo: &[] };
    for name in super::NAMES {
        let request = Request::read(&format!("/{name}"), "", date(2026, 3, 1)).unwrap();
        assert!(request.reply(&report).unwrap().body.contains("</html>"));
    }
    assert!(html::whole(&report, &all(&report)).unwrap().contains("Nothing has happened yet"));
}

/// A view looks the same without the lists that it doesn't ask for, and misses each that it does.
#[test]
fn views_need_what_they_ask_for_and_no_more() {
    let shown = |report: &Report<'_>| {
        NAMES.map(|name| {
            let request = Request::read(&format!("/{name}"), "", date(2026, 2, 28)).unwrap();
            (name, request.parts(), request.reply(report))
        })
    };
    let mut whole = None;
    with_report(|report| whole = Some(shown(report)));
    for part in Part::ALL {
        let mut without = None;
        with_rows(|rows| empty(rows, part), |report| without = Some(shown(report)));
        for ((view, parts, whole), (_, _, without)) in whole.iter().flatten().zip(without.iter().flatten()) {
            assert_eq!(whole == without, !parts.contains(&part), "{view} {part:?}");
        }
    }
}

fn empty(rows: &mut Rows, part: Part) {
    match part {
        Part::Articles => rows.articles.clear(),
        Part::Votes => rows.votes.clear(),
        Part::Languages => rows.languages.clear(),
        Part::Queries => (rows.queries, rows.other_queries) = (Vec::new(), Others::default()),
        Part::Forms => rows.forms.clear(),
        Part::Missing => rows.missing.clear(),
        Part::Surveys => rows.surveys.clear(),
        Part::Comments => rows.comments.clear(),
    }
}

/// A count and a share of the same name would hide each other.
#[test]
fn counts_and_shares_have_names_of_their_own() {
    with_report(|report| {
        let figures = &json(report)["figures"];
        for of in [&figures["total"], &figures["languages"][0]] {
            assert!(of["without_hits"].is_u64() && of["without_hits_share"]["of"].is_u64(), "{of}");
        }
        assert!(figures["total"]["not_opened"].is_u64() && figures["total"]["not_opened_share"]["of"].is_u64());
    });
}
