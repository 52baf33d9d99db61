//! Fences of code blocks: what tools write behind the language, and groups of such blocks.

use super::block;
use super::code::Fence;

/// The title that a fence gives its code: `title="a.js"`, `[a.js]`, `name="a.js"`.
pub(crate) fn title(info: &str) -> Option<String> {
    for key in ["title=", "filename=", "name=", "tab="] {
        if let Some(rest) = info.split_once(key).map(|(_, rest)| rest) {
            let quote = rest.chars().next()?;
            let title = match quote {
                '"' | '\'' => rest.get(1..)?.split(quote).next()?,
                _ => rest.split_whitespace().next()?,
            };
            return Some(title.to_owned());
        }
    }
    let (_, rest) = info.split_once('[')?;
    Some(rest.split(']').next()?.to_owned())
}

/// Blocks of code in a row as tabs that are named after them.
pub(crate) fn tabs_of_code(text: &str) -> String {
    let mut out = Vec::new();
    let mut block: Option<(String, Fence, Vec<&str>)> = None;
    let mut number = 0;
    for line in text.lines() {
        match (&mut block, Fence::of(line)) {
            (None, Some(fence)) => {
                let info = line.trim().trim_start_matches(fence.sign);
                number += 1;
                let language = info.split([' ', '[', '{']).next().filter(|word| !word.is_empty());
                let name = title(info).or_else(|| language.map(str::to_owned)).unwrap_or_else(|| number.to_string());
                block = Some((name, fence, vec![line]));
            }
            (Some((name, fence, lines)), _) => {
                lines.push(line);
                if fence.is_closed_by(line) {
                    out.push(block::write("tab", name, "", &lines.join("\n")));
                    block = None;
                }
            }
            (None, None) if line.trim().is_empty() => {}
            (None, None) => out.push(line.to_owned()),
        }
    }
    if let Some((name, _, lines)) = block {
        out.push(block::write("tab", &name, "", &lines.join("\n")));
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_becomes_tabs() {
        assert_eq!(
            tabs_of_code("\n```sh [npm]\nnpm i\n```\n\n```sh title=\"Yarn 1\"\nyarn\n```\n```\nx\n```"),
            ":::tab npm\n```sh [npm]\nnpm i\n```\n:::\n:::tab Yarn 1\n```sh title=\"Yarn 1\"\nyarn\n```\n:::\n:::tab 3\n```\nx\n```\n:::"
        );
    }
}
