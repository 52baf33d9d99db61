//! Which articles a new site has in a language.

use include_dir::{Dir, File, include_dir};

use helpdex_content::config::Language;

/// The files of a new site. What begins with `dot-` there begins with a dot in the site: a real `.gitignore` among the
/// sources would be obeyed by git.
pub(super) static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/template");

/// The language of the texts that have no code in their names.
pub(super) const ENGLISH: &str = "en";

/// The language that articles for readers of `code` are written in: the nearest one that there are articles in.
pub(super) fn written_in(code: &str) -> String {
    let has =
        |near: &String| near == ENGLISH || TEMPLATE.get_file(format!("content/account/_index.{near}.md")).is_some();
    Language::chain(code).into_iter().find(has).unwrap_or_else(|| ENGLISH.to_owned())
}

/// An article of the template, by its path without `.md`, in a language that [`written_in`] gives.
pub(super) fn article(stem: &str, language: &str) -> Option<&'static str> {
    let name = if language == ENGLISH { format!("{stem}.md") } else { format!("{stem}.{language}.md") };
    TEMPLATE.get_file(name).and_then(File::contents_utf8)
}
