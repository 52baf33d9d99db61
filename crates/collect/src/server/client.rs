//! Whose request it is: needed to limit rates, and kept nowhere.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// What a proxy says of whom it asks for.
const FORWARDED: &str = "x-forwarded-for";

/// The address at the other end, or the one that a trusted proxy there says it asks for.
///
/// Each proxy appends whom it was asked by, so the list is read from its end, up to the first that is no proxy of ours:
/// what stands before that, anybody could have written.
pub(crate) fn address(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    let values: Vec<&str> = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok()).collect();
    let mut named =
        values.iter().flat_map(|value| value.split(',')).map(str::trim).collect::<Vec<_>>().into_iter().rev();
    while proxies.contains(&address.to_canonical()) {
        match named.next().and_then(|text| text.parse().ok()) {
            Some(next) => address = next,
            None => break,
        }
    }
    address
}

/// Whether somebody on this machine asks, and not a proxy for somebody else.
pub(crate) fn is_local(peer: IpAddr, headers: &HeaderMap) -> bool {
    let passed_on = [FORWARDED, "forwarded", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
    peer.to_canonical().is_loopback() && !passed_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str, proxies: &[&str]) -> String {
        let proxies: Vec<IpAddr> = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert(FORWARDED, forwarded.parse().unwrap());
        }
        address(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1", "", &[]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1", "198.51.100.7", &[]), "192.0.2.1");
        assert_eq!(seen("127.0.0.1", "198.51.100.7", &["127.0.0.1"]), "198.51.100.7");
        assert_eq!(seen("127.0.0.1", "203.0.113.9, 198.51.100.7", &["127.0.0.1"]), "198.51.100.7");
        assert_eq!(seen("127.0.0.1", "203.0.113.9, 10.0.0.2", &["127.0.0.1", "10.0.0.2"]), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", "nonsense", &["127.0.0.1"]), "127.0.0.1");
        assert_eq!(seen("::ffff:127.0.0.1", "198.51.100.7", &["127.0.0.1"]), "198.51.100.7");
    }

    #[test]
    fn a_request_that_was_passed_on_is_not_local() {
        let mut headers = HeaderMap::new();
        assert!(is_local("127.0.0.1".parse().unwrap(), &headers));
        assert!(!is_local("192.0.2.1".parse().unwrap(), &headers));
        headers.insert(FORWARDED, "198.51.100.7".parse().unwrap());
        assert!(!is_local("127.0.0.1".parse().unwrap(), &headers));
    }
}
