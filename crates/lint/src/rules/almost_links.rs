//! Links that are none: a sign is missing, or one too many.

use std::ops::Range;

use super::rule::Subject;
use super::written::{Written, is_word};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::{Resolve, Target, scheme};
use helpdex_content::path;
use helpdex_content::routes::slug_path;

pub(super) const CODE: &str = "almost-link";

/// Endings of files that a link leads to.
const ENDINGS: [&str; 18] = [
    "md", "markdown", "html", "htm", "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "zip", "txt", "csv", "docx",
    "xlsx", "mp4", "avif",
];
/// A line with more brackets than this is no text of an article.
const MAX_BRACKETS: usize = 200;

/// Looks for them in the text of an article.
pub(super) fn look(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let file = subject.entry.file.text();
    let body = file.get(subject.entry.body.clone()).unwrap_or_default();
    let may_be = ["](", "] ", "]\t", ")[", "[["].iter().any(|signs| body.contains(signs));
    let Some(written) = subject.written().filter(|_| may_be) else { return };
    let looker = Looker { written, subject };
    for run in &written.literal.runs {
        let shown = written.shown(run.clone());
        let at: Vec<usize> = shown.match_indices([']', ')', '[']).map(|(at, _)| run.start + at).collect();
        for at in at.into_iter().take(MAX_BRACKETS) {
            let here = written.shown(at..run.end);
            let fault = if here.starts_with("](") {
                looker.space(run, at)
            } else if here.starts_with("] ") || here.starts_with("]\t") {
                looker.gap(run, at)
            } else if here.starts_with(")[") {
                looker.swapped(run, at)
            } else if here.starts_with("[[") && written.before(at) != Some('[') {
                looker.wiki(run, at)
            } else {
                None
            };
            found.extend(fault);
        }
    }
}

struct Looker<'s, 'w> {
    written: &'w Written<'s>,
    subject: &'w Subject<'s>,
}

impl Looker<'_, '_> {
    /// The bracket that the one at `at` closes.
    fn opened(&self, run: &Range<usize>, at: usize, open: char, close: char) -> Option<usize> {
        let mut depth = 0_usize;
        for (back, c) in self.written.shown(run.start..at).char_indices().rev() {
            if c == close {
                depth += 1;
            } else if c == open {
                if depth == 0 {
                    return Some(run.start + back);
                }
                depth -= 1;
            }
        }
        None
    }

    /// The bracket that closes what begins at `from`, on the same line.
    fn closed(&self, run: &Range<usize>, from: usize, open: char, close: char) -> Option<usize> {
        let end = self.written.line_end(from).min(run.end);
        let mut depth = 0_usize;
        for (at, c) in self.written.shown(from..end).char_indices() {
            if c == open {
                depth += 1;
            } else if c == close {
                if depth == 0 {
                    return Some(from + at);
                }
                depth -= 1;
            }
        }
        None
    }

    /// Whether something is published where a text leads.
    fn resolves(&self, target: &str) -> bool {
        let inside = |target: Target| matches!(target, Target::Internal { .. } | Target::Image { .. });
        let links = self.subject.links();
        !target.starts_with('#') && (inside(links.link(target)) || inside(links.image(target)))
    }

    /// Whether a text without white space is meant as the target of a link.
    fn is_target(&self, text: &str) -> bool {
        is_path(text) || self.resolves(text) && text.contains(['/', '.'])
    }

    fn tell(&self, range: Range<usize>, why: &str, help: String) -> Option<Diagnostic> {
        let written = self.written.slice(range.clone());
        let what = if written.starts_with('!') { "image" } else { "link" };
        let found = self.written.warning(CODE, range, format!("`{written}` is no {what}: {why}"))?;
        Some(found.label("shown as it is written").help(help))
    }

    /// `[Some file](Some File.md)`.
    fn space(&self, run: &Range<usize>, at: usize) -> Option<Diagnostic> {
        let open = self.opened(run, at, '[', ']')?;
        let close = self.closed(run, at + 2, '(', ')')?;
        let inside = self.written.slice(at + 2..close);
        let (target, title) = split_title(inside);
        let start = at + 2 + (inside.len() - inside.trim_start().len());
        let first = target.split_whitespace().next()?;
        if !target.contains(char::is_whitespace) || target.starts_with('<') || target.contains(['>', '\0']) {
            return None;
        }
        let leads = self.resolves(target);
        if !leads && !is_path(target) && !is_path(first) {
            return None;
        }
        let image = usize::from(self.written.before(open) == Some('!'));
        let help = match title {
            "" if !leads => "put `<` and `>` around a path with spaces, and quotation marks around a title".to_owned(),
            _ => format!("put `<` and `>` around it: `(<{target}>)`"),
        };
        let found = self.tell(open - image..close + 1, "there is a space in its target", help)?;
        let end = start + target.len();
        let only = leads || title.is_empty() && is_path(target) && !is_path(first) && !is_address(target);
        Some(if only { self.written.mend(found, start..end, &format!("<{target}>")) } else { found })
    }

    /// `[text] (target)`.
    fn gap(&self, run: &Range<usize>, at: usize) -> Option<Diagnostic> {
        let rest = self.written.shown(at + 1..run.end);
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if !rest.get(gap..).is_some_and(|rest| rest.starts_with('(')) {
            return None;
        }
        let open = self.opened(run, at, '[', ']')?;
        let close = self.closed(run, at + gap + 2, '(', ')')?;
        let target = self.written.slice(at + gap + 2..close);
        let text = self.written.slice(open + 1..at);
        if text.trim().is_empty() || is_word(self.written.before(open)) || !self.is_target(target) {
            return None;
        }
        let help = "take out the space between `]` and `(`".to_owned();
        let found = self.tell(open..close + 1, "there is a space between its two parts", help)?;
        Some(self.written.mend(found, at + 1..at + 1 + gap, ""))
    }

    /// `(text)[target]`.
    fn swapped(&self, run: &Range<usize>, at: usize) -> Option<Diagnostic> {
        let open = self.opened(run, at, '(', ')')?;
        let close = self.closed(run, at + 2, '[', ']')?;
        let (text, target) = (self.written.slice(open + 1..at), self.written.slice(at + 2..close));
        let used = self.written.shown(close + 1..run.end).starts_with('(');
        if text.trim().is_empty() || used || is_word(self.written.before(open)) || !self.is_target(target) {
            return None;
        }
        let mended = format!("[{text}]({target})");
        let found = self.tell(open..close + 1, "its brackets are swapped", format!("write `{mended}`"))?;
        Some(self.written.mend(found, open..close + 1, &mended))
    }

    /// `[[Some article]]`, as wikis have it.
    fn wiki(&self, run: &Range<usize>, at: usize) -> Option<Diagnostic> {
        let end = self.written.line_end(at).min(run.end);
        let length = self.written.shown(at + 2..end).find("]]")?;
        let inside = self.written.slice(at + 2..at + 2 + length);
        let (name, text) = inside.split_once('|').unwrap_or((inside, ""));
        let name = name.trim();
        // `[[ -f x ]]` is a shell's, `[[1, 2]]` a list of lists.
        let said = name.chars().filter(|c| c.is_alphabetic()).count() > 1;
        if !said
            || inside.starts_with(char::is_whitespace)
            || inside.contains(['[', ']'])
            || is_word(self.written.before(at))
        {
            return None;
        }
        let image = usize::from(self.written.before(at) == Some('!'));
        let range = at - image..at + length + 4;
        let mended = self.article(name).filter(|_| image == 0).map(|key| {
            let path = path::relative(self.subject.entry.folder(), &format!("{key}.md"));
            let path = if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path };
            format!("[{}]({path})", if text.trim().is_empty() { name } else { text.trim() })
        });
        let help = match &mended {
            Some(mended) => format!("write `{mended}`"),
            None => "write the text in brackets and the path of the file after it: `[text](file.md)`".to_owned(),
        };
        let found = self.tell(range.clone(), "Markdown has other signs for links", help)?;
        Some(match mended {
            Some(mended) => self.written.mend(found, range, &mended),
            None => found,
        })
    }

    /// The only article that a name can mean: by its title, or by its file's name.
    fn article(&self, name: &str) -> Option<&str> {
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let slug = slug_path(stem);
        let site = self.subject.around();
        let titled = |key: &str| {
            let shown = site.shown(key, self.subject.entry.language);
            let title = shown.as_ref().and_then(|shown| shown.entry.front.title.given());
            title.is_some_and(|title| title.value.to_lowercase() == name.to_lowercase())
        };
        let named = |key: &str| key == stem || slug_path(key.rsplit('/').next().unwrap_or(key)) == slug;
        let keys = site.routes.articles().keys().map(AsRef::as_ref);
        let mut fit = keys.filter(|key| named(key) || titled(key));
        match (fit.next(), fit.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

/// Takes the title off a target: `a b.md "Title"`.
fn split_title(inside: &str) -> (&str, &str) {
    let inside = inside.trim();
    for quote in ['"', '\''] {
        let Some(before) = inside.strip_suffix(quote) else { continue };
        if let Some(start) = before.find(quote).filter(|start| before.get(..*start).is_some_and(|b| b.ends_with(' '))) {
            return (before.get(..start).unwrap_or_default().trim_end(), before.get(start + 1..).unwrap_or_default());
        }
    }
    (inside, "")
}

/// Whether a text begins with the scheme of a link.
fn is_address(text: &str) -> bool {
    matches!(scheme(text).as_deref(), Some("http" | "https" | "mailto" | "tel"))
}

/// Whether a text looks like the target of a link, wherever that leads.
fn is_path(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or(text);
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let named = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    let from_here = ["./", "../"].iter().any(|start| text.starts_with(start));
    let from_top = text.starts_with('/') && text.get(1..).is_some_and(|rest| rest.contains('/') || named);
    named || from_here || from_top || is_address(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_titles() {
        assert_eq!(split_title("a b.md \"The title\""), ("a b.md", "The title"));
        assert_eq!(split_title(" a b.md "), ("a b.md", ""));
        for path in ["a.md", "../x", "https://x.example", "img/A.PNG", "/payouts/fees/", "a.md#b", "mailto:a@b.example"]
        {
            assert!(is_path(path), "{path}");
        }
        for text in ["see below", "note", "e.g.", "/", "and/or", "2.5"] {
            assert!(!is_path(text), "{text}");
        }
    }
}
