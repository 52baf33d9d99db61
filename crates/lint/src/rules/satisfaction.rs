//! Rules about what readers said of articles.

use std::collections::{BTreeMap, HashMap};

use super::rule::{Rule, Run};
use crate::votes::{self, Subject, Vote, Votes};
use helpdex_content::config::{CONFIG_FILE, Level};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::feedback::VotesFile;
use helpdex_content::git::Git;
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, EntryKind};
use helpdex_content::translations::revision;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "low-satisfaction",
        level: Level::Warning,
        what: "too few readers say that an article helped them",
        why: "They came with a question and left with it. Nothing else tells this: the article may be right in all it says.",
        how: "Read what they gave as the reason, and search for what they asked. Votes for an older text don't count, so a \
              better one starts afresh. `votes`, `below` and `least` under `feedback` in `helpdex.yaml` set the bound; \
              without `votes` the rule looks at nothing.",
        run: Run::Site(low),
    },
    Rule {
        code: "votes-file",
        level: Level::Warning,
        what: "the list of votes that `feedback` in `helpdex.yaml` names is not there, or holds lines that are none",
        why: "Articles that help nobody are not told of.",
        how: "Write the list anew, correct the path, which counts from `helpdex.yaml`, or take `votes` out. A file that git \
              ignores is not told: it is on some machines only.",
        // The other rule stumbles over it.
        run: Run::Phase,
    },
];

fn low(site: &Site, found: &mut Vec<Diagnostic>) {
    let Some(file) = &site.config.feedback.votes else { return };
    let Some(read) = list(site, file, found) else { return };
    for (id, (yes, no)) in count(site, &read.votes) {
        let all = yes.saturating_add(no);
        // Shares of counts: a vote more or less beyond 2^53 of them makes no difference.
        let share = yes as f64 / all as f64;
        if all < file.least || share >= file.below {
            continue;
        }
        let Some(entry) = site.entry(id) else { continue };
        let range = entry.front.title.given().map_or(0..0, |title| title.range.clone());
        let bound = (file.below * 100.0).round();
        let message = format!("{yes} of {all} readers say that it helped them, fewer than {bound} %");
        let help = "read the reasons that they gave; votes for the text as it is now count alone";
        found.push(entry.file.warning("low-satisfaction", range, message).help(help));
    }
}

/// The votes for the present text of each article: how many readers it helped, and how many it didn't.
fn count(site: &Site, votes: &[Vote]) -> BTreeMap<EntryId, (u64, u64)> {
    let base = site.routes.base();
    let mut by_path: HashMap<&str, EntryId> = HashMap::new();
    let mut by_file: HashMap<&str, EntryId> = HashMap::new();
    // What was said at an old address was said of the same article.
    for alias in site.routes.aliases() {
        by_path.insert(alias.from.strip_prefix(base).unwrap_or(&alias.from), alias.entry);
    }
    let articles = site.sources.with_ids().filter(|(_, entry)| entry.kind == EntryKind::Article);
    for (id, entry) in articles {
        let Some(url) = site.routes.url(id) else { continue };
        by_path.insert(url.strip_prefix(base).unwrap_or(url), id);
        by_file.insert(entry.file.path(), id);
    }
    let mut revisions: HashMap<EntryId, String> = HashMap::new();
    let mut counts: BTreeMap<EntryId, (u64, u64)> = BTreeMap::new();
    for vote in votes {
        let id = match &vote.subject {
            Subject::Path(path) => by_path.get(path.as_str()),
            Subject::File(file) => by_file.get(file.as_str()),
        };
        let Some((id, entry)) = id.and_then(|id| Some((*id, site.entry(*id)?))) else { continue };
        if vote.lang.as_deref().is_some_and(|lang| !lang.eq_ignore_ascii_case(site.config.code(entry.language))) {
            continue;
        }
        let now = revisions.entry(id).or_insert_with(|| revision(entry));
        if vote.revision.as_deref().is_some_and(|read| read != now) {
            continue;
        }
        let (yes, no) = counts.entry(id).or_default();
        (*yes, *no) = (yes.saturating_add(vote.yes), no.saturating_add(vote.no));
    }
    counts
}

/// The list, where it can be read; what is wrong with it is told.
fn list(site: &Site, VotesFile { path, place, .. }: &VotesFile, found: &mut Vec<Diagnostic>) -> Option<Votes> {
    let name = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    let mut tell = |message: String, help: &str| {
        found.push(Diagnostic::warning("votes-file", CONFIG_FILE, message).at(place.clone()).help(help));
    };
    let whole = site.config.root.join(path);
    if !whole.is_file() {
        if Git::at(&site.config.root).ignores(&name) != Some(true) {
            tell(format!("there is no file `{name}`"), "put the list there, correct the path, or take the key out");
        }
        return None;
    }
    let read = votes::read(&whole).map_err(|fault| tell(format!("`{name}` can't be read"), &fault.to_string())).ok()?;
    if let Some((line, why)) = &read.first_bad {
        let lines = if read.bad == 1 { "1 line of".to_owned() } else { format!("{} lines of", read.bad) };
        tell(format!("{lines} `{name}` can't be read as votes"), &format!("line {line}: {why}"));
    }
    Some(read)
}
