//! A server of the Model Context Protocol: assistants search a built site, read its articles, list them, and learn what
//! has changed. Whatever they are told has its address and its day, and they are told when nothing fits.
//!
//! Takes settings and an output folder, and gives answers over the standard streams or over HTTP on this machine alone. It
//! writes nothing and reads nothing but what the build wrote. It must never know a command line.

mod http;
mod server;
mod site;
mod stdio;
mod tools;

pub use http::http;
pub use site::Site;
pub use stdio::stdio;

use helpdex_content::error::{Error, Result};

/// What runs the server.
fn runtime() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|fault| Error::Environment(format!("can't start the server: {fault}")))
}
