//! What rules say of themselves: one text for the terminal and for the manual's `docs/content/reference/rules.md`.

use std::fmt::Write;

use super::registry::{FAMILIES, find, rules};
use super::rule::Rule;
#[cfg(test)]
use helpdex_content::config::Level;
use helpdex_content::suggestion::did_you_mean;

/// A rule explained; for a code that is none, the one it may have been meant for.
///
/// # Errors
/// When there is no such rule: what to say then.
pub fn explain(code: &str) -> Result<String, String> {
    let Some(rule) = find(code) else {
        let hint = match did_you_mean(code, rules().map(|rule| rule.code)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`helpdex check --rules` lists them".to_owned(),
        };
        return Err(format!("there is no rule `{code}`; {hint}"));
    };
    Ok(format!(
        "{}: {}\n\nlevel: {}\nwhy:   {}\nmend:  {}\n\nTurn it off for one article in its front matter:  checks: {{{}: off}}\n",
        rule.code,
        rule.what,
        rule.level.name(),
        rule.why,
        rule.how,
        rule.code
    ))
}

/// Every rule with its level, a line each.
pub fn overview() -> String {
    let width = rules().map(|rule| rule.code.len()).max().unwrap_or_default();
    let mut text = String::new();
    for family in FAMILIES {
        let _ = writeln!(text, "{}", family.name);
        for Rule { code, level, what, .. } in family.rules {
            let _ = writeln!(text, "  {code:width$}  {:7}  {what}", level.name());
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[cfg(test)]
const HEAD: &str = "---
title: Which rules does the check know?
summary: Every rule with its level, why it matters and how to mend what it finds.
asks: [list of all checks, what does this error mean, 'what does warning[long-sentence] mean', 'error[broken-link]', rule reference, warning codes, linter rules]
keywords: [diagnostics, faults, CODES]
order: 6
checks: {long-article: off, long-sentence: off}
---

What `helpdex check` looks for. Made from the program's own texts; `helpdex check --explain CODE` shows one of them.

`checks` in `helpdex.yaml` sets levels: for the whole site, and for some paths or languages. Later overrides win.

```yaml
checks:
  missing-title: warning
  overrides:
    - paths: content/legal/**
      rules: { broken-anchor: off }
    - languages: [be]
      rules: { unknown-html: off }
```

One article turns a rule off, or on, in one line of its front matter:

```yaml
checks: { broken-anchor: off }
```

A rule that is off costs nothing. Errors stop a build; warnings do so with `--strict`.
";

/// The page of the documentation.
#[cfg(test)]
fn page() -> String {
    let codes: Vec<&str> = rules().map(|rule| rule.code).collect();
    let mut page = HEAD.replace("CODES", &codes.join(", "));
    for family in FAMILIES {
        let _ = write!(page, "\n## {}\n", family.name);
        for rule in family.rules {
            let level = match rule.level {
                Level::Off => "off until a site turns it on".to_owned(),
                level => level.name().to_owned(),
            };
            let mut what = rule.what.to_owned();
            if let Some(first) = what.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let _ = write!(page, "\n### `{}`\n\n{what}. Level: {level}.\n\n", rule.code);
            let _ = write!(page, "- Why: {}\n- How to mend it: {}\n", rule.why, rule.how);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE_DOCS=1 cargo test -p helpdex-lint the_page_of_rules` writes the page anew.
    #[test]
    fn the_page_of_rules_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/content/reference/rules.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, page()).expect("written");
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(written == page(), "rules.md differs from the rules: run this test with UPDATE_DOCS=1");
    }

    #[test]
    fn a_mistyped_rule_is_told() {
        assert_eq!(explain("broken-lnk"), Err("there is no rule `broken-lnk`; did you mean `broken-link`?".to_owned()));
        assert!(explain("broken-link").is_ok_and(|text| text.starts_with("broken-link: ")));
    }
}
