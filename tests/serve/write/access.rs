//! Who may write, and where.

use serde_json::json;

use super::{ARTICLE, Writer, read};
use crate::preview::Preview;
use crate::support::Site;

/// Everything that the editor may be asked, with what a rightful request sends.
const POSTS: [&str; 9] = ["save", "undo", "preview", "answers", "new", "category", "translate", "move", "propose"];
const GETS: [&str; 8] = [
    "site",
    "file?path=content/payouts/when.md",
    "revision?path=content/payouts/when.md",
    "saved?path=content/payouts/when.md&id=x",
    "links?from=content/payouts/when.md",
    "translation?path=content/payouts/when.md&lang=ru",
    "changes",
    "nothing",
];

#[test]
fn nobody_without_both_secrets() {
    let site = Site::new();
    let writer = Writer::start(&site);
    let before = site.snapshot("");
    let (cookie, secret) =
        (format!("Cookie: {}\r\n", writer.cookie), format!("X-Helpdex-Write: {}\r\n", writer.secret));
    let foreign = |line: &str| format!("{cookie}{secret}{line}\r\n");
    let heads = [
        String::new(),
        cookie.clone(),
        secret.clone(),
        format!("{cookie}X-Helpdex-Write: {}x\r\n", writer.secret),
        format!("{cookie}X-Helpdex-Write: \r\n"),
        format!("Cookie: {}\r\n{secret}", writer.cookie.replace('=', "=0")),
        format!("{cookie}{secret}{secret}"),
        foreign("Origin: https://evil.example"),
        foreign("Origin: null"),
        foreign("Origin: http://localhost:1"),
        foreign(&format!("Origin: https://localhost:{}", writer.preview.port)),
        foreign("Sec-Fetch-Site: cross-site"),
        foreign("Sec-Fetch-Site: same-site"),
        foreign("Sec-Fetch-Site: none"),
    ];
    let body = json!({ "path": ARTICLE, "front": "", "body": "stolen", "revision": "", "category": "payouts", "title": "Stolen?",
        "folder": "stolen", "language": "ru", "paths": [ARTICLE], "message": "m", "branch": "b", "id": "x" });
    for head in &heads {
        for name in POSTS {
            let head = format!("{head}Content-Type: application/json\r\n");
            let answer = writer.send("POST", &format!("api/{name}"), &head, body.to_string().as_bytes());
            assert_eq!(answer.status, 403, "{name} with {head}");
            assert!(!answer.head.to_lowercase().contains("access-control"), "{name}");
        }
        for name in GETS {
            let answer = writer.send("GET", &format!("api/{name}"), head, b"");
            assert_eq!(answer.status, 403, "{name} with {head}");
            assert!(!answer.body.contains("On the first working day"), "{name} with {head}");
        }
        let image = writer.send("POST", &format!("api/image?file={ARTICLE}&name=x.png"), head, b"\x89PNG\r\n\x1a\n");
        assert_eq!(image.status, 403, "with {head}");
    }
    assert_eq!(site.snapshot(""), before, "nothing was written");
}

#[test]
fn a_page_of_another_host_or_method_gets_nothing() {
    let site = Site::new();
    let writer = Writer::start(&site);
    let ours = format!("Cookie: {}\r\nX-Helpdex-Write: {}\r\nConnection: close\r\n\r\n", writer.cookie, writer.secret);
    for path in ["api/site", "", "enter?key=x", "assets/main.js", "page?file=content/payouts/when.md"] {
        let asked =
            format!("GET /__helpdex/write/{path} HTTP/1.1\r\nHost: evil.example:{}\r\n{ours}", writer.preview.port);
        assert_eq!(writer.preview.raw(asked.as_bytes()).status, 403, "{path}");
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        assert_eq!(writer.send(method, "api/save", "", b"{}").status, 405, "{method}");
    }
    // A form of another page can't send JSON.
    let head =
        format!("Cookie: {}\r\nX-Helpdex-Write: {}\r\nContent-Type: text/plain\r\n", writer.cookie, writer.secret);
    assert_eq!(writer.send("POST", "api/save", &head, b"{}").status, 415);
    assert_eq!(writer.try_post("save", &json!({})).status, 400);
    assert_eq!(writer.try_get("file").status, 400);
    assert_eq!(writer.try_get("file?path=%ff").status, 400);
    let huge = json!({ "path": ARTICLE, "front": "", "body": "x".repeat(9_000_000), "revision": "" });
    assert_eq!(writer.try_post("save", &huge).status, 413);
    let large = json!({ "path": ARTICLE, "front": "", "body": "x".repeat(3_000_000), "revision": "" });
    assert_eq!(read(&writer.try_post("save", &large), &[413])["error"], "too-large");
}

#[test]
fn the_page_is_for_whoever_has_the_key() {
    let settings = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";
    let site = Site::new().file("helpdex.yaml", settings);
    let writer = Writer::start(&site);
    let form = writer.send("GET", "?file=content/a.md", "", b"");
    assert_eq!(form.status, 403);
    assert!(form.body.contains("name=\"to\" value=\"/__helpdex/write/?file=content/a.md\""), "{}", form.body);
    assert!(!form.body.contains(&writer.secret));
    let russian = writer.send("GET", "?file=content/a.md", "Accept-Language: de, ru-RU;q=0.8, en;q=0.5\r\n", b"");
    assert!(russian.body.contains("<html lang=\"ru\" dir=\"ltr\">"), "{}", russian.body);
    assert!(russian.body.contains("<h1>Кто здесь пишет?</h1>") && form.body.contains("<h1>Who writes here?</h1>"));
    let enter = |body: &str| {
        let head = "Content-Type: application/x-www-form-urlencoded\r\n";
        writer.send("POST", "enter", head, body.as_bytes())
    };
    let wrong = enter("key=wrong&to=%2F");
    assert_eq!((wrong.status, wrong.header("set-cookie")), (403, None));
    let key = writer.preview.said();
    let key = key.split("key=").nth(1).and_then(|rest| rest.split('&').next()).expect("a key");
    let right = enter(&format!("key={key}&to=%2Fpayouts%2F"));
    assert_eq!((right.status, right.header("location")), (303, Some("/payouts/")));
    let cookie = right.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let elsewhere = enter(&format!("key={key}&to=%2F%2Fevil.example"));
    assert_eq!(elsewhere.header("location"), Some("/__helpdex/write/"));
    let page = writer.send("GET", "", &format!("Cookie: {}\r\n", writer.cookie), b"");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'self'"), "{policy}");
    assert_eq!(page.header("cache-control"), Some("no-store"));
}

#[test]
fn without_write_there_is_no_editor() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    for path in ["", "enter?key=", "assets/main.js", "page?file=content/payouts/when.md"] {
        assert_eq!(preview.get(&format!("/__helpdex/write/{path}")).status, 404, "{path}");
    }
    assert_eq!(preview.get("/__helpdex/write/api/site").status, 403);
    let port = preview.port;
    let post =
        format!("POST /__helpdex/write/api/save HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 2\r\n\r\n{{}}");
    assert_eq!(preview.raw(post.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").as_bytes()).status, 405);
    assert!(!preview.get("/").body.contains("data-write"));
    let writer = Writer::start(&Site::new());
    let page = writer.preview.get("/payouts/when/");
    assert!(page.body.contains(" data-write=\"/__helpdex/write/\" data-edit=\"Edit this page\""), "an invitation");
    assert_eq!(writer.preview.get("/__helpdex/write/assets/main.js").status, 200);
    let packed = writer.preview.ask("/__helpdex/write/assets/codemirror.js", "Accept-Encoding: br, gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    let plain = writer.preview.get("/__helpdex/write/assets/codemirror.js");
    assert!(plain.header("content-encoding").is_none() && plain.bytes.len() > packed.bytes.len());
}

#[test]
fn others_on_the_network_only_with_a_token() {
    let site = Site::new();
    for arguments in [&["--host", "0.0.0.0"][..], &["--origin", "https://write.example.com"]] {
        let command = ["write", "--no-open", "--port", "0"].iter().chain(arguments).copied();
        site.run(command).status(2).stderr_has("set a key with `--token`");
    }
    site.run(["write", "--no-open", "--port", "0", "--token", "short"]).status(2).stderr_has("16 characters or more");
    site.run(["serve", "--port", "0", "--token", "0123456789abcdef"]).status(2).stderr_has("add `--write`");
    let token = "a token of the team's own";
    let preview = Preview::start(&site, &["--write", "--host", "0.0.0.0", "--token", token]);
    let entered = preview.get("/__helpdex/write/enter?key=a%20token%20of%20the%20team%27s%20own");
    assert_eq!(entered.status, 303);
    assert!(!preview.said().contains("team"), "the key is not printed");
    let proxied = Preview::start(&site, &["--write", "--token", token, "--origin", "https://write.example.com"]);
    let asked = "GET /__helpdex/write/enter?key=a%20token%20of%20the%20team%27s%20own HTTP/1.1\r\n\
                 Host: write.example.com\r\nOrigin: https://write.example.com\r\nConnection: close\r\n\r\n";
    let entered = proxied.raw(asked.as_bytes());
    assert_eq!(entered.status, 303);
    assert!(entered.header("set-cookie").expect("a cookie").contains("; Secure"));
}

#[test]
fn only_authors_files() {
    let site = Site::new()
        .file("secret.md", "---\ntitle: secret\n---\n")
        .file("content/.hidden/x.md", "secret")
        .file("content/_own/x.md", "secret")
        .file("content/payouts/data.csv", "secret");
    #[cfg(unix)]
    let site = site.link("content/payouts/link.md", "../../secret.md").link("content/out", "..");
    let writer = Writer::start(&site);
    let before = site.snapshot("");
    let hostile = [
        "secret.md",
        "helpdex.yaml",
        "content/../secret.md",
        "content/payouts/../../secret.md",
        "/etc/passwd",
        "content/.hidden/x.md",
        "content/_own/x.md",
        "content/payouts/data.csv",
        "content/payouts/link.md",
        "content/out/secret.md",
        "content/payouts/when.md/x.md",
        "content\\payouts\\when.md",
        "content/payouts/c:x.md",
        "content/payouts",
        "",
    ];
    for path in hostile {
        let encoded: String = path.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for name in ["file", "revision", "translation"] {
            let answer = writer.try_get(&format!("{name}?path={encoded}&lang=ru"));
            assert_eq!(answer.status, 404, "{name} {path:?}: {}", answer.body);
            assert!(!answer.body.contains("secret\""), "{name} {path:?}");
        }
        let body = json!({ "path": path, "front": "", "body": "stolen", "revision": "", "id": "x", "language": "ru",
            "category": "payouts" });
        for name in ["save", "preview", "answers", "undo", "translate", "move"] {
            assert_eq!(writer.try_post(name, &body).status, 404, "{name} {path:?}");
        }
        assert_eq!(writer.image(&encoded, "x.png", b"\x89PNG").status, 404, "{path:?}");
        let page = writer.send("GET", &format!("page?file={encoded}"), &format!("Cookie: {}\r\n", writer.cookie), b"");
        assert_eq!(page.status, 404, "{path:?}");
    }
    for category in ["..", ".hidden", "_own", "out", "/tmp", "payouts/../.."] {
        let new = writer.try_post("new", &json!({ "category": category, "title": "Stolen?" }));
        assert_eq!(new.status, 422, "{category}: {}", new.body);
        let new = writer.try_post("category", &json!({ "folder": format!("{category}/x"), "title": "Stolen" }));
        assert_eq!(new.status, 422, "{category}: {}", new.body);
    }
    assert_eq!(site.snapshot(""), before, "nothing was written");
}
