//! What a site sent.

use axum::body::Bytes;
use axum::http::HeaderMap;

use super::origin::Origin;

/// A request that may send, and its body.
pub(crate) struct Sent {
    pub(crate) headers: HeaderMap,
    pub(crate) sender: Option<Origin>,
    pub(crate) body: Bytes,
}
