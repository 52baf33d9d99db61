//! Developer chores: `cargo xtask --help` lists them.

mod relevance;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

/// Whatever stops a chore; it is printed as it is.
pub(crate) type Fault = Box<dyn std::error::Error>;

/// Helpdex's developer chores.
#[derive(Parser)]
enum Chore {
    Wasm(wasm::Args),
    Relevance(relevance::Args),
}

fn main() -> ExitCode {
    let root = root();
    let done = match Chore::parse() {
        Chore::Wasm(args) => wasm::run(&args, &root),
        Chore::Relevance(args) => relevance::run(&args, &root),
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
