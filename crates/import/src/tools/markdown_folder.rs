//! A folder of Markdown, by whatever tool: nothing is known but files, links between them and front matter.

use helpdex_content::config::{LanguageId, is_language_code};
use helpdex_content::error::{Error, Result};
use helpdex_content::path::{join, split};

use super::ask::Ask;
use crate::source::tree::is_markdown;
use crate::source::{Addresses, Asset, OnDisk, Page, Source, front_matter, what};

/// Reads it. Every Markdown file is a page; all others are files that pages may use.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut source = Source {
        name: ask.tree.name.clone(),
        addresses: Addresses { roots: vec![String::new()], ..Addresses::default() },
        ..Source::default()
    };
    for (path, why) in &ask.tree.unreachable {
        lose(path, why, &mut source);
    }
    for path in &ask.tree.files {
        if !is_markdown(path) {
            let content = OnDisk(ask.tree.location(path));
            source.files.insert(path.clone(), Asset { place: path.clone(), content });
        } else if path.split('/').any(|part| part.starts_with('.')) {
            lose(path, "hidden files are not imported", &mut source);
        } else {
            source.found += 1;
            page(ask, path, &mut source)?;
        }
    }
    Ok(source)
}

/// Notes a file that stays outside. One that looks like an article counts as found and lost.
fn lose(path: &str, why: &str, source: &mut Source) {
    if is_markdown(path) {
        source.found += 1;
        source.lost += 1;
        source.notes.problem(what::LOST, path, None, format!("not imported: {why}"));
    } else {
        source.notes.problem(what::LOST, path, None, format!("left out: {why}"));
    }
}

fn page(ask: &Ask<'_>, path: &str, source: &mut Source) -> Result<()> {
    let Some(text) = text(ask, path, source)? else { return Ok(()) };
    let parsed = front_matter::parse(path, &text, &mut source.notes);
    let (stem, language) = name(ask, path, source);
    if ["{{<", "{{%"].iter().any(|open| parsed.body.contains(open)) {
        let message = "has shortcodes in `{{…}}`, which Helpdex shows as text";
        source.notes.problem(what::SYNTAX, path, None, message);
    }
    source.pages.push(Page {
        origin: path.to_owned(),
        place: join(split(path).0, &format!("{stem}.md")),
        language,
        head: parsed.head,
        written_head: parsed.written,
        body: parsed.body,
        ..Page::default()
    });
    Ok(())
}

/// The text of a Markdown file. One that is not UTF-8 is lost, and the notes say so.
pub(crate) fn text(ask: &Ask<'_>, path: &str, source: &mut Source) -> Result<Option<String>> {
    let location = ask.tree.location(path);
    let bytes = std::fs::read(&location).map_err(Error::io("read", &location))?;
    Ok(String::from_utf8(bytes).map_or_else(
        |fault| {
            let valid = fault.utf8_error().valid_up_to();
            let before = fault.as_bytes().get(..valid).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            source.lost += 1;
            source.notes.problem(what::LOST, path, Some(line), "not imported: the file is not UTF-8 text");
            None
        },
        Some,
    ))
}

/// The stem and language of a file's name: `refunds.ru.md` is Russian in a site that speaks it.
fn name(ask: &Ask<'_>, path: &str, source: &mut Source) -> (String, LanguageId) {
    let (_, name) = split(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some((before, code)) = stem.rsplit_once('.').filter(|(before, _)| !before.is_empty()) {
        if let Some(language) = ask.config.language_id(code) {
            return (before.to_owned(), language);
        }
        if is_language_code(code) {
            let message = format!("its name says `{code}`, a language that this site does not have");
            source.notes.problem(what::LANGUAGE, path, None, message);
        }
    }
    (stem.to_owned(), ask.language)
}
