//! The words of a written page, a line for each block: what a reader would notice when it changes.

use helpdex_content::markdown::decode_entities;

/// Title and text of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageText {
    /// What `<h1>` says, else `<title>`.
    pub(super) title: String,
    /// A line per paragraph, heading, row.
    pub(super) lines: Vec<String>,
    /// Where a page that only redirects leads.
    pub(super) redirect: Option<String>,
}

/// Elements within a line.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];
/// Elements that are about other pages, or say nothing: menus, drawings, the date at the foot.
const LEFT_OUT: [&str; 6] = ["nav", "footer", "svg", "script", "style", "template"];

/// Reads a page that Helpdex wrote. What stands around the article (menus, related articles) is left out.
pub(super) fn read(html: &str) -> PageText {
    let refresh = html.split_once("http-equiv=\"refresh\"").and_then(|(_, rest)| rest.split_once("url="));
    let redirect = refresh.and_then(|(_, rest)| rest.split_once('"')).map(|(url, _)| decode_entities(url).into_owned());
    let whole = between(html, "<main", "</main>").unwrap_or(html);
    let own = between(whole, "<article", "</article>").unwrap_or(whole);
    let mut reader = Reader::default();
    reader.read(own);
    if reader.title.is_empty() {
        let head = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
        reader.title = head.map_or_else(String::new, |(title, _)| decode_entities(title.trim()).into_owned());
    }
    PageText { title: reader.title, lines: reader.lines, redirect }
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let from = text.find(start)?;
    let rest = text.get(from..)?;
    rest.get(..rest.find(end)?)
}

#[derive(Default)]
struct Reader {
    title: String,
    lines: Vec<String>,
    line: String,
    in_pre: bool,
}

impl Reader {
    fn read(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (text, from) = rest.split_at(at);
            self.text(text);
            let end = tag_end(from);
            let tag = from.get(1..end).unwrap_or_default();
            rest = from.get(end + 1..).unwrap_or_default();
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect();
            if LEFT_OUT.contains(&name.as_str()) && !tag.starts_with('/') && !tag.ends_with('/') {
                rest = past_end(rest, &name);
            } else {
                self.tag(tag, &name);
            }
        }
        self.text(rest);
        self.end_line();
    }

    fn tag(&mut self, tag: &str, name: &str) {
        let closes = tag.starts_with('/');
        match name {
            "img" => {
                let alt =
                    tag.split_once("alt=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(alt, _)| alt);
                self.line.push_str(&format!(" [{}] ", decode_entities(alt)));
                return;
            }
            "h1" if closes => self.title = self.line.split_whitespace().collect::<Vec<_>>().join(" "),
            "pre" => self.in_pre = !closes,
            // Cells of a row stay in one line.
            "td" | "th" => {
                if closes {
                    self.line.push_str(" | ");
                }
                return;
            }
            _ => {}
        }
        if !INLINE.contains(&name) && !name.is_empty() {
            self.end_line();
        }
    }

    fn text(&mut self, text: &str) {
        let text = decode_entities(text);
        if !self.in_pre {
            self.line.push_str(&text);
            return;
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line();
            }
            self.line.push_str(line);
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = if self.in_pre { line } else { line.split_whitespace().collect::<Vec<_>>().join(" ") };
        let line = line.trim_end().trim_end_matches('|').trim_end();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }
}

/// The place of the `>` that ends a tag; quotes may hold others.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at,
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// What follows the end tag that belongs to an element that was just begun.
fn past_end<'t>(html: &'t str, name: &str) -> &'t str {
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let (mut rest, mut depth) = (html, 1);
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(&close) {
            depth -= 1;
            if depth == 0 {
                return rest.split_once('>').map_or("", |(_, rest)| rest);
            }
        } else if rest.starts_with(&open) {
            depth += 1;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines() {
        let page = read(
            "<nav>menu</nav><main id=x><div class=side>y</div><article><nav><nav>a</nav>trail</nav><h1>Are there\n fees?</h1>\
             <p>None, <b>at all</b> &amp; ever.</p><ul><li>one</li><li>two</li></ul>\
             <table><tr><td>a</td><td>b</td></tr></table><pre><code>x\n  y\n</code></pre>\
             <p title=\"a > b\"><img src=x alt=\"A chart\"></p><footer>Updated today</footer></article>related</main>",
        );
        assert_eq!(page.title, "Are there fees?");
        assert_eq!(
            page.lines,
            ["Are there fees?", "None, at all & ever.", "one", "two", "a | b", "x", "  y", "[A chart]"]
        );
    }

    #[test]
    fn a_page_that_only_leads_elsewhere() {
        let page = read("<meta http-equiv=\"refresh\" content=\"0; url=/new/?a=1&amp;b\"><main><p>Moved</p></main>");
        assert_eq!(page.redirect.as_deref(), Some("/new/?a=1&b"));
    }

    #[test]
    fn broken_markup_comes_to_an_end() {
        for html in ["<", "<main", "<main><nav>", "<main><p title=\"x", "<main></main", "<main><svg/><p>a</main>"] {
            read(html);
        }
    }
}
