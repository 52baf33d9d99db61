//! Macros for the desks that agents write in: each as the body of a request to the desk's own interface.

use helpdex_content::config::LanguageId;
use helpdex_content::html::{TokenKind, Tokens};
use helpdex_content::markdown::{decode_entities, heading_id};
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryId};
use helpdex_content::variables::desk;
use helpdex_render::pages::for_customers;
use helpdex_render::theme::Theme;
use serde_json::{Value, json};

/// A desk that takes macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// Zendesk Support: `POST /api/v2/macros`.
    Zendesk,
    /// Freshdesk: `POST /api/v2/canned_responses`, which wants to know the folder.
    Freshdesk {
        /// The number of a folder of canned responses.
        folder: Option<u64>,
    },
    /// Chatwoot: `POST /api/v1/accounts/…/macros`.
    Chatwoot,
}

impl Desk {
    /// What it calls something that it fills in.
    fn placeholder(self, name: &str) -> Option<String> {
        let [zendesk, freshdesk, chatwoot] = match name {
            "customer.name" => ["ticket.requester.name", "ticket.requester.name", "contact.name"],
            "customer.first_name" => {
                ["ticket.requester.first_name", "ticket.requester.firstname", "contact.first_name"]
            }
            "customer.last_name" => ["ticket.requester.last_name", "ticket.requester.lastname", "contact.last_name"],
            "customer.email" => ["ticket.requester.email", "ticket.requester.email", "contact.email"],
            "agent.name" => ["current_user.name", "ticket.agent.name", "agent.name"],
            "ticket.id" => ["ticket.id", "ticket.id", "conversation.id"],
            _ => return None,
        };
        let own = match self {
            Self::Zendesk => zendesk,
            Self::Freshdesk { .. } => freshdesk,
            Self::Chatwoot => chatwoot,
        };
        Some(format!("{{{{{own}}}}}"))
    }
}

/// All macros of a site for a desk, in the order of their files. The site has to be the one for agents.
pub fn of(site: &Site, theme: &Theme, desk: Desk) -> Vec<Value> {
    let macros = site.sources.with_ids().filter(|(id, entry)| entry.is_macro() && site.has_body(*id));
    macros.map(|(id, entry)| one(site, theme, desk, (id, entry))).collect()
}

fn one(site: &Site, theme: &Theme, desk: Desk, (id, entry): (EntryId, &Entry)) -> Value {
    let title = titled(site, id, entry.language);
    let tags: Vec<String> = entry.front.tags.iter().map(|tag| heading_id(&tag.value)).collect();
    let html = || {
        let texts = site.body(id).map(|body| body.texts()).unwrap_or_default();
        desk::named(&plain_html(site, &texts.html), |name| desk.placeholder(name))
    };
    match desk {
        Desk::Zendesk => {
            let mut actions = vec![json!({ "field": "comment_value_html", "value": html() })];
            if !tags.is_empty() {
                actions.push(json!({ "field": "current_tags", "value": tags.join(" ") }));
            }
            let description = entry.front.summary.given().map(|summary| summary.value.clone()).unwrap_or_default();
            json!({ "macro": { "title": title, "description": description, "active": true, "actions": actions } })
        }
        Desk::Freshdesk { folder } => {
            let mut response = json!({ "title": title, "content_html": html(), "visibility": 0 });
            if let (Some(folder), Some(fields)) = (folder, response.as_object_mut()) {
                fields.insert("folder_id".to_owned(), folder.into());
            }
            response
        }
        Desk::Chatwoot => {
            let labels = || theme.labels(entry.language);
            let text = site.markdown(id, labels, &|url| for_customers(site, url)).unwrap_or_default();
            let text = desk::named(text.trim(), |name| desk.placeholder(name));
            let mut actions = vec![json!({ "action_name": "send_message", "action_params": [text] })];
            if !tags.is_empty() {
                actions.push(json!({ "action_name": "add_label", "action_params": tags }));
            }
            json!({ "name": title, "visibility": "global", "actions": actions })
        }
    }
}

/// The title, with its language where the site speaks several: desks keep all macros in one list.
fn titled(site: &Site, id: EntryId, language: LanguageId) -> String {
    let title = site.title(id);
    if site.config.languages.len() < 2 { title } else { format!("{title} ({})", site.config.code(language)) }
}

/// Elements that no reply needs: what is in them goes, too.
const LEFT_OUT: [&str; 4] = ["svg", "button", "template", "script"];

/// HTML as a desk takes it: no classes and ids, no links to headings, and addresses that customers can open.
fn plain_html(site: &Site, html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut hidden: Option<String> = None;
    for token in Tokens::new(html) {
        let raw = html.get(token.range.clone()).unwrap_or_default();
        match token.kind {
            TokenKind::End(tag) if hidden.as_deref() == Some(&*tag.lower_name()) => hidden = None,
            _ if hidden.is_some() => {}
            // A desk shows the picture itself, whatever else a page offers.
            TokenKind::Start(tag) | TokenKind::End(tag) if tag.is("picture") || tag.is("source") => {}
            TokenKind::Start(tag) => {
                let is_anchor = tag.attribute("class").is_some_and(|class| class.value.contains("heading-link"));
                if is_anchor || LEFT_OUT.iter().any(|name| tag.is(name)) {
                    hidden = Some(tag.lower_name().into_owned());
                    continue;
                }
                out.push('<');
                out.push_str(tag.name);
                for attribute in tag
                    .attributes
                    .iter()
                    .filter(|attribute| ["href", "src", "alt", "lang", "dir"].iter().any(|name| attribute.is(name)))
                {
                    let value = if attribute.is("href") || attribute.is("src") {
                        let address = for_customers(site, &decode_entities(attribute.value));
                        address.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
                    } else {
                        attribute.value.replace('"', "&quot;")
                    };
                    out.push_str(&format!(" {}=\"{value}\"", attribute.name));
                }
                out.push('>');
            }
            TokenKind::Text(_) | TokenKind::End(_) => out.push_str(raw),
            TokenKind::Comment { .. } | TokenKind::Doctype { .. } | TokenKind::Unended => {}
        }
    }
    out.trim().to_owned()
}
