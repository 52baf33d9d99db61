//! A few articles and macros at random, for a look at their quality.

use helpdex_content::config::LanguageId;
use helpdex_content::site::humanised;
use helpdex_content::source::{EntryKind, Sources, Status};
use helpdex_content::standards::{self, Standard, Standards, Wording};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// An article or macro that was picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sampled {
    /// The file, relative to the site's root.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Who answers for it, if the front matter says so.
    pub owner: Option<String>,
    /// Whether it is a reply for agents to send.
    pub is_macro: bool,
    /// The checklists that apply to it.
    pub checklists: Vec<Checklist>,
}

/// A checklist that applies to what was picked, in its language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checklist {
    /// The file, relative to the site's root.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// Its cases with their steps, in Markdown.
    pub cases: Vec<Case>,
}

/// A case of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Case {
    /// What it is about.
    pub case: String,
    /// What an agent does.
    pub steps: Vec<String>,
}

/// Picks so many of the published articles and macros, each language on its own. The same seed picks the same ones, as long as
/// they are there: a new article moves no other one from its place.
pub fn sample(sources: &Sources, standards: &Standards, count: usize, seed: &str) -> Vec<Sampled> {
    let published = sources
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Article && entry.front.status == Status::Published);
    let mut drawn: Vec<_> = published.map(|entry| (lot(seed, entry.file.path()), entry)).collect();
    drawn.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.file.path().cmp(b.file.path())));
    let picked = drawn.into_iter().take(count).map(|(_, entry)| Sampled {
        path: entry.file.path().into(),
        title: entry.front.title.given().map_or_else(|| humanised(&entry.key), |title| title.value.clone()),
        owner: entry.front.owner.given().map(|owner| owner.value.clone()),
        is_macro: entry.is_macro(),
        checklists: standards.of(entry).map(|(_, standard)| checklist(standard, entry.language)).collect(),
    });
    picked.collect()
}

fn checklist(standard: &Standard, language: LanguageId) -> Checklist {
    let said = |wording: &Wording| wording.get(language).map(|(_, text)| text.to_owned()).unwrap_or_default();
    let case = |case: &standards::Case| Case {
        case: case.title.as_ref().map(said).unwrap_or_default(),
        steps: case.steps.iter().map(|step| said(&step.wording)).collect(),
    };
    Checklist {
        path: standard.file.path().into(),
        title: standard.title(language).1.to_owned(),
        cases: standard.cases.iter().map(case).collect(),
    }
}

/// The lot that a file draws.
fn lot(seed: &str, path: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(seed.len().to_le_bytes());
    hash.update(seed);
    hash.update(path);
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_content::config::Config;

    #[test]
    fn a_seed_picks_the_same_ones_and_a_new_article_moves_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        write("helpdex.yaml", "title: T\nbase_url: https://x.example\n");
        for name in ["a", "b", "c", "d", "e", "f"] {
            write(&format!("content/x/{name}.md"), &format!("---\ntitle: {name}\n---\n"));
        }
        write("content/x/draft.md", "---\ntitle: Draft\nstatus: draft\n---\n");
        write("content/_macros/m.md", "---\ntitle: M\n---\n");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let picked = |count: usize, seed: &str| -> Vec<String> {
            let sources = helpdex_content::source::read(&config).expect("read");
            sample(&sources, &Standards::default(), count, seed).into_iter().map(|one| one.path).collect()
        };
        let (first, all) = (picked(3, "1"), picked(99, "1"));
        assert_eq!((first.len(), all.len()), (3, 7));
        assert_eq!(picked(3, "1"), first);
        assert_eq!(all[..3], first);
        assert_ne!(picked(99, "2"), all);
        write("content/x/g.md", "---\ntitle: g\n---\n");
        let more: Vec<String> = picked(99, "1").into_iter().filter(|path| path != "content/x/g.md").collect();
        assert_eq!(more, all);
    }
}
