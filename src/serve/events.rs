//! What open pages are told: one JSON object whenever the state changes, over server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::watch;

use super::faults::Summary;
use super::state::State;

/// A page that hears nothing for three of these connects anew: the machine may have slept.
const BEAT: Duration = Duration::from_secs(10);

/// What a page needs to know to decide for itself whether it is still the newest.
#[derive(Debug, Serialize)]
struct Told<'s> {
    /// Another one means that the preview was started again.
    session: u64,
    pages: u64,
    files: u64,
    styles: u64,
    stylesheets: Vec<&'s str>,
    #[serde(flatten)]
    faults: Summary<'s>,
}

/// A stream that begins with the state as it is, so that whoever comes back from sleep misses nothing.
pub(super) fn stream(session: u64, states: watch::Receiver<Arc<State>>, stopped: watch::Receiver<bool>) -> Response {
    Sse::new(told_by(Listener { session, states, stopped, greeted: false })).into_response()
}

enum News {
    State,
    Beat,
    End,
}

struct Listener {
    session: u64,
    states: watch::Receiver<Arc<State>>,
    stopped: watch::Receiver<bool>,
    greeted: bool,
}

fn told_by(listener: Listener) -> impl tokio_stream::Stream<Item = Result<Event, Infallible>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        let mut listener = listener;
        while let Some(event) = listener.next().await {
            if sender.send(Ok(event)).await.is_err() {
                // The page is gone.
                break;
            }
        }
    });
    tokio_stream::wrappers::ReceiverStream::new(receiver)
}

impl Listener {
    /// The next thing to tell; nothing when the preview ends.
    async fn next(&mut self) -> Option<Event> {
        if !std::mem::replace(&mut self.greeted, true) {
            return self.state();
        }
        let news = tokio::select! {
            changed = self.states.changed() => changed.map_or(News::End, |()| News::State),
            _ = self.stopped.wait_for(|stopped| *stopped) => News::End,
            () = tokio::time::sleep(BEAT) => News::Beat,
        };
        match news {
            News::State => self.state(),
            News::Beat => Some(Event::default().event("beat").data("")),
            News::End => None,
        }
    }

    fn state(&mut self) -> Option<Event> {
        let state = Arc::clone(&self.states.borrow_and_update());
        let event = Event::default().event("state").retry(Duration::from_millis(500));
        Some(event.data(serde_json::to_string(&told(self.session, &state)).ok()?))
    }
}

fn told(session: u64, state: &State) -> Told<'_> {
    let urls = state.theme.assets().iter().map(|asset| asset.url.as_str());
    Told {
        session,
        pages: state.pages,
        files: state.files,
        styles: state.styles,
        stylesheets: urls.filter(|url| url.ends_with(".css")).collect(),
        faults: state.faults.summary(),
    }
}
