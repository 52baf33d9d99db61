//! What a place has to say once something has another name.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use super::collect::{Form, Reference};
use super::keys::By;
use super::moves::Moves;
use super::named::Named;
use super::names::{Names, Spelling};
use crate::config::Config;
use crate::diagnostic::Edit;
use crate::edit::scalar;
use crate::markdown::Notation;
use crate::path;
use crate::routes::Routes;
use crate::source::Sources;

/// What a destination of Markdown or HTML must not hold as it is. Letters of any script stay readable.
const IN_LINKS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'<')
    .add(b'>')
    .add(b'(')
    .add(b')')
    .add(b'"')
    .add(b'\'')
    .add(b'%')
    .add(b'?')
    .add(b'#')
    .add(b'\\')
    .add(b'&');
/// The same between `<` and `>`.
const IN_POINTED: &AsciiSet = &CONTROLS.add(b'<').add(b'>').add(b'%').add(b'?').add(b'#').add(b'\\').add(b'&');

/// A place that says something else afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// What it named.
    pub named: Named,
    /// The edit.
    pub edit: Edit,
}

/// Rewrites places for things that move.
pub struct Rewriter<'r> {
    config: &'r Config,
    moves: &'r Moves,
    /// The names of the site, and those that were.
    names: Names<'r>,
    /// Where each thing is on disk now: before the moves, or after them.
    done: Option<Moves>,
    /// The names of the site as it is.
    now: Names<'r>,
}

impl<'r> Rewriter<'r> {
    /// For moves that are still to be made: the site is as it was.
    pub fn before(config: &'r Config, sources: &'r Sources, routes: &'r Routes, moves: &'r Moves) -> Self {
        let names = || Names::new(config, sources, routes, None);
        Self { config, moves, names: names(), now: names(), done: None }
    }

    /// For moves that somebody made by hand: files are where they belong, and what names them is as it was.
    pub fn after(config: &'r Config, sources: &'r Sources, routes: &'r Routes, moves: &'r Moves) -> Self {
        let names = Names::new(config, sources, routes, Some(moves));
        Self { config, moves, names, now: Names::new(config, sources, routes, None), done: Some(moves.reversed()) }
    }

    /// What a place names now, or named before the moves.
    pub fn named(&self, reference: &Reference) -> Option<Named> {
        read(&self.names, reference, &self.folder_before(reference)).map(|(named, _)| named)
    }

    /// The edit of a place; nothing where it may stay.
    pub fn rewrite(&self, reference: &Reference) -> Option<Rewritten> {
        if reference.form == Form::Key(By::Pattern) {
            return self.pattern(reference);
        }
        let (old_folder, new_folder) = (self.folder_before(reference), self.folder_after(reference));
        if self.done.is_some() && read(&self.now, reference, &new_folder).is_some() {
            return None;
        }
        let (named, spelling) = read(&self.names, reference, &old_folder)?;
        let renamed = self.moves.renamed(&named);
        let counts_from_folder = match &spelling {
            Spelling::Path { from_top, .. } => !from_top,
            Spelling::Item { own_folder, .. } => *own_folder,
            Spelling::Url { .. } => false,
        };
        if renamed.is_none() && !(counts_from_folder && old_folder != new_folder) {
            return None;
        }
        let text = self.names.spell(renamed.as_ref().unwrap_or(&named), &spelling, &new_folder);
        // What leads there as it is stays as it is: a dot, or a way around.
        if matches!(spelling, Spelling::Path { .. })
            && leads(&reference.text, &new_folder) == path::resolve(&new_folder, &text)
        {
            return None;
        }
        self.edit(reference, &text, named)
    }

    /// A pattern of paths that begins with what moves.
    fn pattern(&self, reference: &Reference) -> Option<Rewritten> {
        let rest = self.config.content_path(&reference.text)?;
        let literal = rest.find(['*', '?', '[', '{']).map_or(rest, |end| rest.get(..end).unwrap_or_default());
        let begins = |name: &str, next: char| literal.strip_prefix(name).is_some_and(|rest| rest.starts_with(next));
        let category = self.moves.categories.iter().filter(|(old, _)| begins(old, '/') || literal == old.as_str());
        let category = category.max_by_key(|(old, _)| old.len());
        let article = self.moves.articles.iter().find(|(old, _)| begins(old, '.'));
        let (named, old, new) = match (article, category) {
            (Some((old, new)), _) => (Named::Article(old.clone()), old, new),
            (None, Some((old, new))) => (Named::Category(old.clone()), old, new),
            (None, None) => return None,
        };
        self.edit(reference, &self.config.site_path(&format!("{new}{}", rest.strip_prefix(old.as_str())?)), named)
    }

    fn edit(&self, reference: &Reference, text: &str, named: Named) -> Option<Rewritten> {
        let written = &*reference.file.slice(reference.range.clone())?;
        let (range, new) = match reference.form {
            Form::Link(notation) => {
                let (path, _) = parts(&reference.text);
                // Where entities stand in it, its bytes can't be told apart.
                let length = if written.starts_with(path) { path.len() } else { return None };
                let set = if notation == Notation::Pointed { IN_POINTED } else { IN_LINKS };
                (reference.range.start..reference.range.start + length, encoded(text, set))
            }
            Form::Key(_) => {
                let (_, rest) = parts(&reference.text);
                let whole =
                    if reference.form == Form::Key(By::Url) { format!("{text}{rest}") } else { text.to_owned() };
                let quote = written.chars().next().filter(|first| matches!(first, '"' | '\''));
                let plain = !whole.contains(['"', '\'', '\\']);
                let new = match quote.filter(|_| plain) {
                    Some(quote) => format!("{quote}{whole}{quote}"),
                    // A pattern needs quotation marks no more than before.
                    None if reference.form == Form::Key(By::Pattern) && is_plain_pattern(&whole) => whole,
                    None => scalar(&whole),
                };
                (reference.range.clone(), new)
            }
        };
        let same = reference.file.slice(range.clone()).as_deref() == Some(new.as_str());
        let edit = Edit { path: reference.file.path().to_owned(), range, text: new };
        (!same).then_some(Rewritten { named, edit })
    }

    fn folder_before(&self, reference: &Reference) -> String {
        match &self.done {
            None => reference.folder.clone(),
            Some(back) => moved_folder(self.config, back, reference),
        }
    }

    fn folder_after(&self, reference: &Reference) -> String {
        match &self.done {
            None => moved_folder(self.config, self.moves, reference),
            Some(_) => reference.folder.clone(),
        }
    }
}

/// The folder of a file's links once the file has moved.
fn moved_folder(config: &Config, moves: &Moves, reference: &Reference) -> String {
    let Some(inside) = config.content_path(reference.file.path()) else { return reference.folder.clone() };
    let (folder, name) = path::split(inside);
    let stem = name.split('.').next().unwrap_or(name);
    if stem == "_index" {
        return moves.categories.get(folder).map_or(&*reference.folder, |new| new).to_owned();
    }
    // The name of a file may have dots of its own.
    let ends = name.match_indices('.').map(|(at, _)| at).collect::<Vec<_>>();
    let keys = ends.iter().rev().filter_map(|end| Some(path::join(folder, name.get(..*end)?)));
    let moved = keys.into_iter().find_map(|key| moves.articles.get(key.as_str()));
    moved.map_or_else(|| reference.folder.clone(), |key| key.folder().to_owned())
}

/// What a place names, read in a folder.
fn read(names: &Names<'_>, reference: &Reference, folder: &str) -> Option<(Named, Spelling)> {
    let (path, _) = parts(&reference.text);
    match reference.form {
        Form::Link(_) => names.of_link(path, folder),
        Form::Key(By::Path) => names.of_item(&reference.text, folder),
        Form::Key(By::Name) => names.of_name(&reference.text),
        Form::Key(By::File) => names.of_file(&reference.text),
        Form::Key(By::Url) => names.of_url(path),
        Form::Key(By::Pattern) => None,
    }
}

/// Whether a pattern is the same text to YAML without quotation marks.
fn is_plain_pattern(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric) && text.chars().all(|c| c.is_alphanumeric() || " /-_.*".contains(c))
}

/// Where a destination leads, read in a folder.
fn leads(text: &str, folder: &str) -> Option<String> {
    let decoded = percent_decode_str(parts(text).0).decode_utf8().ok()?;
    path::resolve(folder, &decoded).map(|path| path.nfc().collect())
}

/// A destination's path, and what follows it.
fn parts(text: &str) -> (&str, &str) {
    text.split_at(text.find(['?', '#']).unwrap_or(text.len()))
}

fn encoded(text: &str, set: &'static AsciiSet) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        match c.is_ascii() {
            true => out.extend(utf8_percent_encode(c.encode_utf8(&mut buffer), set)),
            false => out.push(c),
        }
    }
    out
}
