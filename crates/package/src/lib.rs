//! What people install: made of a program that is built already, so that a test and a release make it alike.
//!
//! ```text
//! release       the files of one machine; then those of all: the package that npm asks for, and the checksums
//! npm           the package of one machine, and the one that picks it
//! wheel         the package for pip
//! archive       .tar.gz and .zip
//! contents      what every package holds: program, completions, manual pages, licences, bill of materials
//! program       what a built program says of itself
//! bill          the list of components, as CycloneDX has it
//! licences      the texts that go with them
//! components    the crates that are in the program, as cargo resolves them
//! machine       the machines that there are packages for
//! changelog     the notes of a version
//! entry         a file of a package
//! fault         why there is no package
//! ```
//!
//! Imports go down this list only. The same program gives the same bytes: nothing has a time, all is sorted. No address
//! of a registry stands here; that of the repository is `repository` in `Cargo.toml`, and may be empty.

mod archive;
mod bill;
mod changelog;
mod components;
mod contents;
mod entry;
mod fault;
mod licences;
mod machine;
mod npm;
mod program;
mod release;
mod wheel;

pub use changelog::{check_tag, notes};
pub use fault::{Fault, Result};
pub use machine::{Machine, RELEASED};
pub use release::{CHECKSUMS, Compression, finish, package};
