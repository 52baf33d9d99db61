//! Jekyll and Hexo: pages and posts, permalinks, tags of Liquid and Nunjucks.

use std::collections::{BTreeMap, HashMap};

use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::ask::Ask;
use super::collect::{Found, collect, is_visible, statics};
use super::folder_file;
use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::code::Protected;
use crate::dialect::components::target;
use crate::dialect::elements::{self, Element, Made};
use crate::dialect::includes::{Includes, Part};
use crate::dialect::js::{at, text_at};
use crate::dialect::shortcodes::{Brackets, Shortcodes};
use crate::dialect::{attributes, embeds};
use crate::source::tree::Tree;
use crate::source::{Addresses, Notes, Page, Source, Text, what};

/// Whether there is a site of Jekyll.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&["_config.yml"]).is_some_and(|root| !is_hexo_at(tree, &root))
}

/// Whether there is a site of Hexo.
pub(crate) fn recognises_hexo(tree: &Tree) -> bool {
    tree.nearest(&["_config.yml"]).is_some_and(|root| is_hexo_at(tree, &root))
}

fn is_hexo_at(tree: &Tree, root: &str) -> bool {
    let package = tree.text(&join(root, "package.json")).unwrap_or_default();
    tree.folders.contains(&join(root, "source/_posts"))
        || package.contains("\"hexo\"")
        || tree.folders.contains(&join(root, "scaffolds"))
}

/// Reads a site of Jekyll.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let root = ask.tree.nearest(&["_config.yml"]).unwrap_or_default();
    Site::new(ask, root, false).read()
}

/// Reads a site of Hexo.
pub(crate) fn read_hexo(ask: &Ask<'_>) -> Result<Source> {
    let root = ask.tree.nearest(&["_config.yml"]).unwrap_or_default();
    Site::new(ask, root, true).read()
}

/// A file may insert another one; deeper than this they go round in circles.
const MAX_DEPTH: usize = 8;

/// Where a tag stands.
#[derive(Clone, Copy)]
struct Here<'h> {
    file: &'h str,
    includes: &'h Includes<'h>,
    depth: usize,
}

struct Site<'a> {
    ask: &'a Ask<'a>,
    is_hexo: bool,
    root: String,
    /// The folder with the pages.
    pages: String,
    config: Value,
    host: Option<String>,
    base: String,
    /// Collections of Jekyll that are published, and their permalinks.
    collections: BTreeMap<String, Option<String>>,
    /// Files of posts by their names.
    posts: HashMap<String, String>,
}

impl<'a> Site<'a> {
    fn new(ask: &'a Ask<'a>, root: String, is_hexo: bool) -> Self {
        let tree = ask.tree;
        let mut notes = Notes::default();
        let file = join(&root, "_config.yml");
        let config = tree.text(&file).and_then(|text| folder_file::data(&file, &text, &mut notes)).unwrap_or_default();
        let url = text_at(&config, "url").unwrap_or_default();
        let host = url.split_once("://").and_then(|(_, rest)| rest.split('/').next()).map(str::to_owned);
        let base =
            text_at(&config, if is_hexo { "root" } else { "baseurl" }).unwrap_or_default().trim_matches('/').to_owned();
        let folder = text_at(&config, if is_hexo { "source_dir" } else { "source" }).unwrap_or(if is_hexo {
            "source"
        } else {
            ""
        });
        let pages = helpdex_content::path::resolve(&root, folder).unwrap_or_default();
        let listed = at(&config, "collections").as_object().cloned().unwrap_or_default();
        let collections = listed
            .iter()
            .filter(|(_, value)| value["output"] == true)
            .map(|(name, value)| (name.clone(), value["permalink"].as_str().map(str::to_owned)))
            .collect();
        let posts = tree.below(&pages).filter(|path| path.contains("_posts/")).map(|path| {
            let stem = split(path).1.rsplit_once('.').map_or("", |(stem, _)| stem);
            (dated(stem).map_or(stem, |(_, name)| name).to_owned(), path.clone())
        });
        let posts = posts.collect();
        Self {
            ask,
            is_hexo,
            pages,
            host: host.filter(|host| !host.is_empty()),
            base: if base.is_empty() { base } else { format!("/{base}") },
            collections,
            posts,
            config,
            root,
        }
    }

    fn read(&self) -> Result<Source> {
        let mut source = Source { name: self.ask.tree.name.clone(), ..Source::default() };
        source.addresses = Addresses {
            hosts: self.host.iter().cloned().collect(),
            base: self.base.clone(),
            roots: vec![self.pages.clone(), self.root.clone()],
        };
        let excluded: Vec<&str> =
            at(&self.config, "exclude").as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let is_left = |below: &str| {
            excluded.iter().any(|name| below == *name || below.starts_with(&format!("{}/", name.trim_end_matches('/'))))
        };
        let asset =
            |below: &str| (is_visible(below) && !below.starts_with('_') && !is_left(below)).then(|| below.to_owned());
        let mut pages = Vec::new();
        collect(self.ask, &self.pages, &["md", "markdown"], &mut source, &asset, &mut |found, source| {
            if is_visible(&found.below) && !is_left(&found.below) {
                pages.extend(self.page(found, source));
            }
            None
        })?;
        source.found += pages.len();
        source.pages = pages;
        for name in self.collections.keys() {
            statics(self.ask, &join(&self.pages, &format!("_{name}")), &mut source);
        }
        if self.is_hexo {
            statics(self.ask, &join(&self.pages, "_posts"), &mut source);
        }
        self.parents(&mut source);
        Ok(source)
    }

    /// The folder that a file is published from, if it is: pages with front matter, posts, collections.
    fn place(&self, below: &str) -> Option<String> {
        let (top, rest) = below.split_once('/').unwrap_or(("", below));
        let is_post = below.contains("_posts/");
        if is_post {
            let folder = below.split("_posts/").next().unwrap_or_default().trim_end_matches('/');
            let name = below.rsplit("_posts/").next().unwrap_or(below);
            let (inner, name) = split(name);
            let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let name = dated(name).map_or(name, |(_, name)| name);
            return Some(join(&join(if folder.is_empty() { "posts" } else { folder }, inner), &format!("{name}.md")));
        }
        if below.contains("_drafts/") {
            return Some(join("posts", split(below).1));
        }
        if let Some(name) = top.strip_prefix('_') {
            let plain = super::summary::place(rest);
            return self.collections.contains_key(name).then(|| join(name, &plain));
        }
        let is_hidden = below.split('/').any(|part| part.starts_with('_'));
        (!is_hidden).then(|| super::summary::place(below))
    }

    fn page(&self, mut found: Found, source: &mut Source) -> Option<Page> {
        let place = self.place(&found.below)?;
        // Jekyll copies files without front matter as they are; READMEs of a repository are no pages.
        let is_readme = split(&found.below).1.eq_ignore_ascii_case("readme.md")
            || found.below.eq_ignore_ascii_case("contributing.md");
        if found.parsed.head.is_empty() && !self.is_hexo && is_readme && self.ask.tree.below(&self.pages).count() > 1 {
            return None;
        }
        let address = self.address(&found, &place);
        let is_draft = found.below.contains("_drafts/");
        let mut folders = self.translate(&mut found.parsed.body, &found.path, &mut source.notes, 0);
        let name = split(&found.below).1;
        // Hexo keeps the files of a post in a folder of its name.
        folders.push(format!("{}", found.path.rsplit_once('.').map_or("", |(stem, _)| stem)));
        folders.push(self.pages.clone());
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if let Some((date, _)) = dated(stem)
            && found.text("date").is_none()
        {
            found.parsed.head.push(("date".to_owned(), date.into()));
        }
        if is_draft {
            found.parsed.head.push(("draft".to_owned(), true.into()));
        }
        found.parsed.head.retain(|(key, _)| !["permalink", "layout", "comments", "toc"].contains(&key.as_str()));
        Some(Page {
            language: self.ask.language,
            address: (!is_draft).then_some(address),
            ..found.page(place, folders)
        })
    }

    fn address(&self, found: &Found, place: &str) -> String {
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

    fn translate(&self, body: &mut Text, file: &str, notes: &mut Notes, depth: usize) -> Vec<String> {
        let mut folders = Vec::new();
        body.rewrite(|text, _| raw(text));
        let includes = Includes {
            tree: self.ask.tree,
            bases: vec![join(&self.root, "_includes"), self.pages.clone(), self.root.clone()],
        };
        body.rewrite(|text, lines| {
            let mut own = |element: &Element<'_>, notes: &mut Notes| {
                self.own(element, &Here { file, includes: &includes, depth }, &mut folders, notes)
            };
            elements::translate(
                text,
                lines,
                &mut Shortcodes { brackets: Brackets::Liquid, path: file, notes, own: &mut own },
            )
        });
        body.rewrite(|text, lines| self.outputs(text, lines, file, notes));
        body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
        body.rewrite(|text, _| callouts(text, notes));
        body.rewrite(|text, _| attributes::translate(text));
        let style = if self.is_hexo { Style::Hexo } else { Style::Github };
        body.rewrite(|text, _| {
            let (text, kept) = anchors::keep(text, style);
            notes.count("anchors kept", kept);
            text
        });
        folders
    }

    /// What only these two have.
    fn own(
        &self,
        element: &Element<'_>,
        here: &Here<'_>,
        folders: &mut Vec<String>,
        notes: &mut Notes,
    ) -> Option<Made> {
        let Here { file, includes, depth } = *here;
        let args = &element.tag.args;
        let words: Vec<&str> = args.plain().collect();
        let first = words.first().copied();
        match element.tag.name.as_str() {
            "link" => Some(Made::Inline(format!("/{}", first?.trim_start_matches('/')))),
            "post_url" | "post_path" => Some(Made::Inline(self.post(first?)?)),
            "post_link" => {
                let path = self.post(first?)?;
                let text = words.get(1..).map(|rest| rest.join(" ")).filter(|text| !text.is_empty());
                Some(Made::Inline(format!(
                    "[{}]({})",
                    text.unwrap_or_else(|| split(first.unwrap_or_default()).1.to_owned()),
                    target(&path)
                )))
            }
            "asset_path" => Some(Made::Inline(first?.to_owned())),
            "asset_img" | "img" if self.is_hexo => {
                let src = words.iter().find(|word| word.contains('.'))?;
                let alt: Vec<&str> = words
                    .iter()
                    .skip_while(|word| *word != src)
                    .skip(1)
                    .copied()
                    .filter(|word| word.parse::<u32>().is_err())
                    .collect();
                Some(Made::Inline(format!("![{}]({})", alt.join(" "), target(src))))
            }
            "asset_link" => {
                Some(Made::Inline(format!("[{}]({})", words.get(1..).unwrap_or_default().join(" "), target(first?))))
            }
            "include" | "include_relative" | "include_cached" => {
                let path = first?.to_owned();
                let word = split(&path).1.trim_end_matches(".html").trim_end_matches(".md").to_owned();
                if let (Some(kind), Some(text)) = (block::note(&word), args.first(&["content", "text"])) {
                    notes.count("callouts", 1);
                    return Some(Made::Block(block::write(
                        kind,
                        &args.first(&["title"]).unwrap_or_default(),
                        "",
                        &text,
                    )));
                }
                if let Some(src) =
                    args.first(&["file", "url", "src"]).filter(|_| word.contains("image") || word.contains("figure"))
                {
                    let alt = args.first(&["alt", "caption"]).unwrap_or_default();
                    return Some(Made::Inline(format!("![{alt}]({})", target(&src))));
                }
                let is_text = path.ends_with(".md") || path.ends_with(".markdown") || path.ends_with(".txt");
                if !is_text {
                    return None;
                }
                let part = Part { path, ..Part::default() };
                let (text, found) =
                    includes.text(file, Some(element.line), &part, notes).filter(|_| depth < MAX_DEPTH)?;
                folders.push(split(&found).0.to_owned());
                let mut parsed = crate::source::front_matter::parse(&found, &text, notes);
                folders.extend(self.translate(&mut parsed.body, &found, notes, depth + 1));
                Some(Made::Block(parsed.body.to_string().trim_end().to_owned()))
            }
            "highlight" | "codeblock" => {
                let language = words.first().copied().unwrap_or_default();
                let language = language.strip_prefix("lang:").unwrap_or(language);
                Some(Made::Block(format!("```{language}\n{}\n```", element.raw.trim_matches('\n'))))
            }
            "comment" => Some(Made::Inline(String::new())),
            "note" | "callout" if self.is_hexo && element.inner.is_some() => None,
            "blockquote" | "pullquote" | "centerquote" | "cq" => {
                let inner = element
                    .inner
                    .unwrap_or_default()
                    .trim()
                    .lines()
                    .map(|line| format!("> {line}").trim_end().to_owned())
                    .collect::<Vec<_>>();
                Some(Made::Block(inner.join("\n")))
            }
            "youtube" => {
                let id = first?;
                Some(Made::Block(
                    embeds::film(&crate::dialect::components::video_address("youtube", id), "").unwrap_or_default(),
                ))
            }
            _ => None,
        }
    }

    /// The path of a post by its name, with or without its date.
    fn post(&self, name: &str) -> Option<String> {
        let (folder, name) = split(name.trim_matches(['"', '\'']));
        let stem = name.trim_end_matches(".md");
        let stem = dated(stem).map_or(stem, |(_, name)| name);
        let _ = folder;
        let path = self.posts.get(stem)?;
        let below = path.strip_prefix(&format!("{}/", self.pages)).unwrap_or(path);
        Some(format!("/{}", below.replace(' ', "%20")))
    }

    /// `{{ site.baseurl }}`, `{{ "/x" | relative_url }}`: what can be known of them.
    fn outputs(&self, text: &str, lines: &[usize], file: &str, notes: &mut Notes) -> String {
        let protected = Protected::of(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(next) = text.get(at..).and_then(|rest| rest.find("{{")).map(|next| at + next) {
            out.push_str(text.get(at..next).unwrap_or_default());
            let rest = text.get(next + 2..).unwrap_or_default();
            let is_shown = protected.holds(next) || out.ends_with('\\');
            let Some(end) = rest.find("}}").filter(|_| !is_shown) else {
                out.push_str("{{");
                at = next + 2;
                continue;
            };
            let inner = rest.get(..end).unwrap_or_default().trim_matches('-').trim();
            at = next + 2 + end + 2;
            match self.output(inner) {
                Some(value) => out.push_str(&value),
                None => {
                    let line = lines.get(text.get(..next).unwrap_or_default().matches('\n').count()).copied();
                    let message = format!("`{{{{ {inner} }}}}` is not worked out; a comment keeps it");
                    notes.problem(what::SYNTAX, file, line, message);
                    out.push_str(&block::comment(inner));
                }
            }
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    fn output(&self, inner: &str) -> Option<String> {
        let value = inner.split('|').next().unwrap_or_default().trim();
        if let Some(text) = value.strip_prefix(['"', '\'']) {
            return Some(text.trim_end_matches(['"', '\'']).to_owned());
        }
        if matches!(value, "site.baseurl" | "site.url" | "page.root" | "root") {
            return Some(String::new());
        }
        let known = at(&self.config, value.strip_prefix("site.")?);
        known.as_str().map(str::to_owned).or_else(|| known.as_i64().map(|number| number.to_string()))
    }

    /// `parent: Title` of the theme just-the-docs: pages stand in the category of the page with that title.
    fn parents(&self, source: &mut Source) {
        let title = |page: &Page, key: &str| {
            page.head.iter().find(|(known, _)| known == key).and_then(|(_, value)| value.as_str().map(str::to_owned))
        };
        let parents: Vec<(Option<String>, Option<String>)> =
            source.pages.iter().map(|page| (title(page, "parent"), title(page, "grand_parent"))).collect();
        if parents.iter().all(|(parent, _)| parent.is_none()) {
            return;
        }
        let has_children: std::collections::BTreeSet<&String> =
            parents.iter().filter_map(|(parent, _)| parent.as_ref()).collect();
        let titles: Vec<Option<String>> = source.pages.iter().map(|page| title(page, "title")).collect();
        let places: Vec<String> = titles
            .iter()
            .zip(&parents)
            .zip(&source.pages)
            .map(|((own, (parent, grand)), page)| {
                let folder =
                    [grand, parent].into_iter().flatten().map(|title| slug(title)).collect::<Vec<_>>().join("/");
                match own.as_ref().filter(|own| has_children.contains(own)) {
                    Some(own) => join(&join(&folder, &slug(own)), "_index.md"),
                    None if parent.is_some() => join(&folder, split(&page.place).1),
                    None => page.place.clone(),
                }
            })
            .collect();
        for (page, place) in source.pages.iter_mut().zip(places) {
            page.place = place;
            page.head.retain(|(key, _)| {
                !["parent", "grand_parent", "has_children", "nav_exclude", "has_toc"].contains(&key.as_str())
            });
        }
    }
}

/// What stands between `{% raw %}` and `{% endraw %}` is shown as it is, in code and outside.
fn raw(text: &str) -> String {
    if !text.contains("{% raw %}") && !text.contains("{%- raw -%}") {
        return text.to_owned();
    }
    let text = text.replace("{%- raw -%}", "{% raw %}").replace("{%- endraw -%}", "{% endraw %}");
    // The ranges between the tags, in the text without them.
    let mut plain = String::with_capacity(text.len());
    let mut ranges = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("{% raw %}") {
        plain.push_str(before);
        let (inner, after) = after.split_once("{% endraw %}").unwrap_or((after, ""));
        ranges.push(plain.len()..plain.len() + inner.len());
        plain.push_str(inner);
        rest = after;
    }
    plain.push_str(rest);
    let protected = Protected::of(&plain);
    let mut out = String::with_capacity(plain.len());
    for (at, c) in plain.char_indices() {
        let opens = c == '{' && plain.get(at + 1..).is_some_and(|rest| rest.starts_with(['{', '%']));
        if opens && ranges.iter().any(|range| range.contains(&at)) && !protected.holds(at) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn slug(title: &str) -> String {
    let slug = helpdex_content::slug::slugify(title);
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// The date that the name of a post begins with, and the rest.
fn dated(stem: &str) -> Option<(&str, &str)> {
    let date = stem.get(..10)?;
    let rest = stem.get(10..)?.strip_prefix('-')?;
    let is_date = date.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() });
    (is_date && !rest.is_empty()).then_some((date, rest))
}

/// Paragraphs and quotations with a class of a note: `{: .note }` above or `{: .warning }` below them.
fn callouts(text: &str, notes: &mut Notes) -> String {
    let kind = |paragraph: &str| {
        let inner = paragraph.trim().strip_prefix("{:")?.strip_suffix('}')?.trim();
        let word = inner.split_whitespace().find_map(|word| word.strip_prefix('.'))?;
        let word = word.strip_suffix("-title").unwrap_or(word);
        block::note(word)
    };
    if !text.contains("{:") {
        return text.to_owned();
    }
    let protected = Protected::of(text);
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let start = at;
        at += paragraph.len() + 2;
        let lines: Vec<&str> = paragraph.lines().collect();
        let (first, last) = (lines.first().copied().unwrap_or_default(), lines.last().copied().unwrap_or_default());
        let found = kind(first)
            .map(|kind| (kind, lines.get(1..)))
            .or_else(|| Some((kind(last)?, lines.get(..lines.len() - 1))));
        match found.filter(|(_, body)| lines.len() > 1 && body.is_some() && !protected.holds(start)) {
            Some((kind, body)) => {
                notes.count("callouts", 1);
                let body = body.unwrap_or_default();
                let is_quote = body.iter().all(|line| line.starts_with('>'));
                let body: Vec<&str> = body
                    .iter()
                    .map(|line| if is_quote { line.trim_start_matches('>').trim_start() } else { line })
                    .collect();
                out.push(block::write(kind, "", "", &body.join("\n")));
            }
            None => out.push(paragraph.to_owned()),
        }
    }
    out.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_kramdown() {
        let text = "a\n\n{: .note }\nOne.\n\n> Two.\n> Three.\n{: .warning }\n\n```\n{: .note }\nx\n```\n";
        assert_eq!(
            callouts(text, &mut Notes::default()),
            "a\n\n:::note\nOne.\n:::\n\n:::warning\nTwo.\nThree.\n:::\n\n```\n{: .note }\nx\n```\n"
        );
        assert_eq!(
            (dated("2020-01-02-a-b"), dated("2020-01-02"), dated("x")),
            (Some(("2020-01-02", "a-b")), None, None)
        );
    }
}
