//! The language of a block of code.

use scraper::ElementRef;

use super::element::{attribute, below, classes, name};

/// The language that a block of code names, in the ways of the many highlighters; empty when it names none.
pub(super) fn language(pre: &ElementRef<'_>) -> String {
    let code = below(pre).find(|inner| name(inner) == "code");
    let outer = pre.parent().and_then(ElementRef::wrap).filter(|outer| name(outer) == "div");
    for element in [code, Some(*pre), outer].into_iter().flatten() {
        let named =
            ["data-language", "data-lang", "data-code-brush", "lang"].iter().find_map(|key| attribute(&element, key));
        let class = classes(&element);
        let found = named.map(str::to_lowercase).or_else(|| of_classes(&class));
        if let Some(language) = found.filter(|language| is_language(language)) {
            return language;
        }
    }
    String::new()
}

fn of_classes(classes: &[String]) -> Option<String> {
    const STARTS: [&str; 5] = ["language-", "lang-", "highlight-source-", "brush-", "code-"];
    let named = classes.iter().find_map(|class| STARTS.iter().find_map(|start| class.strip_prefix(start)));
    if let Some(language) = named {
        return Some(language.to_owned());
    }
    // `brush: sh;` is two classes.
    let brush = classes.iter().position(|class| class == "brush:")?;
    classes.get(brush + 1).map(|language| language.trim_end_matches(';').to_owned())
}

fn is_language(name: &str) -> bool {
    const NONE: [&str; 8] = ["none", "plain", "plaintext", "text", "txt", "markup-block", "block", "nohighlight"];
    (1..=20).contains(&name.len())
        && !NONE.contains(&name)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte))
}
