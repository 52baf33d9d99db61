//! Attributes in braces, as Python-Markdown and kramdown have them: `{: #id .class }`, `{ .button }`. Anchors of headings
//! stay, in Helpdex's spelling; the rest says how a tool shows something.

use super::code::Protected;

/// Translates them.
pub(crate) fn translate(text: &str) -> String {
    if !["{:", "{ .", "{ #", "{.", "{ data", "{ width", "{ align", "{width", "{align", "{target", "{ target", "{: "]
        .iter()
        .any(|mark| text.contains(mark))
    {
        return text.to_owned();
    }
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        out.push_str(&one_line(line, start, &protected));
    }
    out
}

fn one_line(line: &str, start: usize, protected: &Protected) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let is_heading = line.trim_start().starts_with('#');
    while let Some(open) = rest.find('{') {
        let here = start + line.len() - rest.len() + open;
        let inner = rest.get(open + 1..).unwrap_or_default();
        let Some(end) = inner.find('}').filter(|_| !protected.holds(here)) else {
            out.push_str(rest.get(..=open).unwrap_or_default());
            rest = inner;
            continue;
        };
        let written = inner.get(..end).unwrap_or_default();
        let before = rest.get(..open).unwrap_or_default();
        // They follow a link, a picture, a mark or code, end a heading, or stand alone.
        let follows = before.ends_with([')', ']', '*', '_', '`', '>']);
        let ends = inner.get(end + 1..).is_some_and(|after| after.trim().is_empty());
        let alone = ends && out.trim().is_empty() && before.trim().is_empty();
        let in_braces = matches!(written.get(..1), Some("%" | "{" | "<" | "/"));
        if !in_braces
            && is_attributes(written)
            && (follows || ends && is_heading || alone || ends && written.starts_with(':'))
        {
            let id = written.split_whitespace().find_map(|word| word.trim_start_matches(':').strip_prefix('#'));
            out.push_str(before.trim_end_matches(if is_heading { ' ' } else { '\u{0}' }));
            if let Some(id) = id.filter(|_| is_heading) {
                out.push_str(&format!(" {{#{id}}}"));
            }
        } else {
            out.push_str(rest.get(..open + end + 2).unwrap_or_default());
        }
        rest = inner.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether all words are ids, classes or values.
fn is_attributes(written: &str) -> bool {
    let inner = written.trim().trim_start_matches(':').trim();
    let is_one = |word: &str| {
        word.starts_with(['#', '.']) && word.len() > 1
            || word.split_once('=').is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            })
    };
    // Values in quotation marks may have blanks in them.
    let mut quoted = false;
    let words = inner.split(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let has_mark = written.trim_start().starts_with(':');
    !words.is_empty()
        && words
            .iter()
            .all(|word| is_one(word) || has_mark && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_stay_and_looks_go() {
        assert_eq!(
            translate(
                "## H {: #own .x }\n\n## I { #i }\n\n[a](b){ .md-button target=\"_blank\" } ![c](d){: width=\"3 0\" }\n\nText\n{: .note }\n\n`{: .x}` {not} a{b} {{ x }} {% y %}\n"
            ),
            "## H {#own}\n\n## I {#i}\n\n[a](b) ![c](d)\n\nText\n\n\n`{: .x}` {not} a{b} {{ x }} {% y %}\n"
        );
        assert_eq!(translate("## J {#j}\n"), "## J {#j}\n");
    }
}
