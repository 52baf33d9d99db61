//! A page with a profile of its own, and the hands of a person in it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Browser, Event, Fault};

/// A page in a profile that nothing else shares.
#[derive(Debug)]
pub struct Tab<'b> {
    browser: &'b Browser,
    /// The profile, and the page in it.
    context: Value,
    session: String,
}

impl<'b> Tab<'b> {
    /// Opens an empty page, watched with its workers.
    pub fn open(browser: &'b Browser) -> Result<Self, Fault> {
        let context = browser.call("", "Target.createBrowserContext", json!({}))?["browserContextId"].take();
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = browser.call("", "Target.createTarget", target)?["targetId"].take();
        let attach = json!({ "targetId": target, "flatten": true });
        let session = browser.call("", "Target.attachToTarget", attach)?;
        let session = session["sessionId"].as_str().unwrap_or_default().to_owned();
        let tab = Self { browser, context, session };
        for domain in ["Page", "Network", "Log", "Runtime"] {
            tab.call(&format!("{domain}.enable"), json!({}))?;
        }
        let workers = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        tab.call("Target.setAutoAttach", workers)?;
        Ok(tab)
    }

    /// Sends a command of the protocol and waits for its answer.
    pub fn call(&self, method: &str, params: Value) -> Result<Value, Fault> {
        self.browser.call(&self.session, method, params)
    }

    /// The same for the page and every worker that it starts from now on.
    pub fn call_all(&self, method: &str, params: Value) -> Result<Value, Fault> {
        self.browser.order(&self.session, method, params.clone());
        self.call(method, params)
    }

    /// Shows the page on a screen of a width: a phone's, which is touched, or a computer's.
    pub fn screen(&self, width: u32) -> Result<(), Fault> {
        let phone = width < 600;
        let (height, scale) = if phone { (844, 2) } else { (900, 1) };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone });
        self.call("Emulation.setDeviceMetricsOverride", size).map(drop)
    }

    /// Sets the medium, such as `print`, and what a stylesheet may ask of it.
    pub fn media(&self, medium: &str, features: &[(&str, &str)]) -> Result<(), Fault> {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.call("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features })).map(drop)
    }

    /// What an expression is worth in the page; a promise is waited for.
    pub fn evaluate(&self, expression: &str) -> Result<Value, Fault> {
        let evaluate = json!({
            "expression": format!("(async () => {{ return ({expression}) }})()"),
            "awaitPromise": true, "returnByValue": true, "silent": true, "userGesture": true,
        });
        let mut answer = self.call("Runtime.evaluate", evaluate)?;
        match answer.get("exceptionDetails") {
            Some(fault) => Err(Fault::Refused { command: expression.to_owned(), reason: fault.to_string() }),
            None => Ok(answer["result"]["value"].take()),
        }
    }

    /// Waits until an expression is true; fails with what it was last.
    pub fn wait(&self, condition: &str, patience: Duration) -> Result<(), Fault> {
        let started = Instant::now();
        loop {
            // While a page goes away there is nothing to ask; what an expression can't answer yet is not true yet.
            let answer = self.evaluate(condition);
            if matches!(answer, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if started.elapsed() > patience {
                let at = self.evaluate("location.href + '\\n' + document.body.innerText.slice(0, 600)");
                let reason = format!("never came true: {answer:?} at {at:?}");
                return Err(Fault::Refused { command: condition.to_owned(), reason });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Presses a key and lets it go; `text` is what it types.
    pub fn key(&self, key: &str, code: u32, text: &str) -> Result<(), Fault> {
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        let press = json!({ "type": down, "key": key, "windowsVirtualKeyCode": code, "text": text });
        self.call("Input.dispatchKeyEvent", press)?;
        self.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }))?;
        Ok(())
    }

    /// Types a letter into what has the focus.
    pub fn letter(&self, letter: char) -> Result<(), Fault> {
        let text = letter.to_string();
        // Letters that no key of an English keyboard has come without a key code, as from other keyboards.
        let code = if letter.is_ascii() { u32::from(letter.to_ascii_uppercase()) } else { 0 };
        self.key(&text, code, &text)
    }

    /// What happened since this was asked last, with what comes within the given time.
    pub fn events(&self, wait: Duration) -> Result<Vec<Event>, Fault> {
        self.browser.events(&self.session, wait)
    }

    /// Closes the page and forgets its profile. Nobody waits for the browser to have done it.
    pub fn close(self) -> Result<(), Fault> {
        self.browser.tell("Target.disposeBrowserContext", json!({ "browserContextId": self.context }))
    }
}
