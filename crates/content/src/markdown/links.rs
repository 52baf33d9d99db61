//! Links: what they may lead to, and where in the source their destination stands.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, LinkType, Tag};

use super::escape;
use super::open::OpenLink;
use super::rendered::{Link, LinkTarget};
use super::resolve::Target;
use super::scheme::{SCHEMES, scheme};
use super::writer::Writer;

/// Where the destination is written in the source of a link or image, `[text](destination "title")`. `inside` is where
/// its text ends. Links by reference have theirs elsewhere.
pub(super) fn destination(source: &str, kind: LinkType, inside: usize) -> Option<Range<usize>> {
    match kind {
        LinkType::Autolink | LinkType::Email => Some(1..source.len().checked_sub(1)?),
        LinkType::Inline => {
            let open = inside + source.get(inside..)?.find("](")? + 2;
            let rest = source.get(open..)?;
            let start = open + (rest.len() - rest.trim_start().len());
            let rest = source.get(start..)?;
            if let Some(pointed) = rest.strip_prefix('<') {
                return Some(start + 1..start + 1 + pointed.find('>')?);
            }
            let end = bare_end(rest);
            (end > 0).then_some(start..start + end)
        }
        _ => None,
    }
}

/// Where a destination without `<>` ends: at white space or the parenthesis that closes the link.
fn bare_end(rest: &str) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            c if c.is_whitespace() || c.is_control() => return at,
            _ => {}
        }
    }
    rest.len()
}

impl<'a> Writer<'a> {
    /// The place of a Markdown link's or image's destination in the file, else its own place.
    pub(super) fn destination(&self, index: usize, kind: LinkType) -> Range<usize> {
        let Some((_, range)) = self.events.get(index) else { return 0..0 };
        // The last event before the end of the link tells where its text ends. That may be a `](` inside of the text.
        let end = self.ends.get(index).copied().unwrap_or(index);
        let inside = match end.checked_sub(1).filter(|&last| last > index).and_then(|last| self.events.get(last)) {
            Some((_, last)) => last.end.saturating_sub(range.start),
            None => 1,
        };
        let found = self.body.get(range.clone()).and_then(|source| destination(source, kind, inside));
        let range = found.map_or_else(|| range.clone(), |found| range.start + found.start..range.start + found.end);
        self.in_file(range)
    }

    /// Begins a link of Markdown; false when it is rendered as its text.
    pub(super) fn open_markdown_link(&mut self, index: usize, tag: &Tag<'a>) -> bool {
        let Tag::Link { link_type, dest_url, title, .. } = tag else { return false };
        let range = self.destination(index, *link_type);
        let (mail, href);
        if *link_type == LinkType::Email && scheme(dest_url).is_none() {
            mail = format!("mailto:{dest_url}");
            href = mail.as_str();
        } else {
            href = dest_url;
        }
        let mut more = String::new();
        if !title.is_empty() {
            escape::attribute(&mut more, "title", title);
        }
        self.open_link(href, &more, range)
    }

    /// Begins a link, from Markdown or raw HTML; false when it is rendered as its text.
    pub(super) fn open_link(&mut self, href: &str, attributes: &str, range: Range<usize>) -> bool {
        // A link in a link would end the outer one.
        if self.link.is_some() || self.raw.is_muted() || !self.is_allowed("a link", href, &range) {
            return false;
        }
        let (url, target) = match self.resolve.link(&self.seen_from_article(href, &range)) {
            Target::Internal { url, article: Some(article) } => (url, LinkTarget::Article(article)),
            Target::Internal { url, article: None } | Target::Image { url, .. } => {
                let target = match url.strip_prefix('#') {
                    Some(id) => LinkTarget::Fragment(percent_decode_str(id).decode_utf8_lossy().into_owned()),
                    None => LinkTarget::File(url.clone()),
                };
                (url, target)
            }
            Target::External(url) => (url.clone(), LinkTarget::External(url)),
            Target::Broken { code, message, label, help } => {
                self.broken(code, message, label, help, range);
                return false;
            }
        };
        self.html.push_str("<a");
        escape::attribute(&mut self.html, "href", &url);
        if matches!(target, LinkTarget::External(_)) && !matches!(scheme(&url).as_deref(), Some("mailto" | "tel")) {
            self.html.push_str(" rel=\"noopener\"");
        }
        self.html.push_str(attributes);
        self.html.push('>');
        self.link = Some(OpenLink { target, range, text: self.text.mark() });
        true
    }

    /// Ends the link that [`open_link`](Self::open_link) began.
    pub(super) fn close_link(&mut self) {
        self.html.push_str("</a>");
        if let Some(OpenLink { target, range, text }) = self.link.take() {
            self.links.push(Link { target, range, text: self.text.since(text).to_owned() });
        }
    }

    /// Whether `what`, a link or an image, may use its scheme; says so if not.
    pub(super) fn is_allowed(&mut self, what: &str, url: &str, range: &Range<usize>) -> bool {
        let Some(scheme) = scheme(url) else { return true };
        let allowed = SCHEMES.contains(&scheme.as_str());
        if !allowed {
            self.faults.add(|source| {
                let found = source.error("forbidden-scheme", range.clone(), format!("{what} can't use `{scheme}:`"));
                found.label("shown as plain text").help(match scheme.as_str() {
                    "data" => "save it as a file beside the article",
                    _ => "use `https:`, `http:`, `mailto:`, `tel:` or the path of a file",
                })
            });
        }
        allowed
    }

    pub(super) fn broken(
        &mut self,
        code: &'static str,
        message: String,
        label: String,
        help: Option<String>,
        range: Range<usize>,
    ) {
        self.faults.add(|source| {
            let found = source.error(code, range, message).label(label);
            match help {
                Some(help) => found.help(help),
                None => found,
            }
        });
    }

    /// Plain text of the events between two indices, as alternative texts need it.
    pub(super) fn plain(&self, between: Range<usize>) -> String {
        let mut out = String::new();
        for (event, _) in self.events.get(between).unwrap_or_default() {
            match event {
                Event::Text(text) | Event::Code(text) => out.push_str(text),
                Event::SoftBreak | Event::HardBreak => out.push(' '),
                _ => {}
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found_in_the_source() {
        let find = |source: &'static str, inside| destination(source, LinkType::Inline, inside).map(|r| &source[r]);
        assert_eq!(find("[a](b.md)", 2), Some("b.md"));
        assert_eq!(find("[a]( <b c.md> \"t\")", 2), Some("b c.md"));
        assert_eq!(find("[a](b(c)d \"t\")", 2), Some("b(c)d"));
        assert_eq!(find("[](x)", 1), Some("x"));
        assert_eq!(find("[a]()", 2), None);
        assert_eq!(destination("<https://x.example>", LinkType::Autolink, 1), Some(1..18));
    }
}
