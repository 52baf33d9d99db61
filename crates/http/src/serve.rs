//! From connections to requests.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower_service::Service;

use crate::write_timeout::WriteTimeout;

/// What clients may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// More connections than this wait until others end.
    pub connections: usize,
    /// How long a client may take for the head of a request; an idle connection is closed after it too.
    pub head_time: Duration,
    /// How long a client may read nothing of an answer.
    pub reading_time: Duration,
    /// A head of more bytes is refused.
    pub head_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            head_time: Duration::from_secs(10),
            reading_time: Duration::from_secs(10),
            head_bytes: 32 * 1024,
        }
    }
}

/// Who is at the other end of the connection; every request has it among its extensions.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Answers connections until `stopped` holds `true`, and then those requests that are under way.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, mut stopped: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head_time).max_buf_size(limits.head_bytes);
    loop {
        let Ok(seat) = Arc::clone(&room).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        let Ok((stream, address)) = accepted else {
            // Out of file handles, most likely: others have to end first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(axum::body::Body::new) as Request;
            request.extensions_mut().insert(Peer(address));
            router.clone().call(request)
        });
        let stream = TokioIo::new(WriteTimeout::new(stream, limits.reading_time));
        let connection = graceful.watch(http.serve_connection(stream, service));
        tokio::spawn(async move {
            let _ = connection.await;
            drop(seat);
        });
    }
    graceful.shutdown().await;
}
