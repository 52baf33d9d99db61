//! What `feedback` of the settings may say.

use std::path::PathBuf;

use super::*;
use crate::config::Config;

/// The settings with these lines below `feedback`, or all faults.
fn read(feedback: &str) -> Result<Config, Vec<String>> {
    let dir = tempfile::tempdir().expect("a folder");
    let text = format!("title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n{feedback}\n");
    std::fs::write(dir.path().join("helpdex.yaml"), text).expect("written");
    let faults = |found: Vec<crate::diagnostic::Diagnostic>| {
        let one = |d: &crate::diagnostic::Diagnostic| {
            format!("{} {} ({})", d.location(), d.message, d.help.clone().unwrap_or_default())
        };
        found.iter().map(one).collect()
    };
    Config::load(dir.path()).expect("readable").map_err(faults)
}

fn fault(feedback: &str) -> String {
    let mut faults = read(feedback).expect_err("a fault");
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

#[test]
fn off_when_absent() {
    let config = read("").expect("valid");
    assert_eq!(config.feedback, Feedback::default());
    assert!(!config.feedback.is_on());
}

#[test]
fn a_collector_and_all_switches() {
    let text = "feedback:\n  collector: https://collect.example.com/in/\n  searches: true\n  reads: true\n  surveys:\n    \
                csat: true\n    nps: {question: {en: Likely?, ru: Вероятно?}}\n    voice: false\n  votes: ./lists/votes.jsonl\n  below: 75%\n  least: 5";
    let feedback = read(text).expect("valid").feedback;
    assert_eq!(feedback.to, Recipient::Collector("https://collect.example.com/in".to_owned()));
    assert!(feedback.helped && feedback.searches && feedback.reads && feedback.is_on() && feedback.counts());
    assert_eq!(feedback.to.url("events").as_deref(), Some("https://collect.example.com/in/v1/events"));
    assert_eq!(feedback.to.origin(), Some("https://collect.example.com"));
    let kinds: Vec<&str> = feedback.surveys.iter().map(|survey| survey.kind.name()).collect();
    assert_eq!(kinds, ["csat", "nps"]);
    let question = feedback.survey(SurveyKind::Nps).and_then(|survey| survey.question.as_ref()).expect("a question");
    assert_eq!((question.get("en"), question.get("ru")), ("Likely?", "Вероятно?"));
    let votes = feedback.votes.expect("votes");
    assert_eq!((votes.path, votes.below, votes.least), (PathBuf::from("lists/votes.jsonl"), 0.75, 5));
}

#[test]
fn votes_alone_show_nothing() {
    let feedback = read("feedback: {votes: votes.jsonl}").expect("valid").feedback;
    assert!(!feedback.is_on() && feedback.votes.is_some_and(|votes| votes.below == 0.6 && votes.least == 20));
}

#[test]
fn other_places() {
    let feedback = read("feedback: {to: netlify}").expect("valid").feedback;
    assert_eq!((feedback.to.url("feedback"), feedback.to.origin(), feedback.helped), (None, None, true));
    let feedback =
        read("feedback: {to: 'https://x.example/f?a=1', helped: false, searches: true}").expect("valid").feedback;
    assert_eq!(feedback.to.url("events").as_deref(), Some("https://x.example/f?a=1"));
    assert!(!feedback.helped);
    let feedback = read("feedback: {collector: /collect}").expect("valid").feedback;
    assert_eq!((feedback.to.url("survey").as_deref(), feedback.to.origin()), (Some("/collect/v1/survey"), None));
}

#[test]
fn every_fault_has_its_place_and_a_hint() {
    for (feedback, told) in [
        (
            "feedback: {helped: true}",
            "helpdex.yaml:4:12 what readers say goes nowhere (name a `collector: https://collect.example.com`, or say where it goes by `to`)",
        ),
        (
            "feedback: {colector: https://c.example}",
            "helpdex.yaml:4:12 unknown key `colector` (did you mean `collector`?)",
        ),
        (
            "feedback: {collector: c.example.com}",
            "helpdex.yaml:4:23 `c.example.com` is no address of a collector (write its address, such as `https://collect.example.com`, or a path of this host, such as `/collect`)",
        ),
        (
            "feedback: {collector: 'https://c.example.com/?x=1'}",
            "helpdex.yaml:4:23 `https://c.example.com/?x=1` is no address of a collector (write its address, such as `https://collect.example.com`, or a path of this host, such as `/collect`)",
        ),
        (
            "feedback: {to: netlifi}",
            "helpdex.yaml:4:16 `netlifi` is nowhere that feedback can go (write `netlify`, an address such as `https://forms.example.com/help`, or name a `collector` instead)",
        ),
        (
            "feedback: {to: netlify, collector: https://c.example.com}",
            "helpdex.yaml:4:16 what readers say can go to one place only (keep `collector` or `to`)",
        ),
        (
            "feedback: {to: netlify, reads: true}",
            "helpdex.yaml:4:32 `reads` can't go to Netlify's forms: each event would be a submission (name a `collector`, or take it out)",
        ),
        (
            "feedback: {to: netlify, searches: often}",
            "helpdex.yaml:4:35 `searches` has to be `true` or `false`, not text ()",
        ),
        (
            "feedback: {to: netlify, surveys: {cast: true}}",
            "helpdex.yaml:4:35 unknown key `cast` (did you mean `csat`?)",
        ),
        (
            "feedback: {to: netlify, surveys: {csat: [a]}}",
            "helpdex.yaml:4:41 `csat` has to be `true` or a map (write `true`, or `{ question: … }`)",
        ),
        (
            "feedback: {to: netlify, surveys: {csat: {qestion: a}}}",
            "helpdex.yaml:4:42 unknown key `qestion` (did you mean `question`?)",
        ),
        (
            "feedback: {votes: ../v.jsonl}",
            "helpdex.yaml:4:19 `../v.jsonl` has to be a file inside the site (write it relative to helpdex.yaml, such as `votes.jsonl`)",
        ),
        (
            "feedback: {votes: v.jsonl, below: 140%}",
            "helpdex.yaml:4:35 `140%` is no share of readers (write it as `60%`, or as a number from 0 to 1)",
        ),
        (
            "feedback: {votes: v.jsonl, least: 0}",
            "helpdex.yaml:4:35 `least` has to be a number from 1 on (write it as `least: 20`)",
        ),
        (
            "contact: {channels: [{kind: form}], form: {to: collector}}",
            "helpdex.yaml:4:48 the settings name no collector (name it: `feedback: { collector: https://collect.example.com }`)",
        ),
    ] {
        assert_eq!(fault(feedback), told);
    }
}

#[test]
fn messages_go_to_the_collector_too() {
    let contact = "contact: {channels: [{kind: form}], form: {to: collector, fields: [{id: text, label: T}]}}";
    let config = read(&format!("feedback: {{collector: https://c.example.com}}\n{contact}")).expect("valid");
    let form = config.contact.form.expect("a form");
    assert_eq!(form.to, crate::contact::Destination::Collector("https://c.example.com".to_owned()));
    assert_eq!(form.origin(), Some("https://c.example.com"));
}

#[test]
fn another_collector_to_try() {
    let contact = "contact: {channels: [{kind: form}], form: {to: netlify, fields: [{id: text, label: T}]}}";
    let config = read(&format!("feedback: {{to: netlify}}\n{contact}")).expect("valid");
    assert!(config.clone().collecting_at("ftp://x").is_err());
    let config = config.collecting_at("http://127.0.0.1:8788/").expect("an address");
    assert_eq!(config.feedback.to.url("feedback").as_deref(), Some("http://127.0.0.1:8788/v1/feedback"));
    assert!(config.feedback.tried_out);
    assert_eq!(
        config.contact.form.and_then(|form| form.origin().map(str::to_owned)).as_deref(),
        Some("http://127.0.0.1:8788")
    );
    // A site without it stays as it is.
    assert!(!read("").expect("valid").collecting_at("http://127.0.0.1:8788").expect("an address").feedback.is_on());
}
