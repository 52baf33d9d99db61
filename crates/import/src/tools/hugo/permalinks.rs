//! The addresses that a site of Hugo has by `[permalinks]`: a pattern for the pages of a section.

use std::collections::BTreeMap;

use helpdex_content::path::split;
use serde_json::Value;

/// What a pattern may name of a page.
pub(super) struct Named<'a> {
    /// Where it is to lie, without its extension: `blog/2017/release`.
    pub(super) stem: &'a str,
    pub(super) title: Option<String>,
    pub(super) slug: Option<String>,
    /// As `2017-06-30` begins.
    pub(super) date: Option<String>,
}

/// The patterns of the settings by section: straight below `permalinks`, or there below `page`.
pub(super) fn patterns(config: &Value) -> BTreeMap<String, String> {
    let all = &config["permalinks"];
    let maps = [&all["page"], all].into_iter().filter_map(Value::as_object).flatten();
    let mut found = BTreeMap::new();
    for (section, pattern) in maps {
        if let Some(pattern) = pattern.as_str() {
            found.entry(section.trim_matches('/').to_owned()).or_insert_with(|| pattern.to_owned());
        }
    }
    found
}

/// The path that a pattern gives to a page; nothing where it names what the page doesn't say.
pub(super) fn path(pattern: &str, page: &Named<'_>) -> Option<String> {
    let (folder, name) = split(page.stem);
    let date = |from: usize, to: usize| page.date.as_deref()?.get(from..to).map(str::to_owned);
    let mut parts = Vec::new();
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        let mut out = String::new();
        let mut rest = part;
        while let Some(at) = rest.find(':') {
            out.push_str(rest.get(..at)?);
            let after = rest.get(at + 1..)?;
            let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            let (token, after) = after.split_at(end);
            out.push_str(&match token.to_ascii_lowercase().as_str() {
                "year" => date(0, 4)?,
                "month" => date(5, 7)?,
                "day" => date(8, 10)?,
                "section" => folder.split('/').next().unwrap_or_default().to_owned(),
                "sections" => folder.to_owned(),
                "title" => page.title.clone()?,
                "slug" => page.slug.clone().or_else(|| page.title.clone())?,
                "slugorfilename" | "slugorcontentbasename" => page.slug.clone().unwrap_or_else(|| name.to_owned()),
                "filename" | "contentbasename" => name.to_owned(),
                _ => return None,
            });
            rest = after;
        }
        out.push_str(rest);
        parts.push(out);
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages_of_a_section() {
        let config =
            json!({"permalinks": {"blog": "/blog/:slugorfilename", "page": {"/news/": "/:year/:month/:title/"}}});
        let patterns = patterns(&config);
        assert_eq!(patterns.keys().collect::<Vec<_>>(), ["blog", "news"]);
        let page = |slug: Option<&str>| Named {
            stem: "blog/2017/release",
            title: Some("A Release".into()),
            slug: slug.map(str::to_owned),
            date: Some("2017-06-30T10:00:00Z".into()),
        };
        assert_eq!(path(&patterns["blog"], &page(Some("one-year"))).as_deref(), Some("blog/one-year"));
        assert_eq!(path(&patterns["blog"], &page(None)).as_deref(), Some("blog/release"));
        assert_eq!(path(&patterns["news"], &page(None)).as_deref(), Some("2017/06/A Release"));
        assert_eq!(path("/:sections/x-:day.:filename", &page(None)).as_deref(), Some("blog/2017/x-30.release"));
        assert_eq!(path("/:unheard/", &page(None)), None);
    }
}
