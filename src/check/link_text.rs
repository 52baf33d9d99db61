//! Rules about what links are called.

use std::ops::Range;

use super::rule::{Rule, Run, Subject};
use crate::config::Level;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::markdown::{Link, LinkTarget};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "vague-link",
        level: Level::Warning,
        what: "a link is called \"here\", \"click here\" or the like",
        why: "Screen readers list links without the text around them, and a list of \"here\" helps nobody.",
        how: "Name what the link leads to: `see [how refunds work](refunds.md)`.",
        run: Run::Entry(vague),
    },
    Rule {
        code: "bare-url",
        level: Level::Warning,
        what: "a link shows a long address instead of a name",
        why: "Nobody reads addresses, a phone breaks them into pieces, and screen readers spell them out.",
        how: "Give it a name: `[status page](https://status.example.com/now)`. An address to type belongs in backticks.",
        run: Run::Entry(bare),
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
        let before = file.text().get(..link.range.start)?;
        let end = before.trim_end_matches(['<', ' ']).strip_suffix("](")?.len();
        let start = before.get(..end)?.rfind('[')? + 1;
        Some(start..end)
    };
    find().unwrap_or_else(|| link.range.clone())
}

fn bare(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for link in subject.body().into_iter().flat_map(|body| &body.links) {
        let LinkTarget::External(url) = &link.target else { continue };
        let is_address = ["http://", "https://", "www."].iter().any(|start| link.text.starts_with(start));
        // The front page of a site may be called by its address: people know it by that, and type it.
        let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        if is_address && !path.is_empty() && !link.text.contains(' ') {
            let warning =
                subject.entry.file.warning("bare-url", link.range.clone(), format!("`{url}` is no name for a link"));
            found.push(warning.help("give it a name: `[status page](https://status.example.com)`"));
        }
    }
}
