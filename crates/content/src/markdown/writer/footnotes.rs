//! Footnotes: numbered in the order in which the text mentions them, shown together at the end.

use std::fmt::Write as _;

use super::page::Writer;
use crate::markdown::document::Node;
use crate::markdown::escape;

impl Writer<'_> {
    /// Writes the mention of a footnote.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let notes = &mut self.footnotes;
        let fresh = notes.mentions.len();
        let index = *notes.numbers.entry(label.to_owned()).or_insert(fresh);
        if index == fresh {
            notes.mentions.push(0);
        }
        let Some(mentions) = notes.mentions.get_mut(index) else { return };
        let number = index + 1;
        if self.in_link {
            // A link in a link would end the outer one.
            self.html.push_str(&format!("<sup>{number}</sup>"));
            return;
        }
        *mentions += 1;
        let id = reference_id(number, *mentions);
        self.html
            .push_str(&format!("<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn:{number}\">{number}</a></sup>"));
    }

    /// Writes the text of a footnote, apart.
    pub(super) fn footnote(&mut self, index: usize, node: &Node<'_>, label: &str) {
        let html = std::mem::take(&mut self.html);
        let group = std::mem::take(&mut self.group);
        self.nodes(node.inner(index));
        self.sanitize_group();
        let text = std::mem::replace(&mut self.html, html);
        self.group = group;
        self.footnotes.texts.entry(label.to_owned()).or_insert(text);
    }

    /// Writes the footnotes that the text mentions.
    pub(super) fn write_footnotes(&mut self) {
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
