//! What readers may tell the team, as pages ask for it.

use helpdex_content::config::Config;
use helpdex_content::feedback::Recipient;
use helpdex_content::site::Site;
use helpdex_content::source::Entry;
use helpdex_content::translations::revision;
use serde::Serialize;

use super::context::{FeedbackContext, SendContext};

/// What an article asks below its text.
#[derive(Debug, Serialize)]
pub(super) struct HelpedContext {
    send: SendContext,
    /// The article's path from the site's root, without the path of `base_url`.
    path: String,
}

/// What all pages know of it.
pub(super) fn context(config: &Config, preview: bool) -> Option<FeedbackContext> {
    let feedback = &config.feedback;
    feedback.is_on().then(|| FeedbackContext {
        helped: feedback.helped,
        events: feedback.to.url("events").filter(|_| feedback.counts()),
        searches: feedback.searches,
        reads: feedback.reads,
        silent: preview && !feedback.tried_out,
    })
}

/// Where a form at a page is sent to; `what` is the name of its kind at a collector.
pub(super) fn send(site: &Site, what: &str, page: &str) -> SendContext {
    let to = &site.config.feedback.to;
    SendContext {
        action: to.url(what).unwrap_or_else(|| page.to_owned()),
        netlify: *to == Recipient::Netlify,
        next: match to {
            Recipient::Netlify => None,
            Recipient::Endpoint(_) => Some(site.config.base_url.absolute(page)),
            Recipient::Collector(_) | Recipient::Nobody => Some(page.to_owned()),
        },
    }
}

/// What an article at a URL asks; nothing where the site doesn't.
pub(super) fn helped(site: &Site, url: &str) -> Option<HelpedContext> {
    let path = url.strip_prefix(site.routes.base()).unwrap_or(url);
    site.config.feedback.helped.then(|| HelpedContext { send: send(site, "feedback", url), path: path.to_owned() })
}

/// The name of an article's present text, where anything is told of it.
pub(super) fn revision_of(site: &Site, entry: &Entry) -> Option<String> {
    let feedback = &site.config.feedback;
    (feedback.helped || feedback.reads).then(|| revision(entry))
}
