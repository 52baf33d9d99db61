//! Files that were given another name: what git says about it.

use std::collections::BTreeMap;

use similar::TextDiff;

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::git::{Git, History};
use helpdex_content::routes::slug_path;
use helpdex_content::site::Site;
use helpdex_content::source::{FileName, split_name};

/// So much of the text has to be the same for a file to be another one under a new name; git counts alike.
const ALIKE: f32 = 0.5;
/// More files than this that came and went uncommitted are not compared with each other.
const MAX_PAIRS: usize = 2_000;

/// Where the files went, by the URLs they had.
#[derive(Debug)]
pub(crate) struct Renames {
    /// From the path of a file to the one it has now, both from the site's root.
    by_path: BTreeMap<String, String>,
    /// From a URL, without the base path, to the file that has the article now.
    by_url: BTreeMap<String, String>,
    /// How much git could know.
    pub(crate) history: History,
}

impl Renames {
    /// Asks git about all renames, committed or not.
    pub(crate) fn ask(site: &Site) -> Self {
        let config = &site.config;
        let git = Git::at(&config.root);
        let history = git.history();
        let mut by_path = BTreeMap::new();
        if !matches!(history, History::None | History::Empty) {
            by_path = committed_and_staged(config, git);
            add_unstaged(site, git, &mut by_path);
        }
        let urls = by_path.iter().filter_map(|(from, to)| Some((url_of(config, from)?, to.clone())));
        let mut by_url: BTreeMap<String, String> = urls.collect();
        // A category has a page in each language, whether its file is there in it or not.
        for (from, to) in &by_path {
            for url in pages_of_category(config, from) {
                by_url.entry(url).or_insert_with(|| to.clone());
            }
        }
        Self { by_url, by_path, history }
    }

    /// What each file was called, and is called now.
    pub(crate) fn paths(&self) -> &BTreeMap<String, String> {
        &self.by_path
    }

    /// The file that an article at this URL is in now, relative to the site's root.
    pub(crate) fn file(&self, url: &str) -> Option<&str> {
        self.by_url.get(url).map(String::as_str)
    }
}

/// Old path to the newest one. Git lists newer renames first, so that those after a step are known when it is read.
fn committed_and_staged(config: &Config, git: Git<'_>) -> BTreeMap<String, String> {
    let content = config.site_path("");
    let only = ["-z", "--relative", "--name-status", "-M", "--diff-filter=R"];
    let ask = |start: &[&str]| {
        let arguments: Vec<&str> = start.iter().chain(&only).copied().chain(["HEAD", "--", &content]).collect();
        git.changes(&arguments).unwrap_or_default()
    };
    let mut renames = ask(&["diff"]);
    renames.extend(ask(&["log", "--format="]));
    let mut by_path: BTreeMap<String, String> = BTreeMap::new();
    for rename in renames {
        let Some(from) = rename.from else { continue };
        let now = by_path.get(&rename.path).cloned().unwrap_or(rename.path);
        by_path.entry(from).or_insert(now);
    }
    by_path
}

/// Files renamed without telling git: one is gone, and one that git doesn't know says much the same.
fn add_unstaged(site: &Site, git: Git<'_>, by_path: &mut BTreeMap<String, String>) {
    let content = site.config.site_path("");
    let list = |arguments: &[&str]| -> Vec<String> {
        let text = git.text(arguments).unwrap_or_default();
        text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
    };
    let gone = list(&["ls-files", "-z", "--deleted", "--", &content]);
    let new = list(&["ls-files", "-z", "--others", "--", &content]);
    if gone.is_empty() || gone.len() * new.len() > MAX_PAIRS {
        return;
    }
    let names: Vec<String> = gone.iter().map(|path| format!("HEAD:./{path}")).collect();
    let old = git.objects(&names);
    for (path, name) in gone.iter().zip(&names) {
        let Some(Ok(old)) = old.get(name).map(|bytes| std::str::from_utf8(bytes)) else { continue };
        let language = split_language(&site.config, path);
        let candidates = new.iter().filter(|other| split_language(&site.config, other) == language);
        let alike = candidates.filter_map(|other| {
            let ratio = TextDiff::from_lines(old, site.text_of(other)?).ratio();
            (ratio >= ALIKE).then_some((ratio, other))
        });
        if let Some((_, to)) = alike.max_by(|a, b| a.0.total_cmp(&b.0)) {
            by_path.insert(path.clone(), to.clone());
        }
    }
}

fn split_language(config: &Config, path: &str) -> Option<LanguageId> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match split_name(config, name) {
        Some(FileName::Known { language, .. }) => Some(language),
        _ => None,
    }
}

/// The URLs of a category in all languages, by the path of a file that describes it; none for other files.
fn pages_of_category(config: &Config, path: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_index = matches!(split_name(config, name), Some(FileName::Known { stem: "_index", .. }));
    let Some(folder) = path.strip_suffix(name).filter(|_| is_index) else { return Vec::new() };
    let codes =
        config.languages.ids().map(|id| if id.is_default() { String::new() } else { format!(".{}", config.code(id)) });
    codes.filter_map(|code| url_of(config, &format!("{folder}_index{code}.md"))).collect()
}

/// The URL that a Markdown file of this path has, or had, without the base path.
pub(crate) fn url_of(config: &Config, path: &str) -> Option<String> {
    let content = config.content.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    let path = path.strip_prefix(&content)?.strip_prefix('/')?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let Some(FileName::Known { stem, language }) = split_name(config, name) else { return None };
    let key = match stem {
        "_index" => folder.to_owned(),
        _ if folder.is_empty() => stem.to_owned(),
        _ => format!("{folder}/{stem}"),
    };
    let prefix = config.prefix(language);
    let prefix = prefix.strip_prefix(&config.base_url.path)?;
    Some(format!("{prefix}/{}/", slug_path(&key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_of_a_file_that_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example/help\nlanguages: [en, ru]\ncontent: texts/help\n";
        std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let url = |path| url_of(&config, path);
        assert_eq!(url("texts/help/Pay outs/Когда.ru.md").as_deref(), Some("/ru/pay-outs/kogda/"));
        assert_eq!(url("texts/help/pay/_index.md").as_deref(), Some("/pay/"));
        assert_eq!(url("texts/help/about.md").as_deref(), Some("/about/"));
        assert_eq!(url("texts/help/pay/a.de.md"), None);
        assert_eq!(url("other/pay/a.md"), None);
        assert_eq!(url("texts/help/pay/x.png"), None);
    }
}
