//! CSAT, NPS and Customer Voice.

use super::super::numbers::thousands;
use super::super::view::{Cell, Chart, Fact, Line, Scale, Section, Table, View};
use super::overview::share;
use crate::event::Survey;
use crate::figures::{Figures, Marks, Mean};

pub(super) fn view(figures: &Figures) -> View {
    let surveys = &figures.surveys;
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(share("CSAT: 4 or 5 of 5", surveys.satisfied));
    facts.extend(surveys.csat.as_ref().map(|csat| mean("CSAT, mean of 5", &csat.mean)));
    facts.extend(surveys.net_promoter.as_ref().map(|score| Fact {
        label: "NPS",
        value: format!("{:.0}", score.value),
        note: format!(
            "{} answers; {:.0} to {:.0}; promoters {}, passives {}, detractors {}",
            thousands(score.n),
            score.low,
            score.high,
            thousands(score.promoters),
            thousands(score.passives),
            thousands(score.detractors)
        ),
    }));
    facts.extend(surveys.voice.as_ref().map(|voice| mean("Customer Voice, mean of 10", &voice.mean)));
    let mut sections = Vec::new();
    for (survey, name, marks) in [
        (Survey::Csat, "CSAT", surveys.csat.as_ref()),
        (Survey::Nps, "NPS", surveys.nps.as_ref()),
        (Survey::Voice, "Customer Voice", surveys.voice.as_ref()),
    ] {
        if let Some(marks) = marks {
            sections.extend(one(survey, name, marks));
        }
    }
    let words = words(figures);
    if !words.rows.is_empty() {
        let title = "In customers’ words".to_owned();
        sections.push(Section { name: "comments", title, note: None, chart: None, table: words });
    }
    View { name: "surveys", title: "Surveys", facts, sections }
}

fn mean(label: &'static str, mean: &Mean) -> Fact {
    let note = format!("{} answers; {:.2} to {:.2}", thousands(mean.n), mean.low, mean.high);
    Fact { label, value: format!("{:.2}", mean.value), note }
}

fn one(survey: Survey, name: &str, marks: &Marks) -> Vec<Section> {
    let names = match survey {
        Survey::Csat => ["csat-answers", "csat-over-time", "csat-languages"],
        Survey::Nps => ["nps-answers", "nps-over-time", "nps-languages"],
        Survey::Voice => ["voice-answers", "voice-over-time", "voice-languages"],
    };
    let mut answers = Table::new(&[("Answer", "score"), ("Given", "count")]);
    answers.rows.extend(marks.answers.iter().map(|(score, count)| vec![u64::from(*score).into(), (*count).into()]));
    let bars = marks.answers.iter().map(|(score, count)| (score.to_string(), *count)).collect();
    let section = |name, title: String, chart, table| Section { name, title, note: None, chart, table };
    let mut sections = vec![section(names[0], format!("{name}: answers"), Some(Chart::Bars(bars)), answers)];
    let scale = survey.scale();
    let means: Vec<_> =
        marks.curve.iter().map(|point| (point.from, Mean::new(point.value.iter().copied(), scale))).collect();
    if means.len() > 1 {
        let mut table = Table::new(&[("From", "from"), ("Answers", "count"), ("Mean", "mean")]);
        for (from, mean) in means.iter().filter_map(|(from, mean)| Some((from, (*mean)?))) {
            table.rows.push(vec![(*from).into(), mean.n.into(), Cell::Mean(mean.value, mean.low, mean.high)]);
        }
        let points = means.iter().map(|(_, mean)| mean.map(|mean| (mean.value, mean.low, mean.high))).collect();
        let chart = Chart::Lines {
            scale: Scale::Marks(f64::from(scale.0), f64::from(scale.1)),
            steps: means.iter().map(|(from, _)| *from).collect(),
            lines: vec![Line { name: "Mean".to_owned(), points }],
        };
        sections.push(section(names[1], format!("{name}: mean over time"), Some(chart), table));
    }
    if marks.languages.len() > 1 {
        let mut table = Table::new(&[("Language", "lang"), ("Answers", "count"), ("Mean", "mean")]);
        for (lang, mean) in &marks.languages {
            table.rows.push(vec![lang.as_str().into(), mean.n.into(), Cell::Mean(mean.value, mean.low, mean.high)]);
        }
        sections.push(section(names[2], format!("{name}: by language"), None, table));
    }
    sections
}

fn words(figures: &Figures) -> Table {
    let mut table = Table::new(&[
        ("Day", "day"),
        ("Survey", "survey"),
        ("Answer", "score"),
        ("Language", "lang"),
        ("Words", "text"),
    ]);
    for comment in &figures.comments {
        let Some((survey, score)) = comment.survey else { continue };
        table.rows.push(vec![
            crate::tally::day(comment.at).into(),
            survey.name().into(),
            u64::from(score).into(),
            comment.lang.as_str().into(),
            comment.text.as_str().into(),
        ]);
    }
    table
}
