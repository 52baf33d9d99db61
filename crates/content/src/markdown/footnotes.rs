//! Footnotes: numbered in the order in which the text mentions them, shown together at the end.

use std::fmt::Write as _;

use super::escape;
use super::open::OpenFootnote;
use super::writer::Writer;

impl Writer<'_> {
    /// Writes the mention of a footnote.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.raw.is_muted() {
            return;
        }
        let notes = &mut self.footnotes;
        let fresh = notes.mentions.len();
        let index = *notes.numbers.entry(label.to_owned()).or_insert(fresh);
        if index == fresh {
            notes.mentions.push(0);
        }
        let Some(mentions) = notes.mentions.get_mut(index) else { return };
        let number = index + 1;
        if self.link.is_some() {
            // A link in a link would end the outer one.
            self.html.push_str(&format!("<sup>{number}</sup>"));
            return;
        }
        *mentions += 1;
        let id = reference_id(number, *mentions);
        self.html
            .push_str(&format!("<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn:{number}\">{number}</a></sup>"));
    }

    /// Begins the text of a footnote, which is written apart.
    pub(super) fn open_footnote(&mut self, label: &str) -> OpenFootnote {
        let html = std::mem::take(&mut self.html);
        OpenFootnote { label: label.to_owned(), html, group: std::mem::take(&mut self.group) }
    }

    /// Ends the text of a footnote and returns to what was being written before.
    pub(super) fn close_footnote(&mut self, open: OpenFootnote) {
        self.sanitize_group();
        let text = std::mem::replace(&mut self.html, open.html);
        self.group = open.group;
        self.footnotes.texts.entry(open.label).or_insert(text);
    }

    /// Writes the footnotes that the text mentions.
    pub(super) fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.footnotes);
        let mut labels: Vec<_> = notes.numbers.into_iter().map(|(label, index)| (index, label)).collect();
        labels.sort_unstable();
        if labels.is_empty() {
            return;
        }
        self.html.push_str("<section class=\"footnotes\"");
        escape::attribute(&mut self.html, "aria-label", &self.labels.footnotes);
        self.html.push_str(">\n<ol>\n");
        for (index, label) in labels {
            let number = index + 1;
            let mut links = String::new();
            for mention in 1..=notes.mentions.get(index).copied().unwrap_or_default() {
                links.push_str(" <a class=\"footnote-back\"");
                escape::attribute(&mut links, "href", &format!("#{}", reference_id(number, mention)));
                let mut name = format!("{} {number}", self.labels.back_to_text);
                if mention > 1 {
                    let _ = write!(name, "-{mention}");
                }
                escape::attribute(&mut links, "aria-label", &name);
                links.push_str(">↩</a>");
            }
            let text = notes.texts.get(&label).map(|text| text.trim_end()).unwrap_or_default();
            self.html.push_str(&format!("<li id=\"fn:{number}\">"));
            match text.strip_suffix("</p>") {
                Some(start) => {
                    self.html.push_str(start);
                    self.html.push_str(&links);
                    self.html.push_str("</p>");
                }
                None => {
                    self.html.push_str(text);
                    self.html.push_str(&links);
                }
            }
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ol>\n</section>\n");
    }
}

fn reference_id(number: usize, mention: usize) -> String {
    match mention {
        1 => format!("fnref:{number}"),
        _ => format!("fnref:{number}-{mention}"),
    }
}
