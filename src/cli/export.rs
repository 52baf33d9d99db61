//! `helpdex export`.

mod book;
pub(super) mod site;

use std::path::{Path, PathBuf};

use super::context::{Context, Status};
use super::plural::count;
use super::terminal::out;
use helpdex_content::error::{Error, Result};
use helpdex_export::cluster::Engine;
use helpdex_export::macros::Desk;
use helpdex_export::push::{Target, push};
use helpdex_publish::build::Loaded;
use site::{load, shown};

/// Writes what other programs read of the site.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Write the search index as tantivy opens it, a folder per language
    Tantivy {
        /// Where to; a folder that holds anything but an earlier export is refused
        dir: PathBuf,
    },
    /// Write an index and documents for OpenSearch or Elasticsearch
    #[command(name = "opensearch")]
    OpenSearch(Cluster),
    /// Write an index and documents for Quickwit
    Quickwit(Cluster),
    /// Write a collection, documents, synonyms and pins for Typesense
    Typesense(Cluster),
    /// Write settings and documents for Meilisearch
    Meilisearch(Cluster),
    /// Write tables, a search function and rows for PostgreSQL
    Postgres(Cluster),
    /// Write articles into one file to take along: a PDF, an EPUB or an HTML file
    Book(Box<book::Args>),
    /// Print the macros as requests that a help desk takes
    Macros {
        /// The desk
        #[arg(long = "for", value_enum, value_name = "DESK")]
        desk: DeskName,
        /// The number of the folder of canned responses that they go to, for Freshdesk
        #[arg(long, value_name = "NUMBER")]
        folder: Option<u64>,
    },
}

/// A desk that takes macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum DeskName {
    Zendesk,
    Freshdesk,
    Chatwoot,
}

/// An export for an engine on servers.
#[derive(Debug, clap::Args)]
struct Cluster {
    /// Where to; a folder that holds anything but an earlier export is refused
    dir: PathBuf,
    /// Write only what has changed since the export in this folder, and what is gone
    #[arg(long, value_name = "DIR")]
    since: Option<PathBuf>,
    /// Send it to the engine at this address, which shows all of it at once or nothing
    #[arg(long, value_name = "URL", conflicts_with = "since")]
    push: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    if let What::Book(args) = &args.what {
        return book::run(args, context);
    }
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let config = if matches!(args.what, What::Macros { .. }) { config.for_agents() } else { config };
    let Some(loaded) = load(config)? else {
        context.say("nothing was written");
        return Ok(Status::Content);
    };
    match &args.what {
        What::Tantivy { dir } => tantivy(&loaded, dir, context),
        What::OpenSearch(args) => cluster(&loaded, Engine::OpenSearch, args, context),
        What::Quickwit(args) => cluster(&loaded, Engine::Quickwit, args, context),
        What::Typesense(args) => cluster(&loaded, Engine::Typesense, args, context),
        What::Meilisearch(args) => cluster(&loaded, Engine::Meilisearch, args, context),
        What::Postgres(args) => cluster(&loaded, Engine::Postgres, args, context),
        What::Macros { desk, folder } => macros(&loaded, *desk, *folder, context),
        What::Book(args) => book::run(args, context),
    }
}

fn macros(loaded: &Loaded, desk: DeskName, folder: Option<u64>, context: &Context) -> Result<Status> {
    let desk = match desk {
        DeskName::Zendesk => Desk::Zendesk,
        DeskName::Freshdesk => Desk::Freshdesk { folder },
        DeskName::Chatwoot => Desk::Chatwoot,
    };
    let all = helpdex_export::macros::of(&loaded.site, &loaded.theme, desk);
    let json = serde_json::to_string_pretty(&all).map_err(|fault| Error::Environment(fault.to_string()))?;
    out(&format!("{json}\n"))?;
    context.say(&format!("exported {}", count(all.len(), "macro")));
    Ok(Status::Fine)
}

fn tantivy(loaded: &Loaded, dir: &Path, context: &Context) -> Result<Status> {
    let exported = helpdex_export::tantivy::write(&loaded.site, dir)?;
    context.say(&format!(
        "exported {} in {} for tantivy to {}: {} kB",
        count(exported.articles, "article"),
        count(loaded.site.config.languages.len(), "language"),
        shown(&exported.out),
        exported.bytes.div_ceil(1_000),
    ));
    Ok(Status::Fine)
}

fn cluster(loaded: &Loaded, engine: Engine, args: &Cluster, context: &Context) -> Result<Status> {
    // What can't be sent isn't written either.
    let target = args.push.as_deref().map(|url| Target::new(engine, url)).transpose()?;
    let exported = helpdex_export::cluster::write(&loaded.site, engine, &args.dir, args.since.as_deref())?;
    let (documents, gone) = (count(exported.documents, "document"), count(exported.deleted, "document"));
    let said = match (&args.since, exported.whole) {
        (None, _) => format!("exported {documents}"),
        (Some(_), true) => {
            format!("exported {documents}: the settings have changed, so the engine has to index all anew;")
        }
        (Some(_), false) => format!("exported {documents} that changed and {gone} that went,"),
    };
    let (name, out) = (engine.name(), shown(&exported.out));
    context.say(&format!("{said} for {name} to {out}: {} kB", exported.bytes.div_ceil(1_000)));
    let Some(target) = target else { return Ok(Status::Fine) };
    let config = &loaded.site.config;
    let languages: Vec<&str> = config.languages.ids().map(|language| config.code(language)).collect();
    for sent in push(&target, &exported.out, &languages)? {
        context.say(&format!("{} shows {} in `{}`", target.host(), count(sent.documents, "document"), sent.index));
    }
    Ok(Status::Fine)
}
