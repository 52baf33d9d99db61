//! `helpdex mcp`, asked by the client of the protocol's own SDK.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use rmcp::model::CallToolRequestParams;
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::TokioChildProcess;
use rmcp::{ClientHandler, ServiceExt as _};
use serde_json::{Value, json};

use crate::support::Site;

/// A client that is told nothing and wants nothing.
#[derive(Clone, Default)]
struct Assistant;

impl ClientHandler for Assistant {}

type Running = RunningService<RoleClient, Assistant>;

/// What a tool answers, or its fault.
async fn call(client: &Running, tool: &str, arguments: Value) -> Result<Value, String> {
    let arguments = arguments.as_object().expect("a map").clone();
    let request = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
    let result = client.call_tool(request).await.expect("an answer");
    let text = || serde_json::to_string(&result.content).expect("JSON");
    if result.is_error == Some(true) { Err(text()) } else { result.structured_content.clone().ok_or_else(text) }
}

/// Runs a conversation with `helpdex mcp` on a site.
fn talk<T>(site: &Site, conversation: impl AsyncFnOnce(&Running, u32) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_helpdex"));
        command.current_dir(site.path("")).arg("mcp").stderr(Stdio::inherit());
        let process = TokioChildProcess::new(command).expect("started");
        let id = process.id().expect("an id");
        let client = Assistant.serve(process).await.expect("the protocol");
        let told = conversation(&client, id).await;
        client.cancel().await.expect("an end");
        told
    })
}

#[test]
fn an_assistant_searches_reads_and_cites() {
    let site = Site::demo();
    site.run(["build"]).status(0);
    talk(&site, async |client, _| {
        let about = client.peer_info().expect("about the server");
        assert!(about.instructions.as_ref().is_some_and(|text| text.contains("Driftnet Help")));
        let tools = client.list_all_tools().await.expect("tools");
        let mut names: Vec<&str> = tools.iter().map(|tool| tool.name.as_ref()).collect();
        names.sort_unstable();
        assert_eq!(names, ["changed_since", "list", "read", "search"]);
        assert!(tools.iter().all(|tool| tool.output_schema.is_some() && tool.description.is_some()));

        let found = call(client, "search", json!({ "query": "when do I get paid" })).await.expect("found");
        let url = found["answer"]["url"].as_str().expect("an address").to_owned();
        assert!(url.starts_with("https://help.driftnet.example/payouts/when-do-i-get-paid/"), "{found:#}");
        assert!(found["answer"]["passage"].as_str().is_some_and(|text| text.contains("48 hours")), "{found:#}");
        assert!(
            found["answer"]["updated"].is_string() && found["articles"].as_array().is_some_and(|all| all.len() > 1)
        );

        let read = call(client, "read", json!({ "url": url })).await.expect("read");
        let markdown = read["markdown"].as_str().expect("text");
        assert!(markdown.contains("# When do I get paid?") && markdown.contains("| PayPal |"), "{markdown}");
        assert!(url.starts_with(read["url"].as_str().expect("what to cite")));
        assert_eq!(read["category"], "Payouts");

        let russian =
            call(client, "search", json!({ "query": "как вывести деньги", "language": "ru", "limit": 1 })).await;
        assert_eq!(russian.expect("found")["answer"]["language"], "ru");
    });
}

#[test]
fn nothing_is_said_to_be_nothing() {
    let site = Site::demo();
    site.run(["build"]).status(0);
    talk(&site, async |client, _| {
        let found = call(client, "search", json!({ "query": "xyzzy qwrtz" })).await.expect("an answer");
        assert_eq!((&found["answer"], &found["articles"]), (&Value::Null, &json!([])));
        assert!(found["note"].as_str().is_some_and(|note| note.starts_with("No article answers this.")), "{found:#}");
        let near =
            call(client, "search", json!({ "query": "what is the capital of france" })).await.expect("an answer");
        assert_eq!(near["answer"], Value::Null);
        for (tool, arguments, fault) in [
            ("read", json!({ "url": "https://help.driftnet.example/nowhere/" }), "no article has the address"),
            ("read", json!({ "url": "/../../etc/passwd" }), "no article has the address"),
            ("read", json!({ "url": "file:///etc/passwd" }), "no article has the address"),
            ("search", json!({ "query": "x", "language": "xx" }), "no language `xx`"),
            ("changed_since", json!({ "date": "yesterday" }), "is no day"),
        ] {
            let told = call(client, tool, arguments).await.expect_err("a fault");
            assert!(told.contains(fault), "{told}");
        }
    });
}

#[test]
fn articles_are_listed_with_their_days() {
    let dated = |title: &str, day: &str| format!("---\ntitle: {title}\nreviewed: {day}\n---\n\nText.\n");
    let mut site = Site::new()
        .file("content/payouts/a.md", dated("A?", "2026-01-05"))
        .file("content/payouts/b.md", dated("B?", "2026-03-05"))
        .file("content/payouts/b.ru.md", dated("Б?", "2026-02-05"))
        .file("content/payouts/draft.md", "---\ntitle: Draft?\nstatus: draft\n---\n\nText.\n");
    for number in 0..100 {
        site = site.article(&format!("more/n{number:03}"), &format!("Number {number}?"), "Text.");
    }
    site.run(["build"]).status(0);
    talk(&site, async |client, _| {
        let titles = |list: &Value| -> Vec<String> {
            let articles = list["articles"].as_array().expect("a list").iter();
            articles.map(|article| article["title"].as_str().expect("text").to_owned()).collect()
        };
        let all = call(client, "list", json!({})).await.expect("a list");
        assert_eq!((&all["total"], titles(&all).len(), &all["next"]), (&json!(104), 100, &json!(100)));
        let rest = call(client, "list", json!({ "skip": 100 })).await.expect("a list");
        assert_eq!((titles(&rest).len(), &rest["next"]), (4, &Value::Null));
        let payouts = call(client, "list", json!({ "language": "en", "category": "payouts" })).await.expect("a list");
        assert_eq!(titles(&payouts), ["A?", "B?", "When do I get paid?"]);
        let changed = call(client, "changed_since", json!({ "date": "2026-02-05" })).await.expect("a list");
        assert_eq!(titles(&changed), ["B?", "Б?"]);
        assert_eq!(changed["articles"][0]["updated"], "2026-03-05");
        let nothing = call(client, "changed_since", json!({ "date": "2026-12-31" })).await.expect("a list");
        assert_eq!((&nothing["total"], titles(&nothing).len()), (&json!(0), 0));
    });
}

/// A thousand requests leave as much memory in use as the first hundred did.
#[test]
#[cfg(target_os = "linux")]
fn memory_stays_flat() {
    let site = Site::demo();
    site.run(["build"]).status(0);
    let words =
        ["payout", "vpn", "password", "devices", "fee", "referral", "android", "close account", "limit", "suspended"];
    talk(&site, async |client, id| {
        let resident = || {
            let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("a process");
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
            line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).expect("a number")
        };
        let mut early = 0;
        for number in 0..1_000 {
            let query = format!("{} {}", words[number % words.len()], words[number / 10 % words.len()]);
            let found = call(client, "search", json!({ "query": query })).await.expect("an answer");
            if number % 10 == 0 {
                let url = found["articles"][0]["url"].as_str().expect("an article").to_owned();
                call(client, "read", json!({ "url": url })).await.expect("an article");
            }
            if number == 200 {
                early = resident();
            }
        }
        let late = resident();
        assert!(late <= early + 4_096, "{early} kB, then {late} kB");
    });
}

/// Another build that takes the folder's place is what is asked from then on.
#[test]
fn a_new_build_is_noticed() {
    let site = Site::new();
    site.run(["build"]).status(0);
    talk(&site, async |client, _| {
        let query = json!({ "query": "walruses" });
        assert_eq!(call(client, "search", query.clone()).await.expect("an answer")["answer"], Value::Null);
        std::fs::write(site.path("content/payouts/when.md"), "---\ntitle: Do walruses get paid?\n---\n\nIn fish.\n")
            .expect("written");
        site.run(["build"]).status(0);
        let found = call(client, "search", query).await.expect("an answer");
        assert_eq!(found["answer"]["passage"], "In fish.", "{found:#}");
    });
}

#[test]
fn over_http_on_this_machine_alone() {
    let site = Site::demo();
    site.run(["build"]).status(0);
    let mut server = Command::new(env!("CARGO_BIN_EXE_helpdex"))
        .current_dir(site.path(""))
        .args(["mcp", "--http", "0"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut line = String::new();
    BufReader::new(server.stderr.take().expect("a stream")).read_line(&mut line).expect("a line");
    let address = line.trim().strip_prefix("assistants ask http://").expect("an address");
    let host = address.strip_suffix("/mcp").expect("the path").to_owned();
    assert!(host.starts_with("127.0.0.1:"), "{host}");
    let post = |name: &str, origin: &str, body: &Value| -> String {
        let mut stream = TcpStream::connect(&host).expect("connected");
        let body = body.to_string();
        let request = format!(
            "POST /mcp HTTP/1.1\r\nHost: {name}\r\nContent-Type: application/json\r\n\
             Accept: application/json, text/event-stream\r\n{origin}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("text");
        answer
    };
    let begin = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" },
    }});
    let answer = post(&host, "", &begin);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Driftnet Help"), "{answer}");
    let search = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "search", "arguments": { "query": "when do I get paid" },
    }});
    let answer = post(&host, "", &search);
    assert!(answer.contains("/payouts/when-do-i-get-paid/"), "{answer}");
    // A page of another host that asks through a browser, and a name that was bound to this machine.
    let foreign = post(&host, "Origin: https://evil.example\r\n", &search);
    assert!(foreign.starts_with("HTTP/1.1 403"), "{foreign}");
    let rebound = post("evil.example", "", &search);
    assert!(rebound.starts_with("HTTP/1.1 4") && !rebound.contains("payouts"), "{rebound}");
    server.kill().expect("ended");
    server.wait().expect("ended");
}

#[test]
fn a_site_that_tells_programs_nothing_is_refused() {
    let settings = "title: Help\nbase_url: https://help.example.com\nprograms: { answers: false }\n";
    let site = Site::new().file("helpdex.yaml", settings);
    site.run(["mcp"]).status(2).stderr_has("`programs` in helpdex.yaml switches off");
    let site = Site::new();
    site.run(["mcp"]).status(3).stderr_has("no search index");
}
