//! What only Hugo has in a text: references, parameters, files that others insert.

use helpdex_content::path::{join, resolve, split};

use super::site::Site;
use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::components::target;
use crate::dialect::elements::{self, Element, Made};
use crate::dialect::includes::{Here, Includes};
use crate::dialect::js::at;
use crate::dialect::shortcodes::{self, Brackets, Shortcodes};
use crate::dialect::{attributes, embeds};
use crate::source::{Notes, Text};

impl Site<'_> {
    pub(super) fn translate(&self, body: &mut Text, file: &str, notes: &mut Notes, depth: usize) -> Vec<String> {
        let mut folders = Vec::new();
        let bases = vec![self.content.clone(), self.root.clone(), join(&self.root, "layouts/shortcodes")];
        let includes = Includes { tree: self.ask.tree, bases };
        body.rewrite(|text, lines| {
            let mut own = |element: &Element<'_>, notes: &mut Notes| {
                self.own(element, &Here { file, includes: &includes, depth }, &mut folders, notes)
            };
            elements::translate(
                text,
                lines,
                &mut Shortcodes { brackets: Brackets::Hugo, path: file, notes, own: &mut own },
            )
        });
        body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
        body.rewrite(|text, _| attributes::translate(text));
        anchors::keep_in(body, Style::Github, notes);
        folders
    }

    /// What only Hugo has: references, parameters, files.
    fn own(
        &self,
        element: &Element<'_>,
        here: &Here<'_>,
        folders: &mut Vec<String>,
        notes: &mut Notes,
    ) -> Option<Made> {
        let file = here.file;
        let args = &element.tag.args;
        let first = args.plain().next().map(str::to_owned);
        match element.tag.name.as_str() {
            "ref" | "relref" => {
                let path = args.first(&["path"]).or(first)?;
                Some(Made::Inline(self.reference(file, &path)))
            }
            "page-ref" | "page-relref" => {
                let path = args.first(&["page", "ref", "path"]).or(first)?;
                let text = args.first(&["caption", "title"]).unwrap_or_else(|| shortcodes::name_of(&path));
                let link = format!("[{text}]({})", target(&self.reference(file, &path)));
                Some(if element.tag.name == "page-ref" { Made::Block(link) } else { Made::Inline(link) })
            }
            "param" => {
                let value = at(&self.params, &first?).clone();
                Some(
                    Made::Inline(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                        .into_known(!value.is_null())?,
                )
            }
            "include" | "readfile" | "include-file" | "includemd" | "embed-file" => {
                let path = args.first(&["file", "path", "src"]).or(first)?;
                let (text, found) = here.text(path, element.line, notes)?;
                folders.push(split(&found).0.to_owned());
                let mut parsed = crate::source::front_matter::parse(&found, &text, notes);
                folders.extend(self.translate(&mut parsed.body, &found, notes, here.depth + 1));
                let is_code = args.get("code").as_deref() == Some("true");
                let body = parsed.body.to_string();
                Some(Made::Block(match is_code {
                    true => format!("```{}\n{}\n```", args.first(&["lang"]).unwrap_or_default(), body.trim_end()),
                    false => body.trim_end().to_owned(),
                }))
            }
            "rawhtml" | "unsafe" | "html" => Some(Made::Inline(element.raw.to_owned())),
            "mermaid" | "plantuml" => {
                Some(Made::Block(format!("```{}\n{}\n```", element.tag.name, element.raw.trim_matches('\n'))))
            }
            "comment" => Some(Made::Inline(block::comment(element.raw))),
            _ => None,
        }
    }

    /// The path of a file that `ref` names: from here, from the top, or by its name alone.
    fn reference(&self, file: &str, path: &str) -> String {
        let (path, fragment) =
            path.split_once('#').map_or((path, String::new()), |(path, rest)| (path, format!("#{rest}")));
        if path.is_empty() {
            return fragment;
        }
        let folder = split(file).0;
        // Each language may have a folder of its own, which its pages count from.
        let below = file.strip_prefix(&format!("{}/", self.content)).and_then(|below| below.split_once('/'));
        let top = below.map(|(code, _)| code).filter(|code| self.languages.contains_key(*code));
        let mut roots = vec![folder.to_owned()];
        roots.extend(top.map(|code| join(&self.content, code)));
        roots.push(self.content.clone());
        let ends = ["", ".md", "/index.md", "/_index.md"];
        let found = roots.iter().skip(usize::from(path.starts_with('/'))).find_map(|root| {
            let path = resolve(root, path.trim_start_matches('/'))?;
            ends.iter().map(|end| format!("{}{end}", path.trim_end_matches('/'))).find(|path| self.ask.tree.has(path))
        });
        let name = split(path.trim_end_matches('/')).1.trim_end_matches(".md").to_lowercase();
        let found = found.or_else(|| self.names.get(&name).cloned());
        let below = found.as_deref().and_then(|found| found.strip_prefix(&format!("{}/", self.content)));
        format!("{}{fragment}", below.map_or_else(|| path.to_owned(), |below| format!("/{below}").replace(' ', "%20")))
    }
}

impl Made {
    /// Nothing when it is not known.
    fn into_known(self, is_known: bool) -> Option<Self> {
        is_known.then_some(self)
    }
}
