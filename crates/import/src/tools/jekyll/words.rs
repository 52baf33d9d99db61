//! What stands in a text before tags are read, and notes of kramdown; names of posts and categories.

use crate::dialect::block;
use crate::dialect::code::Protected;
use crate::source::Notes;

/// What stands between `{% raw %}` and `{% endraw %}` is shown as it is, in code and outside.
pub(super) fn raw(text: &str) -> String {
    if !text.contains("{% raw %}") && !text.contains("{%- raw -%}") {
        return text.to_owned();
    }
    let text = text.replace("{%- raw -%}", "{% raw %}").replace("{%- endraw -%}", "{% endraw %}");
    // The ranges between the tags, in the text without them.
    let mut plain = String::with_capacity(text.len());
    let mut ranges = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("{% raw %}") {
        plain.push_str(before);
        let (inner, after) = after.split_once("{% endraw %}").unwrap_or((after, ""));
        ranges.push(plain.len()..plain.len() + inner.len());
        plain.push_str(inner);
        rest = after;
    }
    plain.push_str(rest);
    let protected = Protected::of(&plain);
    let mut out = String::with_capacity(plain.len());
    for (at, c) in plain.char_indices() {
        // What a tag shows as code is code as well.
        let is_shown = || {
            let before = plain.get(..at).unwrap_or_default();
            before.rfind("{% highlight") > before.rfind("{% endhighlight")
        };
        let opens = c == '{' && plain.get(at + 1..).is_some_and(|rest| rest.starts_with(['{', '%']));
        if opens && ranges.iter().any(|range| range.contains(&at)) && !protected.holds(at) && !is_shown() {
            let line = plain.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
            // In a block of HTML a backslash is one.
            if line.trim_start().starts_with('<') {
                out.push_str("&#123;");
                continue;
            }
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Blank lines where kramdown needs none: it ends a block of HTML where its tag ends, and one with `markdown="1"` holds
/// Markdown from the next line on.
pub(super) fn apart(text: &str) -> String {
    const ENDS: [&str; 7] = ["</div>", "</section>", "</aside>", "</figure>", "</table>", "</center>", "</p>"];
    if !text.contains('<') {
        return text.to_owned();
    }
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        out.push_str(line);
        let words = line.trim();
        let next = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
        let opens = words.starts_with('<') && words.ends_with('>') && words.contains(" markdown=");
        let ends = ENDS.contains(&words) && !next.starts_with('<');
        if (opens || ends) && !next.is_empty() && !protected.holds(start) {
            out.push('\n');
        }
    }
    out
}

/// Paragraphs and quotations with a class of a note: `{: .note }` above or `{: .warning }` below them.
pub(super) fn callouts(text: &str, notes: &mut Notes) -> String {
    let kind = |paragraph: &str| {
        let inner = paragraph.trim().strip_prefix("{:")?.strip_suffix('}')?.trim();
        let word = inner.split_whitespace().find_map(|word| word.strip_prefix('.'))?;
        let word = word.strip_suffix("-title").unwrap_or(word);
        block::note(word)
    };
    if !text.contains("{:") {
        return text.to_owned();
    }
    let protected = Protected::of(text);
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let start = at;
        at += paragraph.len() + 2;
        let lines: Vec<&str> = paragraph.lines().collect();
        let (first, last) = (lines.first().copied().unwrap_or_default(), lines.last().copied().unwrap_or_default());
        let found = kind(first)
            .map(|kind| (kind, lines.get(1..)))
            .or_else(|| Some((kind(last)?, lines.get(..lines.len() - 1))));
        match found.filter(|(_, body)| lines.len() > 1 && body.is_some() && !protected.holds(start)) {
            Some((kind, body)) => {
                notes.count("callouts", 1);
                let body = body.unwrap_or_default();
                let is_quote = body.iter().all(|line| line.starts_with('>'));
                let body: Vec<&str> = body
                    .iter()
                    .map(|line| if is_quote { line.trim_start_matches('>').trim_start() } else { line })
                    .collect();
                out.push(block::write(kind, "", "", &body.join("\n")));
            }
            None => out.push(paragraph.to_owned()),
        }
    }
    out.join("\n\n")
}

/// The date that the name of a post begins with, and the rest.
pub(super) fn dated(stem: &str) -> Option<(&str, &str)> {
    let date = stem.get(..10)?;
    let rest = stem.get(10..)?.strip_prefix('-')?;
    let is_date = date.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() });
    (is_date && !rest.is_empty()).then_some((date, rest))
}
pub(super) fn slug(title: &str) -> String {
    let slug = helpdex_content::slug::slugify(title);
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_in_text_and_in_html() {
        assert_eq!(raw("a {% raw %}{{ x }}{% endraw %}\n"), "a \\{{ x }}\n");
        assert_eq!(raw("{% raw %}<p>{{ x }}</p>{% endraw %}\n"), "<p>&#123;{ x }}</p>\n");
    }

    #[test]
    fn html_of_kramdown() {
        assert_eq!(
            apart("<div class=\"x\" markdown=\"1\">\n*a*\n</div>\n```html\n</div>\nb\n```\n"),
            "<div class=\"x\" markdown=\"1\">\n\n*a*\n</div>\n\n```html\n</div>\nb\n```\n"
        );
        assert_eq!(apart("<div>\na\n</div>\n</div>\n\nb\n"), "<div>\na\n</div>\n</div>\n\nb\n");
    }

    #[test]
    fn notes_of_kramdown() {
        let text = "a\n\n{: .note }\nOne.\n\n> Two.\n> Three.\n{: .warning }\n\n```\n{: .note }\nx\n```\n";
        assert_eq!(
            callouts(text, &mut Notes::default()),
            "a\n\n:::note\nOne.\n:::\n\n:::warning\nTwo.\nThree.\n:::\n\n```\n{: .note }\nx\n```\n"
        );
        assert_eq!(
            (dated("2020-01-02-a-b"), dated("2020-01-02"), dated("x")),
            (Some(("2020-01-02", "a-b")), None, None)
        );
    }
}
