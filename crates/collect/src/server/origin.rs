//! Which sites may send, and under which names the collector answers.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use percent_encoding::percent_decode_str;

/// Scheme, host and port of a site, as browsers write it in `Origin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads `https://help.example.com`, or the origin of any longer address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let authority = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
        let usual = match scheme.as_str() {
            "https" => ":443",
            "http" => ":80",
            _ => return None,
        };
        let authority = authority.strip_suffix(usual).unwrap_or(&authority);
        let odd = |c: char| !(c.is_ascii_alphanumeric() || "-._:[]".contains(c));
        if authority.is_empty() || authority.contains(odd) {
            return None;
        }
        Some(Self(format!("{scheme}://{authority}")))
    }

    /// The text of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    fn host(&self) -> &str {
        name_of(self.0.split_once("://").map_or("", |(_, authority)| authority))
    }
}

/// The sites that may send.
#[derive(Clone, Debug)]
pub(crate) struct AllowList(pub(crate) Vec<Origin>);

impl AllowList {
    /// The site that a request comes from, if it may send. Browsers name it in `Origin`; where they leave that out, the
    /// page's address in `Referer` tells it.
    pub(crate) fn sender(&self, headers: &HeaderMap) -> Option<&Origin> {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        match (origins.next(), origins.next()) {
            (Some(origin), None) => self.known(origin.to_str().ok()?),
            (None, _) => self.known(headers.get(header::REFERER)?.to_str().ok()?),
            _ => None,
        }
    }

    fn known(&self, text: &str) -> Option<&Origin> {
        let origin = Origin::parse(text)?;
        self.0.iter().find(|allowed| **allowed == origin)
    }

    /// Where a plain form goes on: a path of the site, or a whole address of an allowed one.
    pub(crate) fn next(&self, sender: Option<&Origin>, next: &str) -> Option<HeaderValue> {
        let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        if !is_plain {
            return None;
        }
        if next.starts_with('/') && !next.starts_with("//") {
            return HeaderValue::from_str(&format!("{}{next}", sender?.as_str())).ok();
        }
        self.known(next).and_then(|_| HeaderValue::from_str(next).ok())
    }

    /// The page that a request comes from, where its site may send.
    pub(crate) fn page(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let page = headers.get(header::REFERER)?;
        self.known(page.to_str().ok()?).map(|_| page.clone())
    }

    /// A value of the query of the page that a request comes from: where scripts are off, it can't be in the form.
    pub(crate) fn of_page(&self, headers: &HeaderMap, name: &str) -> Option<String> {
        let page = self.page(headers)?;
        let (_, query) = page.to_str().ok()?.split_once('?')?;
        let query = query.split('#').next()?;
        let value = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)?.1;
        Some(percent_decode_str(value).decode_utf8().ok()?.into_owned())
    }
}

/// The names under which the collector answers: a name that leads here without being one of them (DNS rebinding) would
/// let any page read the dashboard of whoever is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Hosts {
    names: Vec<String>,
    any_address: bool,
}

impl Hosts {
    pub(crate) fn new(bound: IpAddr, public: Option<&Origin>) -> Self {
        let own = ["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned(), bound.to_string()];
        let names = own.into_iter().chain(public.map(|public| public.host().to_owned())).collect();
        Self { names, any_address: bound.is_unspecified() }
    }

    /// Whether a request is meant for the collector.
    pub(crate) fn admit(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
        host.to_str().is_ok_and(|host| self.has(host)) && uri.authority().is_none_or(|host| self.has(host.as_str()))
    }

    fn has(&self, host: &str) -> bool {
        let name = name_of(host).to_ascii_lowercase();
        self.names.contains(&name) || self.any_address && name.parse::<IpAddr>().is_ok()
    }
}

/// The host without its port and brackets.
fn name_of(host: &str) -> &str {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.trim_start_matches('[').trim_end_matches(']')
}

/// The origin of the collector's own pages, for requests that change something of the dashboard.
pub(crate) fn is_own_page(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else { return false };
    origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    fn allowed() -> AllowList {
        AllowList(vec![
            Origin::parse("https://help.example.com/").unwrap(),
            Origin::parse("http://127.0.0.1:1111").unwrap(),
        ])
    }

    #[test]
    fn only_sites_that_are_allowed() {
        let list = allowed();
        let sent_by = |pairs: &[(header::HeaderName, &str)]| {
            list.sender(&headers(pairs)).map(|origin| origin.as_str().to_owned())
        };
        let ours = Some("https://help.example.com".to_owned());
        assert_eq!(sent_by(&[(header::ORIGIN, "https://help.example.com")]), ours);
        assert_eq!(sent_by(&[(header::REFERER, "https://help.example.com/a/?t=1")]), ours);
        assert_eq!(sent_by(&[(header::ORIGIN, "HTTPS://HELP.example.com:443")]), ours);
        for foreign in [
            "null",
            "https://evil.example",
            "http://help.example.com",
            "https://help.example.com.evil.example",
            "https://help.example.com:8443",
            "https://help.example.com@evil.example",
            "https://evil.example/https://help.example.com",
            "help.example.com",
            "",
        ] {
            assert_eq!(sent_by(&[(header::ORIGIN, foreign)]), None, "{foreign}");
            assert_eq!(sent_by(&[(header::REFERER, foreign)]), None, "{foreign}");
            // A foreign origin is not mended by a referer.
            assert_eq!(sent_by(&[(header::ORIGIN, foreign), (header::REFERER, "https://help.example.com/")]), None);
        }
        assert_eq!(sent_by(&[]), None);
    }

    #[test]
    fn forms_go_on_to_allowed_sites_only() {
        let list = allowed();
        let sender = list.0.first();
        let next = |text| list.next(sender, text).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(next("/a/#hd-thanks").as_deref(), Some("https://help.example.com/a/#hd-thanks"));
        assert_eq!(next("https://help.example.com/x").as_deref(), Some("https://help.example.com/x"));
        for odd in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "a",
            "",
            "/a\r\nSet-Cookie: a=b",
            "javascript:1",
        ] {
            assert_eq!(next(odd), None, "{odd}");
        }
        let referer = headers(&[(header::REFERER, "https://help.example.com/survey/csat/?lang=ru&t=A-1.2.%41#x")]);
        assert_eq!(list.of_page(&referer, "t").as_deref(), Some("A-1.2.A"));
        assert_eq!(list.of_page(&referer, "x"), None);
        let foreign = headers(&[(header::REFERER, "https://evil.example/?t=1")]);
        assert_eq!(list.of_page(&foreign, "t"), None);
    }

    #[test]
    fn only_under_its_own_names() {
        let hosts = Hosts::new("127.0.0.1".parse().unwrap(), Origin::parse("https://collect.example.com").as_ref());
        let admits = |host: &str| hosts.admit(&"/".parse().unwrap(), &headers(&[(header::HOST, host)]));
        for own in ["localhost:8788", "127.0.0.1", "[::1]:8788", "COLLECT.example.com", "collect.example.com:443"] {
            assert!(admits(own), "{own}");
        }
        for other in ["evil.example", "192.0.2.1", "collect.example.com.evil.example", ""] {
            assert!(!admits(other), "{other}");
        }
        assert!(Hosts::new("0.0.0.0".parse().unwrap(), None).has("192.0.2.1:8788"));
        assert!(is_own_page(&headers(&[(header::HOST, "localhost:8788"), (header::ORIGIN, "http://localhost:8788")])));
        assert!(!is_own_page(&headers(&[(header::HOST, "localhost:8788"), (header::ORIGIN, "http://evil.example")])));
        assert!(!is_own_page(&headers(&[(header::HOST, "localhost:8788")])));
    }
}
