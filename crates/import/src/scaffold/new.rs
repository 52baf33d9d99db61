//! `helpdex new`: the file of a new article.

use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use walkdir::{DirEntry, WalkDir};

use super::{scalar, write_new};
use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::{Error, Result};
use helpdex_content::slug::slugify;
use helpdex_content::suggestion::{did_you_mean, list};

/// How long a new article holds before somebody has to look at it again.
const REVIEW_EVERY: &str = "180d";
/// A refusal names this many categories at most.
const MAX_LISTED: usize = 30;

/// What an author asks for.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Path of the category's folder below the content folder.
    pub category: &'a str,
    /// The question.
    pub title: &'a str,
    /// Code of its language; the site's default one without it.
    pub language: Option<&'a str>,
    /// Who answers for the article.
    pub owner: &'a str,
}

/// Writes a draft with its front matter and gives its path.
///
/// # Errors
/// When the category or language is unknown, the title makes no file name, the file is there already or can't be
/// written. Nothing is written then.
pub fn new_article(config: &Config, draft: Draft<'_>, today: Date) -> Result<PathBuf> {
    let title = draft.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let slug = slugify(&title);
    if slug.is_empty() {
        return Err(Error::Refused(format!("no file name can be made of the title `{title}`: it has no letter")));
    }
    let language = language_id(config, draft.language)?;
    let folder = category_folder(config, draft.category)?;
    let path = folder.join(format!("{slug}{}.md", language_suffix(config, language)));
    let text = front_matter(&title, draft.owner, today);
    if !write_new(&path, text.as_bytes())? {
        let shown = path.strip_prefix(&config.root).unwrap_or(&path).display();
        return Err(Error::Refused(format!("`{shown}` is there already; it was left as it is")));
    }
    Ok(path)
}

fn front_matter(title: &str, owner: &str, today: Date) -> String {
    format!(
        "---\ntitle: {}\nsummary: \"\"\nasks: []\nowner: {}\nreviewed: {today}\nreview_every: {REVIEW_EVERY}\n\
         status: draft\n---\n\n",
        scalar(title),
        scalar(owner),
    )
}

/// What stands before `.md`: nothing for the default language, `.ru` for another one.
pub fn language_suffix(config: &Config, language: LanguageId) -> String {
    if language.is_default() { String::new() } else { format!(".{}", config.code(language)) }
}

/// The language that somebody asks for by its code; the default one without a code.
pub fn language_id(config: &Config, code: Option<&str>) -> Result<LanguageId> {
    let Some(code) = code else { return Ok(LanguageId::DEFAULT) };
    config.language_id(code).ok_or_else(|| {
        let codes: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        let known = list(&codes);
        Error::Refused(format!(
            "this site has no language `{code}`; it has {known}. Add it to `languages:` in helpdex.yaml first"
        ))
    })
}

fn category_folder(config: &Config, name: &str) -> Result<PathBuf> {
    let content = config.content_dir();
    // People complete paths with the Tab key: `content/payouts/` is `payouts`.
    let wanted = Path::new(name);
    let wanted = wanted.strip_prefix(&config.content).unwrap_or(wanted);
    let plain = |part: Component<'_>| matches!(part, Component::Normal(part) if !part.to_string_lossy().starts_with(['.', '_']));
    let inside = wanted.components().next().is_some() && wanted.components().all(plain);
    let folder = content.join(wanted);
    // A link that leads out of the content folder is no category: Helpdex does not read there either.
    let real = |path: &Path| path.canonicalize().ok();
    if inside && folder.is_dir() && real(&folder).zip(real(&content)).is_some_and(|(f, c)| f.starts_with(c)) {
        return Ok(folder);
    }
    let known = categories(&content);
    let mut names: Vec<&str> = known.iter().map(String::as_str).collect();
    let near =
        did_you_mean(name, names.iter().copied()).map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
    let shown = config.site_path("");
    let plain = wanted.to_string_lossy();
    let title = helpdex_content::site::humanised(plain.trim_end_matches('/'));
    let make = match inside {
        true => format!("`helpdex new --category {} \"{title}\"` makes it", plain.trim_end_matches('/')),
        false => "`helpdex new --category FOLDER \"TITLE\"` makes one".to_owned(),
    };
    if names.is_empty() {
        return Err(Error::Refused(format!(
            "there is no category `{name}`, and no other one: a category is a folder in `{shown}` with an `_index.md`. {make}"
        )));
    }
    let more = names.len().saturating_sub(MAX_LISTED);
    names.truncate(MAX_LISTED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Err(Error::Refused(format!("there is no category `{name}`.{near} `{shown}` has {}{more}; {make}", list(&names))))
}

/// Folders that hold articles, by their paths below the content folder.
fn categories(content: &Path) -> Vec<String> {
    let visible = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        // Folders such as `_incidents` hold no articles.
        !(name.starts_with('.') || name.starts_with('_') && entry.file_type().is_dir())
    };
    let mut found: Vec<String> = WalkDir::new(content)
        .min_depth(2)
        .into_iter()
        .filter_entry(visible)
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "md"))
        .filter_map(|entry| {
            let folder = entry.path().parent()?.strip_prefix(content).ok()?;
            Some(folder.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;

    use super::*;

    const DAY: Date = date(2026, 3, 1);

    fn site() -> (tempfile::TempDir, Config) {
        let dir = tempfile::tempdir().expect("a folder");
        let config = "title: T\nbase_url: https://x.example/\nlanguages: [en, ru]\n";
        fs::write(dir.path().join("helpdex.yaml"), config).expect("written");
        for category in ["payouts", "payouts/limits", "accounts"] {
            let folder = dir.path().join("content").join(category);
            fs::create_dir_all(&folder).expect("made");
            fs::write(folder.join("_index.md"), "---\ntitle: X\n---\n").expect("written");
        }
        fs::create_dir_all(dir.path().join("content/payouts/img")).expect("made");
        let config = Config::load(dir.path()).expect("read").expect("valid");
        (dir, config)
    }

    fn draft<'a>(category: &'a str, title: &'a str) -> Draft<'a> {
        Draft { category, title, language: None, owner: "support" }
    }

    fn refusal(config: &Config, draft: Draft<'_>) -> String {
        let error = new_article(config, draft, DAY).expect_err("refused");
        assert_eq!(error.exit_status(), 2);
        error.to_string()
    }

    #[test]
    fn writes_a_draft() {
        let (dir, config) = site();
        let path = new_article(&config, draft("payouts", " When: do I\nget paid? "), DAY).expect("written");
        assert_eq!(path, dir.path().join("content/payouts/when-do-i-get-paid.md"));
        assert_eq!(
            fs::read_to_string(path).expect("text"),
            "---\ntitle: \"When: do I get paid?\"\nsummary: \"\"\nasks: []\nowner: support\nreviewed: 2026-03-01\n\
             review_every: 180d\nstatus: draft\n---\n\n"
        );
    }

    #[test]
    fn other_languages_are_marked_in_the_name() {
        let (dir, config) = site();
        let ru = Draft { language: Some("ru"), ..draft("content/payouts/limits/", "Сколько ждать?") };
        let path = new_article(&config, ru, DAY).expect("written");
        assert_eq!(path, dir.path().join("content/payouts/limits/skolko-zhdat.ru.md"));
        let en = Draft { language: Some("en"), ..draft("payouts", "How long?") };
        assert!(new_article(&config, en, DAY).expect("written").ends_with("how-long.md"));
        let de = Draft { language: Some("de"), ..draft("payouts", "Wie lange?") };
        assert!(refusal(&config, de).contains("it has `en`, `ru`"));
    }

    #[test]
    fn unknown_categories_are_refused_with_a_hint() {
        let (_dir, config) = site();
        assert_eq!(
            refusal(&config, draft("payuots", "How?")),
            "there is no category `payuots`. Did you mean `payouts`? `content` has `accounts`, `payouts`, `payouts/limits`; \
             `helpdex new --category payuots \"Payuots\"` makes it"
        );
        for outside in ["..", ".", "", "/tmp", "payouts/../../..", ".git"] {
            assert!(refusal(&config, draft(outside, "How?")).starts_with("there is no category"), "{outside}");
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let (dir, config) = site();
        let file = dir.path().join("content/payouts/how.md");
        fs::write(&file, "mine").expect("written");
        assert!(refusal(&config, draft("payouts", "How?")).contains("`content/payouts/how.md` is there already"));
        assert_eq!(fs::read_to_string(file).expect("text"), "mine");
        assert!(refusal(&config, draft("payouts", "???")).contains("no letter"));
    }
}
