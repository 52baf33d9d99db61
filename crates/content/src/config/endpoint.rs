//! Addresses that browsers send to what readers wrote.

/// Whether a URL is one of `https` with nothing in it that could end a line of the site's policy.
pub(crate) fn is_endpoint(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|rest| is_sound(rest) && host(rest).contains('.'))
}

/// Whether a URL may be that of a collector: one of `https`, one of this machine to try things, or a path of the site's
/// own host.
pub(crate) fn is_collector(url: &str) -> bool {
    if let Some(path) = url.strip_prefix('/') {
        return !path.is_empty() && !path.starts_with('/') && path.chars().all(is_inside);
    }
    let here = |rest: &str| {
        let name = host(rest).split(':').next().unwrap_or_default();
        is_sound(rest) && ["127.0.0.1", "localhost"].contains(&name)
    };
    is_endpoint(url) || url.strip_prefix("http://").is_some_and(here)
}

/// Scheme and host of such a URL; nothing for a path of the site's own host.
pub(crate) fn origin(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    url.get(..url.len() - rest.len() + host(rest).len())
}

fn host(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn is_sound(rest: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
    host(rest).chars().all(plain) && rest.chars().all(is_inside)
}

fn is_inside(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !"\"'<>\\;".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collectors_and_endpoints() {
        for url in ["https://c.example.com", "https://c.example.com:8443/in?x=1"] {
            assert!(is_endpoint(url) && is_collector(url), "{url}");
        }
        for url in ["http://127.0.0.1:8788", "http://localhost:8788/x", "/collect"] {
            assert!(!is_endpoint(url) && is_collector(url), "{url}");
        }
        for url in [
            "",
            "/",
            "//c.example.com",
            "/a b",
            "http://c.example.com",
            "https://localhost",
            "https://a.example;script-src *",
            "https://user@a.example",
            "http://127.0.0.1.evil.example",
            "https://a.example/\u{7f}",
            "javascript:alert(1)",
        ] {
            assert!(!is_endpoint(url) && !is_collector(url), "{url}");
        }
        assert_eq!(origin("https://c.example.com:8443/in?x=1"), Some("https://c.example.com:8443"));
        assert_eq!((origin("http://127.0.0.1:8788"), origin("/collect")), (Some("http://127.0.0.1:8788"), None));
    }
}
