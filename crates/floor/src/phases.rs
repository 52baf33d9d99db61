//! What each phase takes of the processor.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use super::Fault;

/// A stopwatch for the time of the processor, of all threads together.
pub(crate) struct Phases {
    user: f64,
    system: f64,
}

impl Phases {
    pub(crate) fn start() -> Result<Self, Fault> {
        let (user, system) = taken()?;
        Ok(Self { user, system })
    }

    /// Prints what was taken since the last phase.
    pub(crate) fn end(&mut self, name: &str) -> Result<(), Fault> {
        let (user, system) = taken()?;
        println!("{name}\t{:.4}\t{:.4}", user - self.user, system - self.system);
        *self = Self { user, system };
        Ok(())
    }
}

fn taken() -> Result<(f64, f64), Fault> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
    Ok((seconds(usage.user_time()), seconds(usage.system_time())))
}
