//! What VitePress and VuePress add to Markdown: includes, code of files, scripts, templates, braces.

use std::collections::BTreeMap;

use helpdex_content::path::split;

use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::code::{Protected, outside};
use crate::dialect::components::Components;
use crate::dialect::includes::{Includes, Part};
use crate::dialect::{colons, elements, embeds, quotes};
use crate::source::{Notes, Text, front_matter, what};

/// The words of a home page stand in its front matter.
pub(super) fn home(head: &mut crate::source::Entries, body: &mut Text) {
    let Some((_, hero)) = head.iter().find(|(key, _)| key == "hero").cloned() else { return };
    if head.iter().all(|(key, _)| key != "title")
        && let Some(title) = hero["name"].as_str().or_else(|| hero["text"].as_str())
    {
        head.push(("title".to_owned(), title.into()));
    }
    if let Some(tagline) = hero["tagline"].as_str() {
        head.push(("summary".to_owned(), tagline.into()));
    }
    let features = head.iter().find(|(key, _)| key == "features").map(|(_, value)| value.clone()).unwrap_or_default();
    let mut lines = Vec::new();
    for feature in features.as_array().into_iter().flatten() {
        let (title, details) =
            (feature["title"].as_str().unwrap_or_default(), feature["details"].as_str().unwrap_or_default());
        let title = match feature["link"].as_str() {
            Some(link) => format!("[{title}]({link})"),
            None => format!("**{title}**"),
        };
        lines.push(format!("- {title} {details}").trim_end().to_owned());
    }
    if !lines.is_empty() {
        let text = format!("{}\n\n{}", lines.join("\n"), body);
        *body = Text::new(&text, 1);
    }
}

pub(super) fn translate(
    body: &mut Text,
    file: &str,
    includes: &Includes<'_>,
    inserted: &mut Vec<String>,
    notes: &mut Notes,
) -> Vec<String> {
    let mut folders = Vec::new();
    body.rewrite(|text, lines| inserts(text, lines, file, includes, inserted, &mut folders, notes, 0));
    body.rewrite(|text, _| scripts(text, file, notes));
    body.rewrite(|text, _| templates(text));
    body.rewrite(|text, lines| colons::translate(text, lines, file, notes));
    body.rewrite(|text, _| quotes::translate(text, notes));
    body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
    body.rewrite(|text, lines| {
        elements::translate(text, lines, &mut Components { path: file, parts: BTreeMap::new(), notes })
    });
    body.rewrite(|text, lines| braces(text, lines, file, notes));
    body.rewrite(|text, _| outside(text, |piece| piece.replace("[[toc]]", "").replace("[[TOC]]", "")));
    anchors::keep_in(body, Style::VitePress, notes);
    folders
}

/// `<!--@include: ./a.md{3,5}-->` and `<<< @/a.js#region{1,2 js}`.
#[expect(clippy::too_many_arguments, reason = "a step of its own recursion")]
fn inserts(
    text: &str,
    lines: &[usize],
    file: &str,
    includes: &Includes<'_>,
    inserted: &mut Vec<String>,
    folders: &mut Vec<String>,
    notes: &mut Notes,
    depth: usize,
) -> String {
    const MAX_DEPTH: usize = 8;
    if !text.contains("@include") && !text.contains("<<<") {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    let protected = Protected::of(text);
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let is_code =
            protected.holds(start + line.len() - line.trim_start().len()) && !line.trim_start().starts_with("<!--");
        start += line.len() + 1;
        let trimmed = line.trim();
        let number = lines.get(index).copied();
        let include = trimmed
            .strip_prefix("<!--")
            .and_then(|rest| rest.trim_start().strip_prefix("@include:"))
            .map(|rest| rest.trim_end_matches("-->").trim());
        if let Some(wanted) = include {
            let part = part(wanted);
            match includes.text(file, number, &part, notes).filter(|_| depth < MAX_DEPTH) {
                Some((text, path)) => {
                    let parsed = front_matter::parse(&path, &text, notes);
                    folders.push(split(&path).0.to_owned());
                    inserted.push(path.clone());
                    out.push(inserts(
                        parsed.body.to_string().trim_end(),
                        &[],
                        &path,
                        includes,
                        inserted,
                        folders,
                        notes,
                        depth + 1,
                    ));
                }
                None => out.push(block::comment(&format!("include {wanted}"))),
            }
        } else if let Some(wanted) = trimmed.strip_prefix("<<<").filter(|_| !is_code) {
            let wanted = wanted.trim();
            let (path, rest) = wanted.split_once('{').unwrap_or((wanted, ""));
            let language =
                rest.trim_end_matches('}').split_whitespace().find(|word| word.starts_with(char::is_alphabetic));
            let part = part(path.trim());
            let end = part.path.rsplit_once('.').map_or("", |(_, end)| end).to_owned();
            let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
            let made = match includes.text(file, number, &part, notes) {
                Some((text, _)) => format!("```{}\n{}\n```", language.unwrap_or(&end), text.trim_end()),
                None => block::comment(&format!("include {wanted}")),
            };
            out.push(format!("{indent}{}", block::indent_rest(&made, indent)));
        } else {
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

/// `@/a.md#region{3,5}`
fn part(wanted: &str) -> Part {
    let (path, lines) = wanted.split_once('{').unwrap_or((wanted, ""));
    let (path, section) = path.split_once('#').map_or((path, None), |(path, section)| (path, Some(section.to_owned())));
    let path = path.trim().trim_start_matches("@/").trim_start_matches("@").to_owned();
    let lines = lines.trim_end_matches('}').split_once(',').and_then(|(from, to)| {
        let from = from.trim().parse().unwrap_or(1);
        Some((from, if to.trim().is_empty() { usize::MAX } else { to.trim().parse().ok()? }))
    });
    Part { path, section, lines }
}

/// `<script setup>` and `<style>` are no text.
fn scripts(text: &str, file: &str, notes: &mut Notes) -> String {
    let mut out = text.to_owned();
    for name in ["script", "style"] {
        loop {
            let protected = Protected::of(&out);
            let found = out.match_indices(&format!("<{name}")).map(|(at, _)| at).find(|at| !protected.holds(*at));
            let end =
                found.and_then(|at| out.get(at..)?.find(&format!("</{name}>")).map(|end| at + end + name.len() + 3));
            let (Some(at), Some(end)) = (found, end) else { break };
            notes.problem(what::SYNTAX, file, None, format!("a `<{name}>` is left out"));
            out.replace_range(at..end, "");
        }
    }
    out
}

/// The parts of a component, `<template #title>`: what they hold stays.
fn templates(text: &str) -> String {
    if !text.contains("<template") {
        return text.to_owned();
    }
    outside(text, |piece| {
        let mut out = String::with_capacity(piece.len());
        let mut rest = piece;
        while let Some(at) = rest.find("<template").into_iter().chain(rest.find("</template")).min() {
            let (before, tag) = rest.split_at(at);
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            out.push_str(before);
            rest = tag.get(end..).unwrap_or_default();
        }
        out + rest
    })
}

/// `{{ x }}` of Vue.
fn braces(text: &str, lines: &[usize], file: &str, notes: &mut Notes) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("{{")).map(|next| at + next) {
        out.push_str(text.get(at..next).unwrap_or_default());
        let rest = text.get(next + 2..).unwrap_or_default();
        let Some(end) = rest.find("}}").filter(|_| !protected.holds(next)) else {
            out.push_str("{{");
            at = next + 2;
            continue;
        };
        let inner = rest.get(..end).unwrap_or_default().trim();
        let line = lines.get(text.get(..next).unwrap_or_default().matches('\n').count()).copied();
        notes.problem(what::SYNTAX, file, line, format!("`{{{{ {inner} }}}}` is not worked out; a comment keeps it"));
        at = next + 2 + end + 2;
        let comment = block::within(&block::comment(inner), &out, text.get(at..).unwrap_or_default());
        out.push_str(&comment);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
