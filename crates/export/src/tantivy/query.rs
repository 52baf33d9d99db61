//! From what is typed to a query of tantivy, and what is wrong with it in words.

use helpdex_content::suggestion::{did_you_mean, list};
use tantivy::query::{Query, QueryParser, QueryParserError};
use tantivy::query_grammar::{UserInputAst, UserInputBound, UserInputLeaf, parse_query, parse_query_lenient};
use tantivy::schema::Schema;

use super::schema::{Fields, Text, terms_name};
use super::terms;

/// Reads a query: words, `"phrases"`, `field:word`, `+must`, `-not`, `AND`, `OR`, `NOT`, brackets.
pub(super) fn parse(text: &str, schema: Schema, fields: &Fields, lang: &str) -> Result<Box<dyn Query>, String> {
    let mut asked = parse_query(text).map_err(|_| syntax(text))?;
    ours(&mut asked);
    let boosted = || fields.texts.iter().filter_map(|field| Some((field.terms, field.text.boost()?)));
    let defaults = boosted().map(|(field, _)| field).collect();
    let mut parser = QueryParser::new(schema, defaults, terms::for_queries(lang));
    boosted().for_each(|(field, boost)| parser.set_field_boost(field, boost));
    parser.build_query_from_user_input_ast(asked).map_err(|fault| wording(&fault))
}

/// Lets `title:fees` mean the terms of titles, and `updated:2026-11-01` a day.
fn ours(asked: &mut UserInputAst) {
    match asked {
        UserInputAst::Clause(parts) => parts.iter_mut().for_each(|(_, part)| ours(part)),
        UserInputAst::Boost(part, _) => ours(part),
        UserInputAst::Leaf(leaf) => match &mut **leaf {
            UserInputLeaf::Literal(literal) => {
                if literal.field_name.as_deref() == Some("updated") {
                    day(&mut literal.phrase);
                }
                if let Some(name) = &mut literal.field_name {
                    in_terms(name);
                }
            }
            UserInputLeaf::Set { field: Some(name), .. } => in_terms(name),
            UserInputLeaf::Range { field: Some(name), lower, upper } if name == "updated" => {
                for bound in [lower, upper] {
                    if let UserInputBound::Inclusive(date) | UserInputBound::Exclusive(date) = bound {
                        day(date);
                    }
                }
            }
            _ => {}
        },
    }
}

fn in_terms(name: &mut String) {
    if Text::ALL.iter().any(|text| text.name() == name) {
        *name = terms_name(name);
    }
}

/// Dates are kept as the beginning of a day.
fn day(date: &mut String) {
    if date.parse::<jiff::civil::Date>().is_ok() && date.len() == "2026-11-01".len() {
        date.push_str("T00:00:00Z");
    }
}

/// Where the query can't be read. tantivy tells what it expected only when it reads on.
fn syntax(text: &str) -> String {
    let told = parse_query_lenient(text).1.into_iter().next();
    let why = told.map_or_else(String::new, |fault| format!(" at character {}: {}", fault.pos + 1, fault.message));
    format!(
        "cannot read the query `{text}`{why}; close every quote and bracket, or put `\\` before a sign that is meant as such"
    )
}

fn wording(fault: &QueryParserError) -> String {
    let names = || Text::ALL.iter().map(|text| text.name()).chain(["tags", "updated", "url", "source", "language"]);
    match fault {
        QueryParserError::FieldDoesNotExist(name) => {
            let near = did_you_mean(name, names()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("`{name}` is no field: there are {}{near}", list(&names().collect::<Vec<_>>()))
        }
        QueryParserError::AllButQueryForbidden => {
            "the query says only what is not wanted: add a word that is, or `*` for everything".to_owned()
        }
        QueryParserError::DateFormatError(_) => "a day is written `updated:2026-11-01`, days between two as \
            `updated:[2026-01-01 TO 2026-11-01]`"
            .to_owned(),
        fault => format!("cannot ask that: {fault}"),
    }
}
