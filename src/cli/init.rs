//! `helpdex init`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::context::{Context, Status};
use super::plural::count;
use super::terminal::out;
use helpdex_content::error::Result;
use helpdex_content::suggestion::list;
use helpdex_content::today::today;
use helpdex_import::scaffold::{self, Init};

/// Makes a new help site: settings, two categories with a first article each, and files to publish it with Netlify
/// or GitHub Pages.
///
/// Files that are there already stay as they are.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder for the site; it is made when it is not there
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The site's languages, the default one first; those of a `helpdex.yaml` that is there already, `en` otherwise.
    /// Articles are in English where there are none in a language
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    lang: Option<Vec<String>>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    // Joined to `.` it would be shown as `./my-help`.
    let here = context.start == Path::new(".");
    let dir = if here { args.dir.clone() } else { context.start.join(&args.dir) };
    let done = scaffold::init(&dir, args.lang.as_deref(), today()?)?;
    if !context.quiet {
        out(&text(&dir, &done))?;
    }
    Ok(Status::Fine)
}

fn text(dir: &Path, done: &Init) -> String {
    let mut text = format!("wrote {} in `{}`\n", count(done.written.len(), "file"), dir.display());
    for path in &done.written {
        let _ = writeln!(text, "  {path}");
    }
    for path in &done.kept {
        let _ = writeln!(text, "  {path} was there already and stayed as it was");
    }
    if !done.in_english.is_empty() {
        let codes: Vec<&str> = done.in_english.iter().map(String::as_str).collect();
        let _ = writeln!(text, "  articles in {} begin in English: there are no others yet", list(&codes));
    }
    if !done.written.is_empty() {
        let enter = if dir == Path::new(".") { String::new() } else { format!("cd {}, then ", dir.display()) };
        let _ = writeln!(text, "\nnext: {enter}helpdex serve --open");
    }
    text
}
