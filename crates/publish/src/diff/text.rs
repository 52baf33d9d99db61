//! The words of a written page, a line for each block: what a reader would notice when it changes.

use helpdex_content::html::{Tag, Token, TokenKind, Tokens};
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
    let tokens: Vec<Token<'_>> = Tokens::new(html).collect();
    let whole = within(&tokens, "main").unwrap_or(&tokens);
    let own = within(whole, "article").unwrap_or(whole);
    let mut reader = Reader::default();
    reader.read(own);
    if reader.title.is_empty() {
        reader.title = head_title(&tokens);
    }
    PageText { title: reader.title, lines: reader.lines, redirect: redirect(&tokens) }
}

/// What stands between the first tag of an element and the first end of one.
fn within<'p, 't>(tokens: &'p [Token<'t>], name: &str) -> Option<&'p [Token<'t>]> {
    let start = tokens.iter().position(|token| matches!(&token.kind, TokenKind::Start(tag) if tag.is(name)))?;
    let rest = tokens.get(start + 1..)?;
    let end = rest.iter().position(|token| matches!(&token.kind, TokenKind::End(tag) if tag.is(name)))?;
    rest.get(..end)
}

fn head_title(tokens: &[Token<'_>]) -> String {
    let texts = within(tokens, "title").unwrap_or_default().iter().filter_map(|token| match token.kind {
        TokenKind::Text(text) => Some(text),
        _ => None,
    });
    decode_entities(texts.collect::<String>().trim()).into_owned()
}

/// Where a page leads that says so in its head.
fn redirect(tokens: &[Token<'_>]) -> Option<String> {
    let value = |tag: &Tag<'_>, name: &str| tag.attribute(name).map(|found| decode_entities(found.value).into_owned());
    tokens.iter().find_map(|token| match &token.kind {
        TokenKind::Start(tag) if tag.is("meta") && value(tag, "http-equiv").as_deref() == Some("refresh") => {
            value(tag, "content")?.split_once("url=").map(|(_, url)| url.to_owned())
        }
        _ => None,
    })
}

#[derive(Default)]
struct Reader {
    title: String,
    lines: Vec<String>,
    line: String,
    in_pre: bool,
}

impl Reader {
    fn read(&mut self, tokens: &[Token<'_>]) {
        let mut tokens = tokens.iter();
        while let Some(token) = tokens.next() {
            match &token.kind {
                TokenKind::Text(text) => self.text(text),
                TokenKind::Start(tag) => {
                    let name = tag.lower_name();
                    if LEFT_OUT.contains(&&*name) && !tag.self_closing {
                        skip(&mut tokens, &name);
                    } else if name == "img" {
                        let alt = tag.attribute("alt").map_or("", |alt| alt.value);
                        self.line.push_str(&format!(" [{}] ", decode_entities(alt)));
                    } else {
                        self.tag(&name, false);
                    }
                }
                TokenKind::End(tag) => self.tag(&tag.lower_name(), true),
                TokenKind::Comment { .. } | TokenKind::Doctype { .. } | TokenKind::Unended => {}
            }
        }
        self.end_line();
    }

    fn tag(&mut self, name: &str, ends: bool) {
        match name {
            "h1" if ends => self.title = self.line.split_whitespace().collect::<Vec<_>>().join(" "),
            "pre" => self.in_pre = !ends,
            // Cells of a row stay in one line.
            "td" | "th" => {
                if ends {
                    self.line.push_str(" | ");
                }
                return;
            }
            _ => {}
        }
        if !INLINE.contains(&name) {
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

/// Goes past the end of an element that was just begun.
fn skip<'p, 't: 'p>(tokens: &mut impl Iterator<Item = &'p Token<'t>>, name: &str) {
    let mut depth = 1;
    for token in tokens {
        match &token.kind {
            TokenKind::Start(tag) if tag.is(name) && !tag.self_closing => depth += 1,
            TokenKind::End(tag) if tag.is(name) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
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
