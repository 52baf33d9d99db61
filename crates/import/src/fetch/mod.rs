//! What a help desk's API answers, kept as files: what was fetched once is not asked for again until all of it is there,
//! so that a run that broke off goes on where it was.
//!
//! One request after the other, and as slowly as the desk asks for. Nothing else of Helpdex's imports uses the network.

mod client;
mod images;
mod intercom;
mod request;
#[cfg(test)]
mod tests;
mod zendesk;

use helpdex_content::error::{Error, Result};

use client::Client;

pub use request::{Request, TOKEN};

/// Fetches all of a help center. Gives the number of requests.
///
/// # Errors
/// When the request makes no sense, the desk refuses or can't be reached, or a file can't be written.
pub fn fetch(request: Request<'_>) -> Result<usize> {
    let fetch = match request.desk {
        "zendesk" => zendesk::fetch,
        "intercom" => intercom::fetch,
        other => {
            return Err(Error::Refused(format!(
                "`--url` fetches from `zendesk` and `intercom`, not from `{other}`; import a folder of what it exports"
            )));
        }
    };
    let client = Client::new(request)?;
    fetch(&client)?;
    client.finish()?;
    Ok(client.requests())
}
