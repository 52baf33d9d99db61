//! `helpdex export book`: articles as one file to take along.

use std::path::PathBuf;

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Options;
use helpdex_content::today::{now, today, today_is_set};
use helpdex_export::book::{self, Browser, Exported, Format, Paper, Request};
use helpdex_publish::build::{self, Loaded};

use super::site::{publishable, shown};
use crate::cli::audience::For;
use crate::cli::context::{Context, Status};
use crate::cli::plural::count;
use crate::cli::progress::Bar;
use crate::cli::report;

/// Writes articles into one file to take along: a PDF, an EPUB, or an HTML file that needs no other.
///
/// The articles stand in the order of the site's lists, with a table of contents. Links between them lead on in the file, all
/// others to the site. A PDF is printed by Chromium, Chrome or Edge.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file; its ending tells the format
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the file is, where its ending doesn't tell
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// The language; the site's default one otherwise
    #[arg(long, value_name = "CODE", alias = "lang")]
    language: Option<String>,
    /// Take only this category along, with those in it; may be given several times
    #[arg(long, value_name = "FOLDER")]
    category: Vec<String>,
    /// What the book is called; otherwise as the site, or as its only category
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Take articles that are not written in the language along in another one
    #[arg(long)]
    untranslated: bool,
    /// For whom it is
    #[arg(long, value_enum, default_value_t)]
    audience: For,
    /// The sheets of a PDF
    #[arg(long, value_enum, default_value_t)]
    paper: PaperName,
    /// The browser that prints a PDF; one that is installed otherwise
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
    /// Let the browser run without its sandbox, as for the root user in a container
    #[arg(long)]
    no_sandbox: bool,
}

/// So many of the pictures that are left out are named.
const SHOWN: usize = 5;

/// What the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FormatName {
    Pdf,
    Epub,
    Html,
}

/// The sheets of a PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum PaperName {
    #[default]
    A4,
    Letter,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let format = format(args)?;
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let config = if args.audience == For::Agents { config.for_agents() } else { config };
    let language = args.language.as_deref().map(|code| book::language(&config, code)).transpose()?;
    let language = language.unwrap_or(LanguageId::DEFAULT);
    let Some(loaded) = load(config, context)? else {
        context.say("nothing was written");
        return Ok(Status::Content);
    };
    let request = Request {
        language,
        categories: &args.category,
        title: args.title.as_deref().map(str::trim).filter(|title| !title.is_empty()),
        untranslated: args.untranslated,
        format,
        paper: match args.paper {
            PaperName::A4 => Paper::A4,
            PaperName::Letter => Paper::Letter,
        },
        browser: Browser { path: args.browser.as_deref(), without_sandbox: args.no_sandbox },
        made: today_is_set().then(now).transpose()?,
    };
    match book::write(&loaded.site, &loaded.theme, &request, &args.out)? {
        Ok(exported) => {
            tell(&exported, &loaded, language, context);
            Ok(Status::Fine)
        }
        Err(fault) => {
            report::print(&[*fault], report::Format::default())?;
            context.say("nothing was written");
            Ok(Status::Content)
        }
    }
}

/// Reads the site as it is published: photographs don't tell where they were taken.
fn load(config: Config, context: &Context) -> Result<Option<Loaded>> {
    let bar = Bar::new(context.quiet);
    let loaded = build::load_to_publish(config.into(), Options { drafts: false, today: today()? }, None, &bar);
    bar.finish();
    publishable(loaded?)
}

/// The format that is asked for, by name or by the file's ending.
fn format(args: &Args) -> Result<Format> {
    let named = args.format.map(|name| match name {
        FormatName::Pdf => Format::Pdf,
        FormatName::Epub => Format::Epub,
        FormatName::Html => Format::Html,
    });
    named.or_else(|| Format::of(&args.out)).ok_or_else(|| {
        let file = args.out.display();
        Error::Refused(format!(
            "`{file}` does not tell its format; end it in `.pdf`, `.epub` or `.html`, or give `--format`"
        ))
    })
}

fn tell(exported: &Exported, loaded: &Loaded, language: LanguageId, context: &Context) {
    let articles = count(exported.articles, "article");
    let pages = exported.pages.map_or_else(String::new, |pages| format!("{}, ", count(pages, "page")));
    let kilobytes = exported.bytes.div_ceil(1_000);
    context.say(&format!("exported {articles} to {}: {pages}{kilobytes} kB", shown(&exported.out)));
    if exported.untranslated > 0 {
        let code = loaded.site.config.code(language);
        let (articles, are) =
            (count(exported.untranslated, "article"), if exported.untranslated == 1 { "is" } else { "are" });
        context.say(&format!(
            "left out: {articles} that {are} not written in `{code}`; `--untranslated` takes them along in another language"
        ));
    }
    let (first, rest) = exported.unseen.split_at(exported.unseen.len().min(SHOWN));
    for picture in first {
        context.say(&format!("left out: the picture `{picture}`, which such a file can't show; its text stands there"));
    }
    if !rest.is_empty() {
        context.say(&format!("left out: {} more", count(rest.len(), "picture")));
    }
}
