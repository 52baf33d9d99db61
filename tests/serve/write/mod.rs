//! `helpdex serve --write` over plain sockets: who may write, where, and what becomes of files.

mod access;
mod proposing;
mod saving;
mod translating;
mod unsaved;

use serde_json::{Value, json};

use crate::preview::{Answer, Preview};
use crate::support::Site;

const ARTICLE: &str = "content/payouts/when.md";

/// Somebody who came in by the terminal's link.
pub(super) struct Writer {
    pub(super) preview: Preview,
    pub(super) cookie: String,
    pub(super) secret: String,
}

impl Writer {
    pub(super) fn start(site: &Site) -> Self {
        Self::enter(Preview::start(site, &["--write"]))
    }

    fn enter(preview: Preview) -> Self {
        preview.hears("write at http://");
        let said = preview.said();
        let link = said.lines().find(|line| line.starts_with("write at ")).expect("a link");
        let start = link.find("/__helpdex/").expect("a path");
        let entered = preview.get(&link[start..]);
        assert_eq!((entered.status, entered.header("location")), (303, Some("/")));
        let cookie = entered.header("set-cookie").expect("a cookie").split(';').next().expect("a pair").to_owned();
        let page = preview.ask("/__helpdex/write/", &format!("Cookie: {cookie}\r\n"));
        assert_eq!(page.status, 200);
        let secret = page.body.split("name=\"helpdex-write\" content=\"").nth(1).expect("a secret");
        let secret = secret.split('"').next().expect("a secret").to_owned();
        Self { preview, cookie, secret }
    }

    /// The lines of the head that let somebody write.
    fn head(&self) -> String {
        format!("Cookie: {}\r\nX-Helpdex-Write: {}\r\n", self.cookie, self.secret)
    }

    /// Sends bytes of a kind, with whatever lines in the head.
    pub(super) fn send(&self, method: &str, path: &str, head: &str, body: &[u8]) -> Answer {
        let Preview { port, .. } = self.preview;
        let length = body.len();
        let head = format!(
            "{method} /__helpdex/write/{path} HTTP/1.1\r\nHost: localhost:{port}\r\n{head}Content-Length: {length}\r\n\
             Connection: close\r\n\r\n"
        );
        self.preview.raw(&[head.as_bytes(), body].concat())
    }

    pub(super) fn try_post(&self, name: &str, body: &Value) -> Answer {
        let head = format!("{}Content-Type: application/json\r\n", self.head());
        self.send("POST", &format!("api/{name}"), &head, body.to_string().as_bytes())
    }

    pub(super) fn try_get(&self, name: &str) -> Answer {
        self.send("GET", &format!("api/{name}"), &self.head(), b"")
    }

    #[track_caller]
    pub(super) fn post(&self, name: &str, body: &Value) -> Value {
        read(&self.try_post(name, body), &[200, 201])
    }

    #[track_caller]
    pub(super) fn get(&self, name: &str) -> Value {
        read(&self.try_get(name), &[200])
    }

    #[track_caller]
    pub(super) fn open(&self, path: &str) -> Value {
        self.get(&format!("file?path={path}"))
    }

    /// Saves a file that was opened, with another body.
    #[track_caller]
    pub(super) fn save(&self, file: &Value, body: &str) -> Value {
        self.post(
            "save",
            &json!({ "path": file["path"], "front": file["front"], "body": body, "revision": file["revision"] }),
        )
    }

    pub(super) fn image(&self, article: &str, name: &str, bytes: &[u8]) -> Answer {
        let head = format!("{}Content-Type: image/png\r\n", self.head());
        self.send("POST", &format!("api/image?file={article}&name={name}"), &head, bytes)
    }
}

/// The JSON of an answer that has one of these statuses.
#[track_caller]
pub(super) fn read(answer: &Answer, statuses: &[u16]) -> Value {
    assert!(statuses.contains(&answer.status), "{}: {}", answer.status, answer.body);
    serde_json::from_str(&answer.body).unwrap_or_else(|fault| panic!("{fault}: {}", answer.body))
}

/// A file that was opened, as it is sent.
pub(super) fn sent(file: &Value) -> Value {
    json!({ "path": file["path"], "front": file["front"], "body": file["body"], "fields": {} })
}
