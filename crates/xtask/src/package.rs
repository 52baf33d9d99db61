//! `cargo xtask package`: what people install. The steps of a release, so that its workflow only calls them.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Subcommand;
use helpdex_package::{Compression, check_tag, finish, notes, package};

use crate::fault::Fault;
use crate::workspace::{cargo, target};

/// Makes what people install: archives, wheels, npm packages, checksums and bills of materials.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Build the program and make the packages of one machine.
    Build {
        /// The machine to build for, as rustc calls it; this one otherwise. Its programs have to run here.
        #[arg(long, value_name = "TARGET", conflicts_with = "program")]
        target: Option<String>,
        /// Package this program instead of building one.
        #[arg(long)]
        program: Option<PathBuf>,
        /// Where to put the packages; `target/packages` otherwise.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Pack in seconds, for a look at what comes out.
        #[arg(long)]
        fast: bool,
    },
    /// Make what belongs to all machines: the npm package that picks one, and the checksums.
    Finish {
        /// The folder with the packages of all machines; `target/packages` otherwise.
        #[arg(value_name = "DIR")]
        out: Option<PathBuf>,
        /// Let machines be missing.
        #[arg(long)]
        partial: bool,
    },
    /// Print what CHANGELOG.md says of this version.
    Notes,
    /// Refuse a tag that is not this version, or a version that CHANGELOG.md says nothing of.
    Tag {
        /// The tag, such as `v1.2.3`.
        tag: String,
    },
}

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let folder = |out: &Option<PathBuf>| out.clone().unwrap_or_else(|| target(root).join("packages"));
    let written = match &args.step {
        Step::Build { target, program, out, fast } => {
            let program = program.clone().map_or_else(|| build(root, target.as_deref()), Ok)?;
            let compression = if *fast { Compression::Fast } else { Compression::Small };
            package(root, &program, &folder(out), compression)?
        }
        Step::Finish { out, partial } => finish(root, &folder(out), *partial)?,
        Step::Notes => {
            print!("{}", notes(root)?);
            Vec::new()
        }
        Step::Tag { tag } => {
            check_tag(root, tag)?;
            Vec::new()
        }
    };
    for path in written {
        println!("{:>9} kB  {}", std::fs::metadata(&path)?.len().div_ceil(1000), path.display());
    }
    Ok(())
}

/// The program as people install it. It writes AVIF, too: what takes long to compile is compiled once here.
fn build(root: &Path, machine: Option<&str>) -> Result<PathBuf, Fault> {
    let mut command = Command::new(cargo());
    command.current_dir(root).args(["build", "--locked", "--package", "helpdex", "--profile", "dist"]);
    command.args(["--features", "avif"]);
    let mut folder = target(root);
    if let Some(machine) = machine {
        command.args(["--target", machine]);
        folder.push(machine);
    }
    if !command.status()?.success() {
        return Err("Helpdex does not compile".into());
    }
    Ok(folder.join("dist").join(format!("helpdex{}", std::env::consts::EXE_SUFFIX)))
}
