//! What a new site says outside of its articles: its title, its description, and words of customers that show how synonyms and
//! search tests are written. `words/LL.yaml` has them in each language that there are articles in.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use helpdex_content::config::Language;
use helpdex_content::yaml::{self, NodeKind};
use include_dir::{Dir, include_dir};

use super::front_matter::scalar;
use super::texts::ENGLISH;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Words {
    title: String,
    description: String,
    /// Groups of words that mean the same.
    equal: Vec<String>,
    /// What customers type who look for each of the two articles.
    email: String,
    help: String,
}

const EMAIL: &str = "account/how-do-i-change-my-email.md";
const HELP: &str = "getting-started/how-does-this-help-center-work.md";

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/words");

/// The words of each language, by its code. The files are part of the program: a test reads them all.
static WORDS: LazyLock<BTreeMap<String, Words>> = LazyLock::new(|| {
    let read = |file: &include_dir::File<'_>| {
        let code = file.path().file_stem()?.to_str()?.to_owned();
        Some((code, read(file.contents_utf8()?)?))
    };
    FILES.files().filter_map(read).collect()
});

fn read(text: &str) -> Option<Words> {
    let node = yaml::parse(text).ok()?;
    let mut words = Words::default();
    for (key, value) in node.as_map()? {
        let value_text = || Some(value.as_text(text)?.to_owned());
        match key.as_text(text)? {
            "title" => words.title = value_text()?,
            "description" => words.description = value_text()?,
            "email" => words.email = value_text()?,
            "help" => words.help = value_text()?,
            "equal" => {
                let NodeKind::List(groups) = &value.kind else { return None };
                let groups = groups.iter().map(|group| Some(group.as_text(text)?.to_owned()));
                words.equal = groups.collect::<Option<_>>()?;
            }
            _ => return None,
        }
    }
    Some(words)
}

/// The words of a language, or of the nearest one that there are any in.
fn near(code: &str) -> Option<&'static Words> {
    Language::chain(code).iter().find_map(|near| WORDS.get(near)).or_else(|| WORDS.get(ENGLISH))
}

fn title(code: &str) -> &'static str {
    near(code).map_or("", |words| &words.title)
}

fn description(code: &str) -> &'static str {
    near(code).map_or("", |words| &words.description)
}

/// The words of the language that a site's texts in `code` are written in.
fn words(code: &str) -> Option<&'static Words> {
    WORDS.get(&super::texts::written_in(code))
}

/// The value of a setting: one text for a site of one language, else one for each.
fn setting(languages: &[String], text: impl Fn(&str) -> &'static str) -> String {
    if let [only] = languages {
        return format!(" {}", scalar(text(only)));
    }
    languages.iter().fold(String::new(), |mut lines, code| {
        let _ = write!(lines, "\n  {code}: {}", scalar(text(code)));
        lines
    })
}

/// Fills in what a template asks for in double braces.
pub(super) fn fill(template: &str, languages: &[String], today: &str) -> String {
    template
        .replace("{{today}}", today)
        // The site stays with the version that made it.
        .replace("{{version}}", env!("CARGO_PKG_VERSION"))
        .replace("{{repository}}", env!("CARGO_PKG_REPOSITORY"))
        .replace(" {{title}}", &setting(languages, title))
        .replace(" {{description}}", &setting(languages, description))
        .replace("{{languages}}", &languages.join(", "))
        .replace("{{synonyms}}\n", &synonyms(languages))
        .replace("{{queries}}\n", &queries(languages))
}

fn synonyms(languages: &[String]) -> String {
    let mut text = String::new();
    for (index, code) in languages.iter().enumerate() {
        if let Some(words) = words(code) {
            let _ = write!(text, "\n{code}:\n  equal:\n");
            words.equal.iter().for_each(|group| {
                let _ = writeln!(text, "    - [{group}]");
            });
        }
        // Once is enough to show how.
        if index == 0 && words(code).is_none() {
            let _ = write!(
                text,
                "\n# {code}:\n#   equal:\n#     - [photo, picture]\n#   one_way:\n#     paypal: [payout]\n"
            );
        } else if index == 0 {
            text.push_str("  # one_way:\n  #   paypal: [payout]\n  # pins:\n  #   - query: new address\n");
            let _ = writeln!(text, "  #     articles: [{EMAIL}]");
        }
    }
    text
}

fn queries(languages: &[String]) -> String {
    let mut text = String::new();
    for (index, code) in languages.iter().enumerate() {
        let Some(words) = words(code) else { continue };
        for (query, expect) in [(&words.email, EMAIL), (&words.help, HELP)] {
            let _ = writeln!(text, "- query: {}", scalar(query));
            if index > 0 {
                let _ = writeln!(text, "  lang: {code}");
            }
            let _ = writeln!(text, "  expect: {expect}");
        }
    }
    if text.is_empty() {
        let _ = writeln!(text, "# - query: change my email address\n#   expect: {EMAIL}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_with_articles_has_words() {
        let articles: Vec<String> = WORDS.keys().map(|code| super::super::texts::written_in(code)).collect();
        assert!(articles.iter().eq(WORDS.keys()) && WORDS.len() >= 39, "{articles:?}");
        assert_eq!(WORDS.len(), FILES.files().count());
        for (code, words) in WORDS.iter() {
            let texts = [&words.title, &words.description, &words.email, &words.help];
            assert!(words.equal.len() == 2 && texts.iter().all(|text| !text.is_empty()), "{code}: {words:?}");
        }
    }
}
