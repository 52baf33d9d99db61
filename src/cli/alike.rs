//! `helpdex alike`.

use std::path::PathBuf;

use super::accept::{self, Addition, List};
use super::context::{Context, Status};
use super::export;
use super::model::Model;
use super::table::Table;
use super::terminal::out;
use helpdex_content::config::LanguageId;
use helpdex_content::error::{Error, Result};
use helpdex_lint::likeness::{Alike, alike};

/// Tells which articles mean alike, by a sentence encoder: those that may say the same twice, and those to offer beside each
/// other as `related`.
///
/// DIR holds a model as it is published: `config.json`, `tokenizer.json` and `model.safetensors`. Nothing is fetched.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder of the model
    #[arg(long, value_name = "DIR")]
    model: PathBuf,
    /// The language of the articles; the site's default one otherwise
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write the articles to offer into `related` of those that name none
    #[arg(long, conflicts_with = "format")]
    accept: bool,
    /// Show what `--accept` would change, and change nothing
    #[arg(long, requires = "accept")]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables
    #[default]
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let language = match &args.lang {
        None => LanguageId::DEFAULT,
        Some(code) => {
            let unknown = || Error::Refused(format!("the site has no language `{code}`"));
            config.language_id(code).ok_or_else(unknown)?
        }
    };
    let Some(loaded) = export::site::load(config)? else { return Ok(Status::Content) };
    let site = &loaded.site;
    let found = alike(site, language, &Model::open(&args.model)?)?;
    if args.accept {
        let own =
            |near: &helpdex_lint::likeness::Neighbour| Addition { entry: near.entry, items: near.related.clone() };
        let additions: Vec<Addition> = found.related.iter().map(own).collect();
        let list = List { key: "related", item: "article" };
        return accept::run(list, &additions, (&site.config, &site.sources), args.dry_run, context);
    }
    match args.format {
        Format::Text => out(&text(&found))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&found).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))?;
        }
    }
    Ok(Status::Fine)
}

fn text(found: &Alike) -> String {
    let mut parts = Vec::new();
    if !found.pairs.is_empty() {
        let mut table = Table::new();
        table.row(&["NEARER BY", "ARTICLE", "MAY SAY THE SAME"]);
        for pair in &found.pairs {
            table.row(&[&format!("{:.0} %", pair.stands_out * 100.0), &pair.first, &pair.second]);
        }
        parts.push(table.text());
    }
    if !found.related.is_empty() {
        let mut table = Table::new();
        table.row(&["ARTICLE", "RELATED, WITH `--accept`"]);
        for near in &found.related {
            table.row(&[&near.source, &near.related.join(", ")]);
        }
        parts.push(table.text());
    }
    if parts.is_empty() { "no two articles stand out as alike\n".to_owned() } else { parts.join("\n") }
}
