//! Questions whose right answer is not first, and why.

use helpdex_search::{Hit, Query, Searcher};

use crate::sets::Questions;

/// Lists them with what each word was worth in the first hit and in the right one.
pub(crate) fn print(searcher: &Searcher, questions: &Questions) {
    for question in &questions.list {
        let query = Query { text: question.text.clone(), limit: 100, explain: true, ..Query::default() };
        let results = searcher.search(&query).expect("results");
        let rank = results.hits.iter().position(|hit| question.right.contains(&hit.source));
        if rank == Some(0) {
            continue;
        }
        let place = rank.map_or("not found".to_owned(), |rank| format!("rank {}", rank + 1));
        println!("\n{} | {place}", question.text);
        for hit in results.hits.first().into_iter().chain(rank.and_then(|rank| results.hits.get(rank))) {
            println!("  {} {}", hit.source, shares(hit));
        }
    }
}

/// `start 2.10 (title body)`: word by word.
fn shares(hit: &Hit) -> String {
    let Some(explanation) = &hit.explanation else { return String::new() };
    let words = explanation.words.iter().map(|word| {
        let fields: Vec<&str> = word.stems.iter().flat_map(|stem| &stem.fields).map(|field| field.field).collect();
        format!("{} {:.2} ({})", word.text, word.score, fields.join(" "))
    });
    words.collect::<Vec<_>>().join(", ")
}
