//! Rules about being found.

use std::collections::HashMap;
use std::path::Path;

use helpdex_search::analysis::fold;

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::{CONFIG_FILE, Config, LanguageId, Level, QueryLogFile};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::git::Git;
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryKind, Status};
use helpdex_content::suggestion::did_you_mean;
use helpdex_content::typed_yaml::At;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "missing-asks",
        level: Level::Off,
        what: "an article has no `asks`",
        why: "Customers use other words than the title, and search then has the text alone to go by.",
        how: "Write other ways to put the question, as customers type them: `asks: [where is my money]`.",
        run: Run::Entry(missing_asks),
    },
    Rule {
        code: "shared-ask",
        level: Level::Warning,
        what: "two articles of a language have the same question in their `asks`",
        why: "Search can put only one of them first.",
        how: "Leave it to the article that answers it, or put it more exactly in both.",
        run: Run::Site(shared_asks),
    },
    Rule {
        code: "missing-asked",
        level: Level::Warning,
        what: "the list that `asked` or `insights` in `helpdex.yaml` names is not there",
        why: "The preview can't show what customers ask in vain, or what they say.",
        how: "Put the list there, correct the path, which counts from `helpdex.yaml`, or take the key out. A file that git \
              ignores is not told: it is on some machines only.",
        run: Run::Site(missing_asked),
    },
];

fn missing_asked(site: &Site, found: &mut Vec<Diagnostic>) {
    let Config { query_log, events, root, .. } = &*site.config;
    query_log.iter().chain(events).for_each(|list| missing_list(list, root, found));
}

fn missing_list(QueryLogFile { path, place }: &QueryLogFile, root: &Path, found: &mut Vec<Diagnostic>) {
    let name = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    if root.join(path).is_file() || Git::at(root).ignores(&name) == Some(true) {
        return;
    }
    let folder = name.split_at(name.rfind('/').map_or(0, |slash| slash + 1)).0;
    let files = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
    let mut beside: Vec<String> = files.map(|file| format!("{folder}{}", file.file_name().display())).collect();
    beside.sort_unstable();
    let help = match did_you_mean(&name, beside.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put the list there, correct the path, or take the key out".to_owned(),
    };
    let warning = Diagnostic::warning("missing-asked", CONFIG_FILE, format!("there is no file `{name}`"));
    found.push(warning.at(place.clone()).help(help));
}

fn is_searched(entry: &Entry) -> bool {
    entry.kind == EntryKind::Article && entry.front.status == Status::Published
}

/// A text as search reads it, without what stands between its words: two that differ in nothing else are the same.
pub(crate) fn words_alone(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Signs that make one name another: C, C++ and C#, .NET and NET, A&B and A/B.
const TELLING: &str = "+#&@%*$€£¥°№^=<>~|/";

/// The same with the signs that tell names apart. Those that only end a sentence or set a word off are none of them.
pub(super) fn words_and_signs(text: &str) -> String {
    let folded = fold(text);
    let mut words: Vec<String> = Vec::new();
    for word in folded.split_whitespace() {
        let dotted = word.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        let plain = |c: char| c.is_alphanumeric() || TELLING.contains(c);
        let parts = word.split(|c: char| !plain(c)).filter(|part| !part.is_empty());
        let before = words.len();
        words.extend(parts.map(str::to_owned));
        if let Some(first) = words.get_mut(before).filter(|_| dotted) {
            first.insert(0, '.');
        }
    }
    words.join(" ")
}

fn missing_asks(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let entry = subject.entry;
    if is_searched(entry) && entry.front.asks.is_absent() && subject.has_body() {
        let title = entry.front.title.given().map_or(0..0, |title| title.range.clone());
        let warning = entry.file.warning("missing-asks", title, "the article has no `asks`");
        found.push(warning.help("write the question as customers put it: `asks: [where is my money]`"));
    }
}

fn shared_asks(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(LanguageId, String), (&Entry, &At<String>)> = HashMap::new();
    for (index, entry) in site.sources.with_ids() {
        if !is_searched(entry) || !site.has_body(index) {
            continue;
        }
        for ask in entry.front.asks.items() {
            let words = words_and_signs(&ask.value);
            if words.is_empty() {
                continue;
            }
            let (first, other) = *seen.entry((entry.language, words)).or_insert((entry, ask));
            if std::ptr::eq(other, ask) {
                continue;
            }
            let same = std::ptr::eq(first, entry.as_ref());
            let whose = if same { "this article".to_owned() } else { format!("`{}`", first.file.path()) };
            let message = format!("{whose} asks this already");
            let warning = entry.file.warning("shared-ask", ask.range.clone(), message);
            let place = first.file.place(other.range.clone());
            let warning = warning.also(first.file.path(), Some(place), "asked here first");
            found.push(warning.help("leave it to the article that answers it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_tell_names_apart_count() {
        let same = |one: &str, other: &str| words_and_signs(one) == words_and_signs(other);
        for (one, other) in [
            ("C++ compiler settings", "C# compiler settings"),
            ("C++ compiler settings", "C compiler settings"),
            ("What is .NET?", "What is net?"),
            ("Q&A", "Q A"),
            ("A fee of 5 %", "A fee of 5"),
        ] {
            assert!(!same(one, other), "{one} and {other}");
        }
        for (one, other) in [
            ("What does it cost?", "What does it cost"),
            ("Fees, limits: an overview", "fees limits – an overview!"),
            ("Сколько «это» стоит?", "сколько это стоит"),
            ("Log-in", "Log in"),
        ] {
            assert!(same(one, other), "{one} and {other}");
        }
    }
}
