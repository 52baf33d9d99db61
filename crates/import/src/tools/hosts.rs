//! Redirects that the host of a static site is told in a file beside the pages: `_redirects`, `netlify.toml`, `vercel.json`.

use std::collections::{BTreeSet, HashMap};

use helpdex_content::path::split;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::source::tree::Tree;
use crate::source::{Source, what};

/// A redirect may lead to another one; longer chains than this are loops.
const LONGEST: usize = 10;

/// Adds those that lead to a page of the source. The others are counted.
pub(super) fn add(tree: &Tree, source: &mut Source) {
    for path in tree.files.iter().filter(|path| path.matches('/').count() <= 4) {
        let Some(found) = read(tree, path) else { continue };
        let others = take(found, source);
        if others > 0 {
            let message =
                format!("{others} redirects have patterns or lead to no page of the source; they are left out");
            source.notes.problem(what::ADDRESS, path, None, message);
        }
    }
}

/// The redirects of a file, if it is one of such; both ends of each.
fn read(tree: &Tree, path: &str) -> Option<Vec<(String, String)>> {
    let pairs = |list: &Value, from: &str, to: &str| -> Vec<(String, String)> {
        let texts = |one: &Value| Some((one[from].as_str()?.to_owned(), one[to].as_str()?.to_owned()));
        list.as_array().into_iter().flatten().filter_map(texts).collect()
    };
    match split(path).1 {
        "_redirects" => Some(tree.text(path)?.lines().filter_map(line).collect()),
        "netlify.toml" => {
            let table: toml::Table = tree.text(path)?.parse().ok()?;
            let value = serde_json::to_value(table).ok()?;
            Some(pairs(&value["redirects"], "from", "to"))
        }
        "vercel.json" => {
            let value: Value = serde_json::from_str(&tree.text(path)?).ok()?;
            Some(pairs(&value["redirects"], "source", "destination"))
        }
        _ => None,
    }
}

/// `/old /new 301`; conditions may stand between and behind.
fn line(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace().filter(|word| !word.contains('='));
    let from = words.next().filter(|from| from.starts_with('/'))?;
    let to = words.next().filter(|to| to.starts_with('/') || to.contains("://"))?;
    Some((from.to_owned(), to.to_owned()))
}

/// Takes those that lead to a page; tells how many do not.
fn take(found: Vec<(String, String)>, source: &mut Source) -> usize {
    let addresses = source.pages.iter().flat_map(|page| page.address.iter().chain(&page.old_addresses));
    let known: BTreeSet<String> = addresses.map(|address| plain(address)).collect();
    let hosts = source.addresses.hosts.clone();
    let path = |to: &str| match to.split_once("://") {
        Some((_, rest)) => {
            let (host, path) = rest.split_once('/')?;
            hosts.iter().any(|own| own.eq_ignore_ascii_case(host)).then(|| format!("/{path}"))
        }
        None => Some(to.to_owned()),
    };
    let is_plain = |path: &str| !path.contains(['*', ':', '(']);
    let all = found.len();
    let pairs: Vec<(String, String)> = found
        .into_iter()
        .filter_map(|(from, to)| Some((from, path(&to)?)))
        .filter(|(from, to)| is_plain(from) && is_plain(to))
        .collect();
    let next: HashMap<String, String> = pairs.iter().rev().map(|(from, to)| (plain(from), plain(to))).collect();
    let leads = |to: &str| {
        let mut at = plain(to);
        for _ in 0..LONGEST {
            match next.get(&at).filter(|_| !known.contains(&at)) {
                Some(further) => at.clone_from(further),
                None => break,
            }
        }
        known.contains(&at)
    };
    let mut taken = 0;
    for (from, to) in pairs.iter().filter(|(_, to)| leads(to)) {
        taken += 1;
        if source.redirects.iter().all(|(old, _)| old != from) {
            source.redirects.push((from.clone(), to.clone()));
        }
    }
    all - taken
}

/// An address as all its spellings share it.
fn plain(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let path = path.strip_suffix(".html").unwrap_or(&path);
    path.strip_suffix("/index").unwrap_or(path).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Page;

    #[test]
    fn those_that_lead_to_a_page() {
        let text = "# all\n/old /new 301\n/older/  /old\n/x/* /new/:splat\n/gone /nowhere\n/out https://b.example/x\n\
                    /own Language=de https://a.example/new/#y 301!\nbroken\n/loop /loop\n";
        let found: Vec<_> = text.lines().filter_map(line).collect();
        assert_eq!(found.len(), 7);
        let pages = vec![Page { address: Some("/new/".to_owned()), ..Page::default() }];
        let mut source = Source { pages, ..Source::default() };
        source.addresses.hosts.push("a.example".to_owned());
        assert_eq!(take(found, &mut source), 4);
        let from: Vec<&str> = source.redirects.iter().map(|(from, _)| from.as_str()).collect();
        assert_eq!(from, ["/old", "/older/", "/own"]);
    }
}
