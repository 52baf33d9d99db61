//! Who may write.
//!
//! Whoever opens the link of the terminal gets a cookie, and the editor's page holds a second secret, which its scripts
//! send along. A page elsewhere can make a browser send the cookie at best – and not even that, it is SameSite=Strict –
//! but never reads the second one. Other programs on this machine know neither.

use axum::http::{HeaderMap, header};

use helpdex_content::error::{Error, Result};

use super::root::ROOT;
use crate::options::Writing;

/// The header that holds the second secret.
pub(super) const HEADER: &str = "x-helpdex-write";
/// A shorter token can be guessed.
const SHORTEST: usize = 16;

/// A secret.
struct SecretText(String);

impl SecretText {
    /// A secret that nobody can guess.
    fn random() -> Result<Self> {
        let mut bytes = [0u8; 24];
        let fault = |fault| Error::Environment(format!("the system gives no randomness: {fault}"));
        getrandom::fill(&mut bytes).map_err(fault)?;
        Ok(Self(base16ct::lower::encode_string(&bytes)))
    }

    /// Compares in the same time wherever the first difference is.
    fn is(&self, given: &str) -> bool {
        let (own, given) = (self.0.as_bytes(), given.as_bytes());
        own.len() == given.len() && own.iter().zip(given).fold(0, |differ, (own, given)| differ | (own ^ given)) == 0
    }

    fn text(&self) -> &str {
        &self.0
    }
}

/// The secrets of one run.
pub(crate) struct Secrets {
    /// What the link holds, or the team's own token.
    key: SecretText,
    /// What the cookie holds.
    cookie: SecretText,
    /// What the page holds.
    page: SecretText,
    /// Cookies are of a host, whatever its port: two previews side by side need two names.
    name: String,
    /// Whether browsers may send the cookie over TLS alone.
    secure: bool,
}

impl Secrets {
    pub(super) fn new(options: &Writing, port: u16) -> Result<Self> {
        let key = match &options.token {
            Some(token) if token.chars().count() < SHORTEST => {
                return Err(Error::Refused(format!("the token is too short: take {SHORTEST} characters or more")));
            }
            Some(token) => SecretText(token.clone()),
            None => SecretText::random()?,
        };
        let secure = options.origin.as_ref().is_some_and(|origin| origin.starts_with("https://"));
        let name = format!("helpdex_write_{port}");
        Ok(Self { key, cookie: SecretText::random()?, page: SecretText::random()?, name, secure })
    }

    /// Whether somebody has the key.
    pub(super) fn is_key(&self, given: &str) -> bool {
        self.key.is(given)
    }

    /// What the link of the terminal ends in.
    pub(crate) fn link(&self) -> String {
        let key = percent_encoding::utf8_percent_encode(self.key.text(), percent_encoding::NON_ALPHANUMERIC);
        format!("{}enter?key={key}", ROOT)
    }

    /// What the page holds.
    pub(super) fn page(&self) -> &str {
        self.page.text()
    }

    /// The line that gives a browser the cookie.
    pub(super) fn set_cookie(&self) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={}; Path={}; HttpOnly; SameSite=Strict{secure}", self.name, self.cookie.text(), ROOT)
    }

    /// Whether a request has the cookie.
    pub(super) fn has_entered(&self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.name && self.cookie.is(value))
    }

    /// Whether a request comes from the editor's page: it has both.
    pub(super) fn may_write(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(HEADER).iter();
        let (Some(given), None) = (given.next(), given.next()) else { return false };
        self.has_entered(headers) && given.to_str().is_ok_and(|given| self.page.is(given))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, String)]) -> HeaderMap {
        lines.iter().map(|(name, value)| ((*name).parse().expect("a name"), value.parse().expect("a value"))).collect()
    }

    #[test]
    fn both_secrets_are_needed() {
        let secrets = Secrets::new(&Writing::default(), 1111).expect("made");
        let cookie = secrets.set_cookie();
        assert!(cookie.ends_with("; Path=/__helpdex/write/; HttpOnly; SameSite=Strict"), "{cookie}");
        let cookie = cookie.split(';').next().expect("a pair").to_owned();
        let page = secrets.page().to_owned();
        let may = |lines: &[(&'static str, String)]| secrets.may_write(&headers(lines));
        assert!(may(&[("cookie", format!("a=b; {cookie}")), (HEADER, page.clone())]));
        assert!(!may(&[("cookie", cookie.clone())]));
        assert!(!may(&[(HEADER, page.clone())]));
        assert!(!may(&[("cookie", cookie.clone()), (HEADER, format!("{page}0"))]));
        assert!(!may(&[("cookie", cookie.replace("1111", "1112")), (HEADER, page.clone())]));
        assert!(!may(&[("cookie", cookie), (HEADER, page.clone()), (HEADER, page)]), "two");
    }

    #[test]
    fn tokens_are_long() {
        let options = |token: &str| Writing { token: Some(token.to_owned()), origin: None };
        assert!(Secrets::new(&options("short"), 1).is_err());
        let secrets = Secrets::new(&options("long enough, isn't it"), 1).expect("made");
        assert!(secrets.is_key("long enough, isn't it") && !secrets.is_key("long enough, isn't i"));
        assert!(secrets.link().ends_with("enter?key=long%20enough%2C%20isn%27t%20it"));
    }
}
