//! A small help center to search in.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use helpdex_search::{Archive, Document, DocumentSection, Query, Results, Searcher, Words, build};

pub fn document(name: &str, title: &str, text: &str) -> Document {
    Document {
        source: format!("content/{name}.md"),
        url: format!("/{name}/"),
        title: title.to_owned(),
        category: "General".to_owned(),
        category_url: "/general/".to_owned(),
        sections: vec![DocumentSection { text: text.to_owned(), ..DocumentSection::default() }],
        ..Document::default()
    }
}

pub fn english() -> Vec<Document> {
    let mut documents = vec![
        document(
            "payout",
            "When do I get paid?",
            "Payouts are sent every Friday. A payout needs 5 dollars on your balance.",
        ),
        document(
            "withdraw",
            "How do I withdraw money?",
            "Open the wallet and press Withdraw. We send it by bank transfer.",
        ),
        document(
            "bluetooth",
            "Pair a Bluetooth headset",
            "Turn Bluetooth on. Hold the button of the headset for three seconds.",
        ),
        document(
            "drivers",
            "Install drivers on Windows",
            "Download the installer. Installing takes a minute. Restart Windows.",
        ),
        document(
            "signin",
            "I can't sign in",
            "Reset your password on the sign-in page. Check that cookies are allowed.",
        ),
        document("wifi", "Which Wi-Fi networks work?", "Any wifi at 2.4 GHz. An ESP32 board is fine as well."),
    ];
    documents[0].asks = vec!["where is my money".to_owned()];
    documents[0].keywords = vec!["salary".to_owned()];
    documents[1].category = "Money".to_owned();
    documents[1].category_url = "/money/".to_owned();
    documents[1].sections.push(DocumentSection {
        title: Some("Bank transfer".to_owned()),
        anchor: Some("bank-transfer".to_owned()),
        text: "A transfer to your bank takes two days.".to_owned(),
    });
    documents
}

/// An archive kept in memory whose files a test may change.
#[derive(Clone)]
pub struct Files(pub Arc<Mutex<BTreeMap<String, Vec<u8>>>>, pub String);

impl Files {
    pub fn new(archive: Archive) -> Self {
        let files = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
        Self(Arc::new(Mutex::new(files)), archive.manifest)
    }

    pub fn open(&self) -> Result<Searcher, helpdex_search::OpenError> {
        let files = Arc::clone(&self.0);
        let load = move |name: &str| files.lock().unwrap().get(name).cloned().ok_or(io::ErrorKind::NotFound.into());
        Searcher::open(load, &self.1)
    }
}

pub fn searcher(lang: &str, documents: &[Document], words: &Words) -> Searcher {
    Files::new(build(lang, &[lang], documents, words).unwrap()).open().unwrap()
}

pub fn ask(searcher: &Searcher, text: &str) -> Results {
    searcher.search(&Query { text: text.to_owned(), limit: 10, ..Query::default() }).unwrap()
}

pub fn first(searcher: &Searcher, text: &str) -> String {
    ask(searcher, text).hits.first().map(|hit| hit.url.clone()).unwrap_or_default()
}
