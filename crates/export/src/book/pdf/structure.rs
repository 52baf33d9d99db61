//! The tree of a PDF that screen readers follow. Browsers write most of it; what PDF/UA asks for beyond that is added here.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// What browsers call parts that PDF 1.7 has no name for, and what they are then.
const ROLES: [(&[u8], &[u8]); 7] = [
    (b"Strong", b"Span"),
    (b"Em", b"Span"),
    (b"Sub", b"Span"),
    (b"Title", b"P"),
    (b"Aside", b"Div"),
    (b"FENote", b"Note"),
    (b"DocumentFragment", b"Div"),
];

/// Mends the tree; tells whether nothing is left in it that readers could not be told.
pub(super) fn mend(pdf: &mut Document) -> bool {
    let root = pdf.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")).and_then(Object::as_reference);
    let Ok(root) = root else { return false };
    let mut roles = Dictionary::new();
    let mut is_whole = true;
    let mut waiting = children(pdf, root);
    while let Some(id) = waiting.pop() {
        waiting.extend(children(pdf, id));
        let kind = kind(pdf, id);
        if let Some((own, known)) = ROLES.iter().find(|(own, _)| *own == kind.as_slice()) {
            roles.set(own.to_vec(), Object::Name(known.to_vec()));
        }
        match kind.as_slice() {
            b"LI" => with_body(pdf, id),
            b"Figure" | b"Formula" if !is_described(pdf, id) => is_whole &= group(pdf, id),
            _ => {}
        }
    }
    if let Ok(root) = pdf.get_dictionary_mut(root)
        && !roles.is_empty()
    {
        root.set("RoleMap", roles);
    }
    is_whole
}

/// What stands in an element.
fn kids(pdf: &Document, id: ObjectId) -> Vec<Object> {
    let Ok(kids) = pdf.get_dictionary(id).and_then(|element| element.get(b"K")) else { return Vec::new() };
    match kids {
        Object::Array(kids) => kids.clone(),
        Object::Reference(id) => match pdf.get_object(*id) {
            Ok(Object::Array(kids)) => kids.clone(),
            _ => vec![kids.clone()],
        },
        one => vec![one.clone()],
    }
}

/// The elements among them.
fn children(pdf: &Document, id: ObjectId) -> Vec<ObjectId> {
    let ids = kids(pdf, id).into_iter().filter_map(|kid| kid.as_reference().ok());
    ids.filter(|id| pdf.get_dictionary(*id).is_ok_and(|element| element.has(b"S"))).collect()
}

fn kind(pdf: &Document, id: ObjectId) -> Vec<u8> {
    let kind = pdf.get_dictionary(id).and_then(|element| element.get(b"S")).and_then(Object::as_name);
    kind.map(<[u8]>::to_vec).unwrap_or_default()
}

fn set(pdf: &mut Document, id: ObjectId, key: &str, value: Object) {
    if let Ok(element) = pdf.get_dictionary_mut(id) {
        element.set(key, value);
    }
}

/// Puts what a line of a list says into a part of its own, beside its number. The element itself becomes that part, since the
/// page knows it, and another takes its place.
fn with_body(pdf: &mut Document, id: ObjectId) {
    let Ok(parent) = pdf.get_dictionary(id).and_then(|element| element.get(b"P")).and_then(Object::as_reference) else {
        return;
    };
    let is = |kid: &Object, name: &[u8]| kid.as_reference().is_ok_and(|id| kind(pdf, id) == name);
    let (mut own, body): (Vec<Object>, Vec<Object>) = kids(pdf, id).into_iter().partition(|kid| is(kid, b"Lbl"));
    if body.is_empty() || body.iter().any(|kid| is(kid, b"LBody")) {
        return;
    }
    let labels: Vec<ObjectId> = own.iter().filter_map(|label| label.as_reference().ok()).collect();
    own.push(Object::Reference(id));
    let mut element = Dictionary::new();
    element.set("Type", Object::Name(b"StructElem".to_vec()));
    element.set("S", Object::Name(b"LI".to_vec()));
    element.set("P", Object::Reference(parent));
    element.set("K", Object::Array(own));
    let line = pdf.add_object(element);
    for label in labels {
        set(pdf, label, "P", Object::Reference(line));
    }
    set(pdf, id, "S", Object::Name(b"LBody".to_vec()));
    set(pdf, id, "P", Object::Reference(line));
    set(pdf, id, "K", Object::Array(body));
    let lines = kids(pdf, parent).into_iter().map(|kid| match kid {
        Object::Reference(kid) if kid == id => Object::Reference(line),
        other => other,
    });
    let lines = lines.collect();
    set(pdf, parent, "K", Object::Array(lines));
}

fn is_described(pdf: &Document, id: ObjectId) -> bool {
    pdf.get_dictionary(id).is_ok_and(|element| element.has(b"Alt") || element.has(b"ActualText"))
}

/// A `figure` is a group of what it shows and says: the image in it has the description. Tells whether this is one.
fn group(pdf: &mut Document, id: ObjectId) -> bool {
    let inner = children(pdf, id);
    if inner.is_empty() {
        return false;
    }
    set(pdf, id, "S", Object::Name(b"Div".to_vec()));
    for kid in inner {
        if kind(pdf, kid) == b"Caption" {
            set(pdf, kid, "S", Object::Name(b"Div".to_vec()));
        }
    }
    true
}

/// Says of each link where it leads: what is told of places in the file, and addresses for all others.
pub(super) fn describe_links(pdf: &mut Document, place: impl Fn(&[u8]) -> Option<Object>) {
    let pages: Vec<ObjectId> = pdf.page_iter().collect();
    for page in pages {
        for link in links(pdf, page) {
            let Ok(annotation) = pdf.get_dictionary(link) else { continue };
            let described = annotation.get(b"Dest").and_then(Object::as_name).ok().and_then(&place);
            let action = || pdf.get_dict_in_dict(annotation, b"A").and_then(|action| action.get(b"URI")).ok().cloned();
            if let Some(described) = described.or_else(action) {
                set(pdf, link, "Contents", described);
            }
        }
    }
}

/// The links of a page that say nothing of themselves.
fn links(pdf: &Document, page: ObjectId) -> Vec<ObjectId> {
    let annotations = pdf.get_dictionary(page).and_then(|page| page.get(b"Annots"));
    let annotations = annotations.and_then(|list| pdf.dereference(list)).and_then(|(_, list)| list.as_array());
    let ids = annotations.into_iter().flatten().filter_map(|annotation| annotation.as_reference().ok());
    let is_silent_link = |id: &ObjectId| {
        pdf.get_dictionary(*id).is_ok_and(|annotation| {
            let is_link = annotation.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link");
            is_link && !annotation.has(b"Contents")
        })
    };
    ids.filter(is_silent_link).collect()
}
