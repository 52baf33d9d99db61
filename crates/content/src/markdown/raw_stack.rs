//! Elements of raw HTML that are open, and what ends them.

use super::elements::{self, Kind};
use super::raw_open::{End, Open};
use super::writer::Writer;

impl Writer<'_> {
    /// Begins to leave out everything up to the end of the element of this name.
    pub(super) fn mute(&mut self, name: &str) {
        let end = End::Mute { html: self.html.len(), text: self.text.mark() };
        self.raw.muted += 1;
        self.raw.open.push(Open { name: mute_name(name), inline: false, end });
    }

    /// How many raw elements were open before the innermost element of Markdown.
    pub(super) fn raw_base(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.raw)
    }

    /// Ends those of the elements `ended` that are open and not beyond one of `stop`.
    pub(super) fn close_implied(&mut self, ended: &[&str], stop: &[&str]) {
        let base = self.raw_base();
        let reach =
            self.raw.open.iter().enumerate().skip(base).rev().take_while(|(_, open)| !stop.contains(&open.name));
        if let Some(found) = reach.filter(|(_, open)| ended.contains(&open.name)).map(|(index, _)| index).last() {
            self.close_raw(found);
        }
    }

    /// Reads an end tag.
    pub(super) fn raw_end(&mut self, name: &str, written: &str) {
        let base = self.raw_base();
        let open = match elements::kind(name) {
            Kind::Inline(name) | Kind::Block(name) => name,
            Kind::Unknown if !self.raw.is_muted() => return self.push_text(written),
            _ => name,
        };
        let found = self.raw.open.iter().enumerate().skip(base).rev().find(|(_, raw)| raw.name == open);
        // An end without a beginning is nobody's loss.
        if let Some((index, _)) = found {
            self.close_raw(index);
        }
    }

    /// Ends all raw elements above `down_to`.
    pub(super) fn close_raw(&mut self, down_to: usize) {
        while self.raw.len() > down_to {
            let Some(Open { name, inline, end }) = self.raw.open.pop() else { return };
            match end {
                End::Tag if name == "center" => self.html.push_str("</div>"),
                End::Tag => self.html.push_str(&format!("</{name}>")),
                End::Table => self.html.push_str("</table></div>"),
                End::Nothing => {}
                End::Link => self.close_link(),
                End::Heading => self.close_heading(),
                End::Mute { html, text } => {
                    self.raw.muted = self.raw.muted.saturating_sub(1);
                    if self.html.is_char_boundary(html) {
                        self.html.truncate(html);
                    }
                    self.text.forget(text);
                }
            }
            if !inline {
                self.text.end_block();
            }
        }
    }
}

/// The name of an element that is left out with its content, as a constant.
fn mute_name(name: &str) -> &'static str {
    const NAMES: [&str; 14] = [
        "script", "style", "iframe", "noscript", "noembed", "noframes", "template", "svg", "math", "title", "textarea",
        "select", "xmp", "listing",
    ];
    NAMES.iter().find(|known| **known == name).copied().unwrap_or("plaintext")
}
