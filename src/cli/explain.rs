//! Why an article ranks where it does, for people.

use std::fmt::Write;

use helpdex_search::explain::{Explanation, FieldExplanation, StemExplanation};

use super::table::Table;

/// A few lines under a hit: what each word of the query gave and where it stands, then what the whole adds.
pub(super) fn text(explanation: &Explanation) -> String {
    let mut table = Table::new();
    for word in &explanation.words {
        let stems = word.stems.iter().map(stem).collect::<Vec<_>>().join("; ");
        let stems = if stems.is_empty() { "not in this article".to_owned() } else { stems };
        table.row(&[&format!("   `{}`", word.text), &format!("{:.2} of {:.2}", word.score, word.weight), &stems]);
    }
    for word in &explanation.unknown {
        table.row(&[&format!("   `{word}`"), "", "in no article"]);
    }
    let mut text = table.text();
    let percent = |share: f32| (share * 100.0).round();
    let _ = write!(text, "   covers {} % of the query", percent(explanation.coverage));
    let _ = write!(text, ", closeness +{} %", percent(explanation.closeness));
    let _ = write!(text, ", exact words +{} %", percent(explanation.exactness));
    if explanation.wholeness > 0.0 {
        let _ = write!(text, ", the very question or heading +{} %", percent(explanation.wholeness));
    }
    if explanation.featured {
        text.push_str(", featured");
    }
    if explanation.pinned {
        text.push_str(", pinned to this query");
    }
    text.push_str("\n\n");
    text
}

fn stem(found: &StemExplanation) -> String {
    let how = match found.how {
        "stem" => String::new(),
        how => format!(" ({how})"),
    };
    let fields = found.fields.iter().map(field).collect::<Vec<_>>().join(", ");
    format!("{}{how} {fields}; in {}", found.stem, super::plural::count(found.articles as usize, "article"))
}

fn field(found: &FieldExplanation) -> String {
    format!("{} {}×{}", found.field, found.count, found.weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_search::explain::WordExplanation;

    #[test]
    fn every_word_has_a_line() {
        let fields = vec![FieldExplanation { field: "title", count: 2, weight: 5.0 }];
        let stem = StemExplanation { stem: "payout".to_owned(), how: "synonym", articles: 12, fields };
        let word = |text: &str, stems| WordExplanation {
            text: text.to_owned(),
            score: 3.25,
            weight: 4.0,
            stems,
            ..WordExplanation::default()
        };
        let explanation = Explanation {
            words: vec![word("вывод денег", vec![stem]), word("now", Vec::new())],
            unknown: vec!["hoverboard".to_owned()],
            coverage: 0.832,
            closeness: 0.1,
            pinned: true,
            ..Explanation::default()
        };
        insta::assert_snapshot!(text(&explanation), @r"
        `вывод денег`  3.25 of 4.00  payout (synonym) title 2×5; in 12 articles
        `now`          3.25 of 4.00  not in this article
        `hoverboard`                 in no article
        covers 83 % of the query, closeness +10 %, exact words +0 %, pinned to this query
        ");
    }
}
