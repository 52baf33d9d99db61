//! How other hosts are asked.

use globset::{Glob, GlobSet, GlobSetBuilder};

use helpdex_content::config::Config;

/// How other hosts are asked; `external` under `checks` sets it.
#[derive(Clone, Debug)]
pub(crate) struct FetchPolicy {
    /// Hosts that are asked at the same time.
    pub(crate) hosts: usize,
    /// Seconds after which a server is given up.
    pub(crate) seconds: u64,
    /// How often a server that does not answer is asked again.
    pub(crate) retries: u32,
    /// Days that a good answer holds.
    pub(crate) days: i64,
    /// URLs that are never asked for.
    pub(crate) ignore: GlobSet,
}

impl FetchPolicy {
    /// What the settings of a site say.
    pub(super) fn of(config: &Config) -> Self {
        let settings = &config.levels.external;
        let mut ignore = GlobSetBuilder::new();
        for pattern in settings.ignore.iter().filter_map(|pattern| Glob::new(pattern).ok()) {
            ignore.add(pattern);
        }
        Self {
            hosts: settings.hosts,
            seconds: settings.seconds as u64,
            retries: u32::try_from(settings.retries).unwrap_or_default(),
            days: i64::try_from(settings.days).unwrap_or(i64::MAX),
            ignore: ignore.build().unwrap_or_else(|_| GlobSet::empty()),
        }
    }
}
