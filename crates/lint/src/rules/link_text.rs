//! Rules about what links are called.

use std::ops::Range;

use super::rule::{Rule, Run, Subject};
use crate::personal_data::is_example;
use helpdex_content::config::Level;
use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::markdown::{Link, LinkTarget};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "vague-link",
        level: Level::Warning,
        what: "a link is called \"here\", \"click here\" or the like",
        why: "Screen readers list links without the text around them, and a list of \"here\" helps nobody.",
        how: "Name what the link leads to: `see [how refunds work](refunds.md)`.",
        run: Run::Text(vague),
    },
    Rule {
        code: "bare-url",
        level: Level::Warning,
        what: "an address stands in the text: as the name of a link, or without being a link at all",
        why: "Nobody reads addresses, a phone breaks them into pieces, and screen readers spell them out. One that is no \
              link has to be copied by hand.",
        how: "Give it a name: `[status page](https://status.example.com/now)`. An address to type belongs in backticks.",
        run: Run::Text(bare),
    },
];

/// Names that say nothing, per language, in lower case and without punctuation.
const VAGUE: [(&str, &[&str]); 3] = [
    (
        "en",
        &[
            "click",
            "click here",
            "click this",
            "click this link",
            "here",
            "right here",
            "this",
            "that",
            "link",
            "the link",
            "this link",
            "that link",
            "this page",
            "this article",
            "this one",
            "more",
            "read more",
            "learn more",
            "see more",
            "more info",
            "more information",
            "more details",
            "details",
            "follow this link",
            "go here",
            "see here",
            "tap here",
        ],
    ),
    (
        "ru",
        &[
            "здесь",
            "вот здесь",
            "тут",
            "вот тут",
            "сюда",
            "отсюда",
            "ссылка",
            "ссылке",
            "по ссылке",
            "по этой ссылке",
            "эта ссылка",
            "этой ссылке",
            "этой статье",
            "нажмите здесь",
            "нажмите сюда",
            "нажмите тут",
            "кликните здесь",
            "кликните сюда",
            "жмите сюда",
            "перейдите по ссылке",
            "перейти по ссылке",
            "перейти",
            "подробнее",
            "подробности",
            "читать далее",
            "далее",
            "узнать больше",
            "дополнительные сведения",
            "эта статья",
            "эта страница",
        ],
    ),
    (
        "be",
        &[
            "тут",
            "вось тут",
            "сюды",
            "адсюль",
            "спасылка",
            "спасылцы",
            "па спасылцы",
            "па гэтай спасылцы",
            "гэта спасылка",
            "гэтай спасылцы",
            "націсніце тут",
            "націсніце сюды",
            "падрабязней",
            "падрабязнасці",
            "чытаць далей",
            "далей",
            "перайсці",
            "перайдзіце па спасылцы",
            "гэты артыкул",
            "гэта старонка",
        ],
    ),
];

fn vague(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = subject.body() else { return };
    let code = subject.language();
    let own =
        VAGUE.iter().filter(|(language, _)| *language == code || *language == code.split('-').next().unwrap_or(code));
    let vague: Vec<&[&str]> = own.map(|(_, names)| *names).collect();
    for link in &body.links {
        let name = link.text.trim_matches(|c: char| !c.is_alphanumeric());
        // The longest of them has 24 letters; this spares folding whole sentences.
        if name.is_empty() || name.len() > 60 {
            continue;
        }
        let name = name.to_lowercase();
        if vague.iter().any(|names| names.contains(&name.as_str())) {
            let file = &subject.entry.file;
            let message = format!("`{}` does not say where the link leads", link.text);
            let warning = file.warning("vague-link", name_range(file, link), message);
            found.push(warning.help("name what it leads to: `see [how refunds work](refunds.md)`"));
        }
    }
}

/// Where the name of a link stands; its destination where that can't be told.
fn name_range(file: &SourceText, link: &Link) -> Range<usize> {
    let find = || {
        let before = &*file.slice(..link.range.start)?;
        let end = before.trim_end_matches(['<', ' ']).strip_suffix("](")?.len();
        let start = before.get(..end)?.rfind('[')? + 1;
        Some(start..end)
    };
    find().unwrap_or_else(|| link.range.clone())
}

fn bare(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = subject.body() else { return };
    let file = &subject.entry.file;
    for link in &body.links {
        let LinkTarget::External(url) = &link.target else { continue };
        let is_address = ["http://", "https://", "www."].iter().any(|start| link.text.starts_with(start));
        // The front page of a site may be called by its address: people know it by that, and type it.
        let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        if is_address && !path.is_empty() && !link.text.contains(' ') {
            let warning = file.warning("bare-url", link.range.clone(), format!("`{url}` is no name for a link"));
            found.push(warning.help("give it a name: `[status page](https://status.example.com)`"));
        }
    }
    // Most articles have no address in them, and their text need not be read for this rule.
    let text = file.text();
    let Some(prose) = subject.prose().filter(|_| text.contains("://") || text.contains("www.")) else { return };
    for block in &prose.blocks {
        for range in addresses(&block.text) {
            let place = prose.in_file(block, &range);
            if block.is_code(&range) || block.is_link(&range) || prose.is_snippet(&place) {
                continue;
            }
            let address = block.text.get(range).unwrap_or_default();
            let warning = file.warning("bare-url", place, format!("`{address}` is no link"));
            found.push(warning.help(
                "make it one, with a name: `[status page](https://status.example.com)`; an address to type belongs in \
                 backticks",
            ));
        }
    }
}

/// The addresses of pages in a text. Those of one's own machine and with a gap to fill in lead nowhere, and the front page
/// of a site is known by its name: `www.example.com`.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    let starts = text.match_indices("http").chain(text.match_indices("www.")).map(|(at, _)| at);
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    for start in starts {
        let before = text.get(..start).unwrap_or_default().chars().next_back();
        let Some(rest) = text.get(start..).filter(|_| start >= done) else { continue };
        let ends = |c: char| c.is_whitespace() || "<>\"«»“”`|".contains(c);
        let written = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
        let mut address = written.trim_end_matches(|c: char| ".,;:!?'’*_…".contains(c));
        // A closing bracket belongs to the address only when that has the opening one.
        while let Some(inner) = address.strip_suffix([')', ']']).filter(|inner| !inner.contains(['(', '['])) {
            address = inner.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        }
        done = start + written.len();
        let scheme = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        let (host, path) = scheme.unwrap_or(address).split_once('/').unwrap_or((scheme.unwrap_or(address), ""));
        let is_page = scheme.is_some() || address.starts_with("www.") && !path.is_empty();
        let joined = before.is_some_and(|c| c.is_alphanumeric() || "/.@-_=".contains(c));
        if is_page
            && !joined
            && is_host(host)
            && !asks_for_example(path)
            && !address.contains(['{', '}', '[', ']', '$', '…', '*'])
        {
            found.push(start..start + address.len());
        }
    }
    found
}

/// Whether an address asks a real host for something of nobody's: `?user=anna@contoso.com`.
fn asks_for_example(path: &str) -> bool {
    path.split(['=', '&', '/']).filter_map(|part| part.split_once('@')).any(|(_, host)| is_example(host))
}

/// Whether a name is one of a host that anybody can reach.
fn is_host(name: &str) -> bool {
    let name = name.split(['?', '#', ':']).next().unwrap_or_default();
    let top = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && top.len() >= 2
        && top.chars().all(char::is_alphabetic)
        && !["local", "internal"].contains(&top)
        && !is_example(&name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_what_only_looks_like_them() {
        let find = |text: &'static str| addresses(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(
            find("См. https://shop.by/a_(b), (www.shop.by/help). «http://shop.by?x=1»; www.shop.by or https://a.by."),
            ["https://shop.by/a_(b)", "www.shop.by/help", "http://shop.by?x=1", "https://a.by"]
        );
        let none = "http://localhost:8080/x https://192.168.1.1/ https://x.example.com/ https://{host}.by/ http https:// \
                    anna@www.shop.by/ https://contoso.shop.by/a https://shop.by/?user=anna@contoso.com https://… http://[::1]/ myhttps://shop.by";
        assert_eq!(find(none), [] as [&str; 0]);
    }
}
