//! Questions to customers whose ticket is closed.

use crate::config::{Localized, localized, localized_node};
use crate::typed_yaml::MapReader;
use crate::yaml::NodeKind;

/// What a survey asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurveyKind {
    /// Customer satisfaction, from 1 to 5.
    Csat,
    /// Whether they would recommend the company, from 0 to 10: the Net Promoter Score.
    Nps,
    /// How far the company is what they expect, from 1 to 10.
    Voice,
}

impl SurveyKind {
    /// All kinds by the names that settings, addresses and events have for them.
    pub const ALL: [(&'static str, Self); 3] = [("csat", Self::Csat), ("nps", Self::Nps), ("voice", Self::Voice)];

    /// Its name in settings, addresses and events.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// The lowest and the highest score.
    pub fn scale(self) -> (u8, u8) {
        match self {
            Self::Csat => (1, 5),
            Self::Nps => (0, 10),
            Self::Voice => (1, 10),
        }
    }
}

/// A survey of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// What it asks.
    pub kind: SurveyKind,
    /// The question in the team's own words; the theme has one otherwise.
    pub question: Option<Localized>,
}

/// Reads `surveys`: names, each with `true` or a map with its question.
pub(super) fn read(outer: &mut MapReader<'_>) -> Vec<Survey> {
    let Some(entries) = outer.map("surveys") else { return Vec::new() };
    let mut inner = outer.inside(entries);
    let mut surveys = Vec::new();
    for (name, kind) in SurveyKind::ALL {
        let Some(node) = inner.node(name) else { continue };
        let question = match &node.kind {
            NodeKind::Bool(false) => continue,
            NodeKind::Bool(true) => None,
            NodeKind::Map(entries) => question(&mut inner.inside(entries)),
            // A text is the question itself.
            NodeKind::List(_) => {
                let help = "write `true`, or `{ question: … }`";
                inner.fault("wrong-type", node, format!("`{name}` has to be `true` or a map"), help);
                continue;
            }
            _ => localized_node(&mut inner, name, node),
        };
        surveys.push(Survey { kind, question });
    }
    inner.finish();
    surveys
}

fn question(fields: &mut MapReader<'_>) -> Option<Localized> {
    let question = localized(fields, "question");
    fields.report_unknown();
    question
}
