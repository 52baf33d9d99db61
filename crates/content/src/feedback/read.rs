//! From `feedback` of `helpdex.yaml` to what readers may tell.

use super::settings::{Feedback, Recipient};
use super::{survey, votes};
use crate::config::{is_collector, is_endpoint};
use crate::typed_yaml::{Key, MapReader};

const COLLECTOR: &str =
    "write its address, such as `https://collect.example.com`, or a path of this host, such as `/collect`";
const TO: &str = "write `netlify`, an address such as `https://forms.example.com/help`, or name a `collector` instead";

/// Reads `feedback`; all of it is off where that is not there.
pub(crate) fn read(outer: &mut MapReader<'_>) -> Feedback {
    let Some(entries) = outer.map("feedback") else { return Feedback::default() };
    let mut fields = outer.inside(entries);
    let to = recipient(&mut fields);
    let known = to.given().cloned().unwrap_or_default();
    let helped = fields.flag("helped");
    let feedback = Feedback {
        helped: helped.unwrap_or(known != Recipient::Nobody),
        searches: fields.flag("searches").unwrap_or_default(),
        reads: fields.flag("reads").unwrap_or_default(),
        surveys: survey::read(&mut fields),
        votes: votes::read(&mut fields),
        tried_out: false,
        to: known,
    };
    if to.is_absent() && feedback.is_on() {
        let help = "name a `collector: https://collect.example.com`, or say where it goes by `to`";
        fields.at_start("missing-key", "what readers say goes nowhere".to_owned(), help);
    }
    if feedback.to == Recipient::Netlify && feedback.counts() {
        let key = if feedback.searches { "searches" } else { "reads" };
        if let Some(node) = fields.node(key) {
            let message = format!("`{key}` can't go to Netlify's forms: each event would be a submission");
            fields.fault("bad-value", node, message, "name a `collector`, or take it out");
        }
    }
    fields.finish();
    feedback
}

/// `collector`, or `to`: one of the two.
fn recipient(fields: &mut MapReader<'_>) -> Key<Recipient> {
    let collector = fields.key("collector", |fields, key| {
        let text = fields.text(key)?;
        let address = text.value.trim_end_matches('/');
        // What stands before paths can't have a query behind it.
        if is_collector(address) && !address.contains(['?', '#']) {
            return Some(Recipient::Collector(address.to_owned()));
        }
        fields.at("bad-value", text.range, format!("`{}` is no address of a collector", text.value), COLLECTOR);
        None
    });
    let to = fields.key("to", |fields, key| {
        let text = fields.text(key)?;
        match text.value.as_str() {
            "netlify" => return Some(Recipient::Netlify),
            url if is_endpoint(url) => return Some(Recipient::Endpoint(url.to_owned())),
            _ => {}
        }
        fields.at("bad-value", text.range, format!("`{}` is nowhere that feedback can go", text.value), TO);
        None
    });
    if !collector.is_absent() && !to.is_absent() {
        let Some(node) = fields.node("to") else { return collector };
        let message = "what readers say can go to one place only".to_owned();
        fields.fault("bad-value", node, message, "keep `collector` or `to`");
        return Key::Wrong(fields.range(node));
    }
    if to.is_absent() { collector } else { to }
}
