//! `helpdex new --category`: the file that describes a new category.

use std::path::PathBuf;

use super::{language_id, language_suffix, scalar, write_new};
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::path;

/// What an author asks for.
#[derive(Clone, Copy, Debug)]
pub struct NewCategory<'a> {
    /// Its folder below the content folder.
    pub folder: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Code of its language; the site's default one without it.
    pub language: Option<&'a str>,
    /// The icon of the theme that stands beside its title.
    pub icon: Option<&'a str>,
}

/// Writes an `_index.md` with the folder that it describes, and gives its path.
///
/// # Errors
/// When the language is unknown, the folder can't be a category, the file is there already or can't be written.
pub fn new_category(config: &Config, wanted: NewCategory<'_>) -> Result<PathBuf> {
    let language = language_id(config, wanted.language)?;
    let written = wanted.folder.replace('\\', "/");
    let folder = config.content_path(&written).unwrap_or(&written).trim_end_matches('/');
    let hidden = |part: &str| part.starts_with(['.', '_']) || part.ends_with('~');
    if folder.starts_with('/')
        || !path::is_plain(folder)
        || folder.contains(char::is_control)
        || folder.split('/').any(hidden)
    {
        return Err(Error::Refused(format!(
            "`{}` can't be the folder of a category: write a path below `{}/`, such as `billing`",
            wanted.folder,
            config.site_path("")
        )));
    }
    let top = config.content_dir();
    // Nothing is written behind a link that leads out of the content folder.
    let mut above = top.join(folder);
    while !above.exists() && above.pop() {}
    let inside = above.canonicalize().ok().zip(top.canonicalize().ok()).is_some_and(|(at, top)| at.starts_with(top));
    if !inside || !above.is_dir() {
        return Err(Error::Refused(format!("`{folder}` does not lie in the content folder")));
    }
    let parent = path::split(folder).0;
    if !parent.is_empty() && !top.join(parent).is_dir() {
        let title = helpdex_content::site::humanised(parent);
        return Err(Error::Refused(format!(
            "there is no category `{parent}`; `helpdex new --category {parent} \"{title}\"` makes it first"
        )));
    }
    let title = wanted.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Error::Refused("a category needs a title".to_owned()));
    }
    let icon = wanted.icon.map(|icon| format!("icon: {}\n", scalar(icon))).unwrap_or_default();
    let text = format!("---\ntitle: {}\nsummary: \"\"\n{icon}---\n", scalar(&title));
    let file = top.join(folder).join(format!("_index{}.md", language_suffix(config, language)));
    if !write_new(&file, text.as_bytes())? {
        let shown = file.strip_prefix(&config.root).unwrap_or(&file).display();
        return Err(Error::Refused(format!("`{shown}` is there already; it was left as it is")));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn site() -> (tempfile::TempDir, Config) {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("helpdex.yaml"), "title: T\nbase_url: https://x.example/\nlanguages: [en, ru]\n")
            .expect("written");
        fs::create_dir(dir.path().join("content")).expect("made");
        let config = Config::load(dir.path()).expect("read").expect("valid");
        (dir, config)
    }

    #[test]
    fn a_category_is_described_and_never_overwritten() {
        let (dir, config) = site();
        let billing = NewCategory { folder: "billing", title: " Billing:\nall ", language: None, icon: Some("card") };
        new_category(&config, billing).expect("written");
        let text = fs::read_to_string(dir.path().join("content/billing/_index.md")).expect("there");
        assert_eq!(text, "---\ntitle: \"Billing: all\"\nsummary: \"\"\nicon: card\n---\n");
        new_category(&config, billing).expect_err("there already");
        let ru = NewCategory { folder: "content/billing/", language: Some("ru"), icon: None, title: "Оплата" };
        assert!(new_category(&config, ru).expect("written").ends_with("billing/_index.ru.md"));
        let nested = NewCategory { folder: "billing/cards", ..billing };
        new_category(&config, nested).expect("written");
    }

    #[test]
    fn what_can_be_no_category_is_refused() {
        let (_dir, config) = site();
        for folder in ["", "/x", "../x", "a/../b", ".git", "_snippets", "x/_y", "none/x", "a\nb"] {
            let wanted = NewCategory { folder, title: "T", language: None, icon: None };
            assert_eq!(new_category(&config, wanted).expect_err("refused").exit_status(), 2, "{folder}");
        }
    }
}
