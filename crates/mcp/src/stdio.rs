//! Over the standard streams, as programs start a server for themselves.

use std::sync::Arc;

use helpdex_content::error::{Error, Result};
use rmcp::ServiceExt;

use crate::server::Server;
use crate::site::Site;

/// Answers until whoever asks ends the stream.
///
/// # Errors
/// When what comes in is not the protocol.
pub fn stdio(site: Site) -> Result<()> {
    let server = Server::new(Arc::new(site));
    crate::runtime()?.block_on(async {
        let running = match server.serve(rmcp::transport::stdio()).await {
            Ok(running) => running,
            // Whoever goes away without a word has asked nothing.
            Err(rmcp::service::ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
            Err(fault) => return Err(Error::Environment(format!("the assistant did not begin as MCP does: {fault}"))),
        };
        match running.waiting().await {
            Ok(_) => Ok(()),
            Err(fault) => Err(Error::Environment(format!("the server failed: {fault}"))),
        }
    })
}
