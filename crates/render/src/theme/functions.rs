//! What templates can call besides tera's own functions and filters.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use helpdex_content::config::Language;

use super::date;
use super::direction::{self, escaped};
use super::files::DEFAULT_PREFIX;
use super::page_language::{Saying, Words};
use super::strings::{self, Strings};

/// Shown where a category names an icon that the theme doesn't draw.
const FALLBACK_ICON: &str = "help";

/// A tera that knows the names of all functions, so that templates can be checked before languages are known.
pub(super) fn tera() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml"]);
    // Fails only after templates were added, and none were.
    let _ = tera.set_fallback_prefixes([DEFAULT_PREFIX]);
    let nothing = Words::new(vec![Arc::new(Strings::empty("en"))]);
    register(&mut tera, &nothing, &Arc::new(BTreeMap::new()), &Arc::new(BTreeMap::new()));
    tera
}

/// Binds the functions to the words of a site.
pub(super) fn register(
    tera: &mut Tera,
    words: &Words,
    assets: &Arc<BTreeMap<String, String>>,
    icons: &Arc<BTreeMap<String, String>>,
) {
    register_words(tera, words);
    direction::register(tera, words);

    // Each page asks two dozen times: a value is shared, a text would be copied.
    let urls: HashMap<String, Value> =
        assets.iter().map(|(path, url)| (path.clone(), Value::from(url.as_str()))).collect();
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let path = kwargs.must_get::<&str>("path")?;
        match urls.get(path) {
            Some(url) => Ok(url.clone()),
            None if kwargs.get::<bool>("optional")?.unwrap_or(false) => Ok(Value::from("")),
            None => Err(Error::message(format!("the theme has no file `{path}`"))),
        }
    });

    let drawings: HashMap<String, Value> =
        icons.iter().map(|(name, drawing)| (name.clone(), Value::safe_string(drawing))).collect();
    tera.register_function("icon", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let name = kwargs.get::<Value>("name")?;
        let name = name.as_ref().and_then(Value::as_str).unwrap_or(FALLBACK_ICON);
        let drawing = drawings.get(name).or_else(|| drawings.get(FALLBACK_ICON));
        Ok(drawing.cloned().unwrap_or_else(|| Value::safe_string("")))
    });

    let own = words.clone();
    tera.register_filter("date", move |text: &str, _: Kwargs, _: &State| -> TeraResult<String> {
        date::format(text, own.now()?).ok_or_else(|| Error::message(format!("`{text}` is not a date")))
    });

    let own = words.clone();
    tera.register_filter("number", move |number: u64, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(strings::count(number, own.now()?.language()))
    });

    tera.register_filter("language", |code: &str, _: Kwargs, _: &State| -> String { Language::from_code(code).name });
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        let text = serde_json::to_string(&value).map_err(|error| Error::message(error.to_string()))?;
        // `<` must not end the script element that it stands in.
        Ok(Value::safe_string(&text.replace('<', "\\u003c")))
    });
}

/// Binds the functions that say something in a language.
fn register_words(tera: &mut Tera, words: &Words) {
    let own = words.clone();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let words = own.now()?;
        let key = kwargs.must_get::<&str>("key")?;
        let say = || Ok(Value::from(words.in_its_direction(key, translate(words, &kwargs)?)));
        if is_alone(&kwargs) { own.said_once(key, Saying::Attribute, say) } else { say() }
    });

    let own = words.clone();
    tera.register_function("text", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let words = own.now()?;
        let key = kwargs.must_get::<&str>("key")?;
        let say = || {
            let text = translate(words, &kwargs)?;
            Ok(match words.foreign(key) {
                Some((lang, dir)) => {
                    Value::safe_string(&format!("<span lang=\"{lang}\" dir=\"{dir}\">{}</span>", escaped(&text)?))
                }
                None => Value::from(text.as_str()),
            })
        };
        if is_alone(&kwargs) { own.said_once(key, Saying::Element, say) } else { say() }
    });

    let own = words.clone();
    tera.register_function("lang_of", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let foreign = own.now()?.foreign(kwargs.must_get::<&str>("key")?);
        let attributes = foreign.map(|(lang, dir)| format!(" lang=\"{lang}\" dir=\"{dir}\""));
        Ok(Value::safe_string(attributes.as_deref().unwrap_or_default()))
    });
}

/// Whether nothing but a key is given, so that the text is the same on all pages of a language.
fn is_alone(kwargs: &Kwargs) -> bool {
    kwargs.iter().count() == 1
}

fn translate(strings: &Strings, kwargs: &Kwargs) -> TeraResult<String> {
    let key = kwargs.must_get::<&str>("key")?;
    let mut names: Vec<(&str, String)> = Vec::new();
    for (name, value) in kwargs.iter() {
        match name.as_str() {
            Some(name) if name != "key" && name != "count" => names.push((name, value.to_string())),
            _ => {}
        }
    }
    let names: Vec<(&str, &str)> = names.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = match kwargs.get::<u64>("count")? {
        Some(count) => strings.plural_with(key, count, &names),
        None => strings.get_with(key, &names),
    };
    text.ok_or_else(|| Error::message(format!("there is no text `{key}` in the theme's strings")))
}
