//! The addresses at which Jekyll and Hexo publish pages.

use helpdex_content::path::split;
use serde_json::Value;

use super::site::Site;
use super::words::dated;
use crate::dialect::js::text_at;
use crate::tools::collect::Found;

impl Site<'_> {
    pub(super) fn address(&self, found: &Found, place: &str) -> String {
        let stem = place.trim_end_matches(".md");
        let own = found
            .text("permalink")
            .filter(|link| link.contains('/') && !link.starts_with(':') || link.ends_with(".html"));
        if let Some(link) = own {
            let link = if link.starts_with('/') { link } else { format!("/{link}") };
            return format!("{}{}", self.base, self.filled(&link, found, stem));
        }
        let is_post = found.below.contains("_posts/");
        let collection = found
            .below
            .strip_prefix('_')
            .and_then(|rest| rest.split('/').next())
            .and_then(|name| self.collections.get(name));
        let pattern = match (is_post, self.is_hexo, collection) {
            (true, true, _) => text_at(&self.config, "permalink").unwrap_or(":year/:month/:day/:title/").to_owned(),
            (true, false, _) => match text_at(&self.config, "permalink").unwrap_or("date") {
                "pretty" => "/:categories/:year/:month/:day/:title/".to_owned(),
                "date" => "/:categories/:year/:month/:day/:title.html".to_owned(),
                "none" => "/:categories/:title.html".to_owned(),
                own => own.to_owned(),
            },
            (false, _, Some(Some(pattern))) => pattern.clone(),
            _ => String::new(),
        };
        if !pattern.is_empty() {
            let pattern = if pattern.starts_with('/') { pattern } else { format!("/{pattern}") };
            return format!("{}{}", self.base, self.filled(&pattern, found, stem));
        }
        let path = stem.strip_suffix("_index").map(str::to_owned);
        let is_pretty = text_at(&self.config, "permalink").is_some_and(|link| link == "pretty" || link.ends_with('/'));
        match path {
            Some(folder) => format!("{}/{folder}", self.base),
            None if is_pretty => format!("{}/{stem}/", self.base),
            None => format!("{}/{stem}.html", self.base),
        }
    }

    /// A pattern such as `/:year/:title/` for a page.
    fn filled(&self, pattern: &str, found: &Found, stem: &str) -> String {
        let name = split(&found.below).1;
        let file = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let date = found.text("date").or_else(|| dated(file).map(|(date, _)| date.to_owned())).unwrap_or_default();
        let part = |from: usize, to: usize| date.get(from..to).unwrap_or_default().to_owned();
        let slug = found.text("slug").unwrap_or_else(|| split(stem).1.to_owned());
        let categories =
            found.parsed.head.iter().find(|(key, _)| key == "categories" || key == "category").map(|(_, value)| {
                match value {
                    Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("/"),
                    value => value.as_str().unwrap_or_default().replace(' ', "/"),
                }
            });
        let categories = categories.unwrap_or_default().to_lowercase();
        let collection = found.below.trim_start_matches('_').split('/').next().unwrap_or_default();
        let path =
            found.below.split_once('/').map_or("", |(_, rest)| rest.rsplit_once('.').map_or("", |(stem, _)| stem));
        let mut filled = pattern.to_owned();
        for (key, value) in [
            (":categories", categories.as_str()),
            (":category", &categories),
            (":collection", collection),
            (":year", &part(0, 4)),
            (":month", &part(5, 7)),
            (":day", &part(8, 10)),
            (":post_title", &slug),
            (":title", &slug),
            (":slug", &slug),
            (":name", &slug),
            (":path", path),
            (":output_ext", ".html"),
            (":basename", &slug),
        ] {
            filled = filled.replace(key, value);
        }
        let doubled = filled.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        format!("/{doubled}{}", if filled.ends_with('/') && !doubled.is_empty() { "/" } else { "" })
    }
}
