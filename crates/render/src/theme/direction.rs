//! Filters that tell templates what is written in another language or direction than the page.

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::page_language::Words;
use helpdex_content::bidi;
use helpdex_content::config::{Direction, Language};

/// Binds the filters to the direction of the page that is filled.
pub(super) fn register(tera: &mut Tera, words: &Words) {
    let own = words.clone();
    tera.register_filter("bdi", move |text: StringInput, _: Kwargs, _: &State| -> TeraResult<Value> {
        kept_apart(text, own.now()?.dir())
    });

    let own = words.clone();
    tera.register_filter("foreign", move |of: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        if !of.get_from_path("foreign").is_some_and(Value::is_truthy) {
            return Ok(Value::safe_string(""));
        }
        let dir = own.now()?.dir();
        let field = |name| of.get_from_path(name).and_then(Value::as_str);
        let mut attributes = field("lang").map_or_else(String::new, |lang| format!(" lang=\"{lang}\""));
        if let Some(other) = field("dir").filter(|other| *other != dir.name()) {
            attributes.push_str(&format!(" dir=\"{other}\""));
        }
        Ok(Value::safe_string(&attributes))
    });

    tera.register_filter("dir", |code: &str, _: Kwargs, _: &State| -> &'static str {
        Language::from_code(code).dir.name()
    });
    let own = words.clone();
    tera.register_filter("turned", move |code: &str, _: Kwargs, _: &State| -> TeraResult<Value> {
        let other = Language::from_code(code).dir;
        let attribute = (other != own.now()?.dir()).then(|| format!(" dir=\"{}\"", other.name()));
        Ok(Value::safe_string(attribute.as_deref().unwrap_or_default()))
    });
}

/// A text that somebody wrote, with what is written in the page's other direction kept together.
fn kept_apart(input: StringInput<'_>, page: Direction) -> TeraResult<Value> {
    let text = input.as_str();
    let other = match page {
        Direction::Ltr => !text.is_ascii() && text.chars().any(bidi::is_from_the_right),
        Direction::Rtl => bidi::is_from_the_left(text),
    };
    if other {
        return Ok(Value::safe_string(&format!("<bdi>{}</bdi>", escaped(text)?)));
    }
    if page == Direction::Ltr {
        // Nearly all texts are such, and are shared. HTML is taken for a text, too.
        return Ok(if input.is_safe() { Value::from(text) } else { input.into_value() });
    }
    let mut html = String::with_capacity(text.len());
    for (piece, apart) in bidi::pieces(text) {
        let text = escaped(piece)?;
        html.push_str(&if apart { format!("<bdi {}>{text}</bdi>", bidi::attributes(piece)) } else { text });
    }
    Ok(Value::safe_string(&html))
}

/// A text as HTML has it.
pub(super) fn escaped(text: &str) -> TeraResult<String> {
    let mut escaped = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut escaped).map_err(|error| Error::message(error.to_string()))?;
    Ok(String::from_utf8_lossy(&escaped).into_owned())
}
