//! A real Chromium, and what a person does in it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use headless_chrome::browser::tab::{ModifierKey, Tab};
use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Emulation, Input, Log, Network, Page, Runtime};
use headless_chrome::{Browser, LaunchOptions};
use serde_json::Value;

use crate::server::Server;

/// How long a page may take to come to what a test waits for.
const PATIENCE: Duration = Duration::from_secs(15);

/// Starts the browser that `CHROMIUM` names, else the one that is installed.
pub(crate) fn start() -> Browser {
    let args = [
        // The tests show nothing but our own pages, and containers forbid the sandbox.
        "--no-sandbox",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--hide-scrollbars",
        "--lang=en-US",
        // Whatever a page asks for: nothing but loopback is there.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ];
    let options = LaunchOptions {
        path: Some(binary()),
        sandbox: false,
        window_size: Some((1280, 900)),
        args: args.iter().map(OsStr::new).collect(),
        idle_browser_timeout: Duration::from_secs(120),
        ..LaunchOptions::default()
    };
    Browser::new(options).expect("Chromium starts")
}

fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        return named.into();
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let installed = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mac = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    installed
        .chain(mac.into_iter().map(PathBuf::from))
        .find(|path| path.is_file())
        .expect("Chromium is installed; `cargo xtask test` installs it, or set CHROMIUM to its path")
}

/// What a list holds; it is empty then.
fn taken(list: &Mutex<Vec<String>>) -> Vec<String> {
    std::mem::take(&mut *list.lock().expect("a lock"))
}

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

/// A tab with a profile of its own, and everything that went wrong in it.
pub(crate) struct Visit<'b> {
    server: &'b Server,
    tab: Arc<Tab>,
    /// Requests and errors, as the browser tells them.
    requests: Arc<Mutex<Vec<String>>>,
    errors: Arc<Mutex<Vec<String>>>,
}

impl<'b> Visit<'b> {
    pub(crate) fn new(browser: &'b Browser, server: &'b Server, view: View) -> Self {
        let tab = browser.new_context().expect("a profile").new_tab().expect("a tab");
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let errors: Arc<Mutex<Vec<String>>> = Arc::default();
        let (asked, told) = (Arc::clone(&requests), Arc::clone(&errors));
        tab.add_event_listener(Arc::new(move |event: &Event| {
            let error = match event {
                Event::NetworkRequestWillBeSent(event) => {
                    asked.lock().expect("a lock").push(event.params.request.url.clone());
                    return;
                }
                Event::LogEntryAdded(event) => {
                    let entry = &event.params.entry;
                    match entry.level {
                        Log::LogEntryLevel::Error | Log::LogEntryLevel::Warning => {
                            format!("{} ({})", entry.text, entry.url.as_deref().unwrap_or_default())
                        }
                        _ => return,
                    }
                }
                Event::RuntimeExceptionThrown(event) => format!("{:?}", event.params.exception_details),
                Event::RuntimeConsoleAPICalled(event) => match event.params.Type {
                    Runtime::ConsoleAPICalledEventTypeOption::Error
                    | Runtime::ConsoleAPICalledEventTypeOption::Warning
                    | Runtime::ConsoleAPICalledEventTypeOption::Assert => format!("{:?}", event.params.args),
                    _ => return,
                },
                Event::PageJavascriptDialogOpening(event) => format!("a dialog: {}", event.params.message),
                _ => return,
            };
            told.lock().expect("a lock").push(error);
        }))
        .expect("listening");
        tab.call_method(Network::Enable {
            max_total_buffer_size: None,
            max_resource_buffer_size: None,
            max_post_data_size: None,
            report_direct_socket_traffic: None,
            enable_durable_messages: None,
        })
        .expect("the network is watched");
        tab.enable_log().expect("the log is watched").enable_runtime().expect("the console is watched");
        let visit = Self { server, tab, requests, errors };
        visit.look(view);
        visit
    }

    /// Changes how the page is looked at.
    pub(crate) fn look(&self, view: View) {
        let phone = view.width < 600;
        self.tab
            .call_method(Emulation::SetDeviceMetricsOverride {
                width: view.width,
                height: if phone { 844 } else { 900 },
                device_scale_factor: if phone { 2.0 } else { 1.0 },
                mobile: phone,
                scale: None,
                screen_width: None,
                screen_height: None,
                position_x: None,
                position_y: None,
                dont_set_visible_size: None,
                screen_orientation: None,
                viewport: None,
                display_feature: None,
                device_posture: None,
            })
            .expect("a size");
        let scheme = if view.dark { "dark" } else { "light" };
        self.media("", &[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
        self.tab.call_method(Emulation::SetScriptExecutionDisabled { value: !view.scripts }).expect("set");
    }

    /// Sets the medium, such as `print`, and what a stylesheet may ask of it.
    pub(crate) fn media(&self, medium: &str, features: &[(&str, &str)]) {
        let feature = |(name, value): &(&str, &str)| Emulation::MediaFeature {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        let features = Some(features.iter().map(feature).collect());
        self.tab
            .call_method(Emulation::SetEmulatedMedia { media: Some(medium.to_owned()), features })
            .expect("a medium");
    }

    /// Opens a path of the site.
    pub(crate) fn open(&self, path: &str) -> &Self {
        let url = format!("{}{path}", self.server.url);
        self.tab
            .call_method(Page::Navigate {
                url: url.clone(),
                referrer: None,
                transition_Type: None,
                frame_id: None,
                referrer_policy: None,
            })
            .expect("opened");
        let url = serde_json::json!(url);
        self.wait(&format!("location.href.split('#')[0] === {url}.split('#')[0] && document.readyState === 'complete'"))
    }

    /// What an expression is worth in the page.
    pub(crate) fn eval(&self, expression: &str) -> Value {
        self.try_eval(expression).unwrap_or_else(|fault| panic!("`{expression}`: {fault}"))
    }

    fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let evaluate = Runtime::Evaluate {
            expression: format!("(async () => {{ return ({expression}) }})()"),
            object_group: None,
            include_command_line_api: None,
            silent: Some(true),
            context_id: None,
            return_by_value: Some(true),
            generate_preview: None,
            user_gesture: Some(true),
            await_promise: Some(true),
            throw_on_side_effect: None,
            timeout: None,
            disable_breaks: None,
            repl_mode: None,
            allow_unsafe_eval_blocked_by_csp: None,
            unique_context_id: None,
            serialization_options: None,
        };
        let answer = self.tab.call_method(evaluate).map_err(|fault| fault.to_string())?;
        match answer.exception_details {
            Some(fault) => Err(format!("{fault:?}")),
            None => Ok(answer.result.value.unwrap_or(Value::Null)),
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
                panic!("`{condition}` never came true: {answer:?} at {at:?}, errors {:?}", taken(&self.errors));
            }
            std::thread::sleep(Duration::from_millis(20));
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
        let url = serde_json::json!(format!("{}{path}", self.server.url));
        self.wait(&format!("location.href === {url} && document.readyState === 'complete'"))
    }

    /// Clicks the first element of a selector with the mouse, in the middle of it.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) -> &Self {
        let quoted = serde_json::json!(selector);
        self.wait(&format!("document.querySelector({quoted})?.getClientRects().length > 0"));
        let place = self.eval(&format!(
            "(() => {{ const element = document.querySelector({quoted}); element.scrollIntoView({{ block: 'center' }});
               const box = element.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2] }})()"
        ));
        let at = |index: usize| place[index].as_f64().expect("a place");
        for kind in
            [Input::DispatchMouseEventTypeOption::MousePressed, Input::DispatchMouseEventTypeOption::MouseReleased]
        {
            self.tab
                .call_method(Input::DispatchMouseEvent {
                    Type: kind,
                    x: at(0),
                    y: at(1),
                    button: Some(Input::MouseButton::Left),
                    click_count: Some(1),
                    modifiers: None,
                    timestamp: None,
                    buttons: None,
                    force: None,
                    tangential_pressure: None,
                    tilt_x: None,
                    tilt_y: None,
                    twist: None,
                    delta_x: None,
                    delta_y: None,
                    pointer_Type: None,
                })
                .expect("clicked");
        }
        self
    }

    /// Presses keys one after the other, by their names.
    pub(crate) fn press(&self, keys: &[&str]) -> &Self {
        for key in keys {
            match key.strip_prefix("Shift+") {
                Some(key) => self.tab.press_key_with_modifiers(key, Some(&[ModifierKey::Shift])),
                None => self.tab.press_key(key),
            }
            .expect("pressed");
        }
        self
    }

    /// Types a text into what has the focus.
    pub(crate) fn enter(&self, text: &str) -> &Self {
        self.tab.type_str(text).expect("typed");
        self
    }

    /// Everything that went wrong so far, and an end to the visit: errors, answers of 404 unless `missing` are expected,
    /// requests to other hosts.
    pub(crate) fn faults(self, missing: &[&str]) -> Vec<String> {
        // What is under way still comes.
        std::thread::sleep(Duration::from_millis(100));
        let mut faults = taken(&self.errors);
        faults.retain(|fault| !missing.iter().any(|path| fault.contains("404") && fault.contains(path)));
        let not_there =
            self.server.missing().into_iter().filter(|path| !missing.iter().any(|known| path.ends_with(known)));
        faults.extend(not_there.map(|path| format!("404 for {path}")));
        let requests = taken(&self.requests);
        assert!(!requests.is_empty(), "the network is watched");
        let own = format!("{}/", self.server.url);
        let inner = |url: &str| ["data:", "blob:", "about:"].iter().any(|scheme| url.starts_with(scheme));
        faults.extend(
            requests.iter().filter(|url| !url.starts_with(&own) && !inner(url)).map(|url| format!("asked for {url}")),
        );
        // The browser itself goes in the end; a tab that can't be closed goes with it.
        let _ = self.tab.close(false);
        faults
    }
}
