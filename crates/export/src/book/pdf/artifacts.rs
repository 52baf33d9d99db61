//! What of a page is no part of its text: rules, boxes, dots, and the number at its foot. Browsers leave it without a mark;
//! readers' software is told that it needn't be read.

use std::collections::HashSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Marks what has no mark on any page.
pub(super) fn mark(pdf: &mut Document) {
    let pages: Vec<ObjectId> = pdf.page_iter().collect();
    for page in pages {
        // What can't be read stays as it is.
        let Ok(content) = Content::decode_strict(&pdf.get_page_content(page)) else { continue };
        let tagged = tagged_forms(pdf, page);
        let marked = Content { operations: marked(content.operations, &tagged) };
        if let Ok(bytes) = marked.encode() {
            let _ = pdf.change_page_content(page, bytes);
        }
    }
}

/// The names of what a page draws from elsewhere that holds marks of its own.
fn tagged_forms(pdf: &Document, page: ObjectId) -> HashSet<Vec<u8>> {
    let Ok((own, others)) = pdf.get_page_resources(page) else { return HashSet::new() };
    let others = others.into_iter().filter_map(|id| pdf.get_dictionary(id).ok());
    let mut names = HashSet::new();
    for resources in own.into_iter().chain(others) {
        let Ok(objects) = pdf.get_dict_in_dict(resources, b"XObject") else { continue };
        for (name, object) in objects {
            let stream = pdf.dereference(object).ok().and_then(|(_, object)| object.as_stream().ok());
            let is_form =
                |dict: &Dictionary| dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
            let Some(stream) = stream.filter(|stream| is_form(&stream.dict)) else { continue };
            let content = stream.get_plain_content().unwrap_or_default();
            if content.windows(3).any(|word| word == b"BDC") {
                names.insert(name.clone());
            }
        }
    }
    names
}

/// What an operation is for marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Adds to a path: whatever paints it comes later, and nothing may come between.
    Path,
    /// Ends a path.
    PathEnd {
        paints: bool,
    },
    /// Paints by itself.
    Paints,
    /// Opens or closes what marks have to lie within, or another mark.
    Bound,
    Other,
}

fn kind(operation: &Operation, tagged: &HashSet<Vec<u8>>) -> Kind {
    match operation.operator.as_str() {
        "m" | "l" | "c" | "v" | "y" | "h" | "re" => Kind::Path,
        "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" => Kind::PathEnd { paints: true },
        "n" => Kind::PathEnd { paints: false },
        "Tj" | "TJ" | "'" | "\"" | "sh" | "BI" => Kind::Paints,
        "Do" => {
            let name = operation.operands.first().and_then(|name| name.as_name().ok());
            if name.is_some_and(|name| tagged.contains(name)) { Kind::Bound } else { Kind::Paints }
        }
        "q" | "Q" | "BT" | "ET" | "BMC" | "BDC" | "EMC" => Kind::Bound,
        _ => Kind::Other,
    }
}

/// The operations with a mark around all that paints outside of any.
fn marked(operations: Vec<Operation>, tagged: &HashSet<Vec<u8>>) -> Vec<Operation> {
    let kinds: Vec<Kind> = operations.iter().map(|operation| kind(operation, tagged)).collect();
    let mut out = Vec::with_capacity(operations.len() * 9 / 8);
    let (mut depth, mut is_open, mut in_path) = (0_usize, false, false);
    for (at, operation) in operations.into_iter().enumerate() {
        let kind = kinds.get(at).copied().unwrap_or(Kind::Other);
        let paints = match kind {
            Kind::Paints => true,
            Kind::Path if !in_path => {
                let end = kinds.iter().skip(at).find(|kind| matches!(kind, Kind::PathEnd { .. }));
                end == Some(&Kind::PathEnd { paints: true })
            }
            _ => false,
        };
        in_path = match kind {
            Kind::Path => true,
            Kind::PathEnd { .. } => false,
            _ => in_path,
        };
        if kind == Kind::Bound && is_open {
            out.push(Operation::new("EMC", Vec::new()));
            is_open = false;
        }
        if paints && depth == 0 && !is_open {
            out.push(Operation::new("BMC", vec![Object::Name(b"Artifact".to_vec())]));
            is_open = true;
        }
        match operation.operator.as_str() {
            "BMC" | "BDC" => depth += 1,
            "EMC" => depth = depth.saturating_sub(1),
            _ => {}
        }
        out.push(operation);
    }
    if is_open {
        out.push(Operation::new("EMC", Vec::new()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(content: &str) -> String {
        let content = Content::decode_strict(content.as_bytes()).expect("operations");
        let marked = marked(content.operations, &HashSet::from([b"Fm1".to_vec()]));
        String::from_utf8(Content { operations: marked }.encode().expect("bytes")).expect("text").replace('\n', " ")
    }

    #[test]
    fn what_has_no_mark_gets_one() {
        assert_eq!(
            of("q\n1 0 0 rg\n0 0 9 9 re\nf\n1 1 2 2 re\nf\nQ\n"),
            "q 1 0 0 rg /Artifact BMC 0 0 9 9 re f 1 1 2 2 re f EMC Q"
        );
        assert_eq!(of("BT\n(1) Tj\nET\n"), "BT /Artifact BMC (1) Tj EMC ET");
        assert_eq!(of("0 0 9 9 re\nW\nn\n"), "0 0 9 9 re W n", "nothing is painted");
        assert_eq!(of("/Im1 Do\n/Fm1 Do\n"), "/Artifact BMC /Im1 Do EMC /Fm1 Do", "a form with marks of its own");
    }

    #[test]
    fn what_has_a_mark_keeps_it() {
        let tagged = "/P <</MCID 1>> BDC BT (a) Tj ET 0 0 9 9 re f /Span <</ActualText (x)>> BDC (b) Tj EMC (c) Tj EMC";
        let told = of(&tagged.replace(' ', "\n"));
        assert!(!told.contains("Artifact"), "{told}");
        assert_eq!(of("0 0 m\n/P <</MCID 1>> BDC\nEMC\n"), of("0 0 m\n/P <</MCID 1>> BDC\nEMC\n"));
    }
}
