//! Pagefind over the same articles, driven by its own script, without the cost of an interface.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use helpdex_chromium::{Browser, Tab};
use serde_json::{Value, json};

use super::reader::{Conditions, settled};
use crate::Fault;
use crate::host::{Host, Sent};

/// Everything that is not the article itself.
const NOT_THE_ARTICLE: [&str; 3] = [".crumbs", ".toc", ".article-foot"];

/// As many results as our own field shows, with the text that each shows.
const SCRIPT: &str = "
    window.ask = async (query) => {
        window.pagefind ??= await import('/pagefind/pagefind.js');
        const found = await window.pagefind.search(query);
        return (await Promise.all(found.results.slice(0, 6).map((result) => result.data()))).length;
    };
    window.timed = async (query) => {
        const started = performance.now();
        await window.ask(query);
        return performance.now() - started;
    };
";

/// Pagefind's program.
#[derive(Debug)]
pub(in crate::bench) struct Pagefind {
    pub(in crate::bench) program: PathBuf,
    /// As it tells it.
    pub(in crate::bench) version: String,
}

impl Pagefind {
    /// The program at a path, else the one that npm has put into the repository; none is no fault.
    pub(in crate::bench) fn find(named: Option<&Path>, root: &Path) -> Result<Option<Self>, Fault> {
        let program = named.map_or_else(|| root.join("node_modules/.bin/pagefind"), Path::to_owned);
        if !program.is_file() {
            if named.is_some() {
                return Err(format!("no Pagefind at `{}`", program.display()).into());
            }
            eprintln!("no Pagefind to compare with: npm install --no-save pagefind@1.6.0");
            return Ok(None);
        }
        let program = std::path::absolute(program)?;
        let told = Command::new(&program).arg("--version").stderr(Stdio::null()).output()?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let version = told.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        Ok(Some(Self { program, version: version.ok_or("this is no Pagefind")?.to_owned() }))
    }

    /// Indexes the articles of a built site and serves the index beside an empty page.
    pub(super) fn index(&self, public: &Path, language: &str) -> Result<Host, Fault> {
        let folder = public.with_extension("pagefind");
        crate::bench::sites::fresh(&folder)?;
        let page = format!("<!doctype html><html lang={language}><title>Pagefind</title><body></body></html>");
        std::fs::write(folder.join("index.html"), page)?;
        let mut command = Command::new(&self.program);
        command.arg("--site").arg(public).arg("--output-path").arg(folder.join("pagefind"));
        command.args(["--silent", "--root-selector", "article.content"]);
        for selector in NOT_THE_ARTICLE {
            command.args(["--exclude-selectors", selector]);
        }
        let done = command.current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if done.success() { Host::start(&folder) } else { Err("Pagefind does not index the site".into()) }
    }
}

/// A page with Pagefind's script, in a real browser.
pub(super) struct Asker<'b> {
    tab: Tab<'b>,
    host: &'b Host,
}

impl<'b> Asker<'b> {
    pub(super) fn arrive(browser: &'b Browser, host: &'b Host, conditions: Conditions) -> Result<Self, Fault> {
        let tab = Tab::open(browser)?;
        conditions.apply(&tab)?;
        tab.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SCRIPT }))?;
        tab.call("Page.navigate", json!({ "url": format!("{}/", host.url) }))?;
        tab.wait("document.title === 'Pagefind' && document.readyState === 'complete'", Duration::from_secs(60))?;
        settled(host);
        Ok(Self { tab, host })
    }

    /// Asks and tells what was loaded for it.
    pub(super) fn ask(&self, query: &str) -> Result<Vec<Sent>, Fault> {
        self.tab.evaluate(&format!("ask({})", json!(query)))?;
        Ok(settled(self.host))
    }

    /// Milliseconds until the texts of the results are there; nothing is painted.
    pub(super) fn timed(&self, query: &str) -> Result<f64, Fault> {
        match self.tab.evaluate(&format!("timed({})", json!(query)))? {
            Value::Number(time) => Ok(time.as_f64().unwrap_or_default()),
            other => Err(format!("Pagefind answers with {other}").into()),
        }
    }

    pub(super) fn leave(self) -> Result<(), Fault> {
        Ok(self.tab.close()?)
    }
}
