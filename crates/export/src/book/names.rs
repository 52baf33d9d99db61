//! What places are called in the one file that many pages become.

use std::collections::HashSet;

/// Names that are given once each.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A name like the one that is wished for.
    pub(super) fn take(&mut self, wish: &str) -> String {
        let mut name = wish.to_owned();
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{wish}-{number}");
        }
        name
    }
}

/// A folder or file of the content as a name: `payouts/when-do-i-get-paid` is `payouts.when-do-i-get-paid`. The names of
/// the file itself begin with `hd-`, which no such name does.
pub(super) fn of_key(key: &str) -> String {
    let name = plain(&key.replace('/', "."));
    if name.starts_with("hd-") || !name.starts_with(char::is_alphabetic) { format!("a-{name}") } else { name }
}

/// A place in an article, of that article's own name.
pub(super) fn of_id(article: &str, id: &str) -> String {
    format!("{article}--{}", plain(id))
}

/// The text with nothing but letters, digits and a few signs: it stands in ids, in links to them and in XML.
fn plain(text: &str) -> String {
    let sign = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    text.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_given_once() {
        assert_eq!(of_key("payouts/when"), "payouts.when");
        assert_eq!((of_key("hd-x"), of_key("2026/a")), ("a-hd-x".into(), "a-2026.a".into()));
        assert_eq!(of_key("выплаты/когда"), "выплаты.когда");
        assert_eq!(of_id("a", "fn:1 \"<"), "a--fn-1---");
        let mut names = Names::default();
        assert_eq!([names.take("a"), names.take("a"), names.take("a")], ["a", "a-2", "a-3"]);
    }
}
