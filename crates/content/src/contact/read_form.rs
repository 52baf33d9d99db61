//! `form` of the settings.

use std::collections::BTreeSet;

use super::address::is_mail;
use super::form::{Destination, Form, Topic};
use super::read_field::{fields, name};
use crate::config::{is_endpoint, localized};
use crate::typed_yaml::{At, MapReader};
use crate::yaml::NodeKind;

const TO: &str =
    "write `netlify`, `collector`, an address such as `https://forms.example.com/help`, or `mailto:help@example.com`";

/// Reads `form`; nothing where it lacks what it can't be without.
pub(super) fn form(outer: &mut MapReader<'_>, collector: Option<&str>) -> Option<Form> {
    let entries = outer.map("form")?;
    let mut inner = outer.inside(entries);
    let to = destination(&mut inner, collector);
    let email = email(&mut inner);
    let mut names = BTreeSet::new();
    let common = fields(&mut inner, &mut names);
    let topics = topics(&mut inner, &names);
    let trail = inner.flag("trail").unwrap_or_default();
    let form = to.map(|to| Form { to, email, topics, fields: common, trail });
    let unfit = form.as_ref().and_then(|form| match form.to {
        _ if !form.takes_files() => None,
        Destination::Mail(_) => Some("a mail program can't be handed a file"),
        Destination::Endpoint { json: true, .. } => Some("JSON holds no files"),
        _ => None,
    });
    if let Some(why) = unfit {
        let help = "take out the field of kind `file`, or send form data to an `https` address";
        inner.at_start("bad-value", format!("the form asks for a file, and {why}"), help);
    }
    inner.finish();
    form
}

fn destination(fields: &mut MapReader<'_>, collector: Option<&str>) -> Option<Destination> {
    let format = fields.choice("format", &[("form", false), ("json", true)]);
    let to = fields.key("to", MapReader::text);
    if to.is_absent() {
        fields.at_start("missing-key", "the form goes nowhere".to_owned(), TO);
    }
    let to = to.given()?;
    let destination = if to.value == "netlify" {
        Some(Destination::Netlify)
    } else if to.value == "collector" {
        if collector.is_none() {
            let help = "name it: `feedback: { collector: https://collect.example.com }`";
            fields.at("missing-key", to.range.clone(), "the settings name no collector".to_owned(), help);
        }
        // Told is told: a form that goes to an unnamed collector is there all the same.
        return Some(Destination::Collector(collector.unwrap_or_default().to_owned()));
    } else if let Some(address) = to.value.strip_prefix("mailto:") {
        is_mail(address).then(|| Destination::Mail(address.to_owned()))
    } else {
        is_endpoint(&to.value)
            .then(|| Destination::Endpoint { url: to.value.clone(), json: format.unwrap_or_default() })
    };
    if destination.is_none() {
        fields.at("bad-value", to.range.clone(), format!("`{}` is nowhere that a form can go", to.value), TO);
    }
    destination
}

fn email(fields: &mut MapReader<'_>) -> Option<String> {
    let text = fields.text("email")?;
    if is_mail(&text.value) {
        return Some(text.value);
    }
    fields.at("bad-value", text.range, format!("`{}` is no e-mail address", text.value), "write `help@example.com`");
    None
}

fn topics(fields: &mut MapReader<'_>, common: &BTreeSet<String>) -> Vec<Topic> {
    let Some(node) = fields.node("topics") else { return Vec::new() };
    let NodeKind::List(items) = &node.kind else {
        fields.fault(
            "wrong-type",
            node,
            "`topics` has to be a list".to_owned(),
            "write `- id: payouts` and its `label`",
        );
        return Vec::new();
    };
    let mut topics: Vec<Topic> = Vec::new();
    for item in items {
        let Some(entries) = item.as_map() else {
            fields.fault("wrong-type", item, "a topic is a map with an `id` and a `label`".to_owned(), "");
            continue;
        };
        let mut inner = fields.inside(entries);
        let read = topic(&mut inner, common);
        inner.finish();
        let Some(read) = read else { continue };
        if topics.iter().any(|other| other.id == read.id) {
            fields.fault("bad-value", item, format!("two topics are called `{}`", read.id), "name each topic once");
            continue;
        }
        topics.push(read);
    }
    topics
}

fn topic(fields: &mut MapReader<'_>, common: &BTreeSet<String>) -> Option<Topic> {
    let id = name(fields, "a topic");
    let label = localized(fields, "label");
    if label.is_none() {
        fields.at_start("missing-key", "the topic has no `label`".to_owned(), "write what customers choose");
    }
    let source = fields.source();
    let place = |text: At<String>| (text.value.trim_matches('/').to_owned(), source.place(text.range));
    let category = fields.text("category").map(place);
    let priority = fields.flag("priority").unwrap_or_default();
    let own = self::fields(fields, &mut common.clone());
    Some(Topic { id: id?, label: label?, category, priority, fields: own })
}
