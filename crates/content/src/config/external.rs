//! How other hosts are asked about the links that lead to them.

use globset::Glob;

use crate::typed_yaml::MapReader;

/// `external` under `checks`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// Hosts that are asked at the same time.
    pub hosts: usize,
    /// Seconds after which a server is given up.
    pub seconds: usize,
    /// How often a server that does not answer is asked again.
    pub retries: usize,
    /// Days that a good answer holds.
    pub days: usize,
    /// Patterns of URLs that are never asked for.
    pub ignore: Vec<String>,
}

impl Default for External {
    fn default() -> Self {
        Self { hosts: 8, seconds: 20, retries: 2, days: 7, ignore: Vec::new() }
    }
}

/// Reads it.
pub(super) fn read(fields: &mut MapReader<'_>) -> External {
    let mut external = External::default();
    for (key, limit, range) in [
        ("hosts", &mut external.hosts, 1..=64),
        ("seconds", &mut external.seconds, 1..=300),
        ("retries", &mut external.retries, 0..=10),
        ("days", &mut external.days, 0..=365),
    ] {
        let Some(number) = fields.number(key) else { continue };
        match usize::try_from(number) {
            Ok(number) if range.contains(&number) => *limit = number,
            _ => {
                if let Some(node) = fields.node(key) {
                    let help = format!("write a number from {} to {}", range.start(), range.end());
                    fields.fault("bad-value", node, format!("`{key}` is out of range"), &help);
                }
            }
        }
    }
    for pattern in fields.texts("ignore") {
        if Glob::new(&pattern.value).is_ok() {
            external.ignore.push(pattern.value);
        } else {
            let message = format!("`{}` is not a pattern", pattern.value);
            fields.at("bad-value", pattern.range, message, "write URLs such as `https://intranet.example.com/**`");
        }
    }
    external
}
