//! Drawings without what drawing programs write into them.
//!
//! Nothing of what is drawn is touched: elements, attributes and texts that stay are the very bytes that were there. What
//! goes are comments, the programs' own elements and attributes, and blank lines between elements.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Names for which drawing programs have elements and attributes of their own.
const PROGRAMS: [&str; 5] = [
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://www.serif.com/",
    "http://www.figma.com/figma/ns",
];

/// Elements in which blanks may be shown, or mean something.
const TEXTS: [&str; 8] = ["text", "tspan", "textPath", "style", "script", "title", "desc", "foreignObject"];

/// The drawing in fewer bytes; nothing for one that is short already, or that is better left alone.
pub(crate) fn shorter(svg: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(svg).ok()?;
    // Entities and styles from elsewhere would need what goes.
    if text.contains("<!ENTITY") || text.contains("<?xml-stylesheet") {
        return None;
    }
    let short = Shortener::of(text).run()?;
    (short.len() < svg.len()).then(|| short.into_bytes())
}

struct Shortener<'s> {
    text: &'s str,
    out: String,
    /// Prefixes of the programs' names.
    prefixes: Vec<String>,
    /// Names of the elements that are open.
    open: Vec<String>,
    /// How many elements are open, when the one that goes began.
    gone_from: Option<usize>,
    keeps_blanks: bool,
}

impl<'s> Shortener<'s> {
    fn of(text: &'s str) -> Self {
        let keeps_blanks = text.contains("xml:space") || text.contains("white-space");
        Self { text, out: String::new(), prefixes: Vec::new(), open: Vec::new(), gone_from: None, keeps_blanks }
    }

    fn run(mut self) -> Option<String> {
        let mut reader = Reader::from_str(self.text);
        loop {
            let start = usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let end = usize::try_from(reader.buffer_position()).ok()?;
            let written = self.text.get(start..end)?;
            match event {
                Event::Eof => return self.open.is_empty().then_some(self.out),
                Event::Comment(_) | Event::DocType(_) => {}
                Event::Decl(declared) => {
                    let encoding = declared.encoding().transpose().ok()?;
                    if encoding.is_some_and(|name| !name.eq_ignore_ascii_case("utf-8")) {
                        return None;
                    }
                }
                Event::Start(tag) => {
                    self.start(&tag, written)?;
                    self.open.push(tag.name().as_ref().to_owned());
                }
                Event::Empty(tag) => {
                    self.start(&tag, written)?;
                    self.end_of_gone();
                }
                Event::End(_) => {
                    self.open.pop()?;
                    if self.gone_from.is_none() {
                        self.out.push_str(written);
                    }
                    self.end_of_gone();
                }
                Event::Text(_) if self.gone_from.is_some() || self.is_blank(written) => {}
                _ if self.gone_from.is_some() => {}
                _ => self.out.push_str(written),
            }
        }
    }

    fn end_of_gone(&mut self) {
        if self.gone_from == Some(self.open.len()) {
            self.gone_from = None;
        }
    }

    fn is_blank(&self, written: &str) -> bool {
        let is_text = self.open.last().is_some_and(|name| TEXTS.contains(&name.as_str()));
        !self.keeps_blanks && !is_text && written.bytes().all(|byte| byte.is_ascii_whitespace())
    }

    /// Writes a start tag, unless it or what it stands in goes.
    fn start(&mut self, tag: &BytesStart<'_>, written: &str) -> Option<()> {
        if self.gone_from.is_some() {
            return Some(());
        }
        let mut gone = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let key = attribute.key.as_ref().to_owned();
            if let Some(prefix) = key.strip_prefix("xmlns:")
                && PROGRAMS.iter().any(|program| attribute.value.as_ref() == *program)
            {
                self.prefixes.push(prefix.to_owned());
            }
            gone.push(key);
        }
        let name = tag.name();
        if name.as_ref() == "metadata" || self.is_programs(name.as_ref()) {
            self.gone_from = Some(self.open.len());
            return Some(());
        }
        gone.retain(|key| {
            let own =
                key.strip_prefix("xmlns:").is_some_and(|prefix| self.prefixes.iter().any(|known| known == prefix));
            own || self.is_programs(key)
        });
        if gone.is_empty() {
            self.out.push_str(written);
            return Some(());
        }
        self.out.push('<');
        self.out.push_str(name.as_ref());
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            if gone.iter().any(|key| key == attribute.key.as_ref()) {
                continue;
            }
            // Only one kind of quotation mark can stand in a value as it is.
            let mark = if attribute.value.contains('"') { '\'' } else { '"' };
            self.out.push(' ');
            self.out.push_str(attribute.key.as_ref());
            self.out.extend(['=', mark]);
            self.out.push_str(&attribute.value);
            self.out.push(mark);
        }
        self.out.push_str(if written.ends_with("/>") { "/>" } else { ">" });
        Some(())
    }

    fn is_programs(&self, name: &str) -> bool {
        name.split_once(':').is_some_and(|(prefix, _)| self.prefixes.iter().any(|known| known == prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(svg: &str) -> Option<String> {
        shorter(svg.as_bytes()).map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    }

    #[test]
    fn what_programs_write_goes() {
        let svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Made by Anna -->\n<!DOCTYPE svg PUBLIC \"a\" \"b\">\n\
            <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" \
            xmlns:x='http://www.w3.org/1999/xlink' inkscape:version='1' width=\"4\">\n  \
            <metadata><rdf:RDF>Anna</rdf:RDF></metadata>\n  <inkscape:grid a=\"b\"><inkscape:x/></inkscape:grid>\n  \
            <inkscape:path-effect/>\n  <path d=\"M0 0\"   id='a' />\n  <text> a <tspan> b </tspan></text>\n\
            <g inkscape:label='Layer' font='a \"b\"'/></svg>\n";
        assert_eq!(
            short(svg).as_deref(),
            Some(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"http://www.w3.org/1999/xlink\" width=\"4\">\
                 <path d=\"M0 0\"   id='a' /><text> a <tspan> b </tspan></text><g font='a \"b\"'/></svg>"
            )
        );
    }

    #[test]
    fn what_is_better_left_alone() {
        for svg in [
            "<svg><g></svg>",
            "<svg>",
            "<!-- x --><svg a=b/>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>",
            "<?xml-stylesheet href=\"a.css\"?>\n\n<svg/>",
            "<?xml version=\"1.0\" encoding=\"latin1\"?>\n<svg/>",
            "<svg/>",
            "",
        ] {
            assert_eq!(short(svg), None, "{svg}");
        }
        assert_eq!(shorter(b"<svg>\xff  <g/> </svg>"), None);
        let spaced = "<!-- x --><svg xml:space=\"preserve\"> <g/> </svg>";
        assert_eq!(short(spaced).as_deref(), Some("<svg xml:space=\"preserve\"> <g/> </svg>"));
    }
}
