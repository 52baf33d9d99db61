//! Styles of the theme that need no other file: for pages that people take along.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Theme;

impl Theme {
    /// Stylesheets by their paths in the theme, in this order, as one text. Fonts and pictures that they name are in it.
    /// Those that the theme doesn't have are left out.
    pub fn style(&self, sources: &[&str]) -> String {
        let mut style = String::new();
        for source in sources {
            let found = self.assets.iter().chain(&self.book).find(|asset| asset.source == *source);
            if let Some(text) = found.and_then(|asset| std::str::from_utf8(&asset.bytes).ok()) {
                self.with_files(text, &mut style);
                style.push('\n');
            }
        }
        // Nothing in it may end the element that it stands in.
        style.replace("</", "<\\/")
    }

    /// Adds a stylesheet with its files in the place of their names.
    fn with_files(&self, css: &str, out: &mut String) {
        let mut parts = css.split("url(");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (inside, rest) = part.split_once(')').unwrap_or((part, ""));
            let name = inside.trim().trim_matches(['"', '\'']);
            let (name, fragment) = name.split_at(name.find(['?', '#']).unwrap_or(name.len()));
            let path = name.strip_prefix("./").map(|name| format!("assets/{name}"));
            let file = path.and_then(|path| self.assets.iter().chain(&self.book).find(|asset| asset.path == path));
            match file.and_then(|file| data_url(&file.path, &file.bytes)) {
                Some(url) => {
                    let _ = write!(out, "url(\"{url}{fragment}\"){rest}");
                }
                None => {
                    let _ = write!(out, "url({part}");
                }
            }
        }
    }
}

/// A picture or font as a URL that holds it. Its kind is told by its name; nothing for other kinds.
pub fn data_url(name: &str, bytes: &[u8]) -> Option<String> {
    let (_, kind) = name.rsplit_once('.')?;
    let mime = match kind.to_ascii_lowercase().as_str() {
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "jpeg" | "jpg" => "image/jpeg",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "css" => "text/css",
        _ => return None,
    };
    Some(format!("data:{mime};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use helpdex_content::config::Appearance;

    use super::*;
    use crate::theme::Options;

    #[test]
    fn a_style_has_its_files_in_it_and_ends_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            (
                "css/custom.css",
                "p { background: url(\"../img/sea.svg#x\") } q { content: \"</style>\" } i { src: url(/x) }",
            ),
            ("img/sea.svg", "<svg/>"),
            ("book/book.css", "@page { margin: 1cm }"),
        ] {
            fs::create_dir_all(dir.path().join(path).parent().expect("a folder")).expect("made");
            fs::write(dir.path().join(path), text).expect("written");
        }
        let appearance = Appearance::default();
        let options =
            Options { dir: Some(dir.path()), languages: &["en".into()], appearance: &appearance, base_path: "" };
        let (theme, faults) = Theme::load(&options).expect("loaded");
        assert!(faults.is_empty(), "{faults:?}");
        let style = theme.style(&["book/book.css", "css/custom.css", "css/none.css"]);
        assert!(style.starts_with("@page { margin: 1cm }\np {"), "{style}");
        assert!(style.contains("url(\"data:image/svg+xml;base64,PHN2Zy8+#x\")"), "{style}");
        assert!(style.contains("<\\/style>") && style.contains("url(/x)"), "{style}");
        assert!(!theme.assets().iter().any(|asset| asset.path.contains("book")), "no page asks for it");
    }

    #[test]
    fn kinds_are_told_by_names() {
        assert_eq!(data_url("a.PNG", b"x").as_deref(), Some("data:image/png;base64,eA=="));
        assert_eq!((data_url("a.html", b"x"), data_url("svg", b"x")), (None, None));
    }
}
