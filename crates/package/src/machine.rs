//! The machines that there are packages for, and what each kind of package calls them.

use crate::fault::{Fault, Result};

/// A machine by the name that Rust has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// As in `rustc --print target-list`.
    pub target: &'static str,
    /// The platforms of a wheel, sorted. A program that is linked to no library of the system runs on any Linux: it bears
    /// the oldest names.
    pub(crate) wheel: &'static str,
    /// What node calls the system and the processor.
    pub(crate) npm: (&'static str, &'static str),
}

const fn machine(target: &'static str, wheel: &'static str, npm: (&'static str, &'static str)) -> Machine {
    Machine { target, wheel, npm }
}

/// The machines of a release.
pub const RELEASED: [Machine; 5] = [
    machine(
        "aarch64-unknown-linux-musl",
        "manylinux2014_aarch64.manylinux_2_17_aarch64.musllinux_1_1_aarch64",
        ("linux", "arm64"),
    ),
    machine(
        "x86_64-unknown-linux-musl",
        "manylinux2014_x86_64.manylinux_2_17_x86_64.musllinux_1_1_x86_64",
        ("linux", "x64"),
    ),
    machine("aarch64-apple-darwin", "macosx_11_0_arm64", ("darwin", "arm64")),
    machine("x86_64-apple-darwin", "macosx_10_12_x86_64", ("darwin", "x64")),
    machine("x86_64-pc-windows-msvc", "win_amd64", ("win32", "x64")),
];

/// Machines that a developer builds on: their packages are for that machine alone.
const OTHERS: [Machine; 3] = [
    machine("aarch64-unknown-linux-gnu", "linux_aarch64", ("linux", "arm64")),
    machine("x86_64-unknown-linux-gnu", "linux_x86_64", ("linux", "x64")),
    machine("x86_64-pc-windows-gnu", "win_amd64", ("win32", "x64")),
];

impl Machine {
    /// The machine that a program was built for.
    pub(crate) fn of(target: &str) -> Result<Self> {
        let known = RELEASED.iter().chain(&OTHERS).find(|machine| machine.target == target);
        known.copied().ok_or_else(|| Fault::refused(format!("there are no packages for `{target}`")))
    }

    pub(crate) fn is_windows(self) -> bool {
        self.npm.0 == "win32"
    }

    /// The program's file.
    pub(crate) fn program(self) -> &'static str {
        if self.is_windows() { "helpdex.exe" } else { "helpdex" }
    }

    /// The archive for those who unpack it themselves. Its version is that of the release it lies in.
    pub(crate) fn archive(self) -> String {
        format!("helpdex-{}.{}", self.target, if self.is_windows() { "zip" } else { "tar.gz" })
    }

    /// The list of components.
    pub(crate) fn bill(self) -> String {
        format!("helpdex-{}.cdx.json", self.target)
    }
}
