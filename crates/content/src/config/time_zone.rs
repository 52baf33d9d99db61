//! The zone of times that authors write without one.

use std::sync::OnceLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::suggestion::did_you_mean;
use crate::typed_yaml::MapReader;

/// The zones that Helpdex knows: its own, so that a site is the same wherever it is built.
fn database() -> &'static TimeZoneDatabase {
    static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
    ZONES.get_or_init(TimeZoneDatabase::bundled)
}

/// A zone by its name, such as `Europe/Minsk`.
pub fn zone(name: &str) -> Option<TimeZone> {
    database().get(name).ok()
}

/// Reads `time_zone`; UTC where there is none.
pub(super) fn read(fields: &mut MapReader<'_>) -> TimeZone {
    let Some(name) = fields.text("time_zone") else { return TimeZone::UTC };
    if let Some(zone) = zone(&name.value) {
        return zone;
    }
    let known: Vec<String> = database().available().map(|name| name.to_string()).collect();
    let help = did_you_mean(&name.value, known.iter().map(String::as_str)).map_or_else(
        || "write a name of the IANA time zone database, such as `Europe/Minsk`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    fields.at("bad-value", name.range.clone(), format!("`{}` is not a time zone", name.value), &help);
    TimeZone::UTC
}
