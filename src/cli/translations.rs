//! `helpdex translations`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::context::{Context, Status};
use super::paths::{self, Names};
use super::plural::count;
use super::table::Table;
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::diagnostic::Edit;
use helpdex_content::edit::{plan, set_key};
use helpdex_content::error::{Error, Result};
use helpdex_content::routes::Routes;
use helpdex_content::source::{self, Entry, EntryId, Sources};
use helpdex_content::translations::{revision, translation, translations_of};
use helpdex_lint::translations::{self, Language, Report};

/// Tells how far each language is: what is missing, what is stale and what has lost its source.
///
/// A translation keeps in `source_revision` which text of its source it follows. When title, summary or text of the
/// source change, it is stale, and the changes since are shown.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only these translations or sources, or all below these folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only this language
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Leave the changes out
    #[arg(long)]
    brief: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Note instead that these translations follow their sources as they are now; a folder stands for all in it
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with_all = ["paths", "lang", "brief", "format", "minor"])]
    mark: Vec<PathBuf>,
    /// Note instead that the last change of these sources leaves their translations as good as before: a typo
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with_all = ["paths", "lang", "brief", "format"])]
    minor: Vec<PathBuf>,
    /// With `--minor`: so many changes in a row were typos, not only the last one
    #[arg(long, value_name = "NUMBER", requires = "minor", default_value_t = 1,
          value_parser = clap::value_parser!(u16).range(1..))]
    changes: u16,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table and lists
    #[default]
    Text,
    /// One JSON object
    Json,
    /// Lists of tasks
    Markdown,
}

/// What the commands look at.
struct Read {
    config: Config,
    sources: Sources,
    routes: Routes,
}

impl Read {
    fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.sources.get(id).map(AsRef::as_ref)
    }

    fn source(&self, id: EntryId) -> Option<&Entry> {
        self.entry(translation(&self.sources, &self.routes, id)?.source?)
    }
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let sources = source::read(&config)?;
    let (routes, _) = Routes::plan(&config, &sources, false);
    let read = Read { config, sources, routes };
    if !args.mark.is_empty() {
        return mark(&args.mark, &read, context);
    }
    if !args.minor.is_empty() {
        return minor(&args.minor, usize::from(args.changes), &read, context);
    }
    let mut report = translations::report(&read.config, &read.sources, &read.routes, !args.brief);
    narrow(&mut report, args, &read)?;
    match args.format {
        Format::Text => out(&text(&report))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&report).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))?;
        }
        Format::Markdown => out(&translations::markdown(&report))?,
    }
    Ok(Status::Fine)
}

/// Leaves in the lists what was asked for. Numbers stay those of the whole site.
fn narrow(report: &mut Report, args: &Args, read: &Read) -> Result<()> {
    if let Some(code) = &args.lang {
        helpdex_import::scaffold::language_id(&read.config, Some(code))?;
        report.languages.retain(|language| language.code == *code);
    }
    if args.paths.is_empty() {
        return Ok(());
    }
    let chosen = paths::entries(&read.config, &read.sources, &args.paths, Names::FileOrFolder)?;
    let chosen: BTreeSet<&str> =
        chosen.iter().filter_map(|index| Some(read.entry(*index)?.file.path().as_str())).collect();
    for language in &mut report.languages {
        language.stale.retain(|stale| chosen.contains(stale.path.as_str()) || chosen.contains(stale.source.as_str()));
        language.missing.retain(|missing| chosen.contains(missing.source.as_str()));
        language.orphaned.retain(|path| chosen.contains(path.as_str()));
        language.unmarked.retain(|path| chosen.contains(path.as_str()));
    }
    Ok(())
}

fn text(report: &Report) -> String {
    let mut table = Table::new();
    table.row(&["LANGUAGE", "COVERAGE", "UP TO DATE", "STALE", "MISSING", "ORPHANED", "NOT MARKED"]);
    for language in &report.languages {
        table.row(&[
            &language.code,
            &format!("{} %", language.coverage),
            &format!("{} of {}", language.up_to_date, language.articles),
            &language.stale.len().to_string(),
            &language.missing.len().to_string(),
            &language.orphaned.len().to_string(),
            &language.unmarked.len().to_string(),
        ]);
    }
    let mut text = table.text();
    for language in &report.languages {
        lists(&mut text, language);
    }
    text
}

fn lists(text: &mut String, language: &Language) {
    let code = &language.code;
    for stale in &language.stale {
        let since = stale.since.as_ref().map_or_else(String::new, |day| format!(" of {day}"));
        text.push_str(&format!("\n{code}: stale: {} follows an older text{since}\n", stale.path));
        match (&stale.diff, &stale.no_diff) {
            (Some(diff), _) => diff.lines().for_each(|line| text.push_str(&format!("  {}\n", shown(line)))),
            (None, Some(why)) => {
                text.push_str(&format!("  what has changed in {} is not known: {why}\n", stale.source))
            }
            (None, None) => {}
        }
    }
    let mut list = |what: &str, paths: &mut dyn Iterator<Item = &str>| {
        let lines: String = paths.map(|path| format!("  {path}\n")).collect();
        if !lines.is_empty() {
            text.push_str(&format!("\n{code}: {what}\n{lines}"));
        }
    };
    list("missing", &mut language.missing.iter().map(|missing| missing.source.as_str()));
    list("orphaned: the source is gone, or is a draft", &mut language.orphaned.iter().map(String::as_str));
    list(
        "not marked: `helpdex translations --mark PATH` when it follows its source",
        &mut language.unmarked.iter().map(String::as_str),
    );
}

/// Nothing that authors wrote may steer the terminal.
fn shown(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect::<String>().trim_end().to_owned()
}

fn mark(paths: &[PathBuf], read: &Read, context: &Context) -> Result<Status> {
    let chosen = paths::entries(&read.config, &read.sources, paths, Names::FileOrFolder)?;
    let mut edits = Vec::new();
    let mut translations = 0;
    for index in &chosen {
        let (Some(entry), Some(source)) = (read.entry(*index), read.source(*index)) else { continue };
        translations += 1;
        edits.extend(follow(entry, &revision(source))?);
    }
    if translations == 0 {
        return Err(Error::Refused(
            "none of these is a translation: its name has the language in it, such as `fees.ru.md`, and its source \
             `fees.md` lies beside it"
                .to_owned(),
        ));
    }
    let written = write(&edits, read)?;
    for path in &written {
        context.say(&format!("follows its source as it is now: {path}"));
    }
    context.say(&format!("{} marked, {} before", count(written.len(), "translation"), translations - written.len()));
    Ok(Status::Fine)
}

/// The edit that lets a translation follow a text; nothing where it does already.
fn follow(entry: &Entry, revision: &str) -> Result<Option<Edit>> {
    if entry.front.source_revision.given().is_some_and(|marked| marked.value == revision) {
        return Ok(None);
    }
    let path = entry.file.path();
    let edit = set_key(&entry.file, "source_revision", revision).ok_or_else(|| {
        Error::Refused(format!(
            "the front matter of `{path}` can't be changed without risk; write `source_revision: {revision}` by hand. \
             Nothing was written"
        ))
    })?;
    Ok(Some(edit))
}

fn write(edits: &[Edit], read: &Read) -> Result<Vec<String>> {
    let text =
        |path: &str| read.sources.entries.iter().find(|entry| entry.file.path() == path).map(|entry| entry.file.text());
    let plan = plan(&read.config.root, edits.iter().map(std::slice::from_ref), text)?;
    for change in &plan.changes {
        change.write()?;
    }
    Ok(plan.changes.into_iter().map(|change| change.path).collect())
}

fn minor(paths: &[PathBuf], changes: usize, read: &Read, context: &Context) -> Result<Status> {
    let chosen = paths::entries(&read.config, &read.sources, paths, Names::File)?;
    let chosen: Vec<(EntryId, &Entry)> =
        chosen.into_iter().filter_map(|index| Some((index, read.entry(index)?))).collect();
    let files: BTreeSet<String> = chosen.iter().map(|(_, entry)| entry.file.path().into()).collect();
    let old = translations::versions(&read.config, &files);
    let mut edits = Vec::new();
    let mut notes = Vec::new();
    for (index, source) in chosen {
        let path = source.file.path();
        let translations = translations_of(&read.sources, &read.routes, index);
        if translations.is_empty() {
            return Err(Error::Refused(format!("`{path}` is the source of no translation")));
        }
        let now = revision(source);
        let earlier = old.of(path).iter().skip_while(|version| version.revision == now);
        let before: Vec<&str> = earlier.take(changes).map(|version| version.revision.as_str()).collect();
        if before.len() < changes {
            let known = format!("git knows {} of it", count(before.len(), "change"));
            let why =
                old.history.help().unwrap_or(if before.is_empty() { "git knows no other text of it" } else { &known });
            let which = if changes == 1 { "its last change".to_owned() } else { format!("its last {changes} changes") };
            let message = format!("what `{path}` said before {which} is not known: {why}");
            return Err(Error::Refused(format!("{message}. `--mark` marks translations one by one")));
        }
        for translation in translations.iter().filter_map(|index| read.entry(*index)) {
            match translation.front.source_revision.given().map(|marked| marked.value.as_str()) {
                Some(marked) if before.contains(&marked) => edits.extend(follow(translation, &now)?),
                Some(marked) if marked == now => {}
                Some(_) => notes.push(format!("{} follows an older text and stays stale", translation.file.path())),
                None => notes.push(format!("{} is not marked and stays so", translation.file.path())),
            }
        }
    }
    for path in write(&edits, read)? {
        context.say(&format!("as good as before: {path}"));
    }
    notes.iter().for_each(|note| context.say(note));
    Ok(Status::Fine)
}
