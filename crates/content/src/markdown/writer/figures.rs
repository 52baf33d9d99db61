//! Figures and videos.

use super::page::Writer;
use crate::markdown::document::{Block, Node, NodeKind, Picture};
use crate::markdown::escape;
use crate::markdown::references::RATIOS;
use crate::markdown::titles::Title;

impl Writer<'_> {
    /// Writes a paragraph with nothing but an image as a figure, with the image's title as the caption.
    pub(super) fn figure(&mut self, index: usize, node: &Node<'_>) {
        let document = self.document;
        self.html.push_str("<figure>");
        let mut caption = "";
        if let Some((first, inner)) = document.level(node.inner(index)).next() {
            let link = match &inner.kind {
                NodeKind::Link(link) => Some(link),
                _ => None,
            };
            let is_linked = link.is_some_and(|link| self.open_markdown_link(first, link));
            let image = if link.is_some() { first + 1 } else { first };
            if let Some(Node { kind: NodeKind::Image(picture), .. }) = document.nodes().get(image) {
                self.image(image, picture, "", &[]);
                caption = &picture.title;
            }
            if is_linked {
                self.close_link();
            }
        }
        if !caption.is_empty() {
            self.html.push_str("<figcaption>");
            self.text(caption);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }

    /// Begins a figure whose picture opens large. Its title is the caption, which follows.
    pub(super) fn open_figure(&mut self) {
        self.html.push_str("<figure");
        escape::attribute(&mut self.html, "data-zoom", &self.labels.close);
        self.html.push_str(">\n");
    }

    /// Writes the picture of such a figure, which has its own box and caption.
    pub(super) fn large_image(&mut self, index: usize, node: &Node<'_>) {
        let document = self.document;
        let start = self.html.len();
        for (index, node) in document.level(node.inner(index)) {
            if let NodeKind::Image(picture) = &node.kind {
                self.image(index, picture, "", &[]);
            }
        }
        self.zoom(start);
        self.html.push('\n');
    }

    /// Writes the caption of the figure that ends here.
    pub(super) fn figure_caption(&mut self, title: &Title) {
        if !title.text.trim().is_empty() {
            self.html.push_str(&format!("<figcaption>{}</figcaption>\n", title.html));
        }
    }

    /// Makes a link of the image that was written last, from `start` on: to itself, for the script to open it.
    fn zoom(&mut self, start: usize) {
        let image = self.html.get(start..).unwrap_or_default();
        let (sources, image) = image.split_at(image.find("<img").unwrap_or(image.len()));
        let value = |name: &str| {
            let (_, rest) = image.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        if !sources.is_empty() && !sources.starts_with("<picture") {
            return;
        }
        let Some(url) = value("src") else { return };
        let mut label = String::new();
        escape::text(&mut label, &self.labels.zoom);
        let alt = value("alt").filter(|alt| !alt.is_empty()).map_or_else(String::new, |alt| format!(": {alt}"));
        // Both values are escaped as they stand.
        let link =
            format!("<a class=\"zoom-open\" href=\"{url}\" aria-label=\"{}{alt}\">", label.replace('"', "&quot;"));
        self.html.insert_str(start, &link);
        self.html.push_str("</a>");
    }

    /// Begins a video; what stands in it is its transcript. Gives its end.
    pub(super) fn open_video(&mut self, index: usize, block: &Block, is_empty: bool) -> &'static str {
        let references = self.references;
        match references.video(index) {
            None => self.html.push_str(&format!("<figure class=\"video\">\n<p>{}</p>\n", block.title.html)),
            Some(video) => {
                self.html.push_str("<figure class=\"video\"");
                match &video.frame {
                    Some(frame) => escape::attribute(&mut self.html, "data-frame", frame),
                    None => escape::attribute(&mut self.html, "data-file", &video.url),
                }
                self.html.push_str(">\n<a class=\"video-open\"");
                escape::attribute(&mut self.html, "href", &video.url);
                self.html.push_str(if video.frame.is_some() { " rel=\"noopener\">" } else { ">" });
                if references.image(index).is_some() {
                    self.image(index, &Picture::default(), "", &[]);
                }
                self.html.push_str("<span class=\"video-title\"><span class=\"hidden\">");
                escape::text(&mut self.html, &self.labels.play);
                self.html.push_str(": </span>");
                self.html.push_str(&block.title.html);
                self.html.push_str("</span></a>\n");
            }
        }
        if is_empty {
            return "</figure>\n";
        }
        let labels = self.labels;
        self.html.push_str("<details class=\"fold\">\n<summary");
        self.html.push_str(labels.language(&labels.transcript));
        self.html.push('>');
        escape::text(&mut self.html, &labels.transcript);
        self.html.push_str("</summary>\n");
        "</details>\n</figure>\n"
    }

    /// Begins a page of another host in a frame, which comes when the reader asks for it. What stands in it is shown below.
    /// Gives its end.
    pub(super) fn open_embed(&mut self, index: usize, block: &Block, is_empty: bool) -> &'static str {
        let references = self.references;
        let Some(page) = references.video(index) else {
            self.html.push_str(&format!("<figure class=\"video embed\">\n<p>{}</p>\n", block.title.html));
            return "</figure>\n";
        };
        self.html.push_str("<figure class=\"video embed\"");
        let Some(frame) = &page.frame else {
            self.html.push_str(">\n<p><a");
            escape::attribute(&mut self.html, "href", &page.url);
            self.html.push_str(&format!(" rel=\"noopener\">{}</a></p>\n", block.title.html));
            return "</figure>\n";
        };
        escape::attribute(&mut self.html, "data-frame", frame);
        let ratio = block.get("ratio");
        if RATIOS.contains(&ratio) {
            escape::attribute(&mut self.html, "data-ratio", ratio);
        }
        self.html.push_str(">\n<a class=\"video-open\"");
        escape::attribute(&mut self.html, "href", &page.url);
        self.html.push_str(" rel=\"noopener\"><span class=\"video-title\"><span class=\"hidden\">");
        escape::text(&mut self.html, &self.labels.show);
        self.html.push_str(": </span>");
        self.html.push_str(&block.title.html);
        let host = page.url.trim_start_matches("https://").split(['/', '?', '#']).next().unwrap_or_default();
        self.html.push_str(" <span class=\"embed-host\" dir=\"ltr\">");
        escape::text(&mut self.html, host);
        self.html.push_str("</span></span></a>\n");
        if is_empty {
            return "</figure>\n";
        }
        self.html.push_str("<figcaption>\n");
        "</figcaption>\n</figure>\n"
    }
}
