//! Who may ask: only pages of the preview itself, and only for paths that mean one thing.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Uri, header};
use percent_encoding::percent_decode_str;

use helpdex_content::error::{Error, Result};

/// The names under which the preview answers.
///
/// A page elsewhere can make a browser send requests to this machine, and a name of its own lead to it (DNS rebinding).
/// Neither gets an answer: the name asked for must be one of ours, and so must the page that asks.
#[derive(Debug)]
pub(super) struct HostGuard {
    hosts: Vec<String>,
    /// Bound to all addresses: then any of them is ours. An address can't be rebound, only a name can.
    any_address: bool,
    /// Whether nobody but this machine can ask.
    is_local: bool,
    port: u16,
    /// The address under which a proxy serves the preview: scheme and host.
    origin: Option<(String, String)>,
}

impl HostGuard {
    pub(super) fn new(host: &str, address: SocketAddr) -> Self {
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        let bound = match address.ip() {
            IpAddr::V6(ip) => format!("[{ip}]"),
            IpAddr::V4(ip) => ip.to_string(),
        };
        let hosts = names.into_iter().chain([bound, host.to_ascii_lowercase()]).collect();
        let (any_address, is_local) = (address.ip().is_unspecified(), address.ip().is_loopback());
        Self { hosts, any_address, is_local, port: address.port(), origin: None }
    }

    /// The same for a preview that a proxy serves under another address, such as `https://write.example.com`.
    ///
    /// # Errors
    /// When that is no address of a host.
    pub(super) fn behind(self, origin: &str) -> Result<Self> {
        let taken_apart = origin.trim_end_matches('/').split_once("://");
        let plain =
            |host: &str| !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
        match taken_apart {
            Some((scheme @ ("https" | "http"), host)) if plain(host) => {
                let origin = Some((scheme.to_owned(), host.to_ascii_lowercase()));
                Ok(Self { origin, is_local: false, ..self })
            }
            _ => Err(Error::Refused(format!(
                "`{origin}` is no address of a server; write it like `https://write.example.com`, without a path"
            ))),
        }
    }

    /// Whether nobody but this machine can ask.
    pub(super) fn is_local(&self) -> bool {
        self.is_local
    }

    /// Whether a request is meant for the preview and comes from it or from no page at all.
    pub(super) fn admits(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
        let host_is_ours = host.to_str().is_ok_and(|host| self.is_ours(host));
        // A proxy's way to ask names the host a second time.
        let uri_is_ours = uri.authority().is_none_or(|authority| self.is_ours(authority.as_str()));
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let origin_is_ours = origins.all(|origin| {
            let Some((scheme, host)) = origin.to_str().ok().and_then(|origin| origin.split_once("://")) else {
                return false;
            };
            let is_proxy = self.origin.as_ref().is_some_and(|(ours, name)| scheme == ours && is_same(host, name));
            is_proxy || (scheme == "http" && self.is_at(host))
        });
        host_is_ours && uri_is_ours && origin_is_ours
    }

    /// Whether a name is one of ours, or that of the proxy before us.
    fn is_ours(&self, host: &str) -> bool {
        self.is_at(host) || self.origin.as_ref().is_some_and(|(_, name)| is_same(host, name))
    }

    /// Whether a name with its port leads right here.
    fn is_at(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let with_port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
        let (name, port) = match with_port {
            Some((name, port)) => (name, port.parse().ok()),
            None => (host.as_str(), Some(80)),
        };
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        port == Some(self.port)
            && (self.hosts.iter().any(|ours| ours == name) || (self.any_address && bare.parse::<IpAddr>().is_ok()))
    }
}

fn is_same(host: &str, name: &str) -> bool {
    host.eq_ignore_ascii_case(name)
}

/// A path decoded once; nothing when it could mean two things to two programs.
pub(super) fn decoded(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let odd = |c: char| c == '\\' || c.is_control();
    let part = |part: &str| part.starts_with('.') || part.contains(':') && part.len() == 2;
    if decoded.contains(odd) || decoded.split('/').any(part) || !decoded.starts_with('/') {
        return None;
    }
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(host: &str, origin: Option<&str>) -> bool {
        let gate = HostGuard::new("127.0.0.1", "127.0.0.1:1111".parse().expect("an address"));
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().expect("a header"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().expect("a header"));
        }
        gate.admits(&"/".parse().expect("a path"), &headers)
    }

    #[test]
    fn only_our_own_names() {
        for host in ["localhost:1111", "LOCALHOST:1111", "127.0.0.1:1111", "[::1]:1111"] {
            assert!(admits(host, None), "{host}");
            assert!(admits(host, Some(&format!("http://{host}"))), "{host}");
        }
        for host in
            ["evil.example:1111", "localhost", "localhost:2222", "127.0.0.2:1111", "localhost:1111.evil.example", ""]
        {
            assert!(!admits(host, None), "{host}");
        }
        for origin in ["null", "https://localhost:1111", "http://evil.example", "http://localhost:2222"] {
            assert!(!admits("localhost:1111", Some(origin)), "{origin}");
        }
    }

    #[test]
    fn all_addresses_but_no_other_names() {
        let gate = HostGuard::new("0.0.0.0", "0.0.0.0:1111".parse().expect("an address"));
        assert!(gate.is_ours("192.168.1.7:1111"));
        assert!(gate.is_ours("[fe80::1]:1111"));
        assert!(!gate.is_ours("evil.example:1111"));
    }

    #[test]
    fn the_address_of_a_proxy_and_no_other() {
        let gate = HostGuard::new("127.0.0.1", "127.0.0.1:1111".parse().expect("an address"));
        let gate = gate.behind("https://Write.example.com/").expect("an address");
        let admits = |host: &str, origin: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a header"));
            headers.insert(header::ORIGIN, origin.parse().expect("a header"));
            gate.admits(&"/".parse().expect("a path"), &headers)
        };
        assert!(admits("write.example.com", "https://write.example.com"));
        assert!(admits("127.0.0.1:1111", "https://write.example.com"), "a proxy that names us by our own address");
        for origin in ["http://write.example.com", "https://evil.example", "https://write.example.com:444", "null"] {
            assert!(!admits("write.example.com", origin), "{origin}");
        }
        assert!(!gate.is_local());
        for odd in ["write.example.com", "ftp://x", "https://", "https://x/y", "https://u@x"] {
            let gate = HostGuard::new("127.0.0.1", "127.0.0.1:1111".parse().expect("an address"));
            assert!(gate.behind(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn paths_that_mean_two_things() {
        for path in [
            "/../x",
            "/%2e%2e/x",
            "/..%2fx",
            "/a/..%5cx",
            "/a\\b",
            "/%00",
            "/a%00.md",
            "/.git/config",
            "/%2egit",
            "/%ff",
            "x",
            "/c:/x",
            "/a/%0d%0ab",
        ] {
            assert_eq!(decoded(path), None, "{path}");
        }
        assert_eq!(decoded("/a%20b/%D1%8F/").as_deref(), Some("/a b/я/"));
        assert_eq!(decoded("/%252e%252e/").as_deref(), Some("/%2e%2e/"));
    }
}
