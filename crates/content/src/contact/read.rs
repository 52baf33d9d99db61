//! From `contact` of `helpdex.yaml` to channels.

use std::path::Path;

use super::channel::{Channel, Contact, Kind};
use super::read_channel::{Defaults, channel, defaults};
use super::read_form::form;
use crate::config::links;
use crate::diagnostic::{Diagnostic, Place};
use crate::typed_yaml::MapReader;
use crate::yaml::NodeKind;

/// Reads `contact`: a list of labels and links, or a map with channels. `collector` is that of `feedback`.
pub(crate) fn read(fields: &mut MapReader<'_>, root: &Path, collector: Option<&str>) -> Contact {
    let Some(node) = fields.node("contact") else { return Contact::default() };
    let Some(entries) = node.as_map() else {
        return Contact { links: links(fields, "contact"), ..Contact::default() };
    };
    let mut inner = fields.inside(entries);
    let defaults = defaults(&mut inner, root);
    let priority = priority(&mut inner);
    let channels = channels(&mut inner, &defaults);
    let form = form(&mut inner, collector);
    let nowhere = |channel: &&Channel| channel.kind == Kind::Form && channel.url.is_none() && form.is_none();
    for channel in channels.iter().filter(nowhere) {
        let message = format!("the form `{}` is not there", channel.id);
        let help = "describe it under `form`, or write the address of another one";
        inner
            .add(Diagnostic::error("missing-key", inner.source().path(), message).at(channel.place.clone()).help(help));
    }
    inner.finish();
    if channels.is_empty() && fields.is_sound() {
        let help = "name at least one: `channels: [{kind: email, address: help@example.com}]`";
        fields.fault("missing-key", node, "`contact` has no channels".to_owned(), help);
    }
    Contact { links: Vec::new(), channels, priority, form }
}

fn priority(fields: &mut MapReader<'_>) -> Vec<(String, Place)> {
    let topics = fields.texts("priority");
    let source = fields.source();
    let category =
        |topic: crate::typed_yaml::At<String>| (topic.value.trim_matches('/').to_owned(), source.place(topic.range));
    topics.into_iter().map(category).collect()
}

fn channels(fields: &mut MapReader<'_>, defaults: &Defaults<'_>) -> Vec<Channel> {
    let Some(node) = fields.node("channels") else { return Vec::new() };
    let NodeKind::List(items) = &node.kind else {
        let help = "write a list: `- kind: email` and, below it, `address: help@example.com`";
        fields.fault("wrong-type", node, "`channels` has to be a list".to_owned(), help);
        return Vec::new();
    };
    let mut channels: Vec<Channel> = Vec::new();
    for item in items {
        let Some(entries) = item.as_map() else {
            fields.fault("wrong-type", item, "a channel is a map of keys with a `kind`".to_owned(), "");
            continue;
        };
        let place = fields.source().place(fields.range(item));
        let mut inner = fields.inside(entries);
        let read = channel(&mut inner, defaults, place);
        inner.finish();
        let Some(read) = read else { continue };
        if channels.iter().any(|other| other.id == read.id) {
            let message = format!("two channels are called `{}`", read.id);
            let help = "give one of them another name: `id: chat-sales`";
            fields.at("bad-value", fields.range(item), message, help);
            continue;
        }
        channels.push(read);
    }
    channels
}
