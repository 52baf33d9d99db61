//! The head of a Markdown file of another tool.

use helpdex_content::yaml;

use super::fence::{self, Head};
use super::notes::{Notes, what};
use super::text::Text;
use super::value::{self, Entries};

/// A Markdown file taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parsed {
    /// Keys and values.
    pub(crate) head: Entries,
    /// The head as it is written, with its fences.
    pub(crate) written: String,
    /// What follows.
    pub(crate) body: Text,
}

/// Takes a file apart. Of front matter that can't be read the title is saved, and all of it is kept as text.
pub(crate) fn parse(path: &str, text: &str, notes: &mut Notes) -> Parsed {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (head, body) = fence::split(&text);
    let entries = entries(path, head, notes);
    let written = text.get(..text.len() - body.len()).unwrap_or_default().to_owned();
    let first = written.matches('\n').count() + 1;
    Parsed { head: entries, body: Text::new(body, first), written }
}

fn entries(path: &str, head: Head<'_>, notes: &mut Notes) -> Entries {
    let (raw, read) = match head {
        Head::None => return Entries::new(),
        Head::Unclosed => {
            let message = "the front matter is never closed; all of it is in the article's text now";
            notes.problem(what::HEAD, path, Some(1), message);
            return Entries::new();
        }
        Head::Yaml(raw) => (raw, read_yaml(raw)),
        Head::Toml(raw) => (
            raw,
            raw.parse().map(value::from_toml).map_err(|fault: toml::de::Error| {
                let line = raw
                    .get(..fault.span().map_or(0, |span| span.start))
                    .map_or(1, |text| text.matches('\n').count() + 2);
                (line, fault.message().to_owned())
            }),
        ),
    };
    read.unwrap_or_else(|(line, message)| {
        let message = format!("the front matter is broken ({message}); it is kept as text under `extra`");
        notes.problem(what::HEAD, path, Some(line), message);
        let title = salvaged_title(raw).map(|title| ("title".to_owned(), title.into()));
        title.into_iter().chain([("front_matter".to_owned(), raw.into())]).collect()
    })
}

/// Reads YAML. What other tools let pass is tried as well: lines that tabs indent.
fn read_yaml(raw: &str) -> Result<Entries, (usize, String)> {
    strict(raw).or_else(|fault| {
        let plain = with_blanks(raw);
        if plain == raw { Err(fault) } else { strict(&plain).map_err(|_| fault) }
    })
}

/// Lines with blanks for the tabs that they begin with.
fn with_blanks(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for line in raw.split_inclusive('\n') {
        let (lead, rest) = line.split_at(line.len() - line.trim_start_matches([' ', '\t']).len());
        out.push_str(&lead.replace('\t', "  "));
        out.push_str(rest);
    }
    out
}

fn strict(raw: &str) -> Result<Entries, (usize, String)> {
    let node = yaml::parse(raw).map_err(|fault| {
        let line = raw.get(..fault.offset).unwrap_or_default().matches('\n').count() + 2;
        (line, fault.message)
    })?;
    value::from_yaml(&node, raw).ok_or_else(|| (2, format!("it is {}, not a map of keys", node.kind_name())))
}

/// The title of front matter that can't be read as a whole.
fn salvaged_title(raw: &str) -> Option<String> {
    let line = raw.lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        key.trim().eq_ignore_ascii_case("title").then(|| value.trim())
    })?;
    let title = line.trim_matches(['"', '\'']).trim();
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_that_indent() {
        let mut notes = Notes::default();
        let parsed = parse("x.md", "---\ntitle: A\naliases: [\n\t\"/a\",\n  \"/b\",\n]\n---\nText.\n", &mut notes);
        assert_eq!(parsed.head.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["title", "aliases"]);
        parse("x.md", "---\ntitle: [A\n---\n", &mut notes);
        assert_eq!(notes.problems.len(), 1);
    }
}
