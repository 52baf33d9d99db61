//! What stands between the brackets of something that has a name, such as `:kbd[Ctrl+C]`.

/// `Ctrl+Alt++` is three keys.
pub(super) fn keys(content: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let end = rest.char_indices().skip(1).find(|(_, c)| *c == '+').map_or(rest.len(), |(at, _)| at);
        keys.push(rest.get(..end).unwrap_or_default().trim());
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    keys
}

/// The items of menus that `Settings > Billing` leads through.
pub(super) fn items(content: &str) -> impl Iterator<Item = &str> {
    content.split('>').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn a_plus_can_be_a_key() {
        assert_eq!(keys("Ctrl+C"), ["Ctrl", "C"]);
        assert_eq!(keys("Ctrl + Alt++"), ["Ctrl", "Alt", "+"]);
        assert_eq!(keys("+"), ["+"]);
        assert_eq!(keys("⌘"), ["⌘"]);
    }
}
