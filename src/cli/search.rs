//! `helpdex search`.

use helpdex_content::config::LanguageId;
use std::fmt::Write;
use std::path::PathBuf;

use helpdex_search::{Query, Results};
use serde::Serialize;

use super::context::{Context, Status};
use super::explain;
use super::export;
use super::query_file;
use super::terminal::out;
use helpdex_content::error::{Error, Result};
use helpdex_render::search::{self, Index};

/// Asks the search index of the last build, as the browser does.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What a customer would type
    #[arg(required_unless_present = "queries", allow_hyphen_values = true)]
    query: Option<String>,
    /// The language to search in; the site's default one otherwise
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// How many articles to show
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Ask every query of a file, one JSON object a line: {"_id": "q1", "text": "…"}
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    queries: Option<PathBuf>,
    /// Say of each article why it stands where it does, word by word
    #[arg(long)]
    explain: bool,
    /// The build to ask; the configured output folder otherwise
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What answers
    #[arg(long, value_enum, default_value_t)]
    engine: Engine,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Engine {
    /// The index of the last build, as in the browser
    #[default]
    Helpdex,
    /// An index of the articles as they are now, as `helpdex export tantivy` writes it, with tantivy's query language
    Tantivy,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a query
    Jsonl,
}

/// A line of the answer.
#[derive(Debug, Serialize)]
struct Answered<'r> {
    id: &'r serde_json::Value,
    #[serde(flatten)]
    results: &'r Results,
}

/// Whatever answers queries.
type Answers = dyn Fn(&Query) -> Result<Results>;

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let folder = args.out.clone().unwrap_or_else(|| config.out_dir());
    let codes: Vec<String> = config.languages.iter().map(|language| language.code.clone()).collect();
    let language = match &args.lang {
        None => LanguageId::DEFAULT,
        Some(code) => config.language_id(code).ok_or_else(|| {
            Error::Refused(format!(
                "the index has no language `{code}`; it has {}",
                helpdex_content::suggestion::list(&codes.iter().map(String::as_str).collect::<Vec<_>>())
            ))
        })?,
    };
    let ask: Box<Answers> = match args.engine {
        Engine::Helpdex => {
            let indexes: Vec<Index> = codes.iter().map(|code| Index::open(&folder, code)).collect::<Result<_>>()?;
            Box::new(move |query| search::search(&indexes, language, query))
        }
        Engine::Tantivy if args.explain || args.out.is_some() => {
            let option = if args.explain { "--explain" } else { "--out" };
            return Err(Error::Refused(format!("`{option}` is for the index of a build, not for `--engine tantivy`")));
        }
        Engine::Tantivy => {
            let Some(loaded) = export::site::load(config)? else { return Ok(Status::Content) };
            let index = helpdex_export::tantivy::LanguageIndex::of(&loaded.site, language)?;
            Box::new(move |query| index.search(query))
        }
    };
    let query =
        |text: &str| Query { text: text.to_owned(), limit: args.limit, explain: args.explain, ..Query::default() };
    match (&args.queries, &args.query) {
        (Some(file), _) => {
            for asked in query_file::read(file)? {
                print(&asked.id, &ask(&query(&asked.text))?, args.format)?;
            }
        }
        (None, Some(text)) => print(&serde_json::Value::Null, &ask(&query(text))?, args.format)?,
        (None, None) => return Err(Error::Refused("ask something: `helpdex search \"how do I get paid\"`".to_owned())),
    }
    Ok(Status::Fine)
}

fn print(id: &serde_json::Value, results: &Results, format: Format) -> Result<()> {
    match format {
        Format::Jsonl => {
            let line =
                serde_json::to_string(&Answered { id, results }).map_err(|e| Error::Environment(e.to_string()))?;
            out(&format!("{line}\n"))
        }
        Format::Text => out(&text(results)),
    }
}

fn text(results: &Results) -> String {
    let mut text = String::new();
    let nearest = results.read_as.as_ref().is_some_and(|read_as| read_as.why == "nearest");
    if !results.unknown.is_empty() {
        let codes = results.unknown.join("`, `");
        let _ = writeln!(text, "no article has `{codes}`{}", if nearest { "; the nearest:" } else { "" });
    }
    if let Some(read_as) = results.read_as.as_ref().filter(|_| !nearest) {
        let _ = writeln!(text, "showing results for `{}`", read_as.query);
    }
    if results.hits.is_empty() {
        let _ = writeln!(text, "nothing found for `{}`", results.query);
    }
    for (hit, rank) in results.hits.iter().zip(1..) {
        let _ = writeln!(
            text,
            "{rank}. {} ({:.2})\n   {}  {}",
            hit.title,
            f64::from(hit.score.0) / 1000.0,
            hit.url,
            hit.source
        );
        if !hit.snippet.is_empty() {
            let _ = writeln!(text, "   {}", hit.snippet);
        }
        if let Some(explanation) = &hit.explanation {
            text.push_str(&explain::text(explanation));
        }
    }
    text
}
