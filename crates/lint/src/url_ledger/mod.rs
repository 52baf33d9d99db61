//! Every URL and anchor that the site has ever had: the file `helpdex.urls`.
//!
//! Customers keep links in bookmarks and old e-mails. A build adds what is new to the file and never takes a line out; a
//! line that nothing answers any more is a fault. The file lies in git, so it needs no server and shows in reviews.

mod renames;

use std::collections::BTreeSet;
use std::ops::Range;

use helpdex_content::config::URLS_FILE;
use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::edit::replace_file;
use helpdex_content::error::Result;
use helpdex_content::markdown::Rendered;
use helpdex_content::routes::is_image;
use helpdex_content::site::Site;

pub(crate) use renames::{Renames, url_of};

/// The code of faults of the file itself.
pub(crate) const BAD_FILE: &str = "urls-file";

const HEADER: &str = "\
# Every URL of this site, and every anchor in it, from the day it was first published. `helpdex build` adds new ones.
# Commit this file. A line that nothing answers any more is an error; delete the line to let an address go.
";

/// A line of the file: a URL path of the site, or an anchor of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    /// The path as authors write it in `aliases`: from the site's root, without the path of `base_url`.
    pub(crate) url: &'t str,
    /// What stands after `#`.
    pub(crate) anchor: Option<&'t str>,
    /// Its place in the file.
    pub(crate) range: Range<usize>,
}

/// What a line of the file is.
enum Written<'t> {
    Url(Line<'t>),
    /// What a merge left, with the whole line.
    Conflict(Range<usize>, Range<usize>),
    Unknown(Range<usize>),
}

/// Reads a text of the file line by line; comments and empty lines are left out.
fn written(text: &str) -> impl Iterator<Item = Written<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |whole| {
        let text = whole.trim();
        let start = at + (whole.len() - whole.trim_start().len());
        let range = start..start + text.len();
        let line = at..at + whole.len();
        at = line.end;
        if is_conflict_marker(text) {
            Some(Written::Conflict(range, line))
        } else if text.starts_with('/') && !text.contains(char::is_whitespace) {
            let (url, anchor) = text.split_once('#').map_or((text, None), |(url, anchor)| (url, Some(anchor)));
            Some(Written::Url(Line { url, anchor, range }))
        } else {
            (!text.is_empty() && !text.starts_with('#')).then_some(Written::Unknown(range))
        }
    })
}

/// The URLs of the file, whose text this is, one by one: a large site's are many.
pub(crate) fn urls(text: &str) -> impl Iterator<Item = Line<'_>> {
    written(text).filter_map(|line| match line {
        Written::Url(line) => Some(line),
        Written::Conflict(..) | Written::Unknown(_) => None,
    })
}

/// Reports what is no URL.
pub(crate) fn faults(file: &SourceText, found: &mut Vec<Diagnostic>) {
    for line in written(&file.text()) {
        match line {
            Written::Url(_) => {}
            Written::Conflict(range, line) => {
                let error = file.error(BAD_FILE, range, "a merge left its conflict here").replace(line, "");
                let help = "delete the lines with the marks and keep all others; `helpdex check --fix` does it";
                found.push(error.help(help));
            }
            Written::Unknown(range) => {
                let help = "a line is a path such as `/payouts/fees/` or `/payouts/fees/#card`; delete this one";
                found.push(file.error(BAD_FILE, range, "this line is no URL of the site").help(help));
            }
        }
    }
}

fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .iter()
        .any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Every URL and anchor that the site has now, as lines of the file.
pub(crate) fn published(site: &Site) -> BTreeSet<String> {
    let base = site.routes.base();
    let plain = |url: &str| url.strip_prefix(base).unwrap_or(url).to_owned();
    let mut lines = BTreeSet::new();
    for index in site.sources.ids() {
        let Some(url) = site.routes.url(index).map(plain) else { continue };
        if let Some(body) = site.body(index) {
            lines.extend(anchors(body).map(|anchor| format!("{url}#{anchor}")));
        }
        lines.insert(url);
    }
    for language in site.config.languages.ids() {
        let categories = site.tree.all().map(|category| site.routes.category_url(&category.key, language));
        lines.extend(categories.map(|url| plain(&url)));
    }
    // What customers save they link to, too; an image they see in its page.
    let downloads = site.routes.files().iter().filter(|(path, _)| !is_image(path));
    lines.extend(downloads.map(|(_, file)| plain(&file.url)));
    lines.extend(site.routes.aliases().iter().map(|alias| plain(&alias.from)));
    lines.extend(site.routes.open_aliases().map(|alias| format!("{}*", plain(&alias.from))));
    lines
}

/// The anchors that people can have linked to: footnotes are numbered anew with every change, and nobody sees a link to one.
fn anchors(body: &Rendered) -> impl Iterator<Item = &String> {
    body.anchors.iter().filter(|anchor| !anchor.starts_with("fn:") && !anchor.starts_with("fnref:"))
}

/// Adds what is new to the file. Tells whether it was written: not when nothing is new, nor when the file has faults.
///
/// # Errors
/// When it can't be written.
pub fn record(site: &Site) -> Result<bool> {
    let file = site.sources.urls.as_deref();
    let mut faults = Vec::new();
    let written = file.map(SourceText::text).unwrap_or_default();
    if let Some(file) = file {
        self::faults(file, &mut faults);
    }
    if !faults.is_empty() {
        return Ok(false);
    }
    let old: Vec<&str> = urls(&written).filter_map(|line| written.get(line.range)).collect();
    let mut all = published(site);
    all.extend(old.iter().map(|line| (*line).to_owned()));
    if old.iter().copied().eq(all.iter().map(String::as_str)) && file.is_some() {
        return Ok(false);
    }
    let mut text = file.map_or_else(|| HEADER.to_owned(), comments);
    for line in &all {
        text.push_str(line);
        text.push('\n');
    }
    replace_file(&site.config.root.join(URLS_FILE), text.as_bytes())?;
    Ok(true)
}

/// The file once some URLs have become others: with the lines of the new ones, and without the lines that nothing is to
/// answer any more. `moved` has pairs of an old URL and a new one; `forget` says which anchors of which URL go. Nothing
/// comes back for a file with faults.
pub fn followed(file: &SourceText, moved: &[(String, String)], forget: &dyn Fn(&str, &str) -> bool) -> Option<String> {
    let mut faults = Vec::new();
    self::faults(file, &mut faults);
    if !faults.is_empty() {
        return None;
    }
    let text = file.text();
    let mut all = BTreeSet::new();
    for line in urls(&text) {
        if line.anchor.is_some_and(|anchor| forget(line.url, anchor)) {
            continue;
        }
        let anchor = line.anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        all.insert(format!("{}{anchor}", line.url));
        let new = moved.iter().find(|(old, _)| old == line.url);
        all.extend(new.map(|(_, new)| format!("{new}{anchor}")));
    }
    let mut text = comments(file);
    all.iter().for_each(|line| text.extend([line.as_str(), "\n"]));
    Some(text)
}

/// Every URL that the file remembers.
pub fn remembered(file: &SourceText) -> BTreeSet<String> {
    urls(&file.text()).map(|line| line.url.to_owned()).collect()
}

/// What people wrote at the head of the file.
fn comments(file: &SourceText) -> String {
    let text = file.text();
    let comments = text.lines().take_while(|line| line.starts_with('#') || line.trim().is_empty());
    comments.map(|line| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_faults_have_places() {
        let file = SourceText::new(
            URLS_FILE,
            "# head\r\n/a/\r\n<<<<<<< HEAD\n/a/#б\n=======\n/c/\n>>>>>>> x y\n\nhttps://x/\n/a b/\n",
        );
        let mut found = Vec::new();
        let text = file.text();
        faults(&file, &mut found);
        let read: Vec<Line<'_>> = urls(&text).collect();
        let seen: Vec<_> = read.iter().map(|line| (line.url, line.anchor)).collect();
        assert_eq!(seen, [("/a/", None), ("/a/", Some("б")), ("/c/", None)]);
        assert_eq!(&file.text()[read[1].range.clone()], "/a/#б");
        let places: Vec<_> = found.iter().map(Diagnostic::location).collect();
        assert_eq!(places, ["3:1", "5:1", "7:1", "9:1", "10:1"].map(|place| format!("helpdex.urls:{place}")));
        assert_eq!(found.iter().filter(|found| !found.fix.is_empty()).count(), 3);
    }
}
