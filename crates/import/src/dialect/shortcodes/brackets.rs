//! Where a tag in brackets ends, its name, and its arguments.

use crate::dialect::elements::Form;

pub(super) type Found = (usize, String, String, Form);

pub(super) fn hugo(rest: &str) -> Option<Found> {
    let (close, inner) = match (rest.strip_prefix("{{<"), rest.strip_prefix("{{%")) {
        (Some(inner), _) => (">}}", inner),
        (_, Some(inner)) => ("%}}", inner),
        _ => return None,
    };
    let end = inner.find(close)?;
    let body = inner.get(..end)?.trim();
    let length = 3 + end + close.len();
    // `{{</* x */>}}` shows a tag as it is.
    if body.starts_with("/*") {
        return None;
    }
    let (body, is_close) = body.strip_prefix('/').map_or((body, false), |body| (body.trim(), true));
    let (body, is_alone) = body.strip_suffix('/').map_or((body, false), |body| (body.trim(), true));
    let (name, args) = named(body, "");
    let form = if is_close {
        Form::Close
    } else if is_alone {
        Form::Alone
    } else {
        Form::Open
    };
    (!name.is_empty()).then_some((length, name, args, form))
}

pub(super) fn liquid(rest: &str) -> Option<Found> {
    let inner = rest.strip_prefix("{%")?;
    let end = inner.find("%}")?;
    let body = inner.get(..end)?.trim_matches('-').trim();
    let length = 2 + end + 2;
    let (name, args) = named(body, "");
    if let Some(name) = name.strip_prefix("end").filter(|name| !name.is_empty()) {
        return Some((length, name.to_owned(), String::new(), Form::Close));
    }
    if let Some(name) = body.strip_prefix('/') {
        return Some((length, name.trim().to_owned(), String::new(), Form::Close));
    }
    (!name.is_empty()).then_some((length, name, args, Form::Open))
}

pub(super) fn zola(rest: &str) -> Option<Found> {
    if let Some(inner) = rest.strip_prefix("{%") {
        let end = inner.find("%}")?;
        let body = inner.get(..end)?.trim_matches('-').trim();
        let length = 2 + end + 2;
        if body == "end" {
            return Some((length, "end".to_owned(), String::new(), Form::Close));
        }
        let (name, args) = named(body, "()");
        return body.contains('(').then_some((length, name, args, Form::Open));
    }
    let inner = rest.strip_prefix("{{")?;
    let end = inner.find("}}")?;
    let body = inner.get(..end)?.trim();
    let (name, args) = named(body, "()");
    (body.ends_with(')') && !name.is_empty()).then(|| (2 + end + 2, name, args, Form::Alone))
}

/// The name that a tag begins with, and its arguments.
fn named(body: &str, around: &str) -> (String, String) {
    let end =
        body.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | ':'))).unwrap_or(body.len());
    let (name, args) = body.split_at(end);
    let args = args.trim();
    let args = if around.is_empty() {
        args
    } else {
        args.strip_prefix('(').and_then(|args| args.strip_suffix(')')).unwrap_or(args)
    };
    (name.to_owned(), args.to_owned())
}
