//! Blocks between lines of colons.

use crate::markdown::directives::{Directive, Kind};
use crate::markdown::faults::Fault;
use crate::markdown::titles::Title;

/// A block, with all that its first line says.
#[derive(Debug)]
pub(in crate::markdown) struct Block {
    pub(in crate::markdown) directive: Directive,
    /// Its title; where it has none, what its attributes say in its place.
    pub(in crate::markdown) title: Title,
    /// The day of a change; may be none.
    pub(in crate::markdown) date: String,
    /// The block that it stands right in.
    pub(in crate::markdown) within: Option<Kind>,
}

impl Block {
    /// Reads a first line.
    pub(super) fn new(directive: Directive, within: Option<Kind>, quotes: &[String; 2]) -> Self {
        let (date, written) = match directive.kind {
            Kind::Updated => dated(&directive),
            _ => ("", directive.title.as_str()),
        };
        let instead = match directive.kind {
            Kind::Tab => directive.get("value"),
            Kind::Only => whom(&directive).1,
            _ => "",
        };
        let title = Title::read(written, quotes).or(instead).into_owned();
        let date = date.to_owned();
        Self { directive, title, date, within }
    }

    pub(in crate::markdown) fn kind(&self) -> Kind {
        self.directive.kind
    }

    /// The value of an attribute; empty when it has none.
    pub(in crate::markdown) fn get(&self, name: &str) -> &str {
        self.directive.get(name)
    }

    /// Whether anything stands behind its name.
    pub(in crate::markdown) fn is_titled(&self) -> bool {
        !self.directive.title.is_empty()
    }

    /// For whom a part for some readers is: what kind of readers, and which of them.
    pub(in crate::markdown) fn whom(&self) -> (&'static str, &str) {
        whom(&self.directive)
    }

    /// Whether it is for agents alone.
    pub(in crate::markdown) fn is_for_agents(&self) -> bool {
        self.directive.is_for_agents()
    }

    /// The title of a part for agents, which says so in the page's language.
    pub(in crate::markdown) fn title_for_agents(&self, internal: &str) -> String {
        if self.is_titled() { format!("{internal}: {}", self.title.text) } else { internal.to_owned() }
    }

    /// Whether it has the day of a change.
    pub(in crate::markdown) fn has_date(&self) -> bool {
        is_date(&self.date)
    }

    /// What is wrong with its first line.
    pub(super) fn fault(&self) -> Option<Fault> {
        let is_unnamed = self.title.text.trim().is_empty();
        match self.kind() {
            Kind::Tab => is_unnamed.then_some(Fault::UnnamedTab),
            Kind::Video => is_unnamed.then_some(Fault::UntitledVideo),
            Kind::Embed => is_unnamed.then_some(Fault::UntitledEmbed),
            Kind::Updated => (!self.has_date()).then_some(Fault::UndatedChange),
            Kind::Only if self.whom().0.is_empty() => Some(Fault::OnlyForNobody),
            Kind::Only => {
                self.directive.almost_for_agents().then(|| Fault::OnlyForAlmostAgents(self.whom().1.to_owned()))
            }
            _ => None,
        }
    }
}

/// The day of a change, and its title: `:::updated 2026-11-29 New fees`.
fn dated(directive: &Directive) -> (&str, &str) {
    let title = directive.title.as_str();
    let (first, rest) = title.split_once(char::is_whitespace).unwrap_or((title, ""));
    match directive.get("date") {
        "" if is_date(first) => (first, rest),
        date => (date, title),
    }
}

fn whom(directive: &Directive) -> (&'static str, &str) {
    match (directive.get("platform"), directive.get("audience")) {
        ("", "") => ("", ""),
        ("", audience) => ("audience", audience),
        (platform, _) => ("platform", platform),
    }
}

/// Whether a text is a day, such as `2026-11-29`.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        && text.parse::<jiff::civil::Date>().is_ok()
}
