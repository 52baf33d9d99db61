//! Faults of a text that is not saved, with their places in what the editor shows.

use serde_json::{Value, json};

use helpdex_content::diagnostic::{Diagnostic, Edit};
use helpdex_content::site::Site;
use helpdex_lint::rules;
use helpdex_write::{Document, Field, Place, fields};

use crate::state::State;

/// Told of a key that a form can't change.
const CODE: &str = "editor";
/// How a command begins in a hint.
const COMMAND: &str = "`helpdex ";

/// All that is known to be wrong with a text: what a look at it alone tells, and of what the last look at the whole site
/// told, that which may still hold.
pub(super) fn of(state: &State, site: &Site, place: &Place, document: &Document, unapplied: &[String]) -> Vec<Value> {
    let lines = Lines::of(document);
    let fields = fields(place.kind, document, &|_| false);
    let mut found: Vec<Value> = unapplied.iter().map(|key| unchanged(place, key)).collect();
    let own = rules::of_file(site, &place.path);
    found.extend(own.iter().map(|fault| lines.told(fault, &fields, true)));
    let same_text = state.site.text_of(&place.path).as_deref() == Some(&*document.text());
    for fault in state.faults.of_whole_site(&place.path) {
        let fault = if same_text { Some(fault.clone()) } else { lines.moved(fault) };
        let told = fault.filter(|fault| !own.contains(fault));
        found.extend(told.map(|fault| lines.told(&fault, &fields, same_text)));
    }
    found
}

fn unchanged(place: &Place, key: &str) -> Value {
    let message = format!("`{key}` can't be changed in the form");
    let help = "it is written in a way of its own: change it in the text of the front matter";
    json!({
        "code": CODE, "severity": "error", "message": message, "label": null, "help": help, "path": place.path,
        "line": null, "column": null, "part": "file", "from": 0, "to": 0, "field": key, "also": null, "fix": null,
    })
}

/// The lines of a text.
struct Lines<'d> {
    document: &'d Document,
    /// Where each line begins in the whole text.
    starts: Vec<usize>,
    text: String,
}

/// Where something stands.
enum At {
    Front(usize, usize),
    Body(usize, usize),
}

impl<'d> Lines<'d> {
    fn of(document: &'d Document) -> Self {
        let text = document.text();
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { document, starts, text }
    }

    /// A range of bytes of the whole text, in one of its parts in UTF-16 units; nothing where it lies in both.
    fn at(&self, from: usize, to: usize) -> Option<At> {
        let front = self.document.front.len();
        let units = |text: &str, byte: usize| text.get(..byte).map(|before| before.encode_utf16().count());
        if from >= front && (from > front || to > front || front == 0 || self.document.body.is_empty() || from == to) {
            let body = &self.document.body;
            return Some(At::Body(units(body, from - front)?, units(body, to.checked_sub(front)?)?));
        }
        let in_front = to <= front;
        in_front.then(|| Some(At::Front(units(&self.document.front, from)?, units(&self.document.front, to)?)))?
    }

    /// The bytes of a diagnostic's place.
    fn bytes(&self, fault: &Diagnostic) -> Option<(usize, usize)> {
        let place = fault.place.as_ref()?;
        let start = *self.starts.get((place.line as usize).checked_sub(1)?)?;
        let line = self.text.get(start..)?.split('\n').next()?;
        let byte = |column: u32| {
            let chars = (column as usize).saturating_sub(1);
            line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at)
        };
        Some((start + byte(place.column), start + byte(place.end_column)))
    }

    /// A fault that was found in an older text, at the same line of this one; nothing where there is no such line any more.
    fn moved(&self, fault: &Diagnostic) -> Option<Diagnostic> {
        let mut fault = fault.clone();
        fault.fix.clear();
        let Some(place) = &mut fault.place else { return Some(fault) };
        let is_it = |line: &str| !line.is_empty() && line.starts_with(place.excerpt.as_str());
        let lines: Vec<&str> = self.text.lines().collect();
        let old = place.line as usize;
        let nearest = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| is_it(line)));
        let nearest = nearest.min_by_key(|at| at.abs_diff(old.saturating_sub(1)))?;
        place.line = u32::try_from(nearest + 1).ok()?;
        Some(fault)
    }

    fn told(&self, fault: &Diagnostic, fields: &[Field], fixable: bool) -> Value {
        let bytes = self.bytes(fault);
        let at = bytes.and_then(|(from, to)| self.at(from, to));
        let (part, from, to) = match at {
            Some(At::Front(from, to)) => ("front", from, to),
            Some(At::Body(from, to)) => ("body", from, to),
            None => ("file", 0, 0),
        };
        let named = fault.code.strip_prefix("missing-");
        let field = fields.iter().find(|field| match (part, field.from, field.to) {
            ("front", Some(begins), Some(ends)) => (begins..=ends).contains(&from),
            _ => named == Some(field.key),
        });
        let also = fault.also.as_ref().map(|also| {
            json!({ "path": also.path, "line": also.place.as_ref().map(|place| place.line), "label": also.label })
        });
        json!({
            "code": fault.code,
            "severity": fault.severity,
            "message": fault.message,
            "label": fault.label,
            "help": fault.help.as_deref().and_then(for_writers),
            "path": fault.path,
            "line": fault.place.as_ref().map(|place| place.line),
            "column": fault.place.as_ref().map(|place| place.column),
            "part": part,
            "from": from,
            "to": to,
            "field": field.map(|field| field.key),
            "also": also,
            "fix": if fixable { self.fix(&fault.path, &fault.fix) } else { None },
        })
    }

    /// Edits that mend it; nothing where one is of another file.
    fn fix(&self, path: &str, edits: &[Edit]) -> Option<Vec<Value>> {
        if edits.is_empty() {
            return None;
        }
        let one = |edit: &Edit| {
            let at = self.at(edit.range.start, edit.range.end).filter(|_| edit.path == path)?;
            let (part, from, to) = match at {
                At::Front(from, to) => ("front", from, to),
                At::Body(from, to) => ("body", from, to),
            };
            Some(json!({ "part": part, "from": from, "to": to, "text": edit.text }))
        };
        edits.iter().map(one).collect()
    }
}

/// A hint for somebody who may have no terminal: without what it says of commands; nothing where it says no more.
fn for_writers(help: &str) -> Option<String> {
    if !help.contains(COMMAND) {
        return Some(help.to_owned());
    }
    let mut kept: Vec<&str> = Vec::new();
    for sentence in help.split("; ") {
        let clauses = [", or ", ", then ", ": "].iter().find_map(|between| sentence.split_once(between));
        match clauses {
            _ if !sentence.contains(COMMAND) => kept.push(sentence),
            Some((one, other)) if other.contains(COMMAND) && !one.contains(COMMAND) => kept.push(one),
            Some((one, other)) if one.contains(COMMAND) && !other.contains(COMMAND) => kept.push(other),
            _ => {}
        }
    }
    (!kept.is_empty()).then(|| kept.join("; "))
}

#[cfg(test)]
mod tests {
    use helpdex_content::diagnostic::SourceText;
    use helpdex_write::{Kind, Place};

    use super::*;

    fn document() -> Document {
        Document { front: "---\ntitle: Я 🙂 a\n---\n".to_owned(), body: "\nTéxt 🙂 [a](b.md).\n".to_owned() }
    }

    fn place() -> Place {
        Place { path: "content/a.md".to_owned(), location: "content/a.md".into(), kind: Kind::Article }
    }

    #[test]
    fn places_are_in_utf16_units_of_their_part() {
        let document = document();
        let source = SourceText::new("content/a.md", document.text());
        let at = source.text().find("b.md").expect("there");
        let body = source.error("x", at..at + 4, "m").replace(at..at + 4, "c.md");
        let lines = Lines::of(&document);
        let fields = fields(place().kind, &document, &|_| false);
        let told = lines.told(&body, &fields, true);
        let units = document.body.encode_utf16().collect::<Vec<_>>();
        let (from, to) =
            (told["from"].as_u64().expect("a place") as usize, told["to"].as_u64().expect("a place") as usize);
        assert_eq!(
            (told["part"].as_str(), String::from_utf16_lossy(&units[from..to])),
            (Some("body"), "b.md".to_owned())
        );
        assert_eq!(told["fix"], json!([{ "part": "body", "from": from, "to": to, "text": "c.md" }]));
        let at = source.text().find(" a\n").expect("there") + 1;
        let told = lines.told(&source.error("x", at..at + 1, "m"), &fields, true);
        assert_eq!((&told["part"], &told["field"], &told["from"]), (&json!("front"), &json!("title"), &json!(16)));
        let told = lines.told(&Diagnostic::error("missing-summary", "content/a.md", "m"), &fields, true);
        assert_eq!((&told["part"], &told["field"]), (&json!("file"), &json!("summary")));
    }

    #[test]
    fn commands_are_for_terminals() {
        let told = |help| for_writers(help).unwrap_or_default();
        assert_eq!(told("run `helpdex incident resolve x`, or give it a later `expires`"), "give it a later `expires`");
        assert_eq!(told("check that it still holds, then `helpdex review --done x`"), "check that it still holds");
        assert_eq!(told("compare the two, then run `helpdex translations --mark x`"), "compare the two");
        assert_eq!(
            told("run `helpdex x`; what stays broken belongs into an article"),
            "what stays broken belongs into an article"
        );
        assert_eq!(
            told("`b.md` is meant, whose file has moved: `helpdex check --fix` writes it"),
            "`b.md` is meant, whose file has moved"
        );
        assert_eq!(told("`helpdex translations --lang ru` lists them"), "");
        assert_eq!(told("did you mean `b.md`?"), "did you mean `b.md`?");
    }

    #[test]
    fn faults_of_an_older_text_move_with_their_line() {
        let old = SourceText::new("content/a.md", "one\ntwo [x]\n");
        let fault = old.error("x", 8..11, "m").replace(8..11, "y");
        let document = Document { front: String::new(), body: "new\none\n\ntwo [x]\n".to_owned() };
        let lines = Lines::of(&document);
        let moved = lines.moved(&fault).expect("there");
        assert_eq!((moved.place.as_ref().map(|place| place.line), moved.fix.len()), (Some(4), 0));
        assert_eq!(lines.told(&moved, &[], false)["from"], json!(13));
        let gone = Document { front: String::new(), body: "one\n".to_owned() };
        assert!(Lines::of(&gone).moved(&fault).is_none());
    }
}
