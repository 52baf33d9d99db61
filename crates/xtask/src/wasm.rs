//! `cargo xtask wasm`: the browser's engine, from the sources of `crates/search`.
//!
//! The module is committed, so that whoever only builds sites needs no wasm tools. Beside it lies a hash of what it was
//! made from; `--check` compares that with the sources as they are.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fault::Fault;
use crate::setup;
use crate::sources::{gzip, hash};
use crate::toolchain::{DEBIAN, has_std_sources, linker_folder};
use crate::workspace::cargo;

/// Builds the browser's search engine and puts it where the program embeds it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only say whether the committed module was made from the sources as they are.
    #[arg(long)]
    check: bool,
    /// Install what building it needs, where that can be done without asking.
    #[arg(long)]
    setup: bool,
}

const TARGET: &str = "wasm32-unknown-unknown";
const DIST: &str = "crates/search-wasm/dist";
const STAMP: &str = "crates/search-wasm/dist/sources.sha256";
/// What the module is made from.
const SOURCES: [&str; 4] =
    ["crates/search/src", "crates/search/Cargo.toml", "crates/search-wasm/src", "crates/search-wasm/Cargo.toml"];
/// Kept to what every browser of the last years has.
const FEATURES: [&str; 7] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];
const BINARYEN: &str = "binaryen@132";
/// No panic ever prints: a browser's engine that panics is dropped and made anew.
const FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    if args.check {
        return check(root);
    }
    if args.setup {
        setup::wasm()?;
    }
    build(root)
}

/// Builds the module and puts it where the program embeds it.
pub(crate) fn build(root: &Path) -> Result<(), Fault> {
    let sources = hash(root, &SOURCES, is_left_out)?;
    let stamp = root.join(STAMP);
    let module = compile(root)?;
    let small = module.with_extension("small.wasm");
    optimise(root, &module, &small)?;
    let bytes = std::fs::read(&small)?;
    let packed = gzip(&bytes)?;
    std::fs::create_dir_all(root.join(DIST))?;
    std::fs::write(root.join(DIST).join("engine.wasm.gz"), &packed)?;
    std::fs::write(&stamp, format!("{sources}\n"))?;
    println!(
        "engine: {} bytes compiled, {} after wasm-opt, {} gzip",
        std::fs::metadata(&module)?.len(),
        bytes.len(),
        packed.len()
    );
    Ok(())
}

/// Fails when the committed module was not made from the sources as they are.
pub(crate) fn check(root: &Path) -> Result<(), Fault> {
    let made_from = std::fs::read_to_string(root.join(STAMP)).unwrap_or_default();
    if made_from.trim() != hash(root, &SOURCES, is_left_out)? {
        return Err("the browser's engine was made from other sources: run `cargo xtask wasm` and commit it".into());
    }
    println!("the browser's engine was made from these sources");
    Ok(())
}

/// Tests and what only the build needs are not in the module.
fn is_left_out(name: &str) -> bool {
    const NATIVE: [&str; 4] = [
        "crates/search/src/build",
        "crates/search/src/searcher.rs",
        "crates/search/src/explain.rs",
        "crates/search/src/explain",
    ];
    NATIVE.contains(&name) || name.ends_with("tests.rs") || name.ends_with("/tests")
}

/// With the toolchain's own wasm target where there is one, else with Debian's compiler and the sources of std.
///
/// The standard library is compiled along: its ready-made one holds panic messages and is not built for size, which
/// doubles the module.
fn compile(root: &Path) -> Result<PathBuf, Fault> {
    let target = root.join("target/wasm");
    let mut build = Command::new(cargo());
    build
        .current_dir(root)
        .args(["build", "--package", "helpdex-search-wasm", "--profile", "wasm", "--target", TARGET])
        .arg("--target-dir")
        .arg(&target)
        .args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"])
        // Flags and unstable options of a released compiler: the module must not depend on tonight's.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS);
    if !has_std_sources("rustc") {
        if !has_std_sources(DEBIAN) {
            return Err("no sources of the standard library: `rustup component add rust-src` or Debian's packages \
                        `rustc-web` and `rust-web-src`"
                .into());
        }
        build.env("RUSTC", DEBIAN).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "rust-lld");
        if let Some(folder) = linker_folder("rustc") {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let folders = std::env::split_paths(&path).chain([folder]);
            build.env("PATH", std::env::join_paths(folders)?);
        }
    }
    if !build.status()?.success() {
        return Err("the engine does not compile".into());
    }
    Ok(target.join(TARGET).join("wasm/helpdex_search_wasm.wasm"))
}

/// `wasm-opt` from the PATH, else from npm.
fn optimise(root: &Path, module: &Path, small: &Path) -> Result<(), Fault> {
    let mut command = if Command::new("wasm-opt").arg("--version").output().is_ok() {
        Command::new("wasm-opt")
    } else {
        let mut npx = Command::new("npx");
        npx.args(["--yes", "--package", BINARYEN, "wasm-opt"]);
        npx
    };
    let done = command
        .current_dir(root)
        .args(["-Oz", "--converge"])
        .args(FEATURES)
        .arg(module)
        .arg("-o")
        .arg(small)
        .status()?;
    if done.success() { Ok(()) } else { Err("wasm-opt failed".into()) }
}
