//! The command line: the only part that prints, and nothing else of the library knows it.

mod accept;
mod alike;
mod answer;
mod audience;
mod build;
mod check;
#[cfg(feature = "collect")]
mod collect;
mod context;
mod diff;
mod explain;
mod export;
mod fix;
mod gaps;
mod import;
mod incident;
mod init;
mod insights;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
mod model;
mod mv;
mod new;
mod paths;
mod plural;
mod progress;
mod query_file;
mod report;
mod review;
mod rm;
mod sarif;
mod search;
mod serve;
mod status;
mod table;
mod terminal;
mod test;
mod translate;
mod translations;
mod version;
mod write;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use context::{Context, Status};
use helpdex_content::error::Result;

/// Turns Markdown help articles kept in git into a static help site with search.
#[derive(Debug, Parser)]
#[command(name = "helpdex", version = version::SHORT, long_version = version::LONG)]
#[command(propagate_version = true, max_term_width = 100)]
#[command(after_help = "Start with `helpdex init my-help`, then `cd my-help` and `helpdex serve --open`.")]
struct Cli {
    /// The help site's folder; otherwise the current one, or the nearest above it that holds a helpdex.yaml
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Say nothing but faults
    #[arg(short, long, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

// The list of commands has `about`; each command's own help has the text above its `Args`, too.
#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = "Make a new help site")]
    Init(init::Args),
    #[command(about = "Write a new article as a draft")]
    New(new::Args),
    #[command(about = "Rename or move an article or a category, with all that names it")]
    Mv(mv::Args),
    #[command(about = "Remove an article, and let another one answer")]
    Rm(rm::Args),
    #[command(about = "Tell customers of trouble, planned work or longer replies")]
    Incident(Box<incident::Args>),
    #[command(about = "Copy a folder of Markdown into the site")]
    Import(import::Args),
    #[command(about = "Write the site into its output folder")]
    Build(build::Args),
    #[command(about = "Look for mistakes without writing anything")]
    Check(check::Args),
    #[command(about = "Tell in one screen what there is to do")]
    Status(status::Args),
    #[command(about = "List articles that have to be looked at again")]
    Review(review::Args),
    #[command(about = "Begin translations of articles")]
    Translate(translate::Args),
    #[command(about = "Tell what is translated, and what has changed since")]
    Translations(translations::Args),
    #[command(about = "Show the site in the browser while you write")]
    Serve(serve::Args),
    #[command(about = "Write articles in the browser")]
    Write(write::Args),
    #[command(about = "Ask the search index of the last build")]
    Search(search::Args),
    #[command(about = "Print the passage that answers a question")]
    Answer(answer::Args),
    #[command(about = "Run the search tests against the last build")]
    Test(test::Args),
    #[command(about = "Tell what a change does to pages, URLs and search")]
    Diff(diff::Args),
    #[command(about = "Tell what customers ask and the site does not answer")]
    Gaps(gaps::Args),
    #[command(about = "Tell which articles mean alike, by a sentence encoder")]
    Alike(alike::Args),
    #[cfg(feature = "mcp")]
    #[command(about = "Answer assistants by the Model Context Protocol")]
    Mcp(mcp::Args),
    #[cfg(feature = "collect")]
    #[command(about = "Run the collector of what customers do, say and write")]
    Collect(Box<collect::Args>),
    #[command(about = "Tell what readers' events say, and what there is to do")]
    Insights(insights::Args),
    #[command(about = "Write what other programs read of the site")]
    Export(export::Args),
    /// Print a script that completes commands in your shell
    Completions {
        /// The shell to write it for
        shell: clap_complete::Shell,
    },
    #[command(about = "Print the manual page")]
    Man(man::Args),
}

/// Runs the command line of this process.
///
/// The exit status is 0 when all is well, 1 for faults of the content, 2 for a request that is refused, 3 for the
/// machine's.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(Status::Fine) => ExitCode::SUCCESS,
        Ok(Status::Content) => ExitCode::from(1),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(error.exit_status())
        }
    }
}

fn run(cli: Cli) -> Result<Status> {
    let context = Context { start: cli.site.unwrap_or_else(|| PathBuf::from(".")), quiet: cli.quiet };
    match cli.command {
        Command::Init(args) => init::run(&args, &context),
        Command::New(args) => new::run(&args, &context),
        Command::Mv(args) => mv::run(&args, &context),
        Command::Rm(args) => rm::run(&args, &context),
        Command::Incident(args) => incident::run(&args, &context),
        Command::Import(args) => import::run(&args, &context),
        Command::Build(args) => build::run(&args, &context),
        Command::Check(args) => check::run(&args, &context),
        Command::Status(args) => status::run(&args, &context),
        Command::Review(args) => review::run(&args, &context),
        Command::Translate(args) => translate::run(&args, &context),
        Command::Translations(args) => translations::run(&args, &context),
        Command::Serve(args) => serve::run(&args, &context),
        Command::Write(args) => write::run(&args, &context),
        Command::Search(args) => search::run(&args, &context),
        Command::Answer(args) => answer::run(&args, &context),
        Command::Test(args) => test::run(&args, &context),
        Command::Diff(args) => diff::run(&args, &context),
        Command::Gaps(args) => gaps::run(&args, &context),
        Command::Alike(args) => alike::run(&args, &context),
        #[cfg(feature = "mcp")]
        Command::Mcp(args) => mcp::run(&args, &context),
        #[cfg(feature = "collect")]
        Command::Collect(args) => collect::run(&args, &context),
        Command::Insights(args) => insights::run(&args, &context),
        Command::Export(args) => export::run(&args, &context),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "helpdex", &mut script);
            terminal::out(&String::from_utf8_lossy(&script))?;
            Ok(Status::Fine)
        }
        Command::Man(args) => man::run(&args, Cli::command()),
    }
}

/// A diagnostic as people see it.
#[cfg(any(feature = "fuzzing", test))]
pub(crate) fn render(diagnostic: &helpdex_content::diagnostic::Diagnostic) -> String {
    report::full(diagnostic, false)
}
