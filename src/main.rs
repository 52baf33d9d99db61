//! The `helpdex` command.

use std::process::ExitCode;

/// Pages are made of many small texts: the allocator decides how long a build takes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The allocator reserves large areas and uses little of each: backed by huge pages, a small site took 60 MB more.
    // A system that knows of no such pages refuses, and nothing is lost.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    helpdex::cli::main()
}
