//! `helpdex translate`.

use std::path::PathBuf;

use super::context::{Context, Status};
use super::paths::{self, Names};
use super::terminal::out;
use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::{Error, Result};
use helpdex_content::source::{self, Entry, EntryId, Sources, Status as Published};
use helpdex_content::today::today;
use helpdex_import::scaffold;

/// Begins translations: a draft beside each article, with its text to write over.
///
/// What counts for all versions carries over. `source_revision` says which text the translation follows. A file that is
/// there already is left as it is.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The articles or categories to translate; a folder stands for all in it
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The languages to translate into, with commas between them
    #[arg(long, required = true, value_name = "CODE", value_delimiter = ',')]
    to: Vec<String>,
}

/// So many files that are left alone are told one by one.
const LEFT: usize = 5;

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let today = today()?;
    let languages: Vec<LanguageId> =
        args.to.iter().map(|code| scaffold::language_id(&config, Some(code.trim()))).collect::<Result<_>>()?;
    let sources = source::read(&config)?;
    let chosen = paths::entries(&config, &sources, &args.paths, Names::FileOrFolder)?;
    let mut originals: Vec<EntryId> = chosen.into_iter().filter_map(|id| original(&sources, id)).collect();
    originals.sort_unstable();
    originals.dedup();
    let (mut written, mut left) = (String::new(), Vec::new());
    for source in originals.into_iter().filter_map(|id| sources.get(id)) {
        if source.front.status == Published::Archived {
            left.push(format!("{} is archived: there is nothing to translate", source.file.path()));
            continue;
        }
        for language in &languages {
            match begin(&config, &sources, source, *language, today)? {
                Ok(path) => written.push_str(&format!("{path}\n")),
                Err(why) => left.push(why),
            }
        }
    }
    left.iter().take(LEFT).for_each(|why| context.say(why));
    if let Some(more) = left.len().checked_sub(LEFT).filter(|more| *more > 0) {
        context.say(&format!("and {more} more were left as they are"));
    }
    if written.is_empty() {
        return Err(Error::Refused("nothing was written".to_owned()));
    }
    if !context.quiet {
        out(&written)?;
    }
    Ok(Status::Fine)
}

/// Writes a translation; the inner `Err` says why there is none to write.
fn begin(
    config: &Config,
    sources: &Sources,
    source: &Entry,
    language: LanguageId,
    today: jiff::civil::Date,
) -> Result<std::result::Result<String, String>> {
    let twin = |entry: &&std::sync::Arc<Entry>| (&entry.key, entry.kind) == (&source.key, source.kind);
    if let Some(there) = sources.entries.iter().filter(twin).find(|entry| entry.language == language) {
        return Ok(Err(format!("{} is there already; it was left as it is", there.file.path())));
    }
    let shown = |path: PathBuf| path.strip_prefix(&config.root).unwrap_or(&path).display().to_string();
    Ok(match scaffold::translation_of(config, source, language, today)? {
        Some(path) => Ok(shown(path)),
        None => Err(format!("a translation of {} is there already; it was left as it is", source.file.path())),
    })
}

/// The version that others are translated from: that of the site's first language, else the one named.
fn original(sources: &Sources, id: EntryId) -> Option<EntryId> {
    let entry = sources.get(id)?;
    let is_it = |known: &Entry| known.language.is_default() && (&known.key, known.kind) == (&entry.key, entry.kind);
    Some(sources.with_ids().find(|(_, known)| is_it(known)).map_or(id, |(id, _)| id))
}
