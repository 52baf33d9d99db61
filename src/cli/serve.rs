//! `helpdex serve`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::audience::For;
use super::context::{Context, Status};
use super::plural::count;
use super::report::{self, Format};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;
use helpdex_content::source::Audience;
use helpdex_preview::{Notice, Options};

/// Shows the site in the browser while you write.
///
/// Every save is shown at once: articles, helpdex.yaml and the theme. A fault shows in the page, with file and line,
/// while the last good version stays. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The port to listen at; 0 lets the system choose a free one
    #[arg(long, default_value_t = 1111)]
    port: u16,
    /// The address to listen at; 0.0.0.0 lets other machines in
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Open the home page in the browser
    #[arg(long)]
    open: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// For whom the site is
    #[arg(long, value_enum, default_value_t)]
    audience: For,
    /// Look for changes twice a second, where the system doesn't tell of them
    #[arg(long)]
    poll: bool,
    /// Send what readers say to this collector, such as http://127.0.0.1:8788; without it nothing is sent
    #[arg(long, value_name = "URL")]
    collector: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config_with(Audience::Everyone, None, Format::Text)? else { return Ok(Status::Content) };
    let options = Options {
        host: args.host.clone(),
        port: args.port,
        drafts: args.drafts,
        audience: args.audience.into(),
        poll: args.poll,
        collector: args.collector.clone(),
    };
    let terminal = Terminal { quiet: context.quiet, ..Terminal::default() };
    let preview = helpdex_preview::start(config, &options, Arc::new(move |notice| terminal.tell(notice)))?;
    context.say(&format!("serving {} – Ctrl-C ends it", preview.url()));
    if preview.is_public() {
        let what = if args.audience == For::Agents { "internal texts and drafts included" } else { "drafts included" };
        context.say(&format!("warning: other machines in this network can read the preview, {what}"));
    }
    if args.open
        && let Err(fault) = open::that_detached(preview.url())
    {
        context.say(&format!("cannot open a browser: {fault}"));
    }
    preview.wait();
    Ok(Status::Fine)
}

/// Tells the person at the terminal what the preview does.
#[derive(Debug, Default)]
struct Terminal {
    quiet: bool,
    told: Mutex<Told>,
}

/// What was told last.
#[derive(Debug, Default)]
struct Told {
    /// What is shown already, but not checked.
    shown: Option<(Vec<String>, Duration)>,
    diagnostics: Option<Arc<Vec<Diagnostic>>>,
}

impl Terminal {
    fn tell(&self, notice: Notice) {
        let context = Context { start: ".".into(), quiet: self.quiet };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match notice {
            // Its line comes with the diagnostics, some milliseconds later.
            Notice::Shown { paths, took } => {
                if let Some((paths, took)) = told.shown.replace((paths, took)) {
                    context.say(&line(&paths, took, None));
                }
            }
            Notice::Checked(diagnostics) => {
                if told.diagnostics.as_ref() != Some(&diagnostics) {
                    // There is nobody to tell when the terminal is gone.
                    let _ = report::print(&diagnostics, Format::Text);
                }
                match told.shown.take() {
                    Some((paths, took)) => context.say(&line(&paths, took, Some(&diagnostics))),
                    None if told.diagnostics.as_ref() != Some(&diagnostics) => {
                        context.say(&format!("{} {}", now(), report::totals(&diagnostics)));
                    }
                    None => {}
                }
                told.diagnostics = Some(diagnostics);
            }
            Notice::Polling(why) => context.say(&format!("looking for changes twice a second: {why}")),
            Notice::Warning(what) => context.say(&format!("error: {what}")),
        }
    }
}

/// `12:03:04 content/payouts/minimum.md: shown in 9 ms, no faults`.
fn line(paths: &[String], took: Duration, diagnostics: Option<&[Diagnostic]>) -> String {
    let what = match paths {
        [one] => one.clone(),
        paths => count(paths.len(), "file"),
    };
    let faults = diagnostics.map_or_else(String::new, |found| format!(", {}", report::totals(found)));
    format!("{} {what}: shown in {} ms{faults}", now(), took.as_millis())
}

fn now() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}
