//! The collector itself.

use std::io::Write;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::context::{Context, Status};
use super::catalog;
use super::place::{Place, fault, secret};
use helpdex_collect::{Folder, Level, Options, Origin, Smtp, start};
use helpdex_content::error::{Error, Result};
use helpdex_insights::catalog::Catalog;

#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    place: Place,
    /// A site that may send, such as https://help.example.com; may be given several times
    #[arg(long, value_name = "URL", required = true)]
    allow: Vec<String>,
    /// The port to listen at; 0 lets the system choose a free one
    #[arg(long, default_value_t = 8788)]
    port: u16,
    /// The address to listen at; others than this machine's own let other machines in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    listen: String,
    /// The address under which browsers reach the collector, when a proxy stands before it
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// A proxy that is believed when it names whom it asks for; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    trusted_proxy: Vec<IpAddr>,
    /// Requests a minute of one address; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 120)]
    rate: u32,
    /// Days that texts are kept: events, messages, queries
    #[arg(long, value_name = "DAYS", default_value_t = 180, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    keep: u32,
    /// Days that counts without texts are kept
    #[arg(long, value_name = "DAYS", default_value_t = 730, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    keep_counts: u32,
    /// Megabytes that the file of SQLite may have; more is refused
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(1..))]
    max_size: Option<u64>,
    /// The file with the token of the dashboard; DIR/token otherwise, made when it is missing
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Post messages to this address, signed with DIR/webhook-secret
    #[arg(long, value_name = "URL")]
    webhook: Option<String>,
    /// Mail messages from this address, by the server in HELPDEX_SMTP
    #[arg(long, value_name = "ADDRESS", requires = "mail_to")]
    mail_from: Option<String>,
    /// Mail messages to this address; may be given several times
    #[arg(long, value_name = "ADDRESS", requires = "mail_from")]
    mail_to: Vec<String>,
}

pub(super) fn run(args: &RunArgs, context: &Context) -> Result<Status> {
    // Run in a site's folder, the dashboard knows its titles and hours.
    let Some(catalog) = catalog::of_site(context)? else { return Ok(Status::Content) };
    let options = options(args, catalog)?;
    let is_quiet = context.quiet;
    // One object a line, for journals and collectors of logs.
    let report = Arc::new(move |notice: helpdex_collect::Notice| {
        if !is_quiet || notice.level == Level::Warning {
            let _ = writeln!(std::io::stderr(), "{}", notice.to_json());
        }
    });
    let collector = start(&options, report).map_err(fault)?;
    let (url, token) = (collector.url(), collector.token_file().display());
    context.say(&format!("collecting at {url} – Ctrl-C ends it"));
    context.say(&format!("the dashboard is there, too; its token is in {token}"));
    if collector.is_public() && options.url.is_none() {
        context.say("warning: other machines reach it without TLS; put a proxy before it and name it with --url");
    }
    collector.wait();
    Ok(Status::Fine)
}

fn options(args: &RunArgs, catalog: Catalog) -> Result<Options> {
    let origin = |text: &String| {
        Origin::parse(text).ok_or_else(|| {
            Error::Refused(format!("`{text}` is not the address of a site; write `https://help.example.com`"))
        })
    };
    let smtp = match &args.mail_from {
        None => None,
        Some(from) => Some(Smtp {
            url: secret("HELPDEX_SMTP").ok_or_else(|| {
                Error::Refused("mail needs a server: set HELPDEX_SMTP to `smtps://USER:PASSWORD@HOST`".into())
            })?,
            from: from.clone(),
            to: args.mail_to.clone(),
        }),
    };
    Ok(Options {
        allow: args.allow.iter().map(origin).collect::<Result<_>>()?,
        url: args.url.as_ref().map(origin).transpose()?,
        folder: Folder::open(&args.place.data).map_err(fault)?,
        database: args.place.database(),
        catalog: Arc::new(catalog),
        host: args.listen.clone(),
        port: args.port,
        proxies: args.trusted_proxy.clone(),
        rate: args.rate,
        keep: args.keep,
        keep_sums: args.keep_counts,
        megabytes: args.max_size,
        token_file: args.token_file.clone(),
        webhook: args.webhook.clone(),
        smtp,
    })
}
