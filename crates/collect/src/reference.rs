//! Signed references: what a link from a ticket to a survey carries, so that one answer counts once.
//!
//! `ID.EXPIRY.MAC`: the ticket, seconds since 1970, and a short signature of both.

use crate::secret::Secret;

/// A ticket whose customer may answer a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) ticket: String,
    /// Seconds since 1970.
    pub(crate) expiry: i64,
}

/// Why a reference counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It was not signed here, or changed since.
    Forged,
    /// It was good once.
    Expired,
}

/// Letters of a ticket's name.
pub(crate) const MOST: usize = 40;

/// Whether a ticket can be named so in a link.
pub(crate) fn is_ticket(name: &str) -> bool {
    (1..=MOST).contains(&name.len()) && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_' || c == b'-')
}

impl Reference {
    /// The text that a link carries.
    pub(crate) fn signed(&self, secret: &Secret) -> String {
        let said = format!("{}.{}", self.ticket, self.expiry);
        format!("{said}.{}", secret.short(format!("v1.{said}").as_bytes()))
    }

    /// The reference in a text that was signed here and still holds.
    pub(crate) fn read(text: &str, secret: &Secret, now: i64) -> Result<Self, Refusal> {
        let (said, mac) = text.rsplit_once('.').ok_or(Refusal::Forged)?;
        if !secret.is_short_of(format!("v1.{said}").as_bytes(), mac) {
            return Err(Refusal::Forged);
        }
        let (ticket, expiry) = said.split_once('.').ok_or(Refusal::Forged)?;
        let expiry: i64 = expiry.parse().map_err(|_| Refusal::Forged)?;
        if !is_ticket(ticket) {
            return Err(Refusal::Forged);
        }
        if expiry < now {
            return Err(Refusal::Expired);
        }
        Ok(Self { ticket: ticket.to_owned(), expiry })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_signed_here_and_holds() {
        let secret = Secret::new("a secret of the data folder");
        let reference = Reference { ticket: "T-123".into(), expiry: 2_000 };
        let text = reference.signed(&secret);
        assert_eq!(Reference::read(&text, &secret, 1_000), Ok(reference));
        assert_eq!(Reference::read(&text, &secret, 2_001), Err(Refusal::Expired));
        let mac = text.rsplit('.').next().expect("a signature");
        for forged in [
            format!("T-124.2000.{mac}"),
            format!("T-123.3000.{mac}"),
            format!("T-123.2000.{}", "a".repeat(22)),
            "T-123.2000.".to_owned(),
            "T-123".to_owned(),
            "..".to_owned(),
            String::new(),
            Reference { ticket: "a b".into(), expiry: 2_000 }.signed(&secret),
            Reference { ticket: "T-123".into(), expiry: 2_000 }.signed(&Secret::new("another one")),
        ] {
            assert_eq!(Reference::read(&forged, &secret, 1_000), Err(Refusal::Forged), "{forged}");
        }
    }
}
