//! Callouts in quotations: `> [!tip]- Title`. Those of GitHub stay, as Helpdex knows them.

use super::block;
use super::code::Protected;
use crate::source::Notes;

const GITHUB: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Translates them.
pub(crate) fn translate(text: &str, notes: &mut Notes) -> String {
    if !text.contains("[!") {
        return text.to_owned();
    }
    let protected = Protected::of(text);
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out: Vec<String> = Vec::new();
    let (mut index, mut at) = (0, 0);
    while let Some(line) = lines.get(index) {
        let start = at;
        index += 1;
        at += line.len() + 1;
        let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
        let opening = opening(line).filter(|_| !protected.holds(start + indent.len()));
        let Some((word, fold, title)) = opening else {
            out.push((*line).to_owned());
            continue;
        };
        let mut inner: Vec<&str> = Vec::new();
        while let Some(next) = lines.get(index).and_then(|line| line.trim_start().strip_prefix('>')) {
            at += lines.get(index).map_or(0, |line| line.len() + 1);
            index += 1;
            inner.push(next.strip_prefix(' ').unwrap_or(next));
        }
        let body = translate(&inner.join("\n"), notes);
        notes.count("callouts", 1);
        let is_plain = GITHUB.contains(&word.as_str()) && fold.is_none() && title.is_empty();
        if is_plain {
            out.push((*line).to_owned());
            out.extend(body.lines().map(|line| format!("{indent}> {line}").trim_end().to_owned()));
            continue;
        }
        let kind = block::note(&word);
        let title = if title.is_empty() && kind.is_none_or(|kind| !kind.eq_ignore_ascii_case(&word)) {
            readable(&word)
        } else {
            title
        };
        let made = match fold {
            Some(is_open) => {
                let title = if title.is_empty() { readable(&word) } else { title };
                block::write("details", &title, if is_open { "open" } else { "" }, &body)
            }
            None => block::write(kind.unwrap_or("note"), &title, "", &body),
        };
        out.push(format!("{indent}{}", block::indent_rest(&made, indent)));
    }
    out.join("\n")
}

/// The word, whether it can be folded and is open, and the title.
fn opening(line: &str) -> Option<(String, Option<bool>, String)> {
    let rest = line.trim_start().strip_prefix('>')?.trim_start().strip_prefix("[!")?;
    let (word, rest) = rest.split_once(']')?;
    // `[!note|left]` also says where it stands.
    let word = word.split('|').next().unwrap_or(word).trim();
    let (fold, rest) = match rest.chars().next() {
        Some('-') => (Some(false), rest.get(1..)?),
        Some('+') => (Some(true), rest.get(1..)?),
        _ => (None, rest),
    };
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    is_word.then(|| (word.to_owned(), fold, rest.trim().to_owned()))
}

fn readable(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callouts_of_obsidian() {
        let made = |text: &str| translate(text, &mut Notes::default());
        assert_eq!(
            made("a\n\n> [!tip] My *tip*\n> One.\n> > [!bug]\n> > Two.\n\nb"),
            "a\n\n::::tip My *tip*\nOne.\n:::danger Bug\nTwo.\n:::\n::::\n\nb"
        );
        assert_eq!(made("> [!faq]- Can I?\n> Yes."), ":::details Can I?\nYes.\n:::");
        assert_eq!(made("> [!NOTE]\n> x\n\n```\n> [!tip] x\n```"), "> [!NOTE]\n> x\n\n```\n> [!tip] x\n```");
    }
}
