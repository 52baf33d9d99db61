//! Requests and what they are answered.
//!
//! ```text
//! routes      which address is answered by what, and what every answer says
//! take        /v1/…: what sites send
//! dashboard   what the team sees, behind the token
//! operate     /healthz and /metrics
//! app         what all of them are made with; lets a request in, or not
//! answer      what senders are told
//! origin      which sites may send, and under which names we answer
//! client      whose request it is
//! rate_limit  how often one address may ask
//! session     who has the token
//! ```

pub(crate) mod answer;
pub(crate) mod app;
mod client;
mod dashboard;
mod operate;
pub(crate) mod origin;
pub(crate) mod rate_limit;
pub(crate) mod routes;
mod sent;
pub(crate) mod session;
mod take;
