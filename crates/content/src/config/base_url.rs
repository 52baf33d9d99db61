//! Where a site is published.

/// Where the site lives: an origin, and the path below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host without a slash at the end: `https://help.example.com`.
    pub origin: String,
    /// Empty, or a path with a slash before and none after it: `/help`.
    pub path: String,
}

impl BaseUrl {
    /// Reads a base URL; nothing but `http` and `https` with a host will do.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:[]".contains(c);
        if host.is_empty() || !host.chars().all(plain) {
            return None;
        }
        let plain_path = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        if !path.chars().all(plain_path) || path.split('/').any(|part| part == "." || part == "..") {
            return None;
        }
        Some(Self { origin: text[..text.len() - path.len()].to_owned(), path: path.to_owned() })
    }

    /// The absolute URL of a page given by its path on the host (base path included).
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls() {
        let url = BaseUrl::parse("https://x.example/help/").expect("fine");
        assert_eq!((url.origin.as_str(), url.path.as_str()), ("https://x.example", "/help"));
        assert_eq!(BaseUrl::parse("http://localhost:1111").expect("fine").path, "");
        for bad in ["ftp://x", "x.example", "https://", "https://x/a b", "https://x/../y", "https://x\"y"] {
            assert_eq!(BaseUrl::parse(bad), None, "{bad}");
        }
    }
}
