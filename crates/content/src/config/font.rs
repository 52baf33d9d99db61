//! The list of fonts that settings may name. It goes into a stylesheet, so it is read and written anew, never copied.

/// A long list of fonts is a mistake.
const MAX_FONT: usize = 300;
/// Names that CSS knows and that must not be quoted.
const GENERIC: [&str; 15] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "math",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
    "inherit",
    "-apple-system",
    "blinkmacsystemfont",
    "emoji",
];

/// Font names checked and quoted again, so that nothing but names gets into the stylesheet.
pub fn font_stack(text: &str) -> Option<String> {
    if text.len() > MAX_FONT {
        return None;
    }
    let mut families = Vec::new();
    for family in text.split(',') {
        let family = family.trim();
        let name = ['"', '\''].iter().find_map(|quote| family.strip_prefix(*quote)?.strip_suffix(*quote));
        let name = name.unwrap_or(family).trim();
        let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(plain) {
            return None;
        }
        let generic = GENERIC.contains(&name.to_ascii_lowercase().as_str());
        families.push(if generic { name.to_owned() } else { format!("\"{name}\"") });
    }
    Some(families.join(", "))
}
