//! Tags in doubled or percent brackets: `{{< note >}}`, `{{% tab "A" %}}`, `{% hint style="info" %}`.
//!
//! What they mean differs from tool to tool and from theme to theme, yet most of them are notes, tabs, details, figures
//! and films under names that say so. A tool adds what only it has by a function of its own.

mod brackets;

use self::brackets::{hugo, liquid, zola};
use super::args::Args;
use super::block;
use super::code::Protected;
use super::components::{target, video_address};
use super::elements::{Element, Made, Tag, Vocabulary};
use super::embeds;
use super::fences;
use crate::source::{Notes, what};

/// How a tool writes its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Brackets {
    /// `{{< x >}}`, `{{% x %}}`, ended by `{{< /x >}}`.
    Hugo,
    /// `{% x %}`, ended by `{% endx %}`.
    Liquid,
    /// `{% x(a=1) %}`, ended by `{% end %}`, and `{{ x(a=1) }}`.
    Zola,
}

/// What a tool does with a tag of its own; nothing where it is one like elsewhere.
pub(crate) type Own<'n> = dyn FnMut(&Element<'_>, &mut Notes) -> Option<Made> + 'n;

/// The tags of one file.
pub(crate) struct Shortcodes<'n> {
    pub(crate) brackets: Brackets,
    /// The file, for problems.
    pub(crate) path: &'n str,
    pub(crate) notes: &'n mut Notes,
    pub(crate) own: &'n mut Own<'n>,
}

impl Vocabulary for Shortcodes<'_> {
    fn next(&self, text: &str, from: usize, protected: &Protected) -> Option<Tag> {
        let mut at = from;
        loop {
            let next = at + text.get(at..)?.find('{')?;
            at = next + 1;
            // A tag in a destination (`[a]({{< ref "b" >}})`) is one; in code it is text.
            if protected.holds(next) || text.get(..next).is_some_and(|before| before.ends_with('\\')) {
                continue;
            }
            let rest = text.get(next..)?;
            let found = match self.brackets {
                Brackets::Hugo => hugo(rest),
                Brackets::Liquid => liquid(rest),
                Brackets::Zola => zola(rest),
            };
            if let Some((length, name, args, form)) = found {
                return Some(Tag { range: next..next + length, name, args: Args::read(&args), form });
            }
        }
    }

    fn has_end(&self, name: &str) -> bool {
        // Liquid's own tags end by their own name; those of Zola by one that all share.
        self.brackets == Brackets::Zola || !matches!(name, "tab" if self.brackets == Brackets::Liquid)
    }

    fn shares_end(&self) -> bool {
        self.brackets == Brackets::Zola
    }

    fn is_raw(&self, name: &str) -> bool {
        matches!(name, "highlight" | "code" | "codeblock" | "raw" | "verbatim" | "mermaid" | "plantuml" | "comment")
            && self.brackets != Brackets::Liquid
            || matches!(name, "highlight" | "codeblock" | "raw" | "comment" | "mermaid")
            || is_code(name)
    }

    fn make(&mut self, element: &Element<'_>) -> Made {
        if let Some(made) = (self.own)(element, self.notes) {
            return made;
        }
        self.common(element)
    }
}

/// What a page can be called of which only the path is known: `guides/set-up.md` is "Set up".
pub(crate) fn name_of(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
    let path = ["/README.md", "/index.md", "/_index.md"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let words = name.trim_end_matches(".md").replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether a shortcode of somebody's own has code in it, as its name says: `code-toggle`, `codesnippet`.
fn is_code(name: &str) -> bool {
    let rest = name.to_lowercase();
    let Some(rest) = rest.strip_prefix("code") else { return false };
    let rest = rest.trim_start_matches(['-', '_']);
    ["toggle", "block", "snippet", "sample", "example", "listing", "file", "new"].contains(&rest)
}

impl Shortcodes<'_> {
    fn common(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let inner = element.inner.unwrap_or_default();
        let first = args.plain().next().map(str::to_owned);
        let name = element.tag.name.to_lowercase();
        match name.as_str() {
            "hint" | "notice" | "callout" | "alert" | "admonition" | "note" | "tip" | "info" | "warning" | "danger"
            | "caution" | "important" | "success" | "attention" | "error" | "panel" | "box" | "message" | "infobox"
            | "quote" | "aside" => self.note(&name, element),
            "tabs" | "tabpane" | "codetabs" | "tabbed-content" | "code-group" => {
                self.notes.count("tabs", 1);
                let body = if inner.contains(":::tab") { inner.to_owned() } else { fences::tabs_of_code(inner) };
                Made::Block(block::write("tabs", "", "", &body))
            }
            "tab" | "tabpanel" | "tab-item" | "tabitem" | "tab-content" => {
                Made::Block(block::write("tab", &self.tab_name(element), "", &self.tab_body(element)))
            }
            "details" | "expand" | "collapse" | "accordion" | "collapsible" | "spoiler" | "hideable" => {
                self.notes.count("details", 1);
                let title =
                    args.first(&["title", "summary", "label", "header"]).or(first).unwrap_or_else(|| "…".to_owned());
                let open = if args.has("open") && args.get("open").as_deref() != Some("false") { "open" } else { "" };
                Made::Block(block::write("details", &title, open, inner))
            }
            "steps" | "stepper" => Made::Inner,
            "figure" | "img" | "image" | "imgproc" | "screenshot" | "picture" => self.figure(element),
            "youtube" | "vimeo" | "youtube-enhanced" | "embed" | "video" | "yt" => self.film(&name, element),
            "highlight" | "code" | "codeblock" => self.code(element),
            name if is_code(name) => self.code(element),
            "kbd" | "key" => Made::Inline(format!(":kbd[{}]", first.unwrap_or_else(|| inner.trim().to_owned()))),
            "badge" => Made::Inline(format!(
                ":badge[{}]",
                args.first(&["content", "text"]).or(first).unwrap_or_else(|| inner.trim().to_owned())
            )),
            "button" | "link-button" => {
                let href = args.first(&["href", "relref", "link", "url"]).or(first).unwrap_or_default();
                Made::Inline(format!(
                    "[{}]({})",
                    if inner.trim().is_empty() { &href } else { inner.trim() },
                    target(&href)
                ))
            }
            "page-ref" | "page-relref" | "caption-link" => {
                let Some(page) = args.first(&["page", "ref", "url"]) else { return self.unknown(element) };
                let text = args.first(&["caption", "title"]).unwrap_or_else(|| name_of(&page));
                let link = format!("[{text}]({})", target(&page));
                if name == "page-ref" { Made::Block(link) } else { Made::Inline(link) }
            }
            "cards" | "grid" | "cardgrid" => self.cards(inner),
            "card" => self.card(element),
            "icon" | "fa" | "toc" | "br" | "more" | "clear" | "columns-end" => Made::Inline(String::new()),
            "columns" | "column" | "row" | "col" | "filetree" | "div" | "center" | "blocks" | "section" | "raw"
            | "verbatim" => Made::Inner,
            _ => self.unknown(element),
        }
    }

    fn note(&mut self, name: &str, element: &Element<'_>) -> Made {
        self.notes.count("callouts", 1);
        let args = &element.tag.args;
        let mut plain = args.plain();
        let first = plain.next();
        let word = args
            .first(&["type", "style", "color", "level", "context", "class"])
            .or_else(|| first.filter(|word| block::note(word).is_some()).map(str::to_owned));
        let kind = word.as_deref().and_then(block::note).or_else(|| block::note(name)).unwrap_or("note");
        let rest = if first.is_some_and(|word| block::note(word).is_some()) { plain.next() } else { first };
        let title = args.first(&["title", "header", "heading"]).or_else(|| rest.map(str::to_owned)).unwrap_or_default();
        // `{{< tip "text" >}}` without an end says all in its argument.
        match element.inner {
            Some(inner) => Made::Block(block::write(kind, &title, "", inner)),
            None => {
                let text = args.first(&["text", "content", "msg"]).unwrap_or(title);
                Made::Block(block::write(kind, "", "", &text))
            }
        }
    }

    fn tab_name(&self, element: &Element<'_>) -> String {
        let args = &element.tag.args;
        let own = args.first(&["title", "name", "header", "label", "tabName"]);
        let listed = element
            .parent
            .and_then(|parent| parent.args.first(&["items", "names"]))
            .and_then(|items| items.split(',').nth(element.index).map(|name| name.trim().to_owned()));
        let first = args.plain().next().map(str::to_owned);
        own.or(first).or(listed).unwrap_or_else(|| (element.index + 1).to_string())
    }

    fn tab_body(&self, element: &Element<'_>) -> String {
        let inner = element.inner.unwrap_or_default();
        let lang = element
            .tag
            .args
            .first(&["lang"])
            .or_else(|| element.parent.and_then(|parent| parent.args.first(&["lang"])));
        match lang {
            // Docsy's tabs are code, unless they say that they are text.
            Some(lang) if !inner.contains("```") => format!("```{lang}\n{}\n```", element.raw.trim_matches('\n')),
            _ => inner.to_owned(),
        }
    }

    fn figure(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let first = args.plain().next().map(str::to_owned);
        let Some(src) = args.first(&["src", "url", "link", "path", "image"]).or(first) else {
            return self.unknown(element);
        };
        let caption = args.first(&["caption", "title"]).unwrap_or_default();
        let alt = args.first(&["alt"]).unwrap_or_else(|| caption.clone()).replace(['[', ']'], "");
        let picture = format!("![{alt}]({})", target(&src));
        self.notes.count("figures", 1);
        if caption.is_empty() {
            Made::Inline(picture)
        } else {
            Made::Block(block::write("figure", &caption, "", &picture))
        }
    }

    fn film(&mut self, name: &str, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let first = args.plain().next().map(str::to_owned);
        let Some(id) = args.first(&["id", "url", "src", "video"]).or(first) else { return self.unknown(element) };
        let title = args.first(&["title", "label"]).unwrap_or_default();
        let host = if name.starts_with("y") { "youtube" } else { name };
        let address = if host == "youtube" || host == "vimeo" { video_address(host, &id) } else { id };
        let inner = element.inner.unwrap_or_default().trim();
        if let Some(film) = embeds::film(&address, if title.is_empty() { inner } else { &title }) {
            self.notes.count("videos", 1);
            return Made::Block(film);
        }
        let shown = if inner.is_empty() { &address } else { inner };
        Made::Block(format!("[{shown}]({})", target(&address)))
    }

    fn code(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        if element.inner.is_none() || element.raw.contains("```") {
            return Made::Inner;
        }
        let language =
            args.first(&["lang", "language"]).or_else(|| args.plain().next().map(str::to_owned)).unwrap_or_default();
        let language = language.trim_start_matches("lang:").to_owned();
        Made::Block(format!("```{language}\n{}\n```", element.raw.trim_matches('\n')))
    }

    fn card(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let title = args.first(&["title", "header", "name"]).unwrap_or_default();
        let about = args
            .first(&["subtitle", "description"])
            .unwrap_or_else(|| element.inner.unwrap_or_default().trim().to_owned());
        let name = match args.first(&["link", "href", "url"]) {
            Some(href) => format!("[{title}]({})", target(&href)),
            None => format!("**{title}**"),
        };
        self.notes.count("cards", 1);
        Made::Block(format!("- {name} {}", block::indent_rest(&about, "  ")).trim_end().to_owned())
    }

    fn cards(&mut self, inner: &str) -> Made {
        let lines: Vec<&str> = inner.lines().filter(|line| !line.trim().is_empty()).collect();
        let is_list = !lines.is_empty() && lines.iter().all(|line| line.starts_with("- [") || line.starts_with("  "));
        if is_list { Made::Block(block::write("cards", "", "", &lines.join("\n"))) } else { Made::Inner }
    }

    fn unknown(&mut self, element: &Element<'_>) -> Made {
        let tag = element.written.get(..element.tag.range.len()).unwrap_or(element.written);
        let message = format!("`{}` has no counterpart here; a comment keeps it", tag.replace('\n', " "));
        self.notes.problem(what::SYNTAX, self.path, Some(element.line), message);
        let comment = block::comment(tag);
        match element.inner {
            Some(inner) if !inner.trim().is_empty() => {
                Made::Block(format!("{comment}\n\n{}", inner.trim_matches('\n')))
            }
            _ => Made::Inline(comment),
        }
    }
}

#[cfg(test)]
mod tests;
