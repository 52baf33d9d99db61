//! What a command costs: time of the clock, time of the processor, memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::Fault;

/// The cost of one run.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(super) struct Cost {
    /// Seconds of the clock.
    pub(super) wall: f64,
    /// Seconds of the processor in the program.
    pub(super) user: f64,
    /// Seconds of the processor in the system.
    pub(super) system: f64,
    /// The most memory that was in use at once.
    pub(super) peak_kilobytes: i64,
}

impl Cost {
    /// The least time and the most memory of two runs: other work on the machine only ever adds time.
    pub(super) fn best(before: Option<Self>, now: Self) -> Self {
        let Some(before) = before else { return now };
        Self {
            wall: before.wall.min(now.wall),
            user: before.user.min(now.user),
            system: before.system.min(now.system),
            peak_kilobytes: before.peak_kilobytes.max(now.peak_kilobytes),
        }
    }
}

/// Runs a command in a folder by way of a process that does nothing else, and reads what it cost.
pub(super) fn ask(folder: &Path, command: &[&str]) -> Result<Cost, Fault> {
    let told = Command::new(std::env::current_exe()?)
        .current_dir(folder)
        .args(["measure", "--"])
        .args(command)
        .stderr(Stdio::inherit())
        .output()?;
    if !told.status.success() {
        return Err(format!("`{}` failed in {}", command.join(" "), folder.display()).into());
    }
    Ok(serde_json::from_slice(&told.stdout)?)
}

/// Runs a command and prints what it and its own children cost.
#[cfg(unix)]
pub(super) fn print(command: &[String]) -> Result<(), Fault> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let (program, arguments) = command.split_first().ok_or("no command")?;
    let started = Instant::now();
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output()?;
    let wall = started.elapsed().as_secs_f64();
    if !output.status.success() {
        eprintln!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        return Err(format!("`{}` ended with {}", command.join(" "), output.status).into());
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
    let cost = Cost {
        wall,
        user: seconds(usage.user_time()),
        system: seconds(usage.system_time()),
        // Kilobytes on Linux, bytes on macOS.
        peak_kilobytes: if cfg!(target_os = "macos") { usage.max_rss() / 1_000 } else { usage.max_rss() },
    };
    println!("{}", serde_json::to_string(&cost)?);
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn print(_: &[String]) -> Result<(), Fault> {
    let _ = Instant::now;
    Err("measuring needs a Unix".into())
}
