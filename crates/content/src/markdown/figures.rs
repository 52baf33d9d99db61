//! Figures that open large, tables that compare, notes of a change, and parts for some readers alone.

use super::directives::{Directive, Kind};
use super::escape;
use super::open::OpenBlock;
use super::rendered::Change;
use super::titles::Title;
use super::writer::{Close, Frame, Writer};

impl Writer<'_> {
    /// Begins a figure whose picture opens large. Its title is the caption, which follows.
    pub(super) fn open_figure(&mut self, open: &mut OpenBlock) {
        open.end = "</figure>\n";
        self.html.push_str("<figure");
        escape::attribute(&mut self.html, "data-zoom", &self.labels.close);
        self.html.push_str(">\n");
    }

    /// Writes the caption of the figure that ends here.
    pub(super) fn close_figure(&mut self, title: &str) {
        let title = Title::read(title, "", &self.labels.quotes);
        if title.text.trim().is_empty() {
            return;
        }
        self.html.push_str("<figcaption>");
        self.push_title(&title);
        self.html.push_str("</figcaption>\n");
    }

    /// Whether the element that is being written stands right in a block of this kind.
    pub(super) fn is_in(&self, kind: Kind) -> bool {
        matches!(self.frames.last(), Some(Frame { close: Close::Directive(open), .. }) if open.kind == kind)
    }

    /// Makes a link of the image that was written last, from `start` on: to itself, for the script to open it.
    pub(super) fn zoom(&mut self, start: usize) {
        let image = self.html.get(start..).unwrap_or_default();
        let value = |name: &str| {
            let (_, rest) = image.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        let Some(url) = value("src").filter(|_| image.starts_with("<img")) else { return };
        let mut label = String::new();
        escape::text(&mut label, &self.labels.zoom);
        let alt = value("alt").filter(|alt| !alt.is_empty()).map_or_else(String::new, |alt| format!(": {alt}"));
        // Both values are escaped as they stand.
        let link =
            format!("<a class=\"zoom-open\" href=\"{url}\" aria-label=\"{}{alt}\">", label.replace('"', "&quot;"));
        self.html.insert_str(start, &link);
        self.html.push_str("</a>");
    }

    /// Begins the note of a change: `:::updated 2026-11-29 New fees`.
    pub(super) fn open_updated(&mut self, block: &Directive, open: &mut OpenBlock) {
        open.end = "</aside>\n";
        let (first, rest) = block.title.split_once(char::is_whitespace).unwrap_or((&block.title, ""));
        let (date, written) = match block.get("date") {
            "" if is_date(first) => (first, rest),
            date => (date, block.title.as_str()),
        };
        let title = Title::read(written, "", &self.labels.quotes);
        if !is_date(date) {
            let range = self.in_file(block.fence.clone());
            self.faults.add(|source| {
                let found = source.error("block-attribute", range, "the note of a change has no date");
                found.help("write the day behind its name: `:::updated 2026-11-29 New fees`")
            });
        }
        let wish = if block.get("id").is_empty() { format!("updated-{date}") } else { block.get("id").to_owned() };
        let id = self.land(&wish, if title.text.is_empty() { date } else { &title.text });
        self.visible = true;
        self.html.push_str("<aside class=\"change\" role=\"note\"");
        escape::attribute(&mut self.html, "id", &id);
        self.html.push_str(">\n<p class=\"change-title\">");
        if is_date(date) {
            self.html.push_str(&format!("<time class=\"change-date\" datetime=\"{date}\">{date}</time> "));
            self.changes.push(Change {
                date: date.to_owned(),
                id,
                title: title.text.clone(),
                landing: self.landings.len() - 1,
            });
        }
        self.html.push_str(&title.html);
        self.html.push_str("</p>\n");
    }

    /// Begins a part for those on a platform, or for an audience. It says whom it is for.
    pub(super) fn open_only(&mut self, block: &Directive) {
        let (name, value) = match (block.get("platform"), block.get("audience")) {
            ("", "") => {
                let range = self.in_file(block.fence.clone());
                self.faults.add(|source| {
                    let found = source.error("block-attribute", range, "a part for some readers doesn't say for whom");
                    found.help("write `:::only{platform=android}` or `:::only{audience=partners}`")
                });
                ("", "")
            }
            ("", audience) => ("audience", audience),
            (platform, _) => ("platform", platform),
        };
        self.html.push_str("<div class=\"only\"");
        escape::attribute(&mut self.html, "data-only", name);
        escape::attribute(&mut self.html, "data-for", value);
        self.html.push_str(">\n<p class=\"only-title\">");
        let title = self.title(block, value);
        self.push_title(&title);
        self.html.push_str("</p>\n");
    }
}

/// Whether a text is a day, such as `2026-11-29`.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        && text.parse::<jiff::civil::Date>().is_ok()
}
