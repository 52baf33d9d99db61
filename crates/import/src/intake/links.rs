//! Where in a Markdown text links and images name their files.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html;
use super::reference::{Form, Marks, Reference};

/// The dialect in which articles are read.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// Every reference of a text, in its order.
pub(super) fn references(body: &str) -> Vec<Reference> {
    let parser = Parser::new_ext(body, OPTIONS);
    let mut finder = Finder { body, found: Vec::new(), closed: Vec::new(), open: Vec::new() };
    let definitions: Vec<_> =
        parser.reference_definitions().iter().map(|(_, def)| (def.span.clone(), def.dest.to_string())).collect();
    for (span, href) in definitions {
        finder.definition(span, href);
    }
    for (event, range) in parser.into_offset_iter() {
        finder.event(&event, range);
    }
    finder.blocks();
    finder.guesses();
    let mut found = finder.found;
    found.sort_by_key(|reference| reference.range.start);
    found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    found
}

/// A link whose end is still to come.
struct Open {
    href: String,
    title: String,
    kind: LinkType,
    is_image: bool,
    /// Where its text ends, as far as seen.
    text_end: usize,
}

struct Finder<'t> {
    body: &'t str,
    found: Vec<Reference>,
    /// Code, HTML and whole links: nothing to guess in there.
    closed: Vec<Range<usize>>,
    open: Vec<Open>,
}

impl Finder<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(
                Tag::Link { link_type, dest_url, title, .. } | Tag::Image { link_type, dest_url, title, .. },
            ) => {
                let is_image = matches!(event, Event::Start(Tag::Image { .. }));
                self.open.push(Open {
                    href: dest_url.to_string(),
                    title: title.to_string(),
                    kind: *link_type,
                    is_image,
                    text_end: range.start + if is_image { 2 } else { 1 },
                });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = self.open.pop() {
                    self.link(&link, range.clone());
                }
                self.inside(&range);
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                let text = self.body.get(range.clone()).unwrap_or_default();
                self.found.extend(html::references(text, range.start));
                self.closed.push(range.clone());
                self.inside(&range);
            }
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => {
                self.closed.push(range.clone());
                self.inside(&range);
            }
            _ => self.inside(&range),
        }
    }

    /// Something stands in the text of the link that is open.
    fn inside(&mut self, range: &Range<usize>) {
        if let Some(link) = self.open.last_mut() {
            link.text_end = link.text_end.max(range.end);
        }
    }

    fn link(&mut self, link: &Open, range: Range<usize>) {
        self.closed.push(range.clone());
        let href = link.href.clone();
        if matches!(link.kind, LinkType::Autolink) {
            return self.found.push(Reference { range, href, form: Form::Autolink });
        }
        let is_inline = matches!(link.kind, LinkType::Inline);
        let rest = self.body.get(link.text_end..range.end).unwrap_or_default();
        let Some(at) = rest.find(if is_inline { "](" } else { "]" }) else { return };
        let close = link.text_end + at;
        // The parser leaves the empty brackets of `[label][]` out.
        let has_more = matches!(link.kind, LinkType::Collapsed) && close + 1 == range.end;
        let end = if has_more && self.has_brackets(range.end) { range.end + 2 } else { range.end };
        let marks = Marks {
            open: range.start..range.start + if link.is_image { 2 } else { 1 },
            close: close..end,
            title: link.title.clone(),
            is_image: link.is_image,
            is_use: !is_inline,
        };
        let place = if is_inline { self.destination(close + 2, range.end) } else { close..close };
        self.found.push(Reference { range: place, href, form: Form::Markdown(marks) });
    }

    fn has_brackets(&self, at: usize) -> bool {
        self.body.get(at..).is_some_and(|rest| rest.starts_with("[]"))
    }

    /// `[label]: destination "title"`
    fn definition(&mut self, span: Range<usize>, href: String) {
        let text = self.body.get(span.clone()).unwrap_or_default();
        let Some(at) = text.find("]:") else { return };
        let range = self.destination(span.start + at + 2, span.end);
        if !range.is_empty() {
            self.found.push(Reference { range, href, form: Form::Definition });
        }
        self.closed.push(span);
    }

    /// The destination that starts at or after `start`.
    fn destination(&self, start: usize, end: usize) -> Range<usize> {
        let text = self.body.get(start..end).unwrap_or_default();
        // In a quotation, the signs of the quotation may stand between the label and its destination.
        let start = start + text.len() - text.trim_start_matches(|c: char| c.is_whitespace()).len();
        let text = self.body.get(start..end).unwrap_or_default();
        let len = if text.starts_with('<') { angle_len(text) } else { plain_len(text) };
        start..start + len
    }

    /// `:::video Title {src=film.mp4 poster="a b.png"}`
    fn blocks(&mut self) {
        let mut start = 0;
        for line in self.body.split_inclusive('\n') {
            let at = start;
            start += line.len();
            if !line.trim_start_matches([' ', '\t', '>']).starts_with(":::") || !line.contains('{') {
                continue;
            }
            for name in ["src=", "poster="] {
                let Some(found) = line.find(name).map(|found| found + name.len()) else { continue };
                let rest = line.get(found..).unwrap_or_default();
                let (skipped, end) = match rest.strip_prefix('"') {
                    Some(inner) => (1, inner.find('"')),
                    None => (0, rest.find([' ', '}', '\n'])),
                };
                let Some(end) = end else { continue };
                let range = at + found + skipped..at + found + skipped + end;
                let is_free = !self.closed.iter().any(|closed| closed.contains(&range.start));
                let href = self.body.get(range.clone()).unwrap_or_default().to_owned();
                if is_free && !href.is_empty() {
                    self.found.push(Reference { range, href, form: Form::Other });
                }
            }
        }
    }

    /// `[a](Other Folder/b.md)`: what an author who does not know the rule would write.
    fn guesses(&mut self) {
        self.closed.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        // What lies inside of another range adds nothing; without those, starts and ends are both in order.
        let mut end = 0;
        self.closed.retain(|range| {
            let is_outer = range.end > end;
            end = end.max(range.end);
            is_outer
        });
        let mut from = 0;
        while let Some(at) = self.body.get(from..).and_then(|rest| rest.find("](")) {
            let start = from + at + 2;
            from = start;
            let next = self.closed.partition_point(|range| range.end <= start);
            if self.closed.get(next).is_some_and(|range| range.contains(&start)) {
                continue;
            }
            let line = self.body.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let Some(inner) = line.find(')').and_then(|end| line.get(..end)) else { continue };
            let path = inner.split(" \"").next().unwrap_or(inner).trim_end();
            if path.contains(' ') && !path.contains(['<', '(', '[']) {
                let range = start..start + path.len();
                self.found.push(Reference { range, href: path.to_owned(), form: Form::Guess });
            }
        }
    }
}

/// Length of `<…>`.
fn angle_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '>' if !escaped => return at + 1,
            '\n' => return 0,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    0
}

/// Length of a destination without angle brackets: up to a blank or the bracket that closes the link.
fn plain_len(text: &str) -> usize {
    let (mut escaped, mut depth) = (false, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            _ if c.is_ascii_whitespace() => return at,
            '(' if !escaped => depth += 1,
            ')' if !escaped && depth == 0 => return at,
            ')' if !escaped => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Vec<(String, String, bool)> {
        let all = references(body).into_iter().filter(|r| !r.is_use() && r.form != Form::Autolink);
        all.map(|r| (body[r.range].to_owned(), r.href, r.form == Form::Guess)).collect()
    }

    fn hrefs(body: &str) -> Vec<String> {
        found(body).into_iter().map(|(written, ..)| written).collect()
    }

    #[test]
    fn links_and_images() {
        assert_eq!(hrefs("[a](b.md) ![c](d.png \"t\") [e](<f g.md> 'x')"), ["b.md", "d.png", "<f g.md>"]);
        assert_eq!(hrefs("[![alt](i.png)](x.md) and [`a](b)`](c.md)"), ["i.png", "x.md", "c.md"]);
        assert_eq!(hrefs("[a\\]](b_(1).md) [](e.md) ![](f.png) [x]( \n g.md )"), ["b_(1).md", "e.md", "f.png", "g.md"]);
        assert_eq!(found("[a](b%20c\\_d.md#e)"), [("b%20c\\_d.md#e".into(), "b%20c_d.md#e".into(), false)]);
    }

    #[test]
    fn definitions_quotes_tables_and_lists() {
        assert_eq!(hrefs("[a][b] [c]\n\n[b]: ../x.md 'T'\n[c]:\n  <y z.md>\n"), ["../x.md", "<y z.md>"]);
        assert_eq!(hrefs("> [a](b.md)\n\n| x |\n|---|\n| ![i](j.png) |\n\n- [k](l.md)\n"), ["b.md", "j.png", "l.md"]);
    }

    #[test]
    fn code_and_addresses_are_left_alone() {
        assert_eq!(
            hrefs("`[a](b.md)`\n\n    [c](d.md)\n\n```\n[e](f g.md)\n```\n<https://x.example>"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn raw_html() {
        let body = "<p>\n<img src='a b.png'>\n</p>\n\nText <a href=\"x.md\">y</a>";
        assert_eq!(hrefs(body), ["a b.png", "x.md"]);
    }

    #[test]
    fn attributes_of_blocks() {
        let body = ":::video A {src=a.mp4 poster=\"b c.png\"}\n:::\n\n```\n:::video {src=d.mp4}\n```\n";
        assert_eq!(hrefs(body), ["a.mp4", "b c.png"]);
    }

    #[test]
    fn paths_with_blanks_are_guessed() {
        let body = "See [a](../Other Folder/b.md#c) and ![i](my pic.png \"T\").";
        let expected = [("../Other Folder/b.md#c".to_owned(), true), ("my pic.png".to_owned(), true)];
        let guessed: Vec<_> = found(body).into_iter().map(|(written, _, guess)| (written, guess)).collect();
        assert_eq!(guessed, expected);
    }
}
