//! `helpdex serve`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::audience::For;
use super::context::{Context, Status};
use super::plural::count;
use super::report::{self, Format};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::{Error, Result};
use helpdex_content::source::Audience;
use helpdex_preview::{Notice, Options, Writing};

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
    /// Let people write articles in the browser, drafts included; `helpdex write` is the same
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    access: Access,
}

/// Who may write.
#[derive(Debug, clap::Args)]
pub(super) struct Access {
    /// The key that people give to write, 16 characters or more; otherwise HELPDEX_WRITE_TOKEN, else a link with a new one
    #[arg(long, value_name = "KEY")]
    token: Option<String>,
    /// The address under which your proxy serves it, such as https://write.example.com
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
}

/// The variable that holds the key: other users of a machine see the arguments of programs.
const TOKEN: &str = "HELPDEX_WRITE_TOKEN";

impl Access {
    pub(super) fn writing(&self) -> Writing {
        let of_variable = || std::env::var(TOKEN).ok().filter(|token| !token.is_empty());
        Writing { token: self.token.clone().or_else(of_variable), origin: self.origin.clone() }
    }
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    if !args.write && (args.access.token.is_some() || args.access.origin.is_some()) {
        return Err(Error::Refused("`--token` and `--origin` say who may write: add `--write`".to_owned()));
    }
    let options = Options {
        host: args.host.clone(),
        port: args.port,
        drafts: args.drafts || args.write,
        audience: args.audience.into(),
        poll: args.poll,
        collector: args.collector.clone(),
        writing: args.write.then(|| args.access.writing()),
    };
    show(&options, args.open, context)
}

/// Serves a site until somebody ends it.
pub(super) fn show(options: &Options, open: bool, context: &Context) -> Result<Status> {
    let Some(config) = context.config_with(Audience::Everyone, None, Format::Text)? else { return Ok(Status::Content) };
    let terminal = Terminal { quiet: context.quiet, ..Terminal::default() };
    let preview = helpdex_preview::start(config, options, Arc::new(move |notice| terminal.tell(notice)))?;
    context.say(&format!("serving {} – Ctrl-C ends it", preview.url()));
    if preview.is_public() {
        let what =
            if options.audience == Audience::Agents { "internal texts and drafts included" } else { "drafts included" };
        let writing = if options.writing.is_some() { ", and write with the key" } else { "" };
        context.say(&format!("warning: other machines in this network can read the preview, {what}{writing}"));
    }
    // The key is a secret of this run: without a terminal to tell it, nobody could write.
    if let (Some(link), Some(writing)) = (preview.writing_url(), &options.writing)
        && writing.token.is_none()
    {
        Context { start: context.start.clone(), quiet: false }.say(&format!("write at {link}"));
    }
    if open && let Err(fault) = open::that_detached(preview.writing_url().unwrap_or_else(|| preview.url())) {
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
