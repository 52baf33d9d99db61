//! The `helpdex` command.

fn main() {}
