//! What open pages are told: one JSON object whenever the state changes, over server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::watch;

use super::editor::Editor;
use super::faults::{Listening, Summary};
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

/// Who listens.
pub(super) struct Listener {
    pub(super) session: u64,
    pub(super) states: watch::Receiver<Arc<State>>,
    pub(super) stopped: watch::Receiver<bool>,
    /// The file that the page is made from.
    pub(super) source: Option<String>,
    /// Whether the browser may be on the authors' own machine: only there an editor can open their files.
    pub(super) is_local: bool,
}

/// A stream that begins with the state as it is, so that whoever comes back from sleep misses nothing.
pub(super) fn stream(listener: Listener) -> Response {
    Sse::new(told_by(listener)).into_response()
}

enum News {
    State,
    Beat,
    End,
}

fn told_by(listener: Listener) -> impl tokio_stream::Stream<Item = Result<Event, Infallible>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        let mut listener = listener;
        let mut event = listener.state();
        while let Some(told) = event {
            if sender.send(Ok(told)).await.is_err() {
                // The page is gone.
                break;
            }
            event = listener.next().await;
        }
    });
    tokio_stream::wrappers::ReceiverStream::new(receiver)
}

impl Listener {
    /// The next thing to tell; nothing when the preview ends.
    async fn next(&mut self) -> Option<Event> {
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
        let editor = Editor::of(&state.site.config).filter(|_| self.is_local);
        let listening = Listening { source: self.source.clone(), editor };
        let event = Event::default().event("state").retry(Duration::from_millis(500));
        Some(event.data(serde_json::to_string(&told(self.session, &state, &listening)).ok()?))
    }
}

fn told<'s>(session: u64, state: &'s State, listening: &Listening) -> Told<'s> {
    let urls = state.theme.assets().iter().map(|asset| asset.url.as_str());
    Told {
        session,
        pages: state.pages,
        files: state.files,
        styles: state.styles,
        stylesheets: urls.filter(|url| url.ends_with(".css")).collect(),
        faults: state.faults.summary(listening),
    }
}
