//! Where the links of a desk's articles lead.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::model::{Attachment, Desk, Version, parts, path_of};
use crate::dialect::code::outside;

/// Where attachments are said to lie at the source.
const FILES: &str = "attachments";

/// What would end an address in Markdown, or mean something in it.
const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#').add(b'(').add(b')').add(b'<').add(b'>').add(b'"');

/// A file that an article shows: its path at the source, and the attachment.
pub(super) type Used = (String, Attachment);

/// Markdown whose links to the desk's own files lead to those that are at hand, and these files.
pub(super) fn in_markdown(desk: &Desk, markdown: &str) -> (String, Vec<Used>) {
    if desk.attachments.is_empty() {
        return (markdown.to_owned(), Vec::new());
    }
    let mut used = Vec::new();
    let text = outside(markdown, |piece| {
        let mut out = String::with_capacity(piece.len());
        let mut rest = piece;
        while let Some(at) = rest.find("](") {
            let (before, after) = rest.split_at(at + 2);
            let (href, after) = after.split_at(destination(after));
            out.push_str(before);
            out.push_str(&to_file(desk, href, &mut used).unwrap_or_else(|| href.to_owned()));
            rest = after;
        }
        out + rest
    });
    (text, used)
}

/// Where a link or an image of HTML leads, which files it shows being noted.
pub(super) fn in_html(desk: &Desk, version: &Version, href: &str, used: &mut Vec<Used>) -> String {
    to_file(desk, href, used).unwrap_or_else(|| resolve(desk, version, href))
}

/// The address of a file of the desk's own that is at hand, and notes it.
fn to_file(desk: &Desk, href: &str, used: &mut Vec<Used>) -> Option<String> {
    let (key, attachment) = file(desk, href)?;
    let origin = format!("{FILES}/{key}/{}", attachment.name);
    let address = format!("/{}", utf8_percent_encode(&origin, PATH));
    used.push((origin, attachment.clone()));
    Some(address)
}

/// The length of the address that a link of Markdown goes on with.
fn destination(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            c if c.is_whitespace() => return at,
            _ => {}
        }
    }
    text.len()
}

/// The file that an address names, when it is at hand.
fn file<'d>(desk: &'d Desk, href: &str) -> Option<(String, &'d Attachment)> {
    let key = desk.attachment_of.and_then(|find| find(href))?;
    // A file that somebody saved has its name as it is read, not as addresses write it.
    let plain = percent_decode_str(&key).decode_utf8_lossy().into_owned();
    [key, plain].into_iter().find_map(|key| {
        let attachment = desk.attachments.get(&key).filter(|attachment| attachment.content.is_some())?;
        Some((key, attachment))
    })
}

/// Where a link or an image leads: to the article's own address, else to where it led.
fn resolve(desk: &Desk, version: &Version, href: &str) -> String {
    let (host, rest) = parts(href);
    let is_own = host.is_none_or(|host| desk.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)));
    if !is_own {
        return href.to_owned();
    }
    let fragment = rest.find('#').and_then(|at| rest.get(at..)).unwrap_or_default();
    // A link to this very page.
    if !fragment.is_empty() && path_of(href).is_some_and(|path| Some(path) == version.address) {
        return fragment.to_owned();
    }
    if let Some(path) = path_of(href).and_then(|path| desk.canonical.and_then(|canonical| canonical(&path))) {
        return absolute(desk, host, &format!("{path}{fragment}"));
    }
    if rest.starts_with('/') { absolute(desk, host, rest) } else { href.to_owned() }
}

/// An address at the desk, with its host: it leads there until the import finds a page of its own for it.
fn absolute(desk: &Desk, host: Option<&str>, path: &str) -> String {
    match host.or(desk.hosts.first().map(String::as_str)) {
        Some(host) => format!("https://{host}{path}"),
        None => path.to_owned(),
    }
}
