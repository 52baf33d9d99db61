//! What is over budget, with the numbers.

use helpdex_content::config::{Budget, CONFIG_FILE};
use helpdex_content::diagnostic::Diagnostic;

/// How many that are over budget are named.
const NAMED: usize = 5;

/// Something that a budget is about, and how much it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measured {
    /// As a person knows it: a URL, a file, a query.
    pub(crate) name: String,
    /// Bytes.
    pub(crate) bytes: u64,
}

/// Compares what was measured with a budget for its bytes. `what` says what it is: `the page`.
pub(crate) fn over(budget: Option<&Budget>, key: &str, what: &str, measured: Vec<Measured>) -> Option<Diagnostic> {
    let budget = budget?;
    let mut heavy: Vec<Measured> = measured.into_iter().filter(|one| one.bytes > budget.most).collect();
    // The same order each time, whatever was measured first.
    heavy.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    let (first, rest) = heavy.split_first()?;
    let message = format!(
        "{what} `{}` has {}, {} more than the {} of `{key}`",
        first.name,
        size(first.bytes),
        size(first.bytes - budget.most),
        size(budget.most),
    );
    let found = Diagnostic::error("budget", CONFIG_FILE, message).at(budget.place.clone());
    if rest.is_empty() {
        return Some(found);
    }
    let named: Vec<String> = rest.iter().take(NAMED).map(|one| format!("`{}` {}", one.name, size(one.bytes))).collect();
    let more = if rest.len() > NAMED { format!(", and {} more", rest.len() - NAMED) } else { String::new() };
    Some(found.help(format!("over it are also {}{more}", named.join(", "))))
}

/// Compares the number of warnings with its budget.
pub(crate) fn too_many_warnings(budget: Option<&Budget>, warnings: usize) -> Option<Diagnostic> {
    let budget = budget.filter(|budget| warnings as u64 > budget.most)?;
    let plural = if warnings == 1 { "" } else { "s" };
    let message = format!("the build has {warnings} warning{plural}, more than the {} of `warnings`", budget.most);
    Some(Diagnostic::error("budget", CONFIG_FILE, message).at(budget.place.clone()))
}

/// Bytes as people compare them. Nothing is rounded away that would make `100 kB` of two different sizes.
fn size(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..10_000_000 if bytes.is_multiple_of(1_000) => format!("{} kB", bytes / 1_000),
        1_000..10_000_000 => format!("{:.3} kB", bytes as f64 / 1e3),
        _ => format!("{:.3} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_content::diagnostic::SourceText;

    fn budget(most: u64) -> Budget {
        Budget { most, place: SourceText::new("helpdex.yaml", "page: 1 kB").place(6..10) }
    }

    fn measured(bytes: &[u64]) -> Vec<Measured> {
        bytes.iter().enumerate().map(|(at, bytes)| Measured { name: format!("/{at}/"), bytes: *bytes }).collect()
    }

    #[test]
    fn the_heaviest_is_named_first_and_the_rest_after() {
        let found = over(Some(&budget(1_000)), "page", "the page", measured(&[1_000, 1_234, 3_000])).expect("over");
        assert_eq!(found.message, "the page `/2/` has 3 kB, 2 kB more than the 1 kB of `page`");
        assert_eq!(found.help.as_deref(), Some("over it are also `/1/` 1.234 kB"));
        assert_eq!(found.location(), "helpdex.yaml:1:7");
    }

    #[test]
    fn what_keeps_to_the_budget_is_not_told() {
        assert_eq!(over(Some(&budget(1_000)), "page", "the page", measured(&[1_000])), None);
        assert_eq!(over(None, "page", "the page", measured(&[1_000])), None);
        assert_eq!(too_many_warnings(Some(&budget(2)), 2), None);
        assert!(too_many_warnings(Some(&budget(0)), 1).is_some());
    }
}
