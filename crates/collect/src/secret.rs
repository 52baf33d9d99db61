//! Secrets: files of the data folder that nobody else may read, and what is signed with them.

use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result};

/// A key that signs. It is never shown.
#[derive(Clone)]
pub(crate) struct Secret(Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    pub(crate) fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    fn keyed(&self, message: &[u8]) -> Hmac<Sha256> {
        // A key of any length will do: longer ones are hashed first.
        #[allow(clippy::expect_used, reason = "HMAC takes keys of every length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of every length");
        mac.update(message);
        mac
    }

    /// What proves that whoever wrote a message knew the secret.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.keyed(message).finalize().into_bytes().to_vec()
    }

    /// The first letters of the signature in base64url, which are enough where forging one has to be tried online.
    pub(crate) fn short(&self, message: &[u8]) -> String {
        let mut text = URL_SAFE_NO_PAD.encode(self.sign(message));
        text.truncate(SHORT);
        text
    }

    /// Whether the letters are the signature of the message. It takes the same time for all that are not.
    pub(crate) fn is_short_of(&self, message: &[u8], given: &str) -> bool {
        let own = self.short(message);
        own.len() == given.len() && own.bytes().zip(given.bytes()).fold(0, |odd, (a, b)| odd | (a ^ b)) == 0
    }
}

/// Letters of a short signature: 132 bits.
const SHORT: usize = 22;

/// Random bytes as text.
pub(crate) fn random(bytes: usize) -> Result<String> {
    let mut buffer = vec![0; bytes];
    getrandom::fill(&mut buffer).map_err(|fault| Error::Environment(format!("the system gives no chance: {fault}")))?;
    Ok(URL_SAFE_NO_PAD.encode(buffer))
}

/// What a file holds that only we may read; it is made of chance where it is missing.
pub(crate) fn kept(file: &Path) -> Result<String> {
    match std::fs::read_to_string(file) {
        Ok(text) if text.trim().len() >= LEAST => Ok(text.trim().to_owned()),
        Ok(_) => Err(Error::Refused(format!(
            "`{}` holds fewer than {LEAST} letters: remove it, and a new secret is made",
            file.display()
        ))),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            let text = random(32)?;
            write(file, &text).map_err(Error::io("write", file))?;
            Ok(text)
        }
        Err(fault) => Err(Error::io("read", file)(fault)),
    }
}

/// Shorter secrets can be guessed.
const LEAST: usize = 16;

fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(file)?;
    opened.write_all(format!("{text}\n").as_bytes())?;
    opened.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_one_secret_and_message() {
        let (ours, theirs) = (Secret::new("one secret that is long"), Secret::new("another secret"));
        let signed = ours.short(b"v1.123.1795262400");
        assert_eq!(signed.len(), SHORT);
        assert!(ours.is_short_of(b"v1.123.1795262400", &signed));
        assert!(!ours.is_short_of(b"v1.124.1795262400", &signed));
        assert!(!theirs.is_short_of(b"v1.123.1795262400", &signed));
        for forged in ["", "a", &signed[1..], &format!("{signed}a")] {
            assert!(!ours.is_short_of(b"v1.123.1795262400", forged), "{forged}");
        }
        assert_eq!(format!("{ours:?}"), "Secret(…)");
    }

    #[test]
    fn a_secret_is_made_once_and_nobody_else_reads_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        let made = kept(&file).expect("made");
        assert_eq!(kept(&file).expect("read"), made);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&file, "short").expect("written");
        assert!(kept(&file).is_err());
    }
}
