//! Tags and outputs of Liquid and Nunjucks.

use helpdex_content::path::{join, split};

use super::site::Site;
use super::words::{apart, callouts, dated, raw};
use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::code::Protected;
use crate::dialect::components::target;
use crate::dialect::elements::{self, Element, Made};
use crate::dialect::includes::{Here, Includes};
use crate::dialect::js::at;
use crate::dialect::shortcodes::{Brackets, Shortcodes};
use crate::dialect::{attributes, embeds};
use crate::source::{Notes, Text, what};

impl Site<'_> {
    pub(super) fn translate(&self, body: &mut Text, file: &str, notes: &mut Notes, depth: usize) -> Vec<String> {
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
        if !self.is_hexo {
            body.rewrite(|text, _| apart(text));
        }
        body.rewrite(|text, _| callouts(text, notes));
        body.rewrite(|text, _| attributes::translate(text));
        let style = if self.is_hexo { Style::Hexo } else { Style::Github };
        anchors::keep_in(body, style, notes);
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
        if self.is_hexo
            && let Some(made) = self.tag(element, notes)
        {
            return Some(made);
        }
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
                let (text, found) = here.text(path, element.line, notes)?;
                folders.push(split(&found).0.to_owned());
                let mut parsed = crate::source::front_matter::parse(&found, &text, notes);
                folders.extend(self.translate(&mut parsed.body, &found, notes, here.depth + 1));
                Some(Made::Block(parsed.body.to_string().trim_end().to_owned()))
            }
            "highlight" | "codeblock" => {
                let language = words.first().copied().unwrap_or_default();
                let language = language.strip_prefix("lang:").unwrap_or(language);
                Some(Made::Block(format!("```{language}\n{}\n```", element.raw.trim_matches('\n'))))
            }
            "comment" => Some(Made::Inline(String::new())),
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
                    let comment = block::within(&block::comment(inner), &out, text.get(at..).unwrap_or_default());
                    out.push_str(&comment);
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
}
