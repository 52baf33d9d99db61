//! What a person does in a tab of the browser, and all that goes wrong there.

use std::time::Duration;

use helpdex_chromium::{Browser, Event, Tab};
use serde_json::{Value, json};

use crate::server::Server;

/// How long a page may take to come to what a test waits for.
const PATIENCE: Duration = Duration::from_secs(15);

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) width: u32,
    pub(crate) dark: bool,
    pub(crate) scripts: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { width: 1280, dark: false, scripts: true }
    }
}

/// A tab with a profile of its own.
pub(crate) struct Visit<'b> {
    tab: Tab<'b>,
    server: &'b Server,
}

impl<'b> Visit<'b> {
    pub(crate) fn new(browser: &'b Browser, server: &'b Server, view: View) -> Self {
        let visit = Self { tab: Tab::open(browser).expect("a new tab"), server };
        visit.look(view);
        visit
    }

    /// The host of the site.
    pub(crate) fn server(&self) -> &'b Server {
        self.server
    }

    pub(crate) fn call(&self, method: &str, params: Value) -> Value {
        self.tab.call(method, params).unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// Changes how the page is looked at.
    pub(crate) fn look(&self, view: View) {
        self.tab.screen(view.width).unwrap_or_else(|fault| panic!("{fault}"));
        let scheme = if view.dark { "dark" } else { "light" };
        self.media("", &[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !view.scripts }));
    }

    /// Gives the window another height.
    pub(crate) fn tall(&self, height: u32) -> &Self {
        let width = self.eval("innerWidth");
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", screen);
        self
    }

    /// Sets the medium, such as `print`, and what a stylesheet may ask of it.
    pub(crate) fn media(&self, medium: &str, features: &[(&str, &str)]) {
        self.tab.media(medium, features).unwrap_or_else(|fault| panic!("{fault}"));
    }

    /// Opens a path of the site.
    pub(crate) fn open(&self, path: &str) -> &Self {
        let url = format!("{}{path}", self.server.url);
        self.call("Page.navigate", json!({ "url": url }));
        let url = json!(url);
        self.wait(&format!("location.href.split('#')[0] === {url}.split('#')[0] && document.readyState === 'complete'"))
    }

    /// What an expression is worth in the page.
    #[track_caller]
    pub(crate) fn eval(&self, expression: &str) -> Value {
        self.tab.evaluate(expression).unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// The same as text.
    pub(crate) fn text(&self, expression: &str) -> String {
        match self.eval(expression) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(crate) fn wait(&self, condition: &str) -> &Self {
        self.tab.wait(condition, PATIENCE).unwrap_or_else(|fault| panic!("{fault}"));
        self
    }

    /// Fails when an expression is not true at once.
    #[track_caller]
    pub(crate) fn expect(&self, condition: &str) -> &Self {
        let answer = self.eval(condition);
        assert_eq!(answer, Value::Bool(true), "`{condition}` at {}", self.text("location.href"));
        self
    }

    /// Waits until the page at a path is there.
    #[track_caller]
    pub(crate) fn arrives(&self, path: &str) -> &Self {
        let url = json!(format!("{}{path}", self.server.url));
        self.wait(&format!("location.href === {url} && document.readyState === 'complete'"))
    }

    /// Clicks the first element of a selector with the mouse, in the middle of it.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) -> &Self {
        let quoted = json!(selector);
        self.wait(&format!("document.querySelector({quoted})?.getClientRects().length > 0"));
        let place = self.eval(&format!(
            "(() => {{ const element = document.querySelector({quoted}); element.scrollIntoView({{ block: 'center' }});
               const box = element.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2] }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event);
        }
        self
    }

    /// Presses keys one after the other, by their names.
    pub(crate) fn press(&self, keys: &[&str]) -> &Self {
        for key in keys {
            let (code, text) = match *key {
                "Tab" => (9, ""),
                "Enter" => (13, "\r"),
                "Escape" => (27, ""),
                "End" => (35, ""),
                "Home" => (36, ""),
                "ArrowLeft" => (37, ""),
                "ArrowUp" => (38, ""),
                "ArrowRight" => (39, ""),
                "ArrowDown" => (40, ""),
                "/" => (191, "/"),
                " " => (32, " "),
                other => panic!("no such key: {other}"),
            };
            self.tab.key(key, code, text).expect("a key");
        }
        self
    }

    /// Types a text into what has the focus, letter by letter.
    pub(crate) fn enter(&self, text: &str) -> &Self {
        for letter in text.chars() {
            self.tab.letter(letter).expect("a letter");
        }
        self
    }

    /// Puts a text into what has the focus at once.
    pub(crate) fn paste(&self, text: &str) -> &Self {
        self.call("Input.insertText", json!({ "text": text }));
        self
    }

    /// Composes a word letter by letter and leaves it open, as the keyboards of phones do until a space.
    pub(crate) fn compose(&self, word: &str) -> &Self {
        for (at, letter) in word.char_indices() {
            let text = &word[..at + letter.len_utf8()];
            let end = text.encode_utf16().count();
            let event = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
            self.call("Input.imeSetComposition", event);
        }
        self
    }

    /// Keeps the browser from loading what begins with a URL: no test leaves this machine.
    pub(crate) fn refuse(&self, url: &str) -> &Self {
        self.call("Network.setBlockedURLs", json!({ "urls": [format!("{url}*")] }));
        self
    }

    /// Runs a script before any of the pages that follow.
    pub(crate) fn before_pages(&self, script: &str) {
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Sets the clock and the time zone of the pages that follow. The clock stands until it is set again.
    pub(crate) fn at(&self, now: &str, zone: &str) -> &Self {
        self.call("Emulation.setTimezoneOverride", json!({ "timezoneId": zone }));
        // The browser's own clock goes on: only what scripts see of it is another time.
        self.before_pages(&format!(
            "(() => {{ const Real = globalThis.RealDate ??= Date; globalThis.now = Real.parse({now:?});
               globalThis.Date = class extends Real {{ constructor(...given) {{ super(...(given.length ? given : [globalThis.now])) }}
                 static now() {{ return globalThis.now }} }} }})()"
        ));
        self
    }

    /// Everything that went wrong, and the end of the visit: errors and warnings of the console, requests to other hosts,
    /// and requests for what is not there, apart from the paths that the check expects to be `missing`.
    pub(crate) fn faults(self, missing: Missing<'_>) -> Vec<String> {
        // What is under way still comes.
        let events = self.tab.events(Duration::from_millis(100)).expect("events");
        let requests = events.iter().filter(|event| event.method == "Network.requestWillBeSent").count();
        let mut faults: Vec<String> = events.iter().filter_map(|event| fault(event, self.server)).collect();
        if requests == 0 {
            faults.push("no request was seen".to_owned());
        }
        let gone = self.server.missing();
        match missing {
            // Nothing but what scripts threw and nobody caught, and requests to elsewhere.
            Missing::Troubled => faults.retain(|fault| fault.starts_with(UNCAUGHT) || fault.starts_with("asked for")),
            Missing::Paths(missing) => {
                let known = |fault: &str, path: &str| {
                    let refused = fault.starts_with("asked for https:") || fault.contains("ERR_BLOCKED_BY_CLIENT");
                    fault.contains(path) && (fault.contains("404") || path.starts_with("https:") && refused)
                };
                faults.retain(|fault| !missing.iter().any(|path| known(fault, path)));
                let gone = gone.into_iter().filter(|path| !missing.iter().any(|known| path.ends_with(known)));
                faults.extend(gone.map(|path| format!("404 for {path}")));
            }
        }
        self.tab.close().expect("the tab closes");
        faults
    }
}

/// What a check expects to fail.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Missing<'m> {
    /// Requests for these paths, or for pages of other hosts, which the check [refuses](Visit::refuse).
    Paths(&'m [&'m str]),
    /// Whatever a host in trouble makes fail.
    Troubled,
}

const UNCAUGHT: &str = "uncaught: ";

/// What is wrong about an event, if anything.
fn fault(event: &Event, server: &Server) -> Option<String> {
    let params = &event.params;
    let is_bad = |level: &Value| ["error", "warning", "assert"].iter().any(|bad| level == bad);
    match event.method.as_str() {
        "Network.requestWillBeSent" => {
            let url = params["request"]["url"].as_str().unwrap_or_default();
            let inside = ["data:", "blob:", "about:"].iter().any(|start| url.starts_with(start)) || server.knows(url);
            (!inside).then(|| format!("asked for {url}"))
        }
        "Log.entryAdded" => is_bad(&params["entry"]["level"])
            .then(|| format!("{} ({})", params["entry"]["text"], params["entry"]["url"])),
        "Runtime.exceptionThrown" => Some(format!("{UNCAUGHT}{}", params["exceptionDetails"])),
        "Runtime.consoleAPICalled" => is_bad(&params["type"]).then(|| params["args"].to_string()),
        "Page.javascriptDialogOpening" => Some(format!("a dialog: {}", params["message"])),
        _ => None,
    }
}
