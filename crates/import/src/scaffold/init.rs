//! `helpdex init`: a help site to begin with.

use std::path::Path;

use include_dir::Dir;
use jiff::civil::Date;

use super::texts::{ENGLISH, TEMPLATE, article, written_in};
use super::words::fill;
use super::write_new;
use helpdex_content::config::{CONFIG_FILE, Config, is_well_formed};
use helpdex_content::error::{Error, Result};
use helpdex_content::suggestion::list;

/// What [`init`] did, by paths relative to the site's folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Init {
    /// Files that are new.
    pub written: Vec<String>,
    /// Files that were there before and stayed as they were.
    pub kept: Vec<String>,
    /// Languages that have no texts of their own yet: their articles begin in English.
    pub in_english: Vec<String>,
}

/// Makes a help site in `dir`, in languages of which the first is its default one: those asked for, else those of the
/// settings that are there, else English. Files that are there stay as they are; all others of the template are written.
///
/// # Errors
/// When `dir` is a file, a language is none, is named twice or is not one of the settings that are there, these can't be
/// read, or a file can't be written.
pub fn init(dir: &Path, asked: Option<&[String]>, today: Date) -> Result<Init> {
    if let Some(languages) = asked {
        well_formed(languages)?;
    }
    if dir.exists() && !dir.is_dir() {
        return Err(Error::Refused(format!("`{}` is a file; name a folder for the new site", dir.display())));
    }
    let languages = languages(dir, asked)?;
    let foreign = |code: &&String| !code.starts_with(ENGLISH) && written_in(code) == ENGLISH;
    let in_english = languages.iter().filter(foreign).cloned().collect();
    let mut done = Init { in_english, ..Init::default() };
    for (path, text) in files(&languages) {
        let text = fill(text, &languages, &today.to_string());
        let kind = if write_new(&dir.join(&path), text.as_bytes())? { &mut done.written } else { &mut done.kept };
        kind.push(path);
    }
    Ok(done)
}

/// The languages to write for. Articles in others than those of the settings would be faults of the site.
fn languages(dir: &Path, asked: Option<&[String]>) -> Result<Vec<String>> {
    let path = dir.join(CONFIG_FILE);
    let there: Vec<String> = match Config::languages_of(dir)? {
        Some(Ok(languages)) => languages.iter().map(|language| language.code.clone()).collect(),
        Some(Err(faults)) => {
            let first = faults.first().map_or_else(String::new, |fault| format!(": {}", fault.message));
            return Err(Error::Refused(format!("can't read the languages of `{}`{first}", path.display())));
        }
        None => return Ok(asked.map_or_else(|| vec!["en".to_owned()], <[String]>::to_vec)),
    };
    if asked.is_some_and(|asked| asked != there) {
        let codes: Vec<&str> = there.iter().map(String::as_str).collect();
        let advice = "leave out `--lang`, or change `languages` there first";
        return Err(Error::Refused(format!("`{}` has the languages {}; {advice}", path.display(), list(&codes))));
    }
    Ok(there)
}

fn well_formed(languages: &[String]) -> Result<()> {
    for (index, code) in languages.iter().enumerate() {
        if !is_well_formed(code) {
            let advice = "name languages by their codes, such as `en` or `pt-BR`";
            return Err(Error::Refused(format!("`{code}` is no language; {advice}")));
        }
        if languages.iter().take(index).any(|before| before == code) {
            return Err(Error::Refused(format!("the language `{code}` is named twice; name it once")));
        }
    }
    Ok(())
}

/// The files of a site in these languages with their templates, sorted. An article is there once for each language, and
/// that of the default one has no language in its name.
fn files(languages: &[String]) -> Vec<(String, &'static str)> {
    let mut template = Vec::new();
    collect(&TEMPLATE, &mut template);
    let mut files = Vec::new();
    for (path, text) in &template {
        match path.strip_suffix(".md") {
            None => files.push((path.clone(), *text)),
            // The article in another language, found by the English one.
            Some(stem) if stem.contains('.') => {}
            Some(stem) => files.extend(languages.iter().enumerate().filter_map(|(index, code)| {
                let path = if index == 0 { path.clone() } else { format!("{stem}.{code}.md") };
                Some((path, article(stem, &written_in(code))?))
            })),
        }
    }
    files.sort();
    files
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(String, &'static str)>) {
    for file in folder.files() {
        let parts = file.path().iter().map(|part| {
            let part = part.to_string_lossy();
            part.strip_prefix("dot-").map_or_else(|| part.to_string(), |rest| format!(".{rest}"))
        });
        let path = parts.collect::<Vec<_>>().join("/");
        files.push((path, file.contents_utf8().unwrap_or_default()));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;

    use super::*;
    use helpdex_content::source;

    const DAY: Date = date(2026, 3, 1);

    fn english() -> [String; 1] {
        ["en".to_owned()]
    }

    #[test]
    fn writes_a_whole_site() {
        let dir = tempfile::tempdir().expect("a folder");
        let site = dir.path().join("new/help");
        let done = init(&site, Some(&english()), DAY).expect("made");
        assert_eq!(
            done.written,
            [
                ".gitattributes",
                ".github/workflows/publish.yml",
                ".gitignore",
                "content/account/_index.md",
                "content/account/how-do-i-change-my-email.md",
                "content/getting-started/_index.md",
                "content/getting-started/how-does-this-help-center-work.md",
                "content/queries.yaml",
                "content/synonyms.yaml",
                "helpdex.yaml",
                "install-helpdex.sh",
                "netlify.toml",
            ]
        );
        assert!(done.kept.is_empty());
        let article = fs::read_to_string(site.join("content/account/how-do-i-change-my-email.md")).expect("text");
        assert!(article.contains("reviewed: 2026-03-01\n"), "{article}");
        assert!(!fs::read_to_string(site.join(".gitignore")).expect("text").is_empty());
    }

    #[test]
    fn nothing_is_wrong_with_a_new_site() {
        let dir = tempfile::tempdir().expect("a folder");
        init(dir.path(), Some(&english()), DAY).expect("made");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let sources = source::read(&config).expect("read");
        assert_eq!(sources.entries.len(), 4);
        let faults = sources.entries.iter().flat_map(|entry| &entry.diagnostics).chain(&sources.diagnostics);
        assert_eq!(faults.collect::<Vec<_>>(), Vec::<&helpdex_content::diagnostic::Diagnostic>::new());
        assert!(sources.entries.iter().all(|entry| entry.front.title.is_given() && entry.front.summary.is_given()));
    }

    #[test]
    fn every_language_has_all_articles() {
        let dir = tempfile::tempdir().expect("a folder");
        let languages = ["ka", "ru", "be-tarask"].map(str::to_owned);
        init(dir.path(), Some(&languages), DAY).expect("made");
        let read = |path: &str| fs::read_to_string(dir.path().join(path)).expect(path);
        assert!(read("content/account/_index.md").contains("title: Account\n"), "there are no Georgian texts");
        assert!(read("content/account/_index.ru.md").contains("title: Аккаунт\n"));
        assert!(read("content/account/_index.be-tarask.md").contains("title: Акаўнт\n"));
        assert!(read("helpdex.yaml").contains("title:\n  ka: Help center\n  ru: Центр помощи\n  be-tarask: Цэнтр"));
        assert!(read("content/queries.yaml").contains("- query: поменять адрес почты\n  lang: ru\n  expect: account/"));
        let config = Config::load(dir.path()).expect("found").expect("valid");
        assert_eq!(source::read(&config).expect("read").entries.len(), 12);
        // No file of the template is left over, and nothing that was to be filled in.
        for (path, template) in files(&languages) {
            assert!(!fill(template, &languages, "").contains("{{") || path.ends_with(".yml"), "{path}");
        }
    }

    #[test]
    fn what_is_no_language_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        for wrong in [&["German"][..], &["en", "en"], &[""], &["../de"]] {
            let wrong: Vec<String> = wrong.iter().map(|&code| code.to_owned()).collect();
            assert_eq!(init(dir.path(), Some(&wrong), DAY).expect_err("refused").exit_status(), 2, "{wrong:?}");
        }
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 0);
    }

    #[test]
    fn keeps_what_is_there() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("helpdex.yaml"), "title: Mine\n").expect("written");
        let done = init(dir.path(), Some(&english()), DAY).expect("made");
        assert_eq!(done.kept, ["helpdex.yaml"]);
        assert_eq!(done.written.len(), 11);
        assert_eq!(fs::read_to_string(dir.path().join("helpdex.yaml")).expect("text"), "title: Mine\n");
        let again = init(dir.path(), Some(&english()), DAY).expect("made");
        assert_eq!((again.written.len(), again.kept.len()), (0, 12));
    }

    #[test]
    fn the_languages_of_settings_that_are_there() {
        let dir = tempfile::tempdir().expect("a folder");
        // Whatever else is missing or odd in them.
        fs::write(dir.path().join("helpdex.yaml"), "tite: Mine\nlanguages: [ru, {code: en}]\n").expect("written");
        let done = init(dir.path(), None, DAY).expect("made");
        assert!(done.written.contains(&"content/account/_index.en.md".to_owned()), "{:?}", done.written);
        let read = |path: &str| fs::read_to_string(dir.path().join(path)).expect(path);
        assert!(read("content/account/_index.md").contains("title: Аккаунт\n"));
        assert!(read("content/queries.yaml").contains("  lang: en\n"));
        let refused = |asked: &[&str]| {
            let asked: Vec<String> = asked.iter().map(|&code| code.to_owned()).collect();
            init(dir.path(), Some(&asked), DAY).err().map(|fault| fault.to_string())
        };
        assert_eq!(refused(&["ru", "en"]), None);
        assert!(refused(&["en"]).is_some_and(|told| told.contains("has the languages `ru`, `en`; leave out `--lang`")));
        for unreadable in ["languages: [ru", "languages: [ru, russian]"] {
            fs::write(dir.path().join("helpdex.yaml"), unreadable).expect("written");
            assert_eq!(init(dir.path(), None, DAY).expect_err("refused").exit_status(), 2, "{unreadable}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_link_is_not_written_through() {
        let dir = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        let target = outside.path().join("target");
        std::os::unix::fs::symlink(&target, dir.path().join("netlify.toml")).expect("linked");
        assert_eq!(init(dir.path(), Some(&english()), DAY).expect("made").kept, ["netlify.toml"]);
        assert!(!target.exists());
    }

    #[test]
    fn a_file_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("x");
        fs::write(&file, "").expect("written");
        let error = init(&file, Some(&english()), DAY).expect_err("refused");
        assert_eq!(error.exit_status(), 2);
    }

    #[test]
    fn actions_are_pinned_by_commit() {
        let workflow = TEMPLATE.get_file("dot-github/workflows/publish.yml").expect("there");
        let text = workflow.contents_utf8().expect("text");
        let uses: Vec<&str> = text.lines().filter_map(|line| line.split("uses: ").nth(1)).collect();
        assert_eq!(uses.len(), 5);
        for line in uses {
            let (_, pin) = line.split_once('@').expect("a pin");
            let (commit, version) = pin.split_once(" # v").expect("a version");
            assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{line}");
            assert!(version.split('.').count() == 3, "{line}");
        }
    }
}
