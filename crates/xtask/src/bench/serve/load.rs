//! Many readers at once: so many connections, each with the next request as soon as the last one is answered.

use std::time::{Duration, Instant};

use super::client::Client;
use crate::Fault;

/// What a time of load came to.
#[derive(Debug, Default)]
pub(super) struct Load {
    /// Answers a second.
    pub(super) rate: f64,
    /// Refusals a second (429), which the limit for questions asks for.
    pub(super) refused: f64,
    /// Milliseconds of an answer: median and the 99th of a hundred.
    pub(super) median: f64,
    pub(super) p99: f64,
}

/// Asks for the paths in turn for so long. An answer that is neither fine nor a refusal is a fault.
pub(super) fn run(port: u16, paths: &[String], connections: usize, time: Duration) -> Result<Load, Fault> {
    let workers: Vec<_> = (0..connections)
        .map(|first| {
            let paths = paths.to_vec();
            std::thread::spawn(move || work(port, &paths, first * 37, time).map_err(|fault| fault.to_string()))
        })
        .collect();
    let (mut times, mut refused) = (Vec::new(), 0);
    for worker in workers {
        let (own, no) = worker.join().map_err(|_| "a connection broke off")??;
        times.extend(own);
        refused += no;
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)));
    let (median, p99) = (at(0.5).copied().unwrap_or_default(), at(0.99).copied().unwrap_or_default());
    let seconds = time.as_secs_f64();
    Ok(Load { rate: times.len() as f64 / seconds, refused: refused as f64 / seconds, median, p99 })
}

fn work(port: u16, paths: &[String], first: usize, time: Duration) -> Result<(Vec<f64>, usize), Fault> {
    let mut client = Client::connect(port)?;
    let (mut times, mut refused) = (Vec::new(), 0);
    let end = Instant::now() + time;
    for path in paths.iter().cycle().skip(first % paths.len().max(1)) {
        let started = Instant::now();
        if started >= end {
            break;
        }
        match client.get(path)? {
            200 => times.push(started.elapsed().as_secs_f64() * 1e3),
            429 => {
                refused += 1;
                // Whoever is refused comes back a little later.
                std::thread::sleep(Duration::from_millis(10));
            }
            status => return Err(format!("{path} answers with {status}").into()),
        }
    }
    Ok((times, refused))
}
