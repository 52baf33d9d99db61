//! Developer chores: `cargo xtask --help` lists them.

mod arrows;
mod audit;
mod bench;
mod editor;
mod fault;
mod host;
mod npm;
mod package;
mod pip;
mod relevance;
mod setup;
mod sources;
mod test;
mod toolchain;
mod typesense;
mod wasm;
mod workflows;
mod workspace;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

pub(crate) use fault::Fault;
pub(crate) use workspace::{cargo, target};

/// Helpdex's developer chores.
#[derive(Parser)]
enum Chore {
    Wasm(wasm::Args),
    Editor(editor::Args),
    Relevance(relevance::Args),
    Test(test::Args),
    Arrows(arrows::Args),
    Audit(audit::Args),
    Bench(bench::Args),
    Package(package::Args),
    Typesense(typesense::Args),
    Workflows(workflows::Args),
    #[command(hide = true)]
    Measure(bench::MeasureArgs),
    #[command(hide = true)]
    Copy(bench::CopyArgs),
}

fn main() -> ExitCode {
    let root = root();
    let done = match Chore::parse() {
        Chore::Wasm(args) => wasm::run(&args, &root),
        Chore::Editor(args) => editor::run(&args, &root),
        Chore::Relevance(args) => relevance::run(&args, &root),
        Chore::Test(args) => test::run(&args, &root),
        Chore::Arrows(args) => arrows::run(&args, &root),
        Chore::Audit(args) => audit::run(&args, &root),
        Chore::Bench(args) => bench::run(&args, &root),
        Chore::Package(args) => package::run(&args, &root),
        Chore::Typesense(args) => typesense::run(&args, &root),
        Chore::Workflows(workflows::Args {}) => workflows::run(&root),
        Chore::Measure(args) => bench::measure(&args),
        Chore::Copy(args) => bench::copy(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// The repository.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
