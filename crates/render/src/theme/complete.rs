//! What only the theme can put into an article's HTML: drawings and dates.

use helpdex_content::config::LanguageId;

use super::{Theme, date};

/// What the name of an icon follows in an article's HTML. Content can't write it: `data-icon` is no attribute that raw
/// HTML may have.
const ICON: &str = "<span class=\"inline-icon\" aria-hidden=\"true\" data-icon=\"";

/// What the day of a change follows in an article's HTML.
const DATE: &str = "<time class=\"change-date\" datetime=\"";

impl Theme {
    /// An article's HTML with what the theme knows of: its icons drawn, and the dates of its changes in the language's
    /// own way.
    pub fn complete(&self, html: &str, language: LanguageId) -> String {
        let drawn = self.draw_icons(html);
        let language = self.languages.get(language.index()).or_else(|| self.languages.first());
        let mut parts = drawn.split(DATE);
        let mut dated = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            dated.push_str(DATE);
            let shown = part.split_once("\">").and_then(|(day, rest)| {
                Some((day, date::format(day, &language?.strings)?, rest.split_once("</time>")?.1))
            });
            match shown {
                Some((day, shown, rest)) => dated.push_str(&format!("{day}\">{shown}</time>{rest}")),
                None => dated.push_str(part),
            }
        }
        dated
    }

    /// The HTML with its icons (`:icon[wallet]`) drawn. One that the theme doesn't have is left empty: nobody misses what
    /// is there for the eye alone.
    fn draw_icons(&self, html: &str) -> String {
        let mut parts = html.split(ICON);
        let mut drawn = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            drawn.push_str(ICON);
            let (name, rest) = part.split_once("\">").unwrap_or((part, ""));
            drawn.push_str(name);
            drawn.push_str("\">");
            drawn.push_str(self.icons.get(name).map_or("", String::as_str));
            drawn.push_str(rest);
        }
        drawn
    }
}
