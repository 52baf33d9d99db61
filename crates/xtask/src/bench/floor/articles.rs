//! The same articles for other builders: their titles and their Markdown, nothing that only Helpdex knows.

use std::path::Path;

use crate::Fault;
use crate::bench::sites::{Site, fresh};

/// A builder of sites.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Hugo,
    Zola,
}

/// Lays out a site with the articles of another, in a folder of its own. Pages are as plain as can be: a line to the home page,
/// the way to here, the article, the ones before and after. Images are left out.
pub(super) fn lay_out(site: &Site, folder: &Path, kind: Kind) -> Result<(), Fault> {
    fresh(folder)?;
    let settings = std::fs::read_to_string(site.path.join("helpdex.yaml"))?;
    let languages = languages(&settings)?;
    copy(&site.path.join("content"), &folder.join("content"), kind)?;
    let files: &[(&str, &str)] = match kind {
        Kind::Hugo => &HUGO,
        Kind::Zola => &ZOLA,
    };
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, text)?;
    }
    let (name, settings) = match kind {
        Kind::Hugo => ("hugo.toml", hugo(&languages)),
        Kind::Zola => ("config.toml", zola(&languages)),
    };
    std::fs::write(folder.join(name), settings)?;
    if matches!(kind, Kind::Zola) {
        for language in &languages {
            let name = if language == &languages[0] { "_index.md".to_owned() } else { format!("_index.{language}.md") };
            std::fs::write(folder.join("content").join(name), "---\ntitle: Help\n---\n")?;
        }
    }
    Ok(())
}

/// The languages that our settings name, the default one first.
fn languages(settings: &str) -> Result<Vec<String>, Fault> {
    let line = settings.lines().find_map(|line| line.strip_prefix("languages: [")?.strip_suffix(']'));
    let languages: Vec<String> = line.into_iter().flat_map(|line| line.split(", ")).map(str::to_owned).collect();
    if languages.is_empty() { Err("the site has no languages".into()) } else { Ok(languages) }
}

fn copy(from: &Path, to: &Path, kind: Kind) -> Result<(), Fault> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let (path, target) = {
            let entry = entry?;
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy(&path, &target, kind)?;
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let text = std::fs::read_to_string(&path)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            std::fs::write(target, plain(&text, &name, kind))?;
        }
    }
    Ok(())
}

/// An article with its title alone as front matter, and nothing in it that the other takes for a command.
fn plain(text: &str, name: &str, kind: Kind) -> String {
    let parts = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let (front, body) = parts.unwrap_or(("", text));
    let title = front.lines().find(|line| line.starts_with("title:"));
    let title = title.map_or_else(|| format!("title: \"{name}\""), str::to_owned);
    let order = if matches!(kind, Kind::Zola) && name.starts_with("_index") { "\nsort_by: title" } else { "" };
    let body = with_sound_addresses(&body.replace("{{", "{ {").replace("{%", "{ %"));
    format!("---\n{title}{order}\n---\n{body}")
}

/// Hugo stops at an address with a `%` that no two digits follow.
fn with_sound_addresses(body: &str) -> String {
    let mut sound = String::with_capacity(body.len());
    for word in body.split_inclusive(char::is_whitespace) {
        if !word.contains("://") && !word.contains("](") {
            sound.push_str(word);
            continue;
        }
        for (at, letter) in word.char_indices() {
            let digits = word.as_bytes().get(at + 1..at + 3);
            let is_sound = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            sound.push(letter);
            if letter == '%' && !is_sound {
                sound.push_str("25");
            }
        }
    }
    sound
}

fn hugo(languages: &[String]) -> String {
    let mut settings = format!(
        "baseURL = \"https://help.example.com/\"\ntitle = \"Help\"\ndefaultContentLanguage = \"{}\"\n\
         disableKinds = [\"taxonomy\", \"term\"]\n[markup.goldmark.renderer]\nunsafe = true\n",
        languages[0]
    );
    for (weight, language) in (1..).zip(languages) {
        settings.push_str(&format!("[languages.{language}]\ntitle = \"Help\"\nweight = {weight}\n"));
    }
    settings
}

fn zola(languages: &[String]) -> String {
    let mut settings = format!(
        "base_url = \"https://help.example.com\"\ntitle = \"Help\"\ndefault_language = \"{}\"\n\
         generate_feeds = true\n",
        languages[0]
    );
    for language in &languages[1..] {
        settings.push_str(&format!("[languages.{language}]\ntitle = \"Help\"\n"));
    }
    settings
}

const HUGO: [(&str, &str); 3] = [
    (
        "layouts/baseof.html",
        r#"<!doctype html>
<html lang="{{ .Site.Language.Name }}">
<head><meta charset="utf-8"><title>{{ .Title }} – {{ .Site.Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head>
<body>
<header><a href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a></header>
<nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<main><h1>{{ .Title }}</h1>
{{ block "main" . }}{{ end }}</main>
</body>
</html>
"#,
    ),
    (
        "layouts/page.html",
        r#"{{ define "main" }}{{ .Content }}
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
"#,
    ),
    (
        "layouts/list.html",
        r#"{{ define "main" }}{{ .Content }}
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
"#,
    ),
];

const ZOLA: [(&str, &str); 4] = [
    (
        "templates/base.html",
        r#"<!doctype html>
<html lang="{{ lang }}">
<head><meta charset="utf-8"><title>{% block title %}{{ config.title }}{% endblock title %}</title><link rel="canonical" href="{{ current_url | safe }}"></head>
<body>
<header><a href="{{ config.base_url | safe }}">{{ config.title }}</a></header>
{% block main %}{% endblock main %}
</body>
</html>
"#,
    ),
    (
        "templates/page.html",
        r#"{% extends "base.html" %}
{% block title %}{{ page.title }} – {{ config.title }}{% endblock title %}
{% block main %}<nav>{% for path in page.ancestors %}{% set above = get_section(path=path, metadata_only=true) %}<a href="{{ above.permalink | safe }}">{{ above.title }}</a> {% endfor %}</nav>
<main><h1>{{ page.title }}</h1>
{{ page.content | safe }}
{% if page.lower %}<a rel="prev" href="{{ page.lower.permalink | safe }}">{{ page.lower.title }}</a>{% endif %}
{% if page.higher %}<a rel="next" href="{{ page.higher.permalink | safe }}">{{ page.higher.title }}</a>{% endif %}</main>{% endblock main %}
"#,
    ),
    ("templates/section.html", SECTION),
    ("templates/index.html", SECTION),
];

const SECTION: &str = r#"{% extends "base.html" %}
{% block title %}{{ section.title }} – {{ config.title }}{% endblock title %}
{% block main %}<main><h1>{{ section.title }}</h1>
{{ section.content | safe }}
<ul>{% for page in section.pages %}<li><a href="{{ page.permalink | safe }}">{{ page.title }}</a></li>
{% endfor %}</ul></main>{% endblock main %}
"#;
