//! An author in the browser: from a key to the new preview, as its script asks for it.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Client;
use super::edits::Article;
use super::preview::Preview;
use super::quantiles::median_and_p95;
use crate::Fault;

/// Keys in each article.
const KEYS: usize = 20;
/// So fast does somebody type who types fast.
const BETWEEN: Duration = Duration::from_millis(60);
const ROOT: &str = "/__helpdex/write/";
/// The key of this run; nobody else reaches it.
const TOKEN: &str = "what is measured is no secret";

/// Milliseconds from a key to what follows from it: median and the 95th of a hundred.
pub(super) struct Written {
    pub(super) text: (f64, f64),
    pub(super) title: (f64, f64),
    pub(super) answers: (f64, f64),
    pub(super) save: (f64, f64),
}

/// Types into some articles.
pub(super) fn keys(helpdex: &Path, site: &Path, articles: &[Article]) -> Result<Written, Fault> {
    let preview = Preview::start(helpdex, site, &["--write", "--token", TOKEN])?;
    let mut editor = Editor::enter(Client::connect(preview.port)?)?;
    editor.client.search("anything")?;
    // Everything that the start has put off is over then.
    std::thread::sleep(Duration::from_secs(5));
    let (mut text, mut title, mut answers, mut save) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for article in articles {
        let path = article.file.strip_prefix(site)?.to_str().ok_or("a path that is not UTF-8")?.to_owned();
        let file = editor.ask("GET", &format!("file?path={path}"), &Value::Null)?.0;
        let mut sent = json!({ "path": path, "front": file["front"], "body": file["body"], "fields": {} });
        for key in 0..KEYS {
            let body = sent["body"].as_str().unwrap_or_default();
            let at = body.find("\n\n").map_or(0, |at| at + 2);
            sent["body"] = format!("{}x{}", &body[..at], &body[at..]).into();
            if key % 4 == 3 {
                sent["fields"] = json!({ "title": format!("A title that is typed {key}") });
            }
            let times = if key % 4 == 3 { &mut title } else { &mut text };
            times.push(editor.ask("POST", "preview", &sent)?.1);
            std::thread::sleep(BETWEEN);
        }
        sent["queries"] = json!(["how to cancel"]);
        answers.push(editor.ask("POST", "answers", &sent)?.1);
        sent["revision"] = file["revision"].clone();
        save.push(editor.ask("POST", "save", &sent)?.1);
        std::thread::sleep(super::edits::BETWEEN);
    }
    let [text, title, answers, save] = [text, title, answers, save].map(median_and_p95);
    Ok(Written { text, title, answers, save })
}

/// The editor's page, as far as the preview sees it.
struct Editor {
    client: Client,
    head: String,
}

impl Editor {
    fn enter(mut client: Client) -> Result<Self, Fault> {
        client.get(&format!("{ROOT}enter?key={}", TOKEN.replace(' ', "%20")))?;
        let cookie = client.cookie.clone().ok_or("the preview gave no cookie")?;
        client.send("GET", ROOT, &format!("Cookie: {cookie}\r\n"), b"")?;
        let page = String::from_utf8_lossy(&client.body);
        let secret = page.split("name=\"helpdex-write\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        let secret = secret.ok_or("the page of the editor holds no secret")?;
        let head = format!("Cookie: {cookie}\r\nX-Helpdex-Write: {secret}\r\nContent-Type: application/json\r\n");
        Ok(Self { client, head })
    }

    /// The answer and how many milliseconds it took.
    fn ask(&mut self, method: &str, name: &str, body: &Value) -> Result<(Value, f64), Fault> {
        let sent = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let started = Instant::now();
        let status = self.client.send(method, &format!("{ROOT}api/{name}"), &self.head, &sent)?;
        let took = started.elapsed().as_secs_f64() * 1e3;
        if status != 200 {
            return Err(format!("{name} answers with {status}: {}", String::from_utf8_lossy(&self.client.body)).into());
        }
        Ok((serde_json::from_slice(&self.client.body)?, took))
    }
}
