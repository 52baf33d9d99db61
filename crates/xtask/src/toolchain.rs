//! Compilers that can build the standard library for the browser's engine.

use std::path::PathBuf;
use std::process::Command;

/// Where Debian's package has its compiler.
pub(crate) const DEBIAN: &str = "/usr/bin/rustc";

/// Whether there is a compiler with the sources of its standard library.
pub(crate) fn can_build() -> bool {
    has_std_sources("rustc") || has_std_sources(DEBIAN)
}

fn sysroot(rustc: &str) -> Option<PathBuf> {
    let output = Command::new(rustc).args(["--print", "sysroot"]).output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

/// Whether the sources of its standard library lie beside this compiler.
pub(crate) fn has_std_sources(rustc: &str) -> bool {
    sysroot(rustc).is_some_and(|root| root.join("lib/rustlib/src/rust/library/std").exists())
}

/// Where rustup's toolchain keeps its own linker.
pub(crate) fn linker_folder(rustc: &str) -> Option<PathBuf> {
    let hosts = std::fs::read_dir(sysroot(rustc)?.join("lib/rustlib")).ok()?;
    hosts.filter_map(|host| Some(host.ok()?.path().join("bin"))).find(|folder| folder.join("rust-lld").exists())
}
