//! The form on the contact page.

use helpdex_content::config::{LanguageId, Localized};
use helpdex_content::contact::{Destination, Field, Form, Topic};
use serde::Serialize;

use super::cards;
use super::page::Page;
use super::rendering::Rendering;

/// The form on the contact page.
#[derive(Debug, Serialize)]
pub(super) struct FormContext {
    /// Where the browser sends it without a script.
    action: String,
    enctype: &'static str,
    netlify: bool,
    /// Where a collector leads a browser without a script when it has the message.
    next: Option<String>,
    /// The e-mail address that is offered when a message can't be sent.
    email: Option<String>,
    topics: Vec<TopicContext>,
    fields: Vec<FieldContext>,
    trail: bool,
    /// How the script sends it: `netlify`, `form`, `json` or `mail`.
    send: &'static str,
    /// The channel whose promise holds for it.
    channel: Option<String>,
}

#[derive(Debug, Serialize)]
struct TopicContext {
    id: String,
    label: String,
    /// Whether it goes first.
    first: bool,
    fields: Vec<FieldContext>,
}

#[derive(Debug, Serialize)]
struct FieldContext {
    id: String,
    kind: &'static str,
    label: String,
    note: String,
    required: bool,
    pattern: Option<String>,
    /// What is said when the answer doesn't look as it has to.
    message: String,
    options: Vec<OptionContext>,
    accept: Option<String>,
}

#[derive(Debug, Serialize)]
struct OptionContext {
    value: String,
    label: String,
}

/// The form in a language; nothing where the site has none.
pub(super) fn context(rendering: &Rendering<'_>, language: LanguageId) -> Option<FormContext> {
    let site = rendering.site;
    let contact = &site.config.contact;
    let form = contact.form.as_ref()?;
    let code = cards::code(site, language);
    let said = |text: &Localized| text.get(&code).to_owned();
    let field = |field: &Field| FieldContext {
        id: field.id.clone(),
        kind: field.kind.name(),
        label: said(&field.label),
        note: said(&field.note),
        required: field.required,
        pattern: field.pattern.clone(),
        message: said(&field.message),
        options: field
            .options
            .iter()
            .map(|(value, label)| OptionContext { value: value.clone(), label: said(label) })
            .collect(),
        accept: field.accept.clone(),
    };
    let topic = |topic: &Topic| TopicContext {
        id: topic.id.clone(),
        label: said(&topic.label),
        first: topic.priority || topic.category.as_ref().is_some_and(|(category, _)| contact.goes_first(category)),
        fields: topic.fields.iter().map(field).collect(),
    };
    let (send, action, enctype) = match &form.to {
        Destination::Netlify => ("netlify", Page::ContactSent(language).url(site), encoding(form)),
        Destination::Collector(address) => ("form", format!("{address}/v1/contact"), encoding(form)),
        Destination::Endpoint { url, json } => (if *json { "json" } else { "form" }, url.clone(), encoding(form)),
        Destination::Mail(address) => ("mail", format!("mailto:{address}"), "text/plain"),
    };
    Some(FormContext {
        action,
        enctype,
        netlify: form.to == Destination::Netlify,
        next: matches!(form.to, Destination::Collector(_)).then(|| Page::ContactSent(language).url(site)),
        email: fallback(rendering, form),
        topics: form.topics.iter().map(topic).collect(),
        fields: form.fields.iter().map(field).collect(),
        trail: form.trail,
        send,
        channel: contact.channels.iter().find(|channel| channel.url.is_none()).map(|channel| channel.id.clone()),
    })
}

fn encoding(form: &Form) -> &'static str {
    if form.takes_files() { "multipart/form-data" } else { "application/x-www-form-urlencoded" }
}

/// The address that is offered when a message can't be sent: the form's own, else that of the first channel of mail.
fn fallback(rendering: &Rendering<'_>, form: &Form) -> Option<String> {
    if let Destination::Mail(address) = &form.to {
        return Some(address.clone());
    }
    let channels = rendering.site.config.contact.channels.iter();
    let mut mails = channels.filter(|channel| channel.url.as_ref().is_some_and(|url| url.starts_with("mailto:")));
    form.email.clone().or_else(|| mails.next()?.address.clone())
}
