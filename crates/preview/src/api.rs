//! `/api/search`: the answers of the published search engine, while the index is still only in memory.

use helpdex_content::config::LanguageId;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use helpdex_search::Query;
use percent_encoding::percent_decode_str;
use serde_json::json;

use super::app::App;
use super::state::State;
use helpdex_render::search::search_live;

/// Longer questions are refused; the search field cuts them before.
const LONGEST: usize = 500;
/// No page shows more.
const MOST_HITS: usize = 50;
const USUAL_HITS: usize = 10;
/// Right after the start the first index is still being made.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a page asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct SearchRequest {
    text: String,
    language: Option<String>,
    limit: Option<String>,
}

/// Answers `?q=…&lang=…&limit=…`.
pub(super) async fn search(app: &Arc<App>, query: &str) -> Response {
    let Some(request) = read(query) else { return refused(StatusCode::BAD_REQUEST, "the question is not UTF-8") };
    if request.text.chars().count() > LONGEST {
        return refused(StatusCode::BAD_REQUEST, "the question has more than 500 characters");
    }
    let limit = match request.limit.as_deref().map(str::parse::<usize>) {
        None => USUAL_HITS,
        Some(Ok(limit)) if (1..=MOST_HITS).contains(&limit) => limit,
        Some(_) => return refused(StatusCode::BAD_REQUEST, "`limit` is a number from 1 to 50"),
    };
    if !app.rate_limit.take(Instant::now()) {
        let wait = [(header::RETRY_AFTER, HeaderValue::from_static("1"))];
        return (wait, refused(StatusCode::TOO_MANY_REQUESTS, "too many questions at once")).into_response();
    }
    let mut states = app.states.clone();
    let indexed = tokio::time::timeout(PATIENCE, states.wait_for(|state| state.search.is_some())).await;
    let Ok(Ok(state)) = indexed.map(|state| state.map(|state| Arc::clone(&state))) else {
        return refused(StatusCode::SERVICE_UNAVAILABLE, "the search index is not ready yet");
    };
    let answered = tokio::task::spawn_blocking(move || answer(&state, request, limit)).await;
    answered.unwrap_or_else(|_| refused(StatusCode::INTERNAL_SERVER_ERROR, "the search failed"))
}

fn answer(state: &State, request: SearchRequest, limit: usize) -> Response {
    let config = &state.site.config;
    let language = match &request.language {
        None => LanguageId::DEFAULT,
        Some(code) => match config.language_id(code) {
            Some(language) => language,
            None => return refused(StatusCode::BAD_REQUEST, "the site has no such language"),
        },
    };
    let query = Query { text: request.text, limit, ..Query::default() };
    let indexes = state.search.as_deref().map_or(&[][..], Vec::as_slice);
    match search_live(indexes, language, &query) {
        Ok(results) => ([(header::CONTENT_TYPE, "application/json")], results.to_json()).into_response(),
        _ => refused(StatusCode::INTERNAL_SERVER_ERROR, "the search index can't be read"),
    }
}

/// Reads a query string as forms write it; nothing when it is not UTF-8.
fn read(query: &str) -> Option<SearchRequest> {
    let mut request = SearchRequest::default();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = value.replace('+', " ");
        let value = percent_decode_str(&value).decode_utf8().ok()?.into_owned();
        match name {
            "q" => request.text = value,
            "lang" => request.language = Some(value),
            "limit" => request.limit = Some(value),
            _ => {}
        }
    }
    Some(request)
}

fn refused(status: StatusCode, why: &str) -> Response {
    let body = json!({ "error": why }).to_string();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_as_forms_write_them() {
        let found = read("q=%D0%BA%D0%BE%D0%B3%D0%B4%D0%B0+pay%2B&lang=ru&limit=3&x=y").expect("UTF-8");
        let expected =
            SearchRequest { text: "когда pay+".into(), language: Some("ru".into()), limit: Some("3".into()) };
        assert_eq!(found, expected);
        assert_eq!(read(""), Some(SearchRequest::default()));
        assert_eq!(read("q=%ff"), None);
    }
}
