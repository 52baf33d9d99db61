//! Diagrams that are written as code. No library in Rust draws them well enough yet, so pages show their source.

/// Whether code, by what follows its fence, is the source of a diagram.
pub(super) fn is_diagram(info: &str) -> bool {
    info.split([' ', ',', '\t', '{']).next().is_some_and(|language| language.eq_ignore_ascii_case("mermaid"))
}
