//! Frames of other hosts in raw HTML: films become blocks, the rest a link.

use super::args::Args;
use super::block;
use super::code::Protected;
use super::components::{tag_length, target};
use super::elements::{self, Element, Form, Made, Tag, Vocabulary};
use crate::source::{Notes, what};

/// Hosts whose films Helpdex shows.
const FILMS: [&str; 6] =
    ["youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "player.vimeo.com", "loom.com"];

/// Translates `<iframe>`s.
pub(crate) fn frames(text: &str, lines: &[usize], path: &str, notes: &mut Notes) -> String {
    if !text.contains("<iframe") {
        return text.to_owned();
    }
    elements::translate(text, lines, &mut Frames { path, notes })
}

/// A film by its address, if it is at one of the hosts that Helpdex knows.
pub(crate) fn film(address: &str, title: &str) -> Option<String> {
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let host = address.split_once("://")?.1.split('/').next()?.trim_start_matches("www.");
    if !FILMS.contains(&host) {
        return None;
    }
    let id = |start: &str| {
        let rest = address.split_once(start)?.1;
        Some(rest.split(['?', '&', '/', '#']).next()?.to_owned()).filter(|id| !id.is_empty())
    };
    let src = if host.starts_with("youtube") && address.contains("/embed/") {
        format!("https://www.youtube.com/watch?v={}", id("/embed/")?)
    } else if host == "player.vimeo.com" {
        format!("https://vimeo.com/{}", id("/video/")?)
    } else if host == "loom.com" && address.contains("/embed/") {
        format!("https://www.loom.com/share/{}", id("/embed/")?)
    } else {
        address
    };
    let title = if title.trim().is_empty() { "Video" } else { title };
    Some(block::write("video", title, &block::attribute("src", &src), ""))
}

struct Frames<'n> {
    path: &'n str,
    notes: &'n mut Notes,
}

impl Vocabulary for Frames<'_> {
    fn next(&self, text: &str, from: usize, protected: &Protected) -> Option<Tag> {
        let mut at = from;
        loop {
            let rest = text.get(at..)?;
            let (open, close) = (rest.find("<iframe"), rest.find("</iframe"));
            let next = at + open.unwrap_or(usize::MAX).min(close.unwrap_or(usize::MAX)).min(rest.len());
            if next >= text.len() {
                return None;
            }
            at = next + 1;
            let form = if text.get(next..)?.starts_with("</") { Form::Close } else { Form::Open };
            let name = if form == Form::Close { 8 } else { 7 };
            let after = text.get(next + name..)?;
            let Some(length) = tag_length(after).filter(|_| !protected.holds(next)) else { continue };
            let args = Args::read(after.get(..length - 1)?.trim_end_matches('/'));
            return Some(Tag { range: next..next + name + length, name: "iframe".to_owned(), args, form });
        }
    }

    fn has_end(&self, _: &str) -> bool {
        false
    }

    fn make(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let address = args.first(&["src", "data-src"]).unwrap_or_default();
        let title = args.first(&["title"]).unwrap_or_default();
        let title = if title == "YouTube video player" { String::new() } else { title };
        if let Some(film) = film(&address, &title) {
            self.notes.count("videos", 1);
            return Made::Block(film);
        }
        let message = format!("a frame of `{address}` is a link now");
        self.notes.problem(what::SYNTAX, self.path, Some(element.line), message);
        let is_link = address.starts_with("https://") || address.starts_with("http://");
        match is_link {
            true => {
                Made::Inline(format!("[{}]({})", if title.is_empty() { &address } else { &title }, target(&address)))
            }
            false => Made::Inline(block::comment(element.written)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn films_and_other_frames() {
        let mut notes = Notes::default();
        let text = "a\n\n<iframe width=\"560\" src=\"https://www.youtube-nocookie.com/embed/xN-1?rel=0\" title=\"YouTube video player\"></iframe>\n\n<iframe src=\"https://maps.example/x\" title=\"Map\">\n</iframe>\n";
        assert_eq!(
            frames(text, &[1, 2, 3, 4, 5, 6, 7], "x", &mut notes),
            "a\n\n:::video Video {src=\"https://www.youtube.com/watch?v=xN-1\"}\n:::\n\n[Map](https://maps.example/x)\n"
        );
        assert_eq!((notes.problems.len(), notes.problems[0].line), (1, Some(5)));
        let boxed =
            "<figure class=\"x\">\n    <iframe src=\"https://www.youtube.com/embed/xN-1\"></iframe>\n</figure>\n";
        assert_eq!(
            frames(boxed, &[1, 2, 3], "x", &mut notes),
            "<figure class=\"x\">\n\n:::video Video {src=\"https://www.youtube.com/watch?v=xN-1\"}\n:::\n</figure>\n"
        );
    }
}
