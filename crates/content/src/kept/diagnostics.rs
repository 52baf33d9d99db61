//! Diagnostics as bytes, and back. JSON of them leaves out what only a terminal or an editor needs.

use serde::{Deserialize, Serialize};

use super::names::name;
use crate::diagnostic::{Also, Diagnostic, Edit, Place, Severity};

#[derive(Serialize, Deserialize)]
pub(crate) struct Record<'r> {
    code: &'r str,
    is_error: bool,
    path: &'r str,
    #[serde(borrow)]
    place: Option<PlaceRecord<'r>>,
    message: &'r str,
    label: Option<&'r str>,
    #[serde(borrow)]
    also: Option<AlsoRecord<'r>>,
    help: Option<&'r str>,
    #[serde(borrow)]
    fix: Vec<(&'r str, usize, usize, &'r str)>,
}

/// A path, a place in it, and a few words about it.
type AlsoRecord<'r> = (&'r str, Option<PlaceRecord<'r>>, &'r str);

#[derive(Serialize, Deserialize)]
struct PlaceRecord<'r> {
    line: u32,
    column: u32,
    end_column: u32,
    excerpt: &'r str,
}

impl<'r> PlaceRecord<'r> {
    fn of(place: &'r Place) -> Self {
        let Place { line, column, end_column, excerpt } = place;
        Self { line: *line, column: *column, end_column: *end_column, excerpt }
    }

    fn open(self) -> Place {
        let Self { line, column, end_column, excerpt } = self;
        Place { line, column, end_column, excerpt: excerpt.to_owned() }
    }
}

impl<'r> Record<'r> {
    pub(crate) fn of(found: &'r Diagnostic) -> Self {
        let Diagnostic { code, severity, path, place, message, label, also, help, fix } = found;
        Self {
            code,
            is_error: *severity == Severity::Error,
            path,
            place: place.as_ref().map(PlaceRecord::of),
            message,
            label: label.as_deref(),
            also: also.as_deref().map(|Also { path, place, label }| {
                (path.as_str(), place.as_ref().map(PlaceRecord::of), label.as_str())
            }),
            help: help.as_deref(),
            fix: fix
                .iter()
                .map(|Edit { path, range, text }| (&**path, range.start, range.end, text.as_str()))
                .collect(),
        }
    }

    pub(crate) fn open(self) -> Diagnostic {
        Diagnostic {
            code: name(self.code),
            severity: if self.is_error { Severity::Error } else { Severity::Warning },
            path: self.path.to_owned(),
            place: self.place.map(PlaceRecord::open),
            message: self.message.to_owned(),
            label: self.label.map(str::to_owned),
            also: self.also.map(|(path, place, label)| {
                Box::new(Also { path: path.to_owned(), place: place.map(PlaceRecord::open), label: label.to_owned() })
            }),
            help: self.help.map(str::to_owned),
            fix: self
                .fix
                .into_iter()
                .map(|(path, start, end, text)| Edit { path: path.into(), range: start..end, text: text.to_owned() })
                .collect(),
        }
    }
}

/// Diagnostics as bytes. Nothing where they can't be written, which no diagnostic brings about.
pub fn pack_diagnostics(found: &[Diagnostic]) -> Option<Vec<u8>> {
    let records: Vec<Record<'_>> = found.iter().map(Record::of).collect();
    postcard::to_allocvec(&records).ok()
}

/// The same diagnostics again; nothing for bytes that are not such.
pub fn unpack_diagnostics(bytes: &[u8]) -> Option<Vec<Diagnostic>> {
    let records: Vec<Record<'_>> = postcard::from_bytes(bytes).ok()?;
    Some(records.into_iter().map(Record::open).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagnostics_are_the_same_again() {
        let place = |line| Place { line, column: 2, end_column: 9, excerpt: "раз, два".to_owned() };
        let edit = Edit { path: "a.md".into(), range: 3..9, text: "x".to_owned() };
        let found = vec![
            Diagnostic::error("broken-link", "content/a.md", "no article at `x`"),
            Diagnostic::warning("duplicate-title", "b.md", "`a.md` has it, too")
                .at(place(7))
                .label("here")
                .help("say how they differ")
                .also("a.md", Some(place(1)), "the first")
                .edit(edit),
        ];
        let bytes = pack_diagnostics(&found).expect("packed");
        assert_eq!(unpack_diagnostics(&bytes).expect("the same"), found);
        for end in 0..bytes.len() {
            assert!(unpack_diagnostics(&bytes[..end]).is_none_or(|read| read != found));
        }
    }
}
