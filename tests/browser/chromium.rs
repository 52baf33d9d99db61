//! What a person does in a tab of the browser, and all that goes wrong there.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::devtools::{Browser, Event};
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
    browser: &'b Browser,
    server: &'b Server,
    /// The profile, and the tab in it.
    context: Value,
    session: String,
}

impl<'b> Visit<'b> {
    pub(crate) fn new(browser: &'b Browser, server: &'b Server, view: View) -> Self {
        let ask = |method: &str, params: Value| browser.call("", method, params).expect("a new tab");
        let context = ask("Target.createBrowserContext", json!({}))["browserContextId"].take();
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = ask("Target.createTarget", target)["targetId"].take();
        let session = ask("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        let session = session["sessionId"].as_str().expect("a session").to_owned();
        let visit = Self { browser, server, context, session };
        for domain in ["Page", "Network", "Log", "Runtime"] {
            visit.call(&format!("{domain}.enable"), json!({}));
        }
        let workers = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        visit.call("Target.setAutoAttach", workers);
        visit.look(view);
        visit
    }

    fn call(&self, method: &str, params: Value) -> Value {
        self.browser.call(&self.session, method, params).unwrap_or_else(|fault| panic!("{method}: {fault}"))
    }

    /// Changes how the page is looked at.
    pub(crate) fn look(&self, view: View) {
        let phone = view.width < 600;
        let (height, scale) = if phone { (844, 2) } else { (900, 1) };
        let size = json!({ "width": view.width, "height": height, "deviceScaleFactor": scale, "mobile": phone });
        self.call("Emulation.setDeviceMetricsOverride", size);
        let scheme = if view.dark { "dark" } else { "light" };
        self.media("", &[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !view.scripts }));
    }

    /// Sets the medium, such as `print`, and what a stylesheet may ask of it.
    pub(crate) fn media(&self, medium: &str, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.call("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features }));
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
        self.try_eval(expression).unwrap_or_else(|fault| panic!("`{expression}`: {fault}"))
    }

    fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let evaluate = json!({
            "expression": format!("(async () => {{ return ({expression}) }})()"),
            "awaitPromise": true, "returnByValue": true, "silent": true, "userGesture": true,
        });
        let mut answer = self.browser.call(&self.session, "Runtime.evaluate", evaluate)?;
        match answer.get("exceptionDetails") {
            Some(fault) => Err(fault.to_string()),
            None => Ok(answer["result"]["value"].take()),
        }
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
        let started = Instant::now();
        loop {
            // While a page goes away there is nothing to ask; what an expression can't answer yet is not true yet.
            let answer = self.try_eval(condition);
            if answer == Ok(Value::Bool(true)) {
                return self;
            }
            if started.elapsed() > PATIENCE {
                let at = self.try_eval("location.href + '\\n' + document.body.innerText.slice(0, 600)");
                panic!("`{condition}` never came true: {answer:?} at {at:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
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
                "ArrowUp" => (38, ""),
                "ArrowDown" => (40, ""),
                "/" => (191, "/"),
                other => panic!("no such key: {other}"),
            };
            self.key(key, code, text);
        }
        self
    }

    fn key(&self, key: &str, code: u32, text: &str) {
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        self.call(
            "Input.dispatchKeyEvent",
            json!({ "type": down, "key": key, "windowsVirtualKeyCode": code, "text": text }),
        );
        self.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }));
    }

    /// Types a text into what has the focus, letter by letter.
    pub(crate) fn enter(&self, text: &str) -> &Self {
        for letter in text.chars() {
            let letter = letter.to_string();
            if letter.is_ascii() {
                self.key(&letter, u32::from(letter.to_ascii_uppercase().as_bytes()[0]), &letter);
            } else {
                self.call("Input.insertText", json!({ "text": letter }));
            }
        }
        self
    }

    /// Everything that went wrong, and the end of the visit: errors and warnings of the console, requests to other hosts,
    /// and requests for what is not there, apart from the paths that the check expects to be `missing`.
    pub(crate) fn faults(self, missing: &[&str]) -> Vec<String> {
        // What is under way still comes.
        let events = self.browser.events(&self.session, Duration::from_millis(100));
        let own = format!("{}/", self.server.url);
        let requests = events.iter().filter(|event| event.method == "Network.requestWillBeSent").count();
        assert!(requests > 0, "the network is watched");
        let mut faults: Vec<String> = events.iter().filter_map(|event| fault(event, &own)).collect();
        faults.retain(|fault| !missing.iter().any(|path| fault.contains("404") && fault.contains(path)));
        let gone = self.server.missing().into_iter().filter(|path| !missing.iter().any(|known| path.ends_with(known)));
        faults.extend(gone.map(|path| format!("404 for {path}")));
        self.browser
            .call("", "Target.disposeBrowserContext", json!({ "browserContextId": self.context }))
            .expect("the tab closes");
        faults
    }
}

/// What is wrong about an event, if anything.
fn fault(event: &Event, own: &str) -> Option<String> {
    let params = &event.params;
    let is_bad = |level: &Value| ["error", "warning", "assert"].iter().any(|bad| level == bad);
    match event.method.as_str() {
        "Network.requestWillBeSent" => {
            let url = params["request"]["url"].as_str().unwrap_or_default();
            let inside = ["data:", "blob:", "about:", own].iter().any(|start| url.starts_with(start));
            (!inside).then(|| format!("asked for {url}"))
        }
        "Log.entryAdded" => is_bad(&params["entry"]["level"])
            .then(|| format!("{} ({})", params["entry"]["text"], params["entry"]["url"])),
        "Runtime.exceptionThrown" => Some(params["exceptionDetails"].to_string()),
        "Runtime.consoleAPICalled" => is_bad(&params["type"]).then(|| params["args"].to_string()),
        "Page.javascriptDialogOpening" => Some(format!("a dialog: {}", params["message"])),
        _ => None,
    }
}
