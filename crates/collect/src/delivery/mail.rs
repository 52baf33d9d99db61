//! Messages by mail: plain text, whatever a customer wrote.

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{SmtpTransport, Transport};

use super::way::{Failure, Parcel, Way};
use crate::error::{Error, Result};
use crate::intake::message::Message;

/// How long the server may take for each step.
const PATIENCE: Duration = Duration::from_secs(20);
/// Characters of a subject.
const SUBJECT: usize = 150;

/// A mail server, and who writes to whom.
pub(crate) struct Mail {
    transport: SmtpTransport,
    from: Mailbox,
    to: Vec<Mailbox>,
}

impl Mail {
    /// A way by a server such as `smtps://user:password@mail.example.com`, from an address to others.
    pub(crate) fn new(url: &str, from: &str, to: &[String]) -> Result<Self> {
        // Not shown: it may hold a password.
        let unknown = |_| {
            Error::Refused(
                "a mail server is named by `smtps://USER:PASSWORD@HOST`, or `smtp://HOST:PORT?tls=required`".into(),
            )
        };
        let transport = SmtpTransport::from_url(url).map_err(unknown)?.timeout(Some(PATIENCE)).build();
        let mailbox =
            |text: &str| text.parse::<Mailbox>().map_err(|_| Error::Refused(format!("`{text}` is no mail address")));
        let to = to.iter().map(|text| mailbox(text)).collect::<Result<Vec<_>>>()?;
        if to.is_empty() {
            return Err(Error::Refused("mail needs an address to go to: add `--mail-to support@example.com`".into()));
        }
        Ok(Self { transport, from: mailbox(from)?, to })
    }

    fn letter(&self, parcel: &Parcel) -> Option<lettre::Message> {
        let message = &parcel.message;
        let mut letter = lettre::Message::builder()
            .from(self.from.clone())
            .subject(subject(message))
            // The same at each attempt: mail programs show such letters once.
            .message_id(Some(format!("<{}@{}>", message.id, self.from.email.domain())))
            .date_now();
        for to in &self.to {
            letter = letter.to(to.clone());
        }
        if let Some(customer) = message.get("email").and_then(|email| email.trim().parse::<Mailbox>().ok()) {
            letter = letter.reply_to(Mailbox::new(None, customer.email));
        }
        if parcel.may_be_again {
            let name = HeaderName::new_from_ascii_str("X-Helpdex-Redelivery");
            letter = letter.raw_header(HeaderValue::new(name, "1".to_owned()));
        }
        let body = SinglePart::plain(body(parcel));
        if message.files.is_empty() {
            return letter.singlepart(body).ok();
        }
        let octets = ContentType::parse("application/octet-stream").ok()?;
        let parts = message.files.iter().fold(MultiPart::mixed().singlepart(body), |parts, file| {
            // No program opens it by a kind that a customer chose.
            parts.singlepart(Attachment::new(one_line(&file.name, SUBJECT)).body(file.bytes(), octets.clone()))
        });
        letter.multipart(parts).ok()
    }
}

fn subject(message: &Message) -> String {
    let said = message.get("subject").or_else(|| message.get("topic")).unwrap_or_default();
    let said = one_line(said, SUBJECT);
    if said.is_empty() { "A message from the help site".to_owned() } else { said }
}

/// Without line breaks, which would begin another header.
fn one_line(text: &str, most: usize) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).take(most).collect()
}

fn body(parcel: &Parcel) -> String {
    let message = &parcel.message;
    let mut text = String::new();
    if parcel.may_be_again {
        text.push_str("This letter may reach you twice: the connection broke when it was sent before.\n\n");
    }
    for field in &message.fields {
        let value = field.value.trim_end();
        let between = if value.contains('\n') { ":\n" } else { ": " };
        text.push_str(&format!("{}{between}{value}\n\n", one_line(&field.name, SUBJECT)));
    }
    let language = one_line(&message.language, 35);
    text.push_str(&format!("-- \nlanguage: {language}\nwritten: {}\nkey: {}\n", message.at, message.id));
    text
}

impl Way for Mail {
    fn name(&self) -> &'static str {
        "smtp"
    }

    fn deliver(&self, parcel: &Parcel) -> Result<(), Failure> {
        let letter = self.letter(parcel).ok_or_else(|| Failure::refused("the message makes no letter"))?;
        self.transport.send(&letter).map(|_| ()).map_err(|fault| match fault.status() {
            // What the server says more may hold an address.
            Some(code) => Failure::refused(format!("the mail server answered {code}")),
            None if fault.is_tls() => Failure::refused("the mail server has no certificate to trust"),
            None if fault.is_timeout() => Failure::unsure("the mail server did not answer in time"),
            None => Failure::unsure("the connection to the mail server broke, or there is none"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::fields::{Field, File};

    fn mail() -> Mail {
        Mail::new("smtp://127.0.0.1:2525", "Help <help@example.com>", &["desk@example.com".to_owned()]).unwrap()
    }

    fn parcel(pairs: &[(&str, &str)]) -> Parcel {
        let field = |(name, value): &(&str, &str)| Field { name: (*name).into(), value: (*value).into() };
        let message = Message {
            id: "0123456789abcdef".into(),
            at: "2026-11-30T08:00:00Z".into(),
            language: "en".into(),
            fields: pairs.iter().map(field).collect(),
            files: Vec::new(),
        };
        Parcel { json: serde_json::to_string(&message).unwrap(), message, may_be_again: false }
    }

    fn written(parcel: &Parcel) -> String {
        String::from_utf8(mail().letter(parcel).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_letter_says_what_was_written() {
        let letter = written(&parcel(&[
            ("subject", "Late payout"),
            ("email", "anna@example.org"),
            ("text", "<b>Where</b>?\nSoon?"),
        ]));
        for line in [
            "Subject: Late payout",
            "Reply-To: anna@example.org",
            "To: desk@example.com",
            "Message-ID: <0123456789abcdef@example.com>",
            "<b>Where</b>?",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(letter.lines().any(|own| own == line), "{line}\n{letter}");
        }
        assert!(!letter.contains("Redelivery") && !letter.contains("text/html"));
        let again = written(&Parcel { may_be_again: true, ..parcel(&[("subject", "x")]) });
        assert!(again.contains("X-Helpdex-Redelivery: 1") && again.contains("may reach you twice"));
    }

    #[test]
    fn no_field_makes_a_header() {
        let letter = written(&parcel(&[
            ("subject", "Hi\r\nBcc: victim@example.org"),
            ("email", "a@example.org\r\nBcc: victim@example.org"),
            ("na\r\nme", "x"),
        ]));
        let head = letter.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("Reply-To:")), "{head}");
        assert!(head.contains("Subject: Hi Bcc: victim@example.org"), "{head}");
    }

    #[test]
    fn files_are_attached_as_bytes() {
        let mut parcel = parcel(&[("subject", "x")]);
        let file = File {
            field: "file".into(),
            name: "a\r\nb.html".into(),
            kind: "text/html".into(),
            data: "aGVsbG8=".into(),
        };
        parcel.message.files.push(file);
        let letter = written(&parcel);
        assert!(letter.contains("application/octet-stream") && letter.contains("filename=\"a b.html\""), "{letter}");
        assert!(!letter.contains("text/html"));
    }

    #[test]
    fn faults_of_settings_are_told_without_the_password() {
        for (url, from, to) in [
            ("https://user:geheim@mail.example.com", "a@example.com", "b@example.com"),
            ("smtps://user:geheim@mail.example.com", "nobody", "b@example.com"),
            ("smtps://user:geheim@mail.example.com", "a@example.com", "nobody"),
        ] {
            let fault = Mail::new(url, from, &[to.to_owned()]).err().unwrap().to_string();
            assert!(!fault.contains("geheim"), "{fault}");
        }
        assert!(Mail::new("smtp://127.0.0.1:25", "a@example.com", &[]).is_err());
    }
}
