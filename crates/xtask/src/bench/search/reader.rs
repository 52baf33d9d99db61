//! A reader in a real browser: types into the search field of a site and notes when the answer is on the screen.

use std::time::{Duration, Instant};

use helpdex_chromium::{Browser, Tab};
use serde_json::json;

use crate::Fault;
use crate::host::{Host, Sent};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// With nothing sent for so long, all that an answer needs was sent.
const QUIET: Duration = Duration::from_millis(400);

/// Notes when each key goes down and when each list of results is on the screen: after the frame that shows it.
const PROBE: &str = "(() => {
    const probe = (window.probe = { keys: [], painted: [] });
    addEventListener('keydown', (event) => probe.keys.push(event.timeStamp), true);
    const painted = () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => probe.painted.push(performance.now());
        requestAnimationFrame(() => port2.postMessage(0));
    };
    new MutationObserver((changes) => {
        if (changes.some(({ target }) => (target.closest ? target : target.parentElement)?.closest('.panel'))) painted();
    }).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['href'] });
})()";

/// What stands between a reader and the site.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Conditions {
    /// How many times slower than this machine the reader's is.
    pub(in crate::bench) slower: f64,
    /// A mobile line instead of loopback.
    pub(in crate::bench) mobile: bool,
    /// A browser without workers: all of the search runs where the page does.
    pub(in crate::bench) without_workers: bool,
}

impl Conditions {
    pub(in crate::bench) const PLAIN: Self = Self { slower: 1.0, mobile: false, without_workers: false };

    /// Puts them on a tab.
    pub(in crate::bench) fn apply(self, tab: &Tab<'_>) -> Result<(), Fault> {
        if self.without_workers {
            let script = json!({ "source": "delete window.Worker" });
            tab.call("Page.addScriptToEvaluateOnNewDocument", script)?;
        }
        if self.mobile {
            // 9 Mbit/s and 85 ms, in bytes a second and milliseconds.
            let speed = 9e6 / 8.0;
            let line =
                json!({ "offline": false, "latency": 85, "downloadThroughput": speed, "uploadThroughput": speed });
            tab.call_all("Network.emulateNetworkConditions", line)?;
        }
        tab.call("Emulation.setCPUThrottlingRate", json!({ "rate": self.slower }))?;
        Ok(())
    }
}

/// A reader at the home page of a site.
pub(in crate::bench) struct Reader<'b> {
    tab: Tab<'b>,
    host: &'b Host,
    /// What the page itself took before anybody touched its search field.
    pub(in crate::bench) page: Vec<Sent>,
}

impl<'b> Reader<'b> {
    pub(in crate::bench) fn arrive(
        browser: &'b Browser,
        host: &'b Host,
        conditions: Conditions,
    ) -> Result<Self, Fault> {
        let tab = Tab::open(browser)?;
        conditions.apply(&tab)?;
        tab.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE }))?;
        host.take();
        tab.call("Page.navigate", json!({ "url": format!("{}/", host.url) }))?;
        tab.wait("document.readyState === 'complete' && !!document.getElementById('hd-q')", PATIENCE)?;
        let page = settled(host);
        Ok(Self { tab, host, page })
    }

    /// Puts a whole question into the field at once and tells what was loaded until its answer stood.
    pub(in crate::bench) fn ask(&self, query: &str) -> Result<Vec<Sent>, Fault> {
        let before = self.painted()?;
        self.tab.evaluate("(document.getElementById('hd-q').focus(), document.getElementById('hd-q').select())")?;
        self.tab.call("Input.insertText", json!({ "text": query }))?;
        self.until_painted(before + 1)?;
        Ok(settled(self.host))
    }

    /// Types a question key by key, each when the answer to the one before stands: milliseconds from key to screen.
    pub(in crate::bench) fn type_slowly(&self, query: &str) -> Result<Vec<f64>, Fault> {
        self.tab.evaluate("(document.getElementById('hd-q').focus(), document.getElementById('hd-q').select())")?;
        let mut times = Vec::new();
        for letter in query.chars() {
            let before = self.painted()?;
            self.tab.letter(letter)?;
            // A blank after a word asks nothing new.
            if letter != ' ' {
                self.until_painted(before + 1)?;
                times.push(self.milliseconds("probe.painted.at(-1) - probe.keys.at(-1)")?);
            }
        }
        Ok(times)
    }

    /// Touches the field and types as fast as people do: milliseconds from the first key to the first results.
    pub(in crate::bench) fn type_at_once(&self, query: &str) -> Result<f64, Fault> {
        self.tab.evaluate("document.getElementById('hd-q').focus()")?;
        for letter in query.chars() {
            self.tab.letter(letter)?;
            std::thread::sleep(Duration::from_millis(100));
        }
        self.until_painted(1)?;
        self.milliseconds("probe.painted[0] - probe.keys[0]")
    }

    pub(in crate::bench) fn leave(self) -> Result<(), Fault> {
        Ok(self.tab.close()?)
    }

    fn painted(&self) -> Result<u64, Fault> {
        Ok(self.tab.evaluate("probe.painted.length")?.as_u64().unwrap_or_default())
    }

    fn until_painted(&self, count: u64) -> Result<(), Fault> {
        Ok(self.tab.wait(&format!("probe.painted.length >= {count}"), PATIENCE)?)
    }

    fn milliseconds(&self, expression: &str) -> Result<f64, Fault> {
        Ok(self.tab.evaluate(expression)?.as_f64().ok_or("no time was noted")?)
    }
}

/// What is sent until nothing is any more.
pub(in crate::bench) fn settled(host: &Host) -> Vec<Sent> {
    let mut all = Vec::new();
    let mut last = Instant::now();
    while last.elapsed() < QUIET {
        let sent = host.take();
        if !sent.is_empty() {
            last = Instant::now();
        }
        all.extend(sent);
        std::thread::sleep(Duration::from_millis(20));
    }
    all
}
