//! `helpdex write`.

use super::audience::For;
use super::context::{Context, Status};
use super::serve::{self, Access};
use helpdex_content::error::Result;
use helpdex_preview::Options;

/// Opens an editor for the site's articles in the browser.
///
/// It shows the page while you write, and what is wrong with it. Saves go into the files below content/. "Propose" makes a
/// branch of what you changed and pushes it with git. Others can't write: the link holds a key of this run. `serve --write`
/// is the same. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The port to listen at; 0 lets the system choose a free one
    #[arg(long, default_value_t = 1111)]
    port: u16,
    /// The address to listen at; any other than this machine's own needs `--token`
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Don't open the browser; the terminal shows the link
    #[arg(long)]
    no_open: bool,
    /// Look for changes twice a second, where the system doesn't tell of them
    #[arg(long)]
    poll: bool,
    /// For whom the pages are
    #[arg(long, value_enum, default_value_t)]
    audience: For,
    #[command(flatten)]
    access: Access,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let options = Options {
        host: args.host.clone(),
        port: args.port,
        drafts: true,
        audience: args.audience.into(),
        poll: args.poll,
        collector: None,
        writing: Some(args.access.writing()),
    };
    serve::show(&options, !args.no_open, context)
}
