//! The site that is audited: the demo, and beside it one page of each kind that the demo has none of.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Fault;
use crate::bench::sites::{self, Profile, Sites};
use crate::host::Host;

/// An article of every block that Markdown has, which the tests of pages use, too.
const FEATURES: &str = "tests/fixtures/features.md";

/// Articles of kinds that the demo has none of.
const ARTICLES: [(&str, &str); 5] = [
    ("changed.md", "---\ntitle: Which fees are there?\nsummary: None at all.\n---\n\nNone, and none to come.\n"),
    (
        "changed.ru.md",
        "---\ntitle: Какие есть комиссии?\nsummary: Никаких.\nsource_revision: 000000000000\n---\n\nНикаких.\n",
    ),
    ("when.md", "---\ntitle: When?\nsummary: Soon.\n---\n\nOn the first working day of each month.\n"),
    ("soon.md", "---\ntitle: What comes next?\nsummary: Much.\nstatus: draft\n---\n\nMuch.\n"),
    ("img/two words.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>"),
];

/// A built site on its host.
pub(super) struct Audited {
    pub(super) host: Host,
    /// The output.
    pub(super) public: PathBuf,
    /// The site.
    pub(super) folder: PathBuf,
    /// The program that built it.
    pub(super) helpdex: PathBuf,
    _sites: Sites,
}

impl Audited {
    /// Builds the site, drafts included, for the address that its host has.
    pub(super) fn build(args: &sites::Args, root: &Path) -> Result<Self, Fault> {
        let sites = Sites::new(root, args, Profile::Tests)?;
        let site = sites.demo(root)?;
        let category = site.path.join("content/payouts");
        std::fs::copy(root.join(FEATURES), category.join("features.md"))?;
        std::fs::create_dir_all(category.join("img"))?;
        for (name, text) in ARTICLES {
            std::fs::write(category.join(name), text)?;
        }
        let public = site.path.join("public");
        let host = Host::published(&public)?;
        let built = Command::new(&sites.helpdex)
            .args(["build", "--quiet", "--drafts", "--base-url", &host.url])
            .current_dir(&site.path)
            .stdin(Stdio::null())
            .output()?;
        if !built.status.success() {
            let told = [built.stdout, built.stderr].concat();
            return Err(format!("the site can't be built: {}", String::from_utf8_lossy(&told)).into());
        }
        Ok(Self { host, public, folder: site.path, helpdex: sites.helpdex.clone(), _sites: sites })
    }
}
