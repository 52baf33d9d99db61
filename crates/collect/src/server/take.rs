//! `/v1/…`: what sites send.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use helpdex_http::Peer;
use helpdex_insights::event::{Event, Kind};
use serde_json::json;

use super::answer::{Answer, Refused, is_plain_form};
use super::app::{App, is_post};
use super::sent::Sent;
use crate::clock::{DAY, now};
use crate::intake::event::{self, BadLine};
use crate::intake::fields::{self, Fields, Format};
use crate::intake::message::{Form, Message};
use crate::reference::{Reference, Refusal};
use crate::secret;
use crate::store::{NewEvent, NewMessage, Record, key};

/// How long the mark of an event is known.
const MARKS: i64 = 7 * DAY;
/// How long a message without a key of its own is known by its words.
const WORDS: i64 = DAY;

/// Which of the addresses.
#[derive(Clone, Copy)]
pub(super) enum What {
    Events,
    Feedback,
    Survey,
    Contact,
}

/// Answers one of them.
pub(super) async fn take(
    State((app, what)): State<(Arc<App>, What)>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
) -> Response {
    if request.method() == Method::OPTIONS {
        return app.preflight(request.headers());
    }
    if !is_post(request.method()) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST, OPTIONS")]).into_response();
    }
    let done = match what {
        What::Events => events(&app, peer.ip(), request).await,
        What::Feedback => feedback(&app, peer.ip(), request).await,
        What::Survey => survey(&app, peer.ip(), request).await,
        What::Contact => contact(&app, peer.ip(), request).await,
    };
    done.unwrap_or_else(|refused| refused.into())
}

async fn admitted(app: &App, peer: IpAddr, request: Request) -> Result<Sent, Refused> {
    let (parts, body) = request.into_parts();
    app.admit(peer, parts.headers, body).await
}

/// A form, however it was written down.
async fn form(app: &App, peer: IpAddr, request: Request) -> Result<(Sent, Format, Fields), Refused> {
    let sent = admitted(app, peer, request).await?;
    let Some(format) = Format::of(&sent.headers) else {
        let why = "send a form, or JSON";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, why).to(sent.sender));
    };
    let read = fields::read(format, &sent.headers, sent.body.clone()).await;
    let fields = read.map_err(|why| Refused::bad(why, &sent))?;
    Ok((sent, format, fields))
}

/// An event that came now, known by its mark for a while.
fn new(event: Event) -> NewEvent {
    let at = now();
    NewEvent { key: event.id.as_deref().map(|id| key(&["event", id])), until: at + MARKS, at, event }
}

async fn events(app: &App, peer: IpAddr, request: Request) -> Result<Response, Refused> {
    let sent = admitted(app, peer, request).await?;
    let text = std::str::from_utf8(&sent.body).map_err(|_| Refused::bad("that is no UTF-8", &sent))?;
    let lines =
        event::lines(text).map_err(|why| Refused::new(StatusCode::PAYLOAD_TOO_LARGE, why).to(sent.sender.clone()))?;
    app.metrics.events("any", "refused", lines.bad.len() as u64);
    if lines.events.is_empty() {
        let why = lines.bad.first().map_or("there is nothing in it", |bad| bad.message.as_str());
        return Err(Refused::bad(why, &sent));
    }
    let kept = keep_events(app, lines.events.into_iter().map(new).collect(), &sent).await?;
    let taken = kept.iter().filter(|new| **new).count();
    let mut body = json!({ "taken": taken, "known": kept.len() - taken });
    if !lines.bad.is_empty() {
        let told: Vec<&BadLine> = lines.bad.iter().take(20).collect();
        body = json!({ "taken": taken, "known": kept.len() - taken, "refused": lines.bad.len(), "faults": told });
    }
    Ok(Answer::json(StatusCode::ACCEPTED, &body, &sent))
}

async fn keep_events(app: &App, events: Vec<NewEvent>, sent: &Sent) -> Result<Vec<bool>, Refused> {
    let kinds: Vec<&'static str> = events.iter().map(|new| new.event.kind.name()).collect();
    let kept = app.keep(events.into_iter().map(Record::Event).collect(), sent).await?;
    for (kind, new) in kinds.iter().zip(&kept) {
        app.metrics.events(kind, if *new { "new" } else { "known" }, 1);
    }
    Ok(kept)
}

async fn feedback(app: &App, peer: IpAddr, request: Request) -> Result<Response, Refused> {
    let (sent, format, mut fields) = form(app, peer, request).await?;
    let next = fields.take("next");
    let event = event::of_fields("feedback", &fields).map_err(|why| Refused::bad(why, &sent))?;
    let kept = keep_events(app, vec![new(event)], &sent).await?;
    if is_plain_form(format, &sent.headers) {
        return Ok(Answer::form(next.as_deref(), &app.allowed, &sent));
    }
    Ok(done(&kept, &sent))
}

/// Accepted, or known already.
fn done(kept: &[bool], sent: &Sent) -> Response {
    let is_new = kept.iter().any(|new| *new);
    let status = if is_new { StatusCode::ACCEPTED } else { StatusCode::OK };
    Answer::json(status, &json!({ "already": !is_new }), sent)
}

async fn survey(app: &App, peer: IpAddr, request: Request) -> Result<Response, Refused> {
    let (sent, format, mut fields) = form(app, peer, request).await?;
    let next = fields.take("next");
    // Where scripts are off, the reference stands in the address of the page only.
    let reference = fields.take("t").or_else(|| app.allowed.of_page(&sent.headers, "t"));
    let forbidden = |why: &str| Refused::new(StatusCode::FORBIDDEN, why).to(sent.sender.clone());
    let Some(reference) = reference else {
        return Err(forbidden("surveys are answered by the link that came with a ticket"));
    };
    let reference = Reference::read(&reference, &app.secret, now() / 1000).map_err(|refusal| {
        app.metrics.events("survey", "refused", 1);
        match refusal {
            Refusal::Forged => forbidden("that link was not made here"),
            Refusal::Expired => forbidden("that link has expired"),
        }
    })?;
    // Nobody but the signature names the ticket.
    fields.fields.retain(|field| field.name != "ticket" && field.name != "id");
    let mut event = event::of_fields("survey", &fields).map_err(|why| Refused::bad(why, &sent))?;
    let Kind::Survey { survey, ticket, .. } = &mut event.kind else {
        return Err(Refused::bad("that is no survey", &sent));
    };
    // One answer to one survey for one ticket. The key tells nothing of the ticket without the secret.
    let once = app.secret.short(format!("once.{}.{}", survey.name(), reference.ticket).as_bytes());
    *ticket = Some(reference.ticket);
    let until = reference.expiry.saturating_add(1).saturating_mul(1000).max(now() + MARKS);
    let new = NewEvent { key: Some(key(&["survey", &once])), until, at: now(), event };
    let kept = keep_events(app, vec![new], &sent).await?;
    if is_plain_form(format, &sent.headers) {
        return Ok(Answer::form(next.as_deref(), &app.allowed, &sent));
    }
    Ok(done(&kept, &sent))
}

async fn contact(app: &App, peer: IpAddr, request: Request) -> Result<Response, Refused> {
    let (sent, format, mut fields) = form(app, peer, request).await?;
    let next = fields.take("next");
    let at = now();
    let answered = |already: bool, id: Option<&str>| {
        if is_plain_form(format, &sent.headers) {
            return Answer::form(next.as_deref(), &app.allowed, &sent);
        }
        let status = if already { StatusCode::OK } else { StatusCode::ACCEPTED };
        Answer::json(status, &json!({ "already": already, "id": id }), &sent)
    };
    let chance = secret::random(16)
        .map_err(|fault| Refused::new(StatusCode::SERVICE_UNAVAILABLE, fault.to_string()).to(sent.sender.clone()))?;
    let (message, mark, is_key) = match Message::of(fields, at, chance) {
        Form::Message { message, mark, is_key } => (message, mark, is_key),
        // A robot is to believe that it was heard.
        Form::Trap => {
            app.metrics.events("message", "trap", 1);
            return Ok(answered(false, None));
        }
        Form::Empty => return Err(Refused::bad("there is nothing in it", &sent)),
    };
    let json = serde_json::to_string(&message).map_err(|_| Refused::bad("that can't be kept", &sent))?;
    let until = at + if is_key { i64::from(app.keep) * DAY } else { WORDS };
    let record = NewMessage { id: message.id.clone(), mark, until, at, json, ways: app.ways.clone() };
    let kept = app.keep(vec![Record::Message(record)], &sent).await?;
    let already = !kept.iter().any(|new| *new);
    app.metrics.events("message", if already { "known" } else { "new" }, 1);
    app.outbox.notify_waiters();
    Ok(answered(already, Some(&message.id)))
}
