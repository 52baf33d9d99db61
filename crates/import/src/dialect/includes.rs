//! Files that are inserted, or pieces of them.

use std::collections::BTreeSet;

use helpdex_content::path::{resolve, split};

use crate::source::tree::Tree;
use crate::source::{Notes, what};

/// A file may insert another one; deeper than this they go round in circles.
const MAX_DEPTH: usize = 8;

/// Where included files are looked for.
pub(crate) struct Includes<'a> {
    /// The files.
    pub(crate) tree: &'a Tree,
    /// Folders that paths count from, besides that of the file itself.
    pub(crate) bases: Vec<String>,
}

/// What is inserted of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// The path as it is written.
    pub(crate) path: String,
    /// A named section of it.
    pub(crate) section: Option<String>,
    /// Lines, from 1.
    pub(crate) lines: Option<(usize, usize)>,
}

impl Part {
    /// `file.md`, `file.md:section`, `file.md:3:10`, `file.md:3`.
    pub(crate) fn read(text: &str) -> Self {
        let mut parts = text.trim().split(':');
        let path = parts.next().unwrap_or_default().to_owned();
        let rest: Vec<&str> = parts.collect();
        let number = |text: &str| text.trim().parse::<usize>().ok();
        match rest.as_slice() {
            [] => Self { path, ..Self::default() },
            [one] if number(one).is_some() => {
                let line = number(one).unwrap_or(1);
                Self { path, lines: Some((line, line)), ..Self::default() }
            }
            [from, to] if number(from).is_some() || from.trim().is_empty() => {
                let lines = Some((number(from).unwrap_or(1), number(to).unwrap_or(usize::MAX)));
                Self { path, lines, ..Self::default() }
            }
            [section, ..] => Self { path, section: Some((*section).to_owned()), ..Self::default() },
        }
    }
}

impl Includes<'_> {
    /// The file that a path means, written in `file`.
    pub(crate) fn find(&self, file: &str, path: &str) -> Option<String> {
        let own = split(file).0.to_owned();
        let path = path.trim().trim_matches(['"', '\'']);
        let all = [own].into_iter().chain(self.bases.iter().cloned());
        all.filter_map(|base| resolve(&base, path.trim_start_matches('/'))).find(|path| self.tree.has(path))
    }

    /// The text to be inserted; nothing when there is none, which is told.
    pub(crate) fn text(
        &self,
        file: &str,
        line: Option<usize>,
        part: &Part,
        notes: &mut Notes,
    ) -> Option<(String, String)> {
        let found = self.find(file, &part.path).and_then(|path| Some((self.tree.text(&path)?, path)));
        let Some((text, path)) = found else {
            let message = format!("`{}` is not there to be inserted; a comment keeps its name", part.path);
            notes.problem(what::INCLUDE, file, line, message);
            return None;
        };
        notes.count("includes", 1);
        let text = text.replace("\r\n", "\n");
        let picked = match (&part.section, part.lines) {
            (Some(section), _) => sectioned(&text, section),
            (None, Some((from, to))) => text
                .lines()
                .skip(from.max(1) - 1)
                .take(to.saturating_sub(from.max(1)).saturating_add(1))
                .collect::<Vec<_>>()
                .join("\n"),
            (None, None) => text,
        };
        Some((marks_out(&picked), path))
    }
}

/// Where a tag stands that may insert a file.
#[derive(Clone, Copy)]
pub(crate) struct Here<'h> {
    /// The file that holds it.
    pub(crate) file: &'h str,
    /// Where the files lie.
    pub(crate) includes: &'h Includes<'h>,
    /// How many files insert that file, one in the other.
    pub(crate) depth: usize,
}

impl Here<'_> {
    /// The text of a file that is named here, and its path; nothing when there is none, which is told, or when files go
    /// round in circles.
    pub(crate) fn text(&self, path: String, line: usize, notes: &mut Notes) -> Option<(String, String)> {
        let part = Part { path, ..Part::default() };
        self.includes.text(self.file, Some(line), &part, notes).filter(|_| self.depth < MAX_DEPTH)
    }
}

/// What stands between the marks of a section: `--8<-- [start:x]`, `ANCHOR: x`, `#region x`.
fn sectioned(text: &str, section: &str) -> String {
    let starts = [format!("[start:{section}]"), format!("ANCHOR: {section}"), format!("#region {section}")];
    let ends = [
        format!("[end:{section}]"),
        format!("ANCHOR_END: {section}"),
        format!("#endregion {section}"),
        "#endregion".to_owned(),
    ];
    let has = |line: &str, marks: &[String]| marks.iter().any(|mark| line.contains(mark.as_str()));
    let inside = text.lines().skip_while(|line| !has(line, &starts)).skip(1);
    inside.take_while(|line| !has(line, &ends)).collect::<Vec<_>>().join("\n")
}

/// A text without the lines that only mark sections.
fn marks_out(text: &str) -> String {
    let is_mark = |line: &&str| {
        ["--8<-- [start:", "--8<-- [end:", "ANCHOR: ", "ANCHOR_END: "].iter().any(|mark| line.contains(mark))
    };
    if text.lines().any(|line| is_mark(&line)) {
        return text.lines().filter(|line| !is_mark(line)).collect::<Vec<_>>().join("\n");
    }
    text.to_owned()
}

/// Lines that insert files, wherever they stand, code included: `--8<-- "file"` of Python-Markdown. Gives the folders of
/// the files, which their links count from.
pub(crate) fn snippets(
    text: &str,
    lines: &[usize],
    file: &str,
    includes: &Includes<'_>,
    notes: &mut Notes,
) -> (String, BTreeSet<String>) {
    let mut folders = BTreeSet::new();
    let out = snippets_at(text, lines, file, includes, notes, &mut folders, 0);
    (out, folders)
}

fn snippets_at(
    text: &str,
    lines: &[usize],
    file: &str,
    includes: &Includes<'_>,
    notes: &mut Notes,
    folders: &mut BTreeSet<String>,
    depth: usize,
) -> String {
    if !text.contains("--8<--") && !text.contains("-8<-") {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    let mut is_list = false;
    for (index, line) in text.split('\n').enumerate() {
        let trimmed = line.trim();
        let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
        let rest = trimmed.trim_start_matches('-').strip_prefix("8<").map(|rest| rest.trim_start_matches('-').trim());
        let rest = rest.filter(|_| trimmed.starts_with('-'));
        let wanted = match rest {
            Some("") => {
                is_list = !is_list;
                continue;
            }
            Some(path) if path.starts_with(['"', '\'']) => path.trim_matches(['"', '\'']).to_owned(),
            _ if is_list && !trimmed.is_empty() => trimmed.to_owned(),
            _ => {
                // A semicolon shows the mark as it is.
                out.push(line.replacen(";--8<--", "--8<--", 1));
                continue;
            }
        };
        let inserted =
            includes.text(file, lines.get(index).copied(), &Part::read(&wanted), notes).filter(|_| depth < MAX_DEPTH);
        match inserted {
            Some((part, path)) => {
                folders.insert(split(&path).0.to_owned());
                let part = snippets_at(part.trim_end_matches('\n'), &[], &path, includes, notes, folders, depth + 1);
                out.extend(
                    part.split('\n')
                        .map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }),
                );
            }
            None => out.push(format!("{indent}{}", super::block::comment(&format!("include {wanted}")))),
        }
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_files() {
        let of = |path: &str, section: Option<&str>, lines| Part {
            path: path.to_owned(),
            section: section.map(str::to_owned),
            lines,
        };
        assert_eq!(Part::read("a/b.md"), of("a/b.md", None, None));
        assert_eq!(Part::read("b.md:intro"), of("b.md", Some("intro"), None));
        assert_eq!(Part::read("b.md:3:10"), of("b.md", None, Some((3, 10))));
        assert_eq!(Part::read("b.md::10"), of("b.md", None, Some((1, 10))));
        assert_eq!(Part::read("b.md:3:"), of("b.md", None, Some((3, usize::MAX))));
        assert_eq!(sectioned("a\n# ANCHOR: x\nb\n# ANCHOR_END: x\nc", "x"), "b");
    }

    #[test]
    fn files_are_inserted_where_their_names_stand() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("inc")).expect("made");
        std::fs::write(dir.path().join("inc/a.md"), "A\n\n--8<-- \"b.md\"\n").expect("written");
        std::fs::write(dir.path().join("inc/b.md"), "B1\nB2\n").expect("written");
        std::fs::write(dir.path().join("loop.md"), "--8<-- \"loop.md\"\n").expect("written");
        let tree = Tree::read(dir.path()).expect("read");
        let includes = Includes { tree: &tree, bases: vec![String::new()] };
        let mut notes = Notes::default();
        let text = "x\n  --8<-- \"inc/a.md\"\n--8<--\ninc/b.md\n--8<--\n--8<-- \"none.md\"\n;--8<-- \"x\"";
        let (out, folders) = snippets(text, &[1, 2, 3, 4, 5, 6, 7], "x.md", &includes, &mut notes);
        assert_eq!(out, "x\n  A\n\n  B1\n  B2\nB1\nB2\n<!-- import: include none.md -->\n--8<-- \"x\"");
        assert_eq!((folders.len(), notes.problems.len(), notes.problems[0].line), (1, 1, Some(6)));
        snippets("--8<-- \"loop.md\"", &[1], "x.md", &includes, &mut notes);
    }
}
