//! Who may see the dashboard: whoever has the token.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::secret::Secret;

/// Hours that somebody stays signed in.
const HOURS: i64 = 12;
/// The cookie's name. The prefix has browsers refuse it from any other host or path.
const COOKIE: &str = "__Host-helpdex";
/// The same where there is no TLS, which the prefix asks for: on this machine.
const PLAIN_COOKIE: &str = "helpdex";

/// The token, and what proves that somebody had it.
#[derive(Debug)]
pub(crate) struct Sessions {
    token: String,
    secret: Secret,
    /// Whether browsers reach the collector by `https`.
    is_https: bool,
}

impl Sessions {
    /// Changing the token signs everybody out.
    pub(crate) fn new(token: String, secret: &Secret, is_https: bool) -> Self {
        let secret = Secret::new(secret.sign(format!("session.{token}").as_bytes()));
        Self { token, secret, is_https }
    }

    /// Whether a text is the token. Both are signed first, so that the time it takes tells nothing.
    pub(crate) fn is_token(&self, text: &str) -> bool {
        self.secret.is_short_of(self.token.as_bytes(), &self.secret.short(text.trim().as_bytes()))
    }

    /// Whether a program has the token, by `Authorization: Bearer` or as the password of `Basic`.
    pub(crate) fn has_bearer(&self, headers: &HeaderMap) -> bool {
        let Some(given) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
            return false;
        };
        let Some((scheme, rest)) = given.split_once(' ') else { return false };
        if scheme.eq_ignore_ascii_case("bearer") {
            return self.is_token(rest);
        }
        let decoded = STANDARD.decode(rest.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let password = decoded.as_deref().and_then(|pair| pair.split_once(':')).map(|(_, password)| password);
        scheme.eq_ignore_ascii_case("basic") && password.is_some_and(|password| self.is_token(password))
    }

    /// Whether a request comes from somebody who is signed in, or from a program with the token.
    pub(crate) fn admits(&self, headers: &HeaderMap, now: i64) -> bool {
        self.has_bearer(headers) || self.is_signed_in(headers, now)
    }

    fn is_signed_in(&self, headers: &HeaderMap, now: i64) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.name() && self.holds(value, now))
    }

    fn holds(&self, value: &str, now: i64) -> bool {
        let Some((until, mac)) = value.split_once('.') else { return false };
        self.secret.is_short_of(until.as_bytes(), mac) && until.parse::<i64>().is_ok_and(|until| now < until)
    }

    fn name(&self) -> &'static str {
        if self.is_https { COOKIE } else { PLAIN_COOKIE }
    }

    /// The cookie of somebody who signs in: for this host alone, read by no script, sent by no other site's page.
    pub(crate) fn cookie(&self, now: i64) -> Option<HeaderValue> {
        let until = (now + HOURS * 3_600_000).to_string();
        self.set(&format!("{until}.{}", self.secret.short(until.as_bytes())), HOURS * 3600)
    }

    /// What takes it away.
    pub(crate) fn no_cookie(&self) -> Option<HeaderValue> {
        self.set("", 0)
    }

    fn set(&self, value: &str, age: i64) -> Option<HeaderValue> {
        let (name, secure) = (self.name(), if self.is_https { "; Secure" } else { "" });
        let text = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
        HeaderValue::from_str(&text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions(token: &str) -> Sessions {
        Sessions::new(token.into(), &Secret::new("the secret of the folder"), true)
    }

    fn with(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn whoever_has_the_token_is_let_in() {
        let ours = sessions("a token of some length");
        for good in ["Bearer a token of some length", "bearer a token of some length"] {
            assert!(ours.admits(&with(header::AUTHORIZATION, good), 0), "{good}");
        }
        let basic = format!("Basic {}", STANDARD.encode("anybody:a token of some length"));
        assert!(ours.admits(&with(header::AUTHORIZATION, &basic), 0));
        for bad in ["Bearer ", "Bearer a token", "Basic a token of some length", "a token of some length", "Basic Og=="]
        {
            assert!(!ours.admits(&with(header::AUTHORIZATION, bad), 0), "{bad}");
        }
        assert!(!ours.admits(&HeaderMap::new(), 0));
    }

    #[test]
    fn a_cookie_holds_for_hours_and_for_one_token() {
        let ours = sessions("a token of some length");
        let cookie = ours.cookie(0).unwrap().to_str().unwrap().to_owned();
        for part in ["__Host-helpdex=", "; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let pair = cookie.split(';').next().unwrap();
        let sent = with(header::COOKIE, &format!("other=1; {pair}"));
        assert!(ours.admits(&sent, 1_000));
        assert!(!ours.admits(&sent, HOURS * 3_600_000));
        assert!(!sessions("another token").admits(&sent, 1_000));
        let longer = pair.replacen(|c: char| c.is_ascii_digit(), "9", 1);
        assert!(!ours.admits(&with(header::COOKIE, &longer), 1_000));
    }
}
