//! What MDX has besides components: imports, exports, expressions in braces, and attributes of HTML in JSX's spelling.

use std::collections::BTreeMap;

use serde_json::Value;

use super::args::braces;
use super::block;
use super::code::{Protected, outside};
use super::components::tag_length;
use super::js;
use crate::source::{Notes, what};

/// What the imports and exports of a file say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Module {
    /// Names and the files that they stand for.
    pub(crate) imports: BTreeMap<String, String>,
    /// Constants that are texts.
    pub(crate) constants: BTreeMap<String, String>,
}

/// Takes imports and exports out of a text. What they say is used; nothing of them is shown by the tool.
pub(crate) fn module(text: &str) -> (String, Module) {
    let protected = Protected::of(text);
    let mut module = Module::default();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut is_start = true;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let free = !protected.holds(at);
        at += line.len();
        let is_statement = free && is_start && (is_import(line) || is_export(line));
        if !is_statement {
            is_start = line.trim().is_empty();
            out.push_str(line);
            continue;
        }
        let mut statement = line.to_owned();
        // It goes on to its end, or to an empty line.
        while !ends(&statement) {
            match lines.peek() {
                Some(next) if !next.trim().is_empty() => {
                    at += next.len();
                    statement.push_str(next);
                    lines.next();
                }
                _ => break,
            }
        }
        note(&statement, &mut module);
        is_start = true;
    }
    (out, module)
}

fn is_import(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("import ") else { return false };
    let rest = rest.trim_start();
    let quoted = rest.starts_with(['\'', '"']);
    quoted
        || rest.contains(" from '")
        || rest.contains(" from \"")
        || rest.starts_with('{')
        || rest.starts_with("* as ")
}

fn is_export(line: &str) -> bool {
    ["export const ", "export let ", "export function ", "export default ", "export {", "export * "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Whether a statement is whole: its brackets are closed, and an import names its file.
fn ends(statement: &str) -> bool {
    let count = |signs: [char; 2]| statement.matches(signs[0]).count() <= statement.matches(signs[1]).count();
    let closed = count(['{', '}']) && count(['(', ')']) && count(['[', ']']);
    let named = !statement.starts_with("import ") || statement.contains(['\'', '"']);
    closed && named && !statement.trim_end().ends_with(['=', '>'])
}

fn note(statement: &str, module: &mut Module) {
    if let Some(rest) = statement.strip_prefix("import ") {
        let Some((names, from)) = rest.rsplit_once(" from ") else { return };
        let from = from.trim().trim_end_matches(';').trim_matches(['\'', '"']).to_owned();
        let names = names.replace(['{', '}'], ",").replace("* as ", "");
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let name = name.rsplit(" as ").next().unwrap_or(name).trim();
            module.imports.insert(name.to_owned(), from.clone());
        }
    } else if let Some(rest) = statement.strip_prefix("export const ").or_else(|| statement.strip_prefix("export let "))
    {
        let Some((name, value)) = rest.split_once('=') else { return };
        let text = match js::literal(value) {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => return,
        };
        module.constants.insert(name.split(':').next().unwrap_or(name).trim().to_owned(), text);
    }
}

/// Blank lines behind tags that have a line to themselves: there the Markdown goes on at once in MDX, and would be HTML
/// here. A picture behind such a tag becomes one of HTML, so that it stays in what the tag begins.
pub(crate) fn apart(text: &str) -> String {
    const TAGS: [&str; 8] = ["br", "hr", "div", "p", "center", "figure", "img", "section"];
    if !text.contains('<') {
        return text.to_owned();
    }
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut follows_tag = false;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim();
        match picture(words).filter(|_| follows_tag && !protected.holds(start)) {
            Some(picture) => out.push_str(&line.replacen(words, &picture, 1)),
            None => out.push_str(line),
        }
        follows_tag = words.starts_with('<') && words.ends_with('>') && !words.starts_with("<!--");
        let name = words.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
        let is_tag = words.starts_with('<') && words.ends_with('>') && words.matches('<').count() == 1;
        let next = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let blanks = next.len() - next.trim_start().len();
        let is_text = !next.trim().is_empty() && !next.trim_start().starts_with('<') && picture(next.trim()).is_none();
        if is_tag && is_text && blanks < 4 && name.is_some_and(|name| TAGS.contains(&name)) && !protected.holds(start) {
            out.push('\n');
        }
    }
    out
}

/// A picture of Markdown that is all of a line, as HTML.
fn picture(line: &str) -> Option<String> {
    let (alt, rest) = line.strip_prefix("![")?.split_once("](")?;
    let inner = rest.strip_suffix(')')?;
    let src = inner.split(" \"").next()?.trim().trim_start_matches('<').trim_end_matches('>');
    if alt.contains([']', '"', '<']) || src.contains([')', '"', '<']) {
        return None;
    }
    Some(format!("<img src=\"{src}\" alt=\"{alt}\" />"))
}

/// Tags of HTML in HTML's own spelling: `className`, `style={{…}}`, `src={require('./a.png').default}`.
pub(crate) fn html(text: &str, module: &Module) -> String {
    outside(text, |piece| {
        let mut out = String::with_capacity(piece.len());
        let mut rest = piece;
        while let Some(at) = rest.find('<') {
            let (before, tag) = rest.split_at(at);
            out.push_str(before);
            let inner = tag.get(1..).unwrap_or_default();
            let length =
                Some(inner).filter(|inner| inner.starts_with(|c: char| c.is_ascii_lowercase())).and_then(tag_length);
            match length {
                Some(length) => {
                    out.push_str(&attributes(tag.get(..=length).unwrap_or_default(), module));
                    rest = tag.get(length + 1..).unwrap_or_default();
                }
                None => {
                    out.push('<');
                    rest = inner;
                }
            }
        }
        out.push_str(rest);
        out
    })
}

/// A tag with its attributes as HTML has them.
fn attributes(tag: &str, module: &Module) -> String {
    if !tag.contains("={") && !tag.contains("className") && !tag.contains("{...") {
        return tag.to_owned();
    }
    let mut out = String::with_capacity(tag.len());
    let mut rest = tag;
    while let Some(at) = rest.find('{') {
        let (before, code) = rest.split_at(at);
        let Some(length) = braces(code) else { break };
        let inner = code.get(1..length - 1).unwrap_or_default();
        rest = code.get(length..).unwrap_or_default();
        let (kept, name) = match before.strip_suffix('=') {
            Some(before) => {
                let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                (before.get(..start).unwrap_or_default(), before.get(start..).unwrap_or_default())
            }
            None => (before, ""),
        };
        out.push_str(kept);
        match value(inner, module).filter(|_| !name.is_empty() && name != "style") {
            Some(value) => out.push_str(&format!("{name}=\"{}\"", value.replace('"', "&quot;"))),
            None => out.truncate(out.trim_end().len()),
        }
    }
    out.push_str(rest);
    // A picture whose file can't be known is none.
    if out.starts_with("<img") && !out.contains(" src=") {
        return block::comment(tag);
    }
    out.replace(" className=", " class=").replace(" htmlFor=", " for=")
}

/// The text that an expression stands for: a literal, a constant, an imported file, `require('x').default`.
pub(crate) fn value(code: &str, module: &Module) -> Option<String> {
    let code = code.trim();
    let code = code.strip_suffix(".src").unwrap_or(code);
    if let Some(known) = module.imports.get(code).or_else(|| module.constants.get(code)) {
        return Some(known.clone());
    }
    let is_word = code.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    if is_word && code.parse::<f64>().is_err() {
        return None;
    }
    let plain = code.strip_suffix(".default").unwrap_or(code);
    match js::literal(plain) {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Expressions in braces: those that are a text become it, comments stay comments, others are kept as one and told.
pub(crate) fn expressions(text: &str, lines: &[usize], module: &Module, path: &str, notes: &mut Notes) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut from = 0;
    while let Some(next) = text.get(from..).and_then(|rest| rest.find('{')).map(|next| from + next) {
        from = next + 1;
        let before = text.get(..next).unwrap_or_default();
        let rest = text.get(next..).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.get(line_start..).unwrap_or_default();
        // Anchors and attributes of blocks are no expressions.
        let is_ours = rest.starts_with("{#") || line.trim_start_matches([' ', '\t', '>']).starts_with(":::");
        if protected.holds(next) || before.ends_with('\\') || is_ours || next < at {
            continue;
        }
        let Some(length) = braces(rest) else { continue };
        let inner = rest.get(1..length - 1).unwrap_or_default().trim();
        let written = if let Some(comment) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
            let comment = format!("<!-- {} -->", comment.trim().replace("--", "- -"));
            block::within(&comment, before, rest.get(length..).unwrap_or_default())
        } else if let Some(text) = value(inner, module) {
            text
        } else {
            let number = before.matches('\n').count();
            let shown: String = inner.chars().take(60).collect();
            let message =
                format!("the expression `{{{}}}` is not worked out; a comment keeps it", shown.replace('\n', " "));
            notes.problem(what::SYNTAX, path, lines.get(number).copied(), message);
            let comment = block::comment(rest.get(..length).unwrap_or_default());
            block::within(&comment, before, rest.get(length..).unwrap_or_default())
        };
        out.push_str(text.get(at..next).unwrap_or_default());
        out.push_str(&written);
        at = next + length;
        from = at;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_go() {
        let text = "import Tabs from '@theme/Tabs';\nimport A, { B as C } from \"./_a.mdx\"\nexport const x = 'y'\n\nText\nimport your files from the disk\n\nimport your data. It is easy.\n\n```js\nimport x from 'y'\n```\n";
        let (out, module) = module(text);
        assert_eq!(
            out,
            "\nText\nimport your files from the disk\n\nimport your data. It is easy.\n\n```js\nimport x from 'y'\n```\n"
        );
        assert_eq!(module.imports["C"], "./_a.mdx");
        assert_eq!((module.imports.len(), module.constants["x"].as_str()), (3, "y"));
        let (out, _) = super::module("export const F = () => (\n  <b>\n    x\n  </b>\n);\n\nrest\n");
        assert_eq!(out, "\nrest\n");
    }

    #[test]
    fn markdown_goes_on_behind_tags() {
        assert_eq!(apart("a\n<br/>\n**b** c\n"), "a\n<br/>\n\n**b** c\n");
        assert_eq!(
            apart("<p align=\"center\">\n  <a href=\"#\">\n    ![A b](c.png \"T\")\n  </a>\n</p>\n\n![d](e.png)\n"),
            "<p align=\"center\">\n  <a href=\"#\">\n    <img src=\"c.png\" alt=\"A b\" />\n  </a>\n</p>\n\n![d](e.png)\n"
        );
        let stays = "<div>\n<p>\n    code\n</p>\n</div>\n\n```\n<br/>\nx\n```\n<b>x</b>\ny\n";
        assert_eq!(apart(stays), stays);
    }

    #[test]
    fn html_in_its_own_spelling() {
        let (_, module) = module("import img from './i.png';\n");
        let out = html(
            "<div className=\"a\" style={{ color: 'red' }}><img src={img} width={20} alt=\"x\" /> <img src={require('../b.png').default}/></div> `<i a={b}>`",
            &module,
        );
        assert_eq!(
            out,
            "<div class=\"a\"><img src=\"./i.png\" width=\"20\" alt=\"x\" /> <img src=\"../b.png\"/></div> `<i a={b}>`"
        );
    }

    #[test]
    fn expressions_become_texts_or_comments() {
        let (_, module) = module("export const v = '1.2'\n");
        let mut notes = Notes::default();
        let text = "A {v}{' '}b {/* c */} \\{d} `{e}`\n\n## H {#id}\n\n:::tabs {group=x}\n:::\n{frontMatter.title}\n";
        let lines: Vec<usize> = (1..20).collect();
        let out = expressions(text, &lines, &module, "x", &mut notes);
        assert_eq!(
            out,
            "A 1.2 b <!-- c --> \\{d} `{e}`\n\n## H {#id}\n\n:::tabs {group=x}\n:::\n<!-- import: %7BfrontMatter.title%7D -->\n"
        );
        assert_eq!((notes.problems.len(), notes.problems[0].line), (1, Some(7)));
    }
}
