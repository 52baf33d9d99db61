//! What a text of WordPress takes from other entries: parts that are used again, and pages by their numbers.

use std::collections::BTreeMap;

use helpdex_content::markdown::decode_entities;

use super::export::Export;
use crate::tools::desk::parts;

/// Parts in parts are nested no deeper than this.
const MAX_DEPTH: usize = 8;

/// A title or a name, which WordPress keeps as HTML.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html.trim();
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let is_tag = tag.get(1..).is_some_and(|tag| tag.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()));
        let end = tag.find('>').filter(|_| is_tag).map_or(1, |end| end + 1);
        if end == 1 {
            text.push('<');
        }
        rest = tag.get(end..).unwrap_or_default();
    }
    text.push_str(rest);
    decode_entities(&text).into_owned()
}

/// What texts may take from other entries.
#[derive(Default)]
pub(super) struct Texts<'e> {
    /// Blocks that are used again, by their ids.
    patterns: BTreeMap<&'e str, &'e str>,
    /// The addresses of entries, by their ids.
    links: BTreeMap<&'e str, &'e str>,
    /// The ids of what was uploaded for an entry, by its id.
    uploads: BTreeMap<&'e str, Vec<&'e str>>,
}

impl<'e> Texts<'e> {
    pub(super) fn of(export: &'e Export) -> Self {
        let mut texts = Self::default();
        for item in &export.items {
            let (id, link) = (item.get("wp:post_id"), item.get("link"));
            if item.get("wp:post_type") == "attachment" {
                texts.uploads.entry(item.get("wp:post_parent")).or_default().push(id);
            }
            if item.get("wp:post_type") == "wp_block" {
                texts.patterns.insert(id, item.get("content:encoded"));
            } else if item.is_article() && !link.contains('?') {
                texts.links.insert(id, link);
            }
        }
        texts
    }

    /// The text of an entry with what it takes from others in it.
    pub(super) fn whole(&self, id: &str, text: &str) -> String {
        let text = self.numbered(&self.with_patterns(text, 0));
        // A gallery that names no pictures shows all that were uploaded for the entry.
        match self.uploads.get(id) {
            Some(uploads) if text.contains("[gallery]") => {
                text.replace("[gallery]", &format!("[gallery ids=\"{}\"]", uploads.join(",")))
            }
            _ => text,
        }
    }

    /// `<!-- wp:block {"ref":300} /-->` is the content of entry 300.
    fn with_patterns(&self, text: &str, depth: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("<!-- wp:block {") {
            let comment = rest.get(at..).unwrap_or_default();
            let Some(end) = comment.find("/-->") else { break };
            let id =
                comment.get(..end).and_then(|comment| comment.split_once("\"ref\":")).map(|(_, id)| id.trim_start());
            let id = id.map(|id| id.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
            out.push_str(rest.get(..at).unwrap_or_default());
            if let Some(pattern) = id.and_then(|id| self.patterns.get(id)).filter(|_| depth < MAX_DEPTH) {
                out.push_str(&self.with_patterns(pattern, depth + 1));
            }
            rest = comment.get(end + "/-->".len()..).unwrap_or_default();
        }
        out + rest
    }

    /// Links to `/?p=102`, which leads to the entry of that number, as links to its address.
    fn numbered(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("?p").map(|at| at + 1) {
            let (before, after) = rest.split_at(at);
            let number = after.strip_prefix("p=").or_else(|| after.strip_prefix("page_id=")).unwrap_or_default();
            let digits = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (id, behind) = number.split_at(digits);
            let start = before.rfind(['"', '\'']).map(|quote| quote + 1);
            let href = start.and_then(|start| before.get(start..)).and_then(|href| href.strip_suffix('?'));
            let link = self.links.get(id).filter(|_| behind.starts_with(['"', '\'', '#']));
            let link = link.filter(|link| {
                let host = href.map(|href| parts(href).0);
                href.is_some_and(|href| matches!(parts(href).1, "/" | ""))
                    && host.is_some_and(|host| host.is_none() || host == parts(link).0)
            });
            match (link, start) {
                (Some(link), Some(start)) => {
                    out.push_str(before.get(..start).unwrap_or_default());
                    out.push_str(link);
                    rest = behind;
                }
                _ => {
                    out.push_str(before);
                    rest = after;
                }
            }
        }
        out + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_numbers() {
        let texts = Texts {
            patterns: BTreeMap::from([("3", "<p>three</p><!-- wp:block {\"ref\":4} /-->"), ("4", "<p>four</p>")]),
            links: BTreeMap::from([("102", "https://a.example/x/")]),
            uploads: BTreeMap::from([("7", vec!["8", "9"])]),
        };
        assert_eq!(
            texts.whole("1", "a<!-- wp:block {\"ref\":3} /-->b<!-- wp:block {\"ref\":9} /-->c"),
            "a<p>three</p><p>four</p>bc"
        );
        assert_eq!(
            texts.whole(
                "1",
                "<a href=\"/?p=102\">1</a><a href='https://a.example/?page_id=102#y'>2</a><a href=\"https://b.example/?p=102\">3</a>\
                 <a href=\"/?p=103\">4</a> why?pay <a href=\"/?p=1020\">5</a>"
            ),
            "<a href=\"https://a.example/x/\">1</a><a href='https://a.example/x/#y'>2</a><a href=\"https://b.example/?p=102\">3</a>\
             <a href=\"/?p=103\">4</a> why?pay <a href=\"/?p=1020\">5</a>"
        );
        assert_eq!(
            (texts.whole("7", "[gallery]"), texts.whole("1", "[gallery]")),
            ("[gallery ids=\"8,9\"]".into(), "[gallery]".into())
        );
        assert_eq!(plain(" A &amp; B&#8217;s <em>x</em> < 3"), "A & B’s x < 3");
    }
}
