//! From the text of `helpdex.yaml` to a checked [`Config`].

use std::path::{Component, Path, PathBuf};

use super::agents;
use super::appearance::Appearance;
use super::base_url::BaseUrl;
use super::color::Color;
use super::font::font_stack;
use super::language::Languages;
use super::links::links;
use super::localized::localized;
use super::markup;
use super::names::CONFIG_FILE;
use super::per_language::PerLanguage;
use super::settings::Config;
use super::{
    budgets, coverage, images, language_list, levels, offline, programs, query_log, search, share, time_zone, widget,
    words,
};
use crate::contact;
use crate::diagnostic::{Diagnostic, SourceText, tidy};
use crate::feedback::{self, Recipient};
use crate::source::Audience;
use crate::typed_yaml::{self, At, MapReader};

/// Reads the file's bytes; every fault found is in the `Err`.
pub(super) fn config(root: PathBuf, bytes: Vec<u8>) -> Result<Config, Vec<Diagnostic>> {
    with_fields(bytes, |fields| {
        let config = read(root, fields);
        fields.report_unknown();
        config
    })
}

/// Reads the languages alone. What other keys are there, and what they say, makes no difference.
pub(super) fn languages(bytes: Vec<u8>) -> Result<Languages, Vec<Diagnostic>> {
    with_fields(bytes, |fields| Some(language_list::read(fields)))
}

/// Takes the file apart for `read`. What that reads counts only when nothing is wrong.
fn with_fields<T>(bytes: Vec<u8>, read: impl FnOnce(&mut MapReader<'_>) -> Option<T>) -> Result<T, Vec<Diagnostic>> {
    let source = match String::from_utf8(bytes) {
        Ok(text) => SourceText::new(CONFIG_FILE, text.strip_prefix('\u{feff}').unwrap_or(&text)),
        Err(_) => return Err(vec![Diagnostic::error("not-utf8", CONFIG_FILE, "the file is not UTF-8 text")]),
    };
    let mut diagnostics = Vec::new();
    let whole = 0..source.len();
    let Some(node) = typed_yaml::parse(&source, whole.clone(), "config", &mut diagnostics) else {
        return Err(diagnostics);
    };
    let Some(entries) = node.as_map() else {
        let found = source.error("config", 0..1, "helpdex.yaml has to be a map of keys, such as `title: …`");
        return Err(vec![found]);
    };
    let text = source.text();
    let found = read(&mut MapReader::new(&source, (&text, 0), entries, &mut diagnostics));
    tidy(&mut diagnostics);
    match found {
        Some(found) if diagnostics.is_empty() => Ok(found),
        _ => Err(diagnostics),
    }
}

fn read(root: PathBuf, fields: &mut MapReader<'_>) -> Option<Config> {
    let title = localized(fields, "title");
    if title.is_none() {
        fields.missing("title", "give the site a name: `title: Example Help`");
    }
    let base_url = base_url(fields);
    let content = folder(fields, "content", "content");
    let out = folder(fields, "out", "public");
    let read_footer =
        |footer: &mut MapReader<'_>| (localized(footer, "text").unwrap_or_default(), links(footer, "links"));
    let (footer_text, footer_links) = fields.section("footer", read_footer).unwrap_or_default();
    let description = localized(fields, "description").unwrap_or_default();
    let languages = language_list::read(fields);
    let codes: Vec<&str> = languages.iter().map(|language| language.code.as_str()).collect();
    let coverage = coverage::read(fields, &languages);
    let feedback = feedback::read(fields);
    let collector = match &feedback.to {
        Recipient::Collector(address) => Some(address.as_str()),
        _ => None,
    };
    let contact = contact::read(fields, &root, collector);
    let markdown = fields.section("markdown", markup::read).unwrap_or_default();
    let config = Config {
        title: title.unwrap_or_default(),
        description,
        base_url: base_url.clone().unwrap_or(BaseUrl { origin: String::new(), path: String::new() }),
        coverage,
        time_zone: time_zone::read(fields),
        theme: theme_name(fields),
        content,
        out,
        appearance: appearance(fields),
        footer_text,
        footer_links,
        contact,
        feedback,
        promises: Vec::new(),
        promise_words: PerLanguage::default(),
        edit_url: fields.text("edit_url").map(|text| text.value),
        query_log: query_log::read(fields, "asked", "asked.csv"),
        events: query_log::read(fields, "insights", "events.jsonl"),
        editor_url: editor_url(fields),
        levels: levels::read(fields),
        offline: offline::read(fields),
        math: markdown.math,
        explains_glossary: markdown.glossary,
        embeds: markdown.embeds,
        search: fields.section("search", search::read).unwrap_or_default(),
        programs: fields.section("programs", programs::read).unwrap_or_default(),
        images: images::read(fields),
        widget: widget::read(fields),
        share: fields.section("share", share::read).unwrap_or_default(),
        budgets: fields.section("budgets", budgets::read).unwrap_or_default(),
        agents: fields.section("agents", agents::read).unwrap_or_default(),
        variables: words::variables(fields),
        glossary: words::glossary(fields),
        banned_words: words::banned(fields, &codes),
        audience: Audience::Everyone,
        languages: languages.clone(),
        root,
    };
    base_url.map(|_| config)
}

fn base_url(fields: &mut MapReader<'_>) -> Option<BaseUrl> {
    let Some(text) = fields.text("base_url") else {
        fields.missing("base_url", "say where the site is published: `base_url: https://help.example.com`");
        return None;
    };
    let url = BaseUrl::parse(&text.value);
    if url.is_none() {
        let message = format!("`{}` is not the address of a site", text.value);
        fields.report("bad-value", &text, message, "write a full address: `https://help.example.com`");
    }
    url
}

/// A folder below the root; nothing absolute, nothing that climbs out.
fn folder(fields: &mut MapReader<'_>, key: &'static str, default: &str) -> PathBuf {
    let Some(text) = fields.text(key) else { return PathBuf::from(default) };
    let path = Path::new(&text.value);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !plain || text.value.is_empty() {
        let message = format!("`{}` has to be a folder inside the site", text.value);
        fields.report("bad-value", &text, message, "write it relative to helpdex.yaml, such as `content`");
        return PathBuf::from(default);
    }
    path.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

fn theme_name(fields: &mut MapReader<'_>) -> Option<String> {
    let text = fields.text("theme")?;
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if text.value.is_empty() || !text.value.chars().all(plain) {
        let message = format!("`{}` is not the name of a folder in themes/", text.value);
        fields.report("bad-value", &text, message, "use letters, digits and dashes");
        return None;
    }
    Some(text.value)
}

/// Colours and font go into a stylesheet, so the theme says what it can use.
fn appearance(fields: &mut MapReader<'_>) -> Appearance {
    let read = fields.section("appearance", |inner| {
        let mut text = |key, fits: fn(&str) -> bool, wanted: &str, help: &str| {
            let found = inner.text(key)?;
            if fits(&found.value) {
                return Some(found.value);
            }
            let message = format!("`{}` is not {wanted}", found.value);
            inner.report("bad-value", &found, message, help);
            None
        };
        let color_help = "write a colour as `#0d6b6b`";
        let appearance = Appearance {
            accent: text("accent", |text| Color::parse(text).is_some(), "a colour that a theme can use", color_help),
            accent_dark: text(
                "accent_dark",
                |text| Color::parse(text).is_some(),
                "a colour that a theme can use",
                color_help,
            ),
            logo: None,
            logo_place: None,
            font: text(
                "font",
                |text| font_stack(text).is_some(),
                "a list of fonts",
                "write it as `Inter, system-ui, sans-serif`",
            ),
        };
        let Some(logo) = inner.text("logo") else { return appearance };
        let logo_place = Some(inner.source().place(logo.range));
        Appearance { logo: Some(logo.value.trim_start_matches('/').to_owned()), logo_place, ..appearance }
    });
    read.unwrap_or_default()
}

/// What the preview makes links of: anything that an editor answers to, and nothing that a browser would run.
fn editor_url(fields: &mut MapReader<'_>) -> Option<String> {
    let text = fields.text("editor_url")?;
    let letters = |scheme: &str| scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let runs = |scheme: &str| ["javascript", "data", "vbscript", "blob"].contains(&scheme.to_lowercase().as_str());
    let scheme = text.value.split_once(':').map_or("", |(scheme, _)| scheme);
    let help = "write how your editor opens files, such as `vscode://file/{path}:{line}:{column}`";
    if scheme.is_empty() || !letters(scheme) || runs(scheme) {
        fields.report("bad-value", &text, format!("`{}` is no address of an editor", text.value), help);
        return None;
    }
    if !text.value.contains("{path}") {
        fields.report("bad-value", &text, "`editor_url` has no place for the file: `{path}`".to_owned(), help);
        return None;
    }
    Some(text.value)
}

impl MapReader<'_> {
    fn missing(&mut self, key: &str, help: &str) {
        self.at("missing-key", 0..0, format!("helpdex.yaml has no `{key}`"), help);
    }

    fn report(&mut self, code: &'static str, text: &At<String>, message: String, help: &str) {
        self.at(code, text.range.clone(), message, help);
    }

    /// Reads the map under a key.
    fn section<T>(&mut self, key: &'static str, read: impl FnOnce(&mut MapReader<'_>) -> T) -> Option<T> {
        let entries = self.map(key)?;
        let mut inner = self.inside(entries);
        let value = read(&mut inner);
        inner.finish();
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{LanguageId, Offline};

    fn faults(text: &str) -> Vec<String> {
        let found = config(PathBuf::from("."), text.as_bytes().to_vec()).expect_err("faults");
        found.iter().map(|d| format!("{} {}", d.location(), d.message)).collect()
    }

    #[test]
    fn the_least_a_site_needs() {
        let text = "title: Help\nbase_url: https://help.example.com\n";
        let config = config(PathBuf::from("/site"), text.into()).expect("valid");
        assert_eq!(config.default_language().code, "en");
        assert_eq!(config.content_dir(), Path::new("/site/content"));
        assert_eq!(config.prefix(LanguageId::nth(0)), "");
    }

    #[test]
    fn texts_per_language_and_prefixes() {
        let text = "title: {en: Help, ru: Помощь}\nbase_url: https://x.example/help\nlanguages: [en, ru, {code: be, name: BE}]\n";
        let config = config(PathBuf::from("."), text.into()).expect("valid");
        assert_eq!((config.title.get("ru"), config.title.get("be")), ("Помощь", "Help"));
        assert_eq!(
            (config.prefix(LanguageId::nth(0)).as_str(), config.prefix(LanguageId::nth(1)).as_str()),
            ("/help", "/help/ru")
        );
        assert_eq!(config.languages[2].name, "BE");
    }

    #[test]
    fn what_goes_into_a_stylesheet_is_checked() {
        let text = "title: Help\nbase_url: https://x.example\nappearance:\n  accent: 'red;}'\n  font: 'a; b'\n  logo: img/x.svg\n";
        assert_eq!(
            faults(text),
            [
                "helpdex.yaml:4:11 `red;}` is not a colour that a theme can use",
                "helpdex.yaml:5:9 `a; b` is not a list of fonts",
            ]
        );
    }

    #[test]
    fn hosts_of_pages_in_frames() {
        let of = |hosts: &str| format!("title: T\nbase_url: https://x.example\nmarkdown: {{ embeds: {hosts} }}\n");
        let read = config(PathBuf::from("."), of("[www.Figma.com, codepen.io, codepen.io]").into()).expect("valid");
        assert_eq!(read.embeds, ["codepen.io", "www.figma.com"]);
        for host in ["https://x.example", "x", "x.example/a", "x.example;", "'*.example'", "x..example", "a b.example"]
        {
            assert_eq!(faults(&of(&format!("[\"{}\"]", host.trim_matches('\'')))).len(), 1, "{host}");
        }
    }

    #[test]
    fn editors() {
        let of = |url: &str| format!("title: T\nbase_url: https://x.example\neditor_url: '{url}'\n");
        let read = config(PathBuf::from("."), of("vscode://file/{path}:{line}").into()).expect("valid");
        assert_eq!(read.editor_url.as_deref(), Some("vscode://file/{path}:{line}"));
        for url in ["javascript:alert('{path}')", "JavaScript:{path}", "{path}", "vscode://file/"] {
            assert_eq!(faults(&of(&url.replace('\'', "''"))).len(), 1, "{url}");
        }
    }

    #[test]
    fn what_browsers_keep() {
        let of = |value: &str| format!("title: T\nbase_url: https://x.example\noffline: {value}\n");
        for (value, wanted) in [("true", Offline::On), ("false", Offline::Off), ("remove", Offline::Remove)] {
            let read = config(PathBuf::from("."), of(value).into()).expect("valid");
            assert_eq!(read.offline, wanted, "{value}");
        }
        assert_eq!(
            faults(&of("yes please")),
            ["helpdex.yaml:3:10 `offline` has to be `true`, `false` or `remove`, not text"]
        );
    }

    #[test]
    fn help_inside_of_a_product() {
        let of = |value: &str| format!("title: T\nbase_url: https://x.example\nwidget: {value}\n");
        let read = |value: &str| config(PathBuf::from("."), of(value).into()).expect("valid").widget;
        assert!(!read("false").is_on && read("true").is_on && read("{}").is_on);
        let full =
            read("{ suggest: [{ url: [/pay/*, /plans], topics: payouts }], frames: ['https://*.example.com/'] }");
        assert_eq!(full.suggestions[0].urls, ["/pay/*", "/plans"]);
        assert_eq!(full.suggestions[0].topics[0].0, "payouts");
        assert_eq!(full.frames, ["https://*.example.com"]);
        for frame in
            ["app.example.com", "https://a.example/x", "/a", "'*'", "https://a.example;script-src", "http://a.example"]
        {
            assert_eq!(faults(&of(&format!("{{ frames: [{frame}] }}"))).len(), 1, "{frame}");
        }
        assert_eq!(
            faults(&of("{ suggest: [{ url: pay/* }, x], frame: a }")),
            [
                "helpdex.yaml:3:23 this entry of `suggest` has no `topics`",
                "helpdex.yaml:3:28 `pay/*` is no pattern of addresses",
                "helpdex.yaml:3:37 an entry of `suggest` has a `url` and `topics`",
                "helpdex.yaml:3:41 unknown key `frame`",
            ]
        );
    }

    #[test]
    fn all_faults_in_one_run() {
        let text = "titel: Help\nbase_url: nowhere\nlanguages: [english, en, en]\nout: ../x\nfooter: {txt: a}\nchecks: {broken-link: loud}\n";
        assert_eq!(
            faults(text),
            [
                "helpdex.yaml:1:1 helpdex.yaml has no `title`",
                "helpdex.yaml:1:1 unknown key `titel`",
                "helpdex.yaml:2:11 `nowhere` is not the address of a site",
                "helpdex.yaml:3:13 `english` is not a language code",
                "helpdex.yaml:3:26 the language `en` is named twice",
                "helpdex.yaml:4:6 `../x` has to be a folder inside the site",
                "helpdex.yaml:5:10 unknown key `txt`",
                "helpdex.yaml:6:23 `loud` is not a level",
            ]
        );
    }
}
