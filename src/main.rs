//! The `helpdex` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    helpdex::cli::main()
}
