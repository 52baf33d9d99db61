//! The `helpdex` command.

use std::process::ExitCode;

/// Pages are made of many small texts: the allocator decides how long a build takes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    helpdex::cli::main()
}
