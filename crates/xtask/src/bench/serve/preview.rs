//! A running `helpdex serve`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::client::Client;
use crate::Fault;

/// A preview; it ends with the value.
#[derive(Debug)]
pub(super) struct Preview {
    child: Child,
    pub(super) port: u16,
    /// From the start of the program to the whole of the home page.
    pub(super) first_page: Duration,
}

impl Preview {
    pub(super) fn start(helpdex: &Path, site: &Path, more: &[&str]) -> Result<Self, Fault> {
        let started = Instant::now();
        let child = Command::new(helpdex)
            .args(["serve", "--port", "0"])
            .args(more)
            .current_dir(site)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        // Ends the program also when it never serves.
        let mut preview = Self { child, port: 0, first_page: Duration::ZERO };
        let told = preview.child.stderr.take().ok_or("the preview says nothing")?;
        let mut lines = BufReader::new(told).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let rest = line.strip_prefix("serving http://")?;
            rest.split(['/', ' ']).next()?.rsplit(':').next()?.parse().ok()
        });
        preview.port = port.ok_or("the preview never served")?;
        // What it tells from now on has to be read by somebody.
        std::thread::spawn(move || lines.for_each(drop));
        let status = Client::connect(preview.port)?.get("/")?;
        preview.first_page = started.elapsed();
        if status == 200 { Ok(preview) } else { Err(format!("the home page answers with {status}").into()) }
    }

    /// Memory in use now and the most that ever was, in bytes; only Linux tells.
    pub(super) fn memory(&self) -> Option<(u64, u64)> {
        let told = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = |name: &str| {
            let rest = told.lines().find_map(|line| line.strip_prefix(name))?;
            rest.trim().split(' ').next()?.parse::<u64>().ok()
        };
        Some((line("VmRSS:")? * 1024, line("VmHWM:")? * 1024))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
