//! Programs that look around and are no readers.

/// What such programs have in their names.
const PROGRAMS: [&str; 22] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "monitor",
    "preview",
    "curl/",
    "wget/",
    "python",
    "go-http",
    "java/",
    "headless",
    "scan",
    "fetch",
    "http-client",
    "okhttp",
    "libwww",
    "axios",
    "lighthouse",
    "uptime",
    "check",
    "feed",
];

/// Whether a program says that it is one. An empty name is none of a browser.
pub(super) fn is_program(agent: &str) -> bool {
    // A maker of phones has a bot in its name.
    let agent = agent.to_ascii_lowercase().replace("cubot", "");
    agent.is_empty() || agent == "-" || PROGRAMS.iter().any(|program| agent.contains(program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_no_programs() {
        let browsers = [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 11; CUBOT KINGKONG) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
        ];
        assert!(browsers.iter().all(|agent| !is_program(agent)));
        for program in ["", "-", "curl/8.5.0", "Mozilla/5.0 (compatible; bingbot/2.0)", "Go-http-client/1.1"] {
            assert!(is_program(program), "{program}");
        }
    }
}
