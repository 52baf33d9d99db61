//! What surveys say.

use std::collections::BTreeMap;

use serde::Serialize;

use super::statistics::{Mean, NetPromoter, Share};
use super::steps::{Point, Steps};
use crate::event::Survey;
use crate::tally::{Rows, SurveyRow};

/// All surveys.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Surveys {
    /// Customer satisfaction, 1 to 5.
    pub csat: Option<Marks>,
    /// Of those: how many gave 4 or 5.
    pub satisfied: Option<Share>,
    /// "Would you recommend us?", 0 to 10.
    pub nps: Option<Marks>,
    /// Promoters less detractors.
    pub net_promoter: Option<NetPromoter>,
    /// Customer Voice, 1 to 10.
    pub voice: Option<Marks>,
}

/// Answers to one survey.
#[derive(Clone, Debug, Serialize)]
pub struct Marks {
    /// Their mean.
    pub mean: Mean,
    /// How often each answer was given, also those that nobody gave.
    pub answers: Vec<(u8, u64)>,
    /// Step by step, how often each answer was given.
    pub curve: Vec<Point<Vec<(u8, u64)>>>,
    /// The mean by language.
    pub languages: Vec<(String, Mean)>,
}

pub(super) fn surveys(rows: &Rows, steps: &Steps) -> Surveys {
    let marks = |survey| marks(rows, survey, steps);
    let (csat, nps, voice) = (marks(Survey::Csat), marks(Survey::Nps), marks(Survey::Voice));
    Surveys {
        satisfied: csat.as_ref().and_then(|csat| satisfied(&csat.answers)),
        net_promoter: nps.as_ref().and_then(|nps| NetPromoter::new(nps.answers.iter().copied())),
        csat,
        nps,
        voice,
    }
}

/// The share of those who gave 4 or 5 of 5.
fn satisfied(answers: &[(u8, u64)]) -> Option<Share> {
    let sum = |least: u8| answers.iter().filter(|(score, _)| *score >= least).map(|(_, count)| count).sum();
    Share::new(sum(4), sum(0))
}

fn marks(rows: &Rows, survey: Survey, steps: &Steps) -> Option<Marks> {
    let scale = survey.scale();
    // What lies off the scale is no answer, whoever filled the rows.
    let of = || rows.surveys.iter().filter(move |row| row.survey == survey && (scale.0..=scale.1).contains(&row.score));
    let mut answers: BTreeMap<u8, u64> = (scale.0..=scale.1).map(|score| (score, 0)).collect();
    let mut languages: BTreeMap<&str, Vec<&SurveyRow>> = BTreeMap::new();
    for row in of() {
        *answers.entry(row.score).or_default() += row.count;
        languages.entry(&row.lang).or_default().push(row);
    }
    let mean = |rows: &[&SurveyRow]| Mean::new(rows.iter().map(|row| (row.score, row.count)), scale);
    let curve = steps.curve(of().map(|row| (row.day, row)), |sum: &mut Vec<(u8, u64)>, row| {
        match sum.iter_mut().find(|(score, _)| *score == row.score) {
            Some((_, count)) => *count += row.count,
            None => sum.push((row.score, row.count)),
        }
    });
    Some(Marks {
        mean: mean(&of().collect::<Vec<_>>())?,
        answers: answers.into_iter().collect(),
        curve,
        languages: languages.into_iter().filter_map(|(lang, rows)| Some((lang.to_owned(), mean(&rows)?))).collect(),
    })
}
