//! Messages to a program: posted as JSON, signed as Standard Webhooks have it, so that libraries of every language can
//! check where they come from.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ureq::Agent;

use super::way::{Failure, Parcel, Way};
use crate::clock::now;
use crate::error::{Error, Result};
use crate::secret::Secret;

/// How long the other side may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// What the secrets of webhooks begin with.
const PREFIX: &str = "whsec_";

/// An address to post to.
#[derive(Debug)]
pub(crate) struct Webhook {
    agent: Agent,
    url: String,
    secret: Secret,
}

impl Webhook {
    /// A webhook with its secret: bytes in base64 behind `whsec_`, or any other text.
    pub(crate) fn new(url: &str, secret: &str) -> Result<Self> {
        let host = url.split_once("://").map_or("", |(_, rest)| rest);
        let is_local = ["127.0.0.1", "localhost", "[::1]"].iter().any(|local| host.starts_with(local));
        if !(url.starts_with("https://") || url.starts_with("http://") && is_local) || host.is_empty() {
            return Err(Error::Refused(
                "a webhook is an address with `https://`, or with `http://` on this machine".into(),
            ));
        }
        let bytes = secret.strip_prefix(PREFIX).and_then(|text| STANDARD.decode(text).ok());
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(concat!("helpdex/", env!("CARGO_PKG_VERSION"), " (collect)"))
            .build()
            .into();
        let secret = Secret::new(bytes.unwrap_or_else(|| secret.as_bytes().to_vec()));
        Ok(Self { agent, url: url.to_owned(), secret })
    }

    /// What the other side compares: key, time and body, signed.
    fn signature(&self, id: &str, seconds: i64, body: &str) -> String {
        format!("v1,{}", STANDARD.encode(self.secret.sign(format!("{id}.{seconds}.{body}").as_bytes())))
    }
}

impl Way for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    fn deliver(&self, parcel: &Parcel) -> Result<(), Failure> {
        let (id, seconds) = (parcel.message.id.as_str(), now() / 1000);
        let request = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds.to_string())
            .header("webhook-signature", self.signature(id, seconds, &parcel.json))
            .header("idempotency-key", id)
            .header("helpdex-redelivery", if parcel.may_be_again { "1" } else { "0" });
        match request.send(&parcel.json) {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(Failure::refused(format!("the webhook answered {}", answer.status().as_u16()))),
            Err(fault) => Err(failure(&fault)),
        }
    }
}

/// What the connection's end tells: before it was there, nothing was sent.
fn failure(fault: &ureq::Error) -> Failure {
    match fault {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => Failure::refused("the webhook can't be reached"),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            Failure::refused("the webhook can't be reached")
        }
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            Failure::refused("the webhook can't be reached in time")
        }
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Failure::refused("the webhook has no certificate to trust"),
        ureq::Error::Timeout(_) => Failure::unsure("the webhook did not answer in time"),
        _ => Failure::unsure("the connection to the webhook broke"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_as_the_standard_has_it() {
        // The example of the specification's own libraries.
        let webhook = Webhook::new("https://desk.example.com/", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = webhook.signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn only_addresses_that_keep_a_secret() {
        for odd in ["", "desk.example.com", "http://desk.example.com/", "ftp://desk.example.com/", "https://"] {
            assert!(Webhook::new(odd, "a secret").is_err(), "{odd}");
        }
        assert!(Webhook::new("http://127.0.0.1:9/", "a secret").is_ok());
    }
}
