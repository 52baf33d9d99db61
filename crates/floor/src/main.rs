//! Does only what the build of a help site can't do without, so that a build can be held against it.
//!
//! ```text
//! helpdex-floor CONTENT SIZES OUT
//! ```
//!
//! Reads the articles below `CONTENT`, parses their front matter, parses and renders their Markdown once, counts the words of
//! each for an index, compresses the texts and the counts, and writes the files that `SIZES` names (a path and a number of
//! bytes a line) below `OUT`. What is in those files is not a site: only their number and their bytes are those of one. No
//! settings, no links, no templates, no rules, no verification, nothing kept for the next time.
//!
//! Prints for each phase the time of the processor that it took, in the program and in the system, in seconds.

mod articles;
mod index;
mod output;
mod phases;

use std::path::Path;
use std::process::ExitCode;

use phases::Phases;

/// Whatever went wrong: a developer reads it.
type Fault = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match &args[..] {
        [content, sizes, out] => run(Path::new(content), Path::new(sizes), Path::new(out)),
        _ => Err("helpdex-floor CONTENT SIZES OUT".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(content: &Path, sizes: &Path, out: &Path) -> Result<(), Fault> {
    let mut phases = Phases::start()?;
    let files = articles::read(content)?;
    phases.end("read")?;
    let articles = articles::parsed(&files);
    phases.end("front matter")?;
    let rendered = articles::rendered(&articles);
    phases.end("Markdown")?;
    let postings = index::counted(&rendered);
    phases.end("words")?;
    let packed = index::texts(&rendered) + index::packed(&postings);
    phases.end("compress")?;
    output::write(sizes, out, &rendered)?;
    phases.end("write")?;
    eprintln!("{} articles, {packed} bytes of index", rendered.len());
    Ok(())
}
