//! The tags that Hexo and its usual themes have, as far as they differ from what other tools mean by those words.

use helpdex_content::path::{join, split};

use super::site::Site;
use crate::dialect::block;
use crate::dialect::components::target;
use crate::dialect::elements::{Element, Made};
use crate::dialect::js::text_at;
use crate::source::Notes;

/// Words of notes that only say how they look.
const LOOKS: [&str; 10] = ["no-icon", "icon", "simple", "modern", "flat", "disabled", "fa", "fas", "far", "fab"];

impl Site<'_> {
    /// What a tag becomes; nothing when it means the same as elsewhere.
    pub(super) fn tag(&self, element: &Element<'_>, notes: &mut Notes) -> Option<Made> {
        let words: Vec<&str> = element.tag.args.plain().collect();
        match element.tag.name.as_str() {
            "note" => {
                let inner = element.inner?;
                let kind = words.first().and_then(|word| block::note(word));
                let rest = words.get(usize::from(kind.is_some())..).unwrap_or_default();
                let is_title = |word: &&&str| !LOOKS.contains(*word) && !word.starts_with("fa-");
                let title: Vec<&str> = rest.iter().filter(is_title).copied().collect();
                notes.count("callouts", 1);
                Some(Made::Block(block::write(kind.unwrap_or("note"), &title.join(" "), "", inner)))
            }
            "tabs" => {
                let tabs = tabs(element.inner?, words.first().copied().unwrap_or_default());
                notes.count("tabs", usize::from(tabs.is_some()));
                Some(Made::Block(block::write("tabs", "", "", &tabs?)))
            }
            "link" => {
                let at = words.iter().position(|word| word.contains("://") || word.starts_with('/'))?;
                let text = words.get(..at).unwrap_or_default().join(" ");
                let href = *words.get(at)?;
                Some(Made::Inline(format!(
                    "[{}]({})",
                    if text.is_empty() { href } else { text.as_str() },
                    target(href)
                )))
            }
            "button" | "btn" => {
                let mut parts = arguments(element).split(',').map(str::trim);
                let href = parts.next().filter(|href| !href.is_empty())?;
                let text = parts.next().filter(|text| !text.is_empty()).unwrap_or(href);
                Some(Made::Inline(format!("[{text}]({})", target(href))))
            }
            "label" => {
                let (_, text) = arguments(element).split_once('@')?;
                Some(Made::Inline(format!(":badge[{}]", text.trim().replace(['[', ']'], ""))))
            }
            "codeblock" => {
                let language = words.iter().find_map(|word| word.strip_prefix("lang:")).unwrap_or_default();
                Some(Made::Block(fenced(language, element.raw)))
            }
            "include_code" => {
                let file = words.last()?;
                let folder = text_at(&self.config, "code_dir").unwrap_or("downloads/code");
                let text = self.ask.tree.text(&join(&join(&self.pages, folder.trim_matches('/')), file))?;
                let language = words.iter().find_map(|word| word.strip_prefix("lang:"));
                let language = language.or_else(|| split(file).1.rsplit_once('.').map(|(_, end)| end));
                notes.count("includes", 1);
                Some(Made::Block(fenced(language.unwrap_or_default(), &text)))
            }
            "img" | "asset_img" => {
                let src = words.iter().find(|word| word.contains('.'))?;
                let after = words.iter().skip_while(|word| *word != src).skip(1);
                let texts: Vec<&str> = after.copied().filter(|word| word.parse::<u32>().is_err()).collect();
                let text = texts.join(" ");
                // `"a title" "what it shows"`, in one pair of quotation marks more.
                let quoted: Vec<&str> = text.split('"').map(str::trim).filter(|part| !part.is_empty()).collect();
                let alt = quoted.last().filter(|_| text.contains('"')).copied().unwrap_or(&text);
                Some(Made::Inline(format!("![{alt}]({})", target(src))))
            }
            _ => None,
        }
    }
}

/// What stands in a tag behind its name.
fn arguments<'e>(element: &Element<'e>) -> &'e str {
    let tag = element.written.split("%}").next().unwrap_or_default().trim_start_matches(['{', '%', '-', ' ']);
    tag.strip_prefix(element.tag.name.as_str()).unwrap_or(tag).trim_matches(['-', ' '])
}

/// The tabs between `<!-- tab Name@icon -->` and `<!-- endtab -->`.
fn tabs(inner: &str, name: &str) -> Option<String> {
    let mut tabs = Vec::new();
    for part in inner.split("<!-- tab").skip(1) {
        let (title, rest) = part.split_once("-->")?;
        let title = title.split('@').next().unwrap_or_default().trim();
        let body = rest.split("<!-- endtab").next().unwrap_or_default();
        let number = tabs.len() + 1;
        let title =
            if title.is_empty() { format!("{} {number}", name.trim_end_matches(',')) } else { title.to_owned() };
        tabs.push(block::write("tab", title.trim(), "", body));
    }
    (!tabs.is_empty()).then(|| tabs.join("\n"))
}

/// A block of code, with more backticks around it than are in it.
fn fenced(language: &str, code: &str) -> String {
    let fence = if code.contains("```") { "````" } else { "```" };
    format!("{fence}{language}\n{}\n{fence}", code.trim_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_by_comments() {
        let inner = "\n<!-- tab The wheel@star -->\nTurn.\n<!-- endtab -->\n\n<!-- tab -->\nPress.\n<!-- endtab -->\n";
        assert_eq!(tabs(inner, "old,").as_deref(), Some(":::tab The wheel\nTurn.\n:::\n:::tab old 2\nPress.\n:::"));
        assert_eq!(tabs("\n:::tab A\nx\n:::\n", "old"), None);
    }
}
