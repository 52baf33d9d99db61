//! Over HTTP, for programs on this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use helpdex_content::error::{Error, Result};
use helpdex_http::{Limits, asked_to_end, serve};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};

use tokio::sync::watch;

use crate::server::Server;
use crate::site::Site;

/// Where the protocol is spoken.
const PATH: &str = "/mcp";

/// Answers at a port of this machine until it is interrupted; 0 takes a free one. `ready` hears the address.
///
/// # Errors
/// When the port is taken.
pub fn http(site: Site, port: u16, ready: impl FnOnce(&str)) -> Result<()> {
    let server = Server::new(Arc::new(site));
    crate::runtime()?.block_on(async {
        // Nobody but this machine: there is no password, and no page of another host may ask through a browser.
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let taken = |fault| Error::Environment(format!("can't listen on `{address}`: {fault}"));
        let listener = tokio::net::TcpListener::bind(address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        // Each question stands for itself: a client that never says goodbye leaves nothing behind.
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .enforce_origin_validation();
        let sessions = Arc::new(LocalSessionManager::default());
        let service = StreamableHttpService::new(move || Ok(server.clone()), sessions, config);
        ready(&format!("http://{address}{PATH}"));
        let app = axum::Router::new().nest_service(PATH, service);
        let (stop, stopped) = watch::channel(false);
        let ended = async move {
            asked_to_end().await;
            let _ = stop.send(true);
        };
        // Answers are whole texts and no streams, so a client that reads nothing for a while has gone.
        tokio::join!(serve(listener, app, Limits::default(), stopped), ended);
        Ok(())
    })
}
