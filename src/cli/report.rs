//! Diagnostics for people and for programs.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::plural::count;
use super::sarif;
use super::terminal::out;
use helpdex_content::diagnostic::{Also, Diagnostic, Place, Severity};
use helpdex_content::error::{Error, Result};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// With the line and a caret under the fault
    #[default]
    Text,
    /// One line each, for editors
    Short,
    /// One JSON object a line
    Json,
    /// Annotations for GitHub Actions
    Github,
    /// One SARIF 2.1.0 log, for code scanning and editors
    Sarif,
}

/// Prints diagnostics to standard output.
pub(super) fn print(diagnostics: &[Diagnostic], format: Format) -> Result<()> {
    if format == Format::Sarif {
        return out(&sarif::log(diagnostics)?);
    }
    let mut text = String::new();
    for diagnostic in diagnostics {
        match format {
            Format::Text => text.push_str(&full(diagnostic, colours())),
            Format::Short => text.push_str(&short(diagnostic)),
            Format::Json => {
                let line = serde_json::to_string(diagnostic).map_err(|e| Error::Environment(e.to_string()))?;
                text.push_str(&line);
                text.push('\n');
            }
            Format::Github => text.push_str(&github(diagnostic)),
            // A log is one document.
            Format::Sarif => {}
        }
    }
    out(&text)
}

/// `2 errors, 1 warning`.
pub(super) fn totals(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    match (errors, diagnostics.len() - errors) {
        (0, 0) => "no faults".to_owned(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

fn colours() -> bool {
    use std::io::IsTerminal;
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// As rustc prints them: the line, the caret, the hint.
pub(super) fn full(diagnostic: &Diagnostic, colours: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let group = match &diagnostic.place {
        // So far to the right that the excerpt ends before it.
        Some(place) if place.column as usize > place.excerpt.chars().count() + 1 => {
            let origin = annotate_snippets::Origin::path(diagnostic.path.as_str());
            let origin = origin.line(place.line as usize).char_column(place.column as usize);
            let group = Group::with_title(title).element(origin);
            match &diagnostic.label {
                Some(label) => group.element(Level::NOTE.message(label.as_str())),
                None => group,
            }
        }
        Some(place) => {
            let range = bytes(place);
            let mark = AnnotationKind::Primary.span(range).label(diagnostic.label.as_deref());
            let snippet = Snippet::source(place.excerpt.as_str())
                .path(diagnostic.path.as_str())
                .line_start(place.line as usize)
                .annotation(mark);
            Group::with_title(title).element(snippet)
        }
        None => Group::with_title(title).element(annotate_snippets::Origin::path(diagnostic.path.as_str())),
    };
    let group = match &diagnostic.also {
        Some(also) => group.element(other_place(also)),
        None => group,
    };
    let group = match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    };
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    text.push_str("\n\n");
    text
}

/// The other place that a diagnostic speaks of, with its line where it has one.
fn other_place(also: &Also) -> Element<'_> {
    match &also.place {
        Some(place) if (place.column as usize) <= place.excerpt.chars().count() + 1 => {
            let mark = AnnotationKind::Context.span(bytes(place)).label(also.label.as_str());
            let snippet = Snippet::source(place.excerpt.as_str());
            snippet.path(also.path.as_str()).line_start(place.line as usize).annotation(mark).into()
        }
        _ => Level::NOTE.message(format!("{}: {}", also.path, also.label)).into(),
    }
}

/// The bytes of the excerpt that a place marks.
fn bytes(place: &Place) -> std::ops::Range<usize> {
    let at = |column: u32| {
        let index = column.saturating_sub(1) as usize;
        place.excerpt.char_indices().nth(index).map_or(place.excerpt.len(), |(byte, _)| byte)
    };
    at(place.column)..at(place.end_column).max(at(place.column))
}

fn short(diagnostic: &Diagnostic) -> String {
    format!("{}: {}[{}]: {}\n", diagnostic.location(), severity(diagnostic), diagnostic.code, diagnostic.message)
}

/// GitHub's workflow commands; what could end a command or a property is escaped as it asks for.
fn github(diagnostic: &Diagnostic) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let place = diagnostic.place.as_ref().map_or_else(String::new, |place| {
        format!(",line={},col={},endColumn={}", place.line, place.column, place.end_column)
    });
    let message = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let (kind, path, title) = (severity(diagnostic), property(&diagnostic.path), property(diagnostic.code));
    format!("::{kind} file={path}{place},title={title}::{}\n", data(&message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_content::diagnostic::SourceText;

    #[test]
    fn a_diagnostic_reads_like_rustcs() {
        let source = SourceText::new("content/a.md", "Смотрите [возвраты](billing/refunds.md) 🙂.\n");
        let at = source.text().find("billing").unwrap_or_default();
        let found = source
            .error("broken-link", at..at + 18, "no article at `billing/refunds.md`")
            .label("nothing is published here")
            .help("did you mean `payouts/refunds.md`?");
        insta::assert_snapshot!(full(&found, false), @r"
        error[broken-link]: no article at `billing/refunds.md`
         --> content/a.md:1:21
          |
        1 | Смотрите [возвраты](billing/refunds.md) 🙂.
          |                     ^^^^^^^^^^^^^^^^^^ nothing is published here
          |
          = help: did you mean `payouts/refunds.md`?
        ");
    }

    #[test]
    fn github_commands_are_escaped() {
        let found = Diagnostic::warning("x", "content/a, b:c.md", "50% off").help("now");
        assert_eq!(github(&found), "::warning file=content/a%2C b%3Ac.md,title=x::50%25 off%0Anow\n");
    }
}
