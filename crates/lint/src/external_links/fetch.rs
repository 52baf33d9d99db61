//! DependencyTracker servers: several hosts at once, each host one request after the other.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use ureq::{Agent, Error};

use super::cache::Answer;
use super::policy::FetchPolicy;

/// Asks for all URLs; the answers come back in any order.
pub(super) fn all<'u>(urls: &[&'u str], policy: &FetchPolicy) -> Vec<(&'u str, Answer)> {
    let mut by_host: BTreeMap<&str, Vec<&'u str>> = BTreeMap::new();
    for url in urls {
        by_host.entry(host(url)).or_default().push(url);
    }
    let workers = policy.hosts.clamp(1, by_host.len().max(1));
    let queue: Mutex<VecDeque<Vec<&'u str>>> = Mutex::new(by_host.into_values().collect());
    let agent = agent(policy);
    let next = || queue.lock().ok()?.pop_front();
    std::thread::scope(|scope| {
        let work = || {
            let mut answers = Vec::new();
            while let Some(urls) = next() {
                answers.extend(urls.into_iter().map(|url| (url, ask(&agent, url, policy.retries))));
            }
            answers
        };
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        handles.into_iter().filter_map(|handle| handle.join().ok()).flatten().collect()
    })
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest)
}

fn agent(policy: &FetchPolicy) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(policy.seconds)))
        .max_redirects(10)
        .http_status_as_error(false)
        .user_agent(concat!("helpdex/", env!("CARGO_PKG_VERSION"), " (link checker)"))
        .build()
        .into()
}

/// Before another try, in seconds; twice as long each time.
const PAUSE: f32 = 0.5;

fn ask(agent: &Agent, url: &str, retries: u32) -> Answer {
    let mut pause = PAUSE;
    for _ in 0..retries {
        match once(agent, url) {
            Answer::Silent(_) => std::thread::sleep(Duration::from_secs_f32(pause)),
            answer => return answer,
        }
        pause *= 2.0;
    }
    once(agent, url)
}

/// Asks for the head of a page alone. Many servers do that wrong, so bad news counts only when the page itself is bad.
fn once(agent: &Agent, url: &str) -> Answer {
    match agent.head(url).call() {
        Ok(response) if response.status().is_success() => Answer::Good,
        // A host that isn't there or never answers would only cost the same time again.
        Err(fault @ (Error::HostNotFound | Error::BadUri(_) | Error::Timeout(_))) => judge(Err(fault)),
        Ok(_) | Err(_) => judge(agent.get(url).call().map(|response| response.status().as_u16())),
    }
}

fn judge(outcome: Result<u16, Error>) -> Answer {
    match outcome {
        Ok(200..=399) => Answer::Good,
        // Some sites answer robots with these whatever is asked for.
        Ok(status @ (401 | 402 | 403 | 405 | 406 | 407 | 429 | 451 | 999)) => Answer::Refused(status.to_string()),
        Ok(status @ 400..=499) => Answer::Gone(format!("the server says {status}")),
        Ok(status) => Answer::Silent(format!("the server says {status}")),
        Err(Error::HostNotFound) => Answer::Gone("there is no such host".to_owned()),
        Err(Error::BadUri(_)) => Answer::Gone("it is not a URL".to_owned()),
        Err(Error::TooManyRedirects | Error::RedirectFailed) => Answer::Gone("it redirects for ever".to_owned()),
        Err(Error::Timeout(_)) => Answer::Silent("it takes too long".to_owned()),
        Err(fault) => Answer::Silent(fault.to_string().lines().next().unwrap_or("no connection").to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_with_their_ports() {
        assert_eq!(host("https://a.example:8080/x?y"), "a.example:8080");
        assert_eq!(host("http://a.example?x"), "a.example");
    }

    #[test]
    fn only_what_is_surely_gone_is_called_gone() {
        assert!(matches!(judge(Ok(404)), Answer::Gone(_)) && matches!(judge(Ok(410)), Answer::Gone(_)));
        assert!(matches!(judge(Ok(403)), Answer::Refused(_)) && matches!(judge(Ok(503)), Answer::Silent(_)));
        assert!(matches!(judge(Err(Error::HostNotFound)), Answer::Gone(_)));
    }
}
