//! How articles were judged.

use super::super::view::{Cell, Section, Table, View};
use super::curves;
use super::overview::share;
use crate::figures::{Article, Category, Figures, Point, Share, Votes};
use crate::tally::CommentRow;

/// So many categories have a line in the chart: more can't be told apart.
const LINES: usize = 5;

pub(super) fn view(figures: &Figures) -> View {
    let satisfaction = &figures.satisfaction;
    let mut sections: Vec<Section> = Vec::new();
    let all = [("All articles".to_owned(), helped(&satisfaction.curve))];
    sections.extend(drawn("helped", "Over time: said that it helped", curves::shares(&all)));
    let lines: Vec<_> = satisfaction
        .categories
        .iter()
        .filter(|category| category.helped.is_some())
        .take(LINES)
        .map(|category| (category.title.clone(), helped(&category.curve)))
        .collect();
    if lines.len() > 1 {
        sections.extend(drawn("category-curves", "By category, over time", curves::shares(&lines)));
    }
    sections.push(Section {
        name: "categories",
        title: "By category".to_owned(),
        note: None,
        chart: None,
        table: categories(&satisfaction.categories),
    });
    sections.push(Section {
        name: "edits",
        title: "Before and after an edit".to_owned(),
        note: Some("A change is certain when its interval does not include 0.".to_owned()),
        chart: None,
        table: edits(&satisfaction.articles),
    });
    sections.push(Section {
        name: "articles",
        title: "By article".to_owned(),
        note: Some("Only votes for the present text count. Those that surely helped few stand first.".to_owned()),
        chart: None,
        table: articles(&satisfaction.articles),
    });
    sections.push(Section {
        name: "comments",
        title: "In readers’ words".to_owned(),
        note: None,
        chart: None,
        table: comments(&figures.comments),
    });
    sections.retain(|section| !section.table.rows.is_empty());
    let facts = share("Said that it helped", figures.total.helped).into_iter().collect();
    View { name: "articles", title: "Articles", facts, sections }
}

fn drawn(name: &'static str, title: &str, drawn: Option<(super::super::view::Chart, Table)>) -> Option<Section> {
    let (chart, table) = drawn?;
    Some(Section { name, title: title.to_owned(), note: None, chart: Some(chart), table })
}

fn helped(curve: &[Point<Votes>]) -> Vec<Point<Option<Share>>> {
    curve.iter().map(|point| Point { from: point.from, value: point.value.helped() }).collect()
}

fn categories(categories: &[Category]) -> Table {
    let mut table = Table::new(&[("Category", "category"), ("Helped", "helped")]);
    table.rows.extend(categories.iter().map(|one| vec![one.title.as_str().into(), one.helped.into()]));
    table
}

/// What to call an article: its title, or its path.
pub(super) fn title(title: Option<&String>, path: &str) -> Cell {
    Cell::from(title.map_or(path, String::as_str))
}

fn edits(articles: &[Article]) -> Table {
    let mut table = Table::new(&[
        ("Article", "article"),
        ("Language", "lang"),
        ("Since", "since"),
        ("Before", "before"),
        ("After", "after"),
        ("Change", "change"),
        ("File", "file"),
    ]);
    let mut changed: Vec<_> = articles.iter().filter_map(|article| Some((article, article.change.as_ref()?))).collect();
    changed.sort_by(|a, b| a.1.difference.high.total_cmp(&b.1.difference.high));
    for (article, change) in changed {
        let points = |value: f64| format!("{:+.0}", value * 100.0);
        let difference = &change.difference;
        let text =
            format!("{} points ({} to {})", points(difference.value), points(difference.low), points(difference.high));
        table.rows.push(vec![
            title(article.title.as_ref(), &article.path),
            article.lang.as_str().into(),
            change.since.into(),
            Cell::Share(change.before),
            Cell::Share(change.after),
            Cell::Text(text),
            article.file.as_deref().map_or(Cell::Empty, |file| Cell::Code(file.to_owned())),
        ]);
    }
    table
}

fn articles(articles: &[Article]) -> Table {
    let mut table = Table::new(&[
        ("Article", "article"),
        ("Language", "lang"),
        ("Read", "reads"),
        ("Helped", "helped"),
        ("Other question", "other_question"),
        ("Unclear", "unclear"),
        ("Wrong or old", "outdated"),
        ("Didn’t work", "failed"),
        ("Page", "path"),
    ]);
    for article in articles {
        let reasons = &article.reasons;
        table.rows.push(vec![
            title(article.title.as_ref(), &article.path),
            article.lang.as_str().into(),
            article.reads.into(),
            article.helped.into(),
            reasons.other_question.into(),
            reasons.unclear.into(),
            reasons.outdated.into(),
            reasons.failed.into(),
            Cell::Code(article.path.clone()),
        ]);
    }
    table
}

/// What people wrote about articles.
fn comments(comments: &[CommentRow]) -> Table {
    let mut table = Table::new(&[("Day", "day"), ("Page", "path"), ("Language", "lang"), ("Words", "text")]);
    for comment in comments {
        let Some(path) = &comment.path else { continue };
        table.rows.push(vec![
            crate::tally::day(comment.at).into(),
            Cell::Code(path.clone()),
            comment.lang.as_str().into(),
            comment.text.as_str().into(),
        ]);
    }
    table
}
