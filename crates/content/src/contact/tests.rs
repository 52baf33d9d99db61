//! What `contact` of the settings says, and what is wrong with it.

use std::path::Path;

use super::*;
use crate::diagnostic::{Diagnostic, SourceText, tidy};
use crate::typed_yaml::{self, MapReader};

fn contact(root: &Path, text: &str) -> (Contact, Vec<Diagnostic>) {
    let source = SourceText::new("helpdex.yaml", text);
    let mut found = Vec::new();
    let node = typed_yaml::parse(&source, 0..text.len(), "config", &mut found).expect("valid YAML");
    let mut fields = MapReader::new(&source, (text, 0), node.as_map().expect("a map"), &mut found);
    let contact = read(&mut fields, root, None);
    fields.finish();
    tidy(&mut found);
    (contact, found)
}

fn faults(text: &str) -> Vec<String> {
    let (_, found) = contact(Path::new("/nowhere"), text);
    found.iter().map(|d| format!("{} {}", d.location(), d.message)).collect()
}

#[test]
fn channels_with_what_holds_for_all() {
    let text = "contact:\n  time_zone: europe/minsk\n  hours: {mon-fri: 09:00-18:00}\n  priority: payouts/\n  channels:\n  \
                - {kind: chat, address: /chat/, reply: 3 min, languages: [en, ru]}\n  \
                - {id: post, kind: email, address: a@b.example, hours: 24/7, time_zone: UTC, reply: 2 d, reply_by: clock}\n";
    let (contact, found) = contact(Path::new("/nowhere"), text);
    assert_eq!(found, []);
    let [chat, post] = contact.channels.as_slice() else { panic!("two channels") };
    assert_eq!((chat.id.as_str(), chat.schedule.zone.name.as_str()), ("chat", "Europe/Minsk"));
    assert_eq!(chat.schedule.week.as_ref().expect("hours").runs().len(), 2);
    assert_eq!(chat.reply.map(|reply| reply.basis), Some(Basis::Hours));
    assert_eq!((post.id.as_str(), post.schedule.zone.name.as_str()), ("post", "UTC"));
    assert!(post.schedule.week.as_ref().expect("hours").is_always());
    assert_eq!(post.url.as_deref(), Some("mailto:a@b.example"));
    assert!(contact.goes_first("payouts/when") && !contact.goes_first("payouts-old"));
}

#[test]
fn every_fault_has_its_place() {
    let text = "contact:\n  time_zone: Mars/Base\n  hours: 25:00-26:00\n  channels:\n  - kind: chat\n    address: /chat/\n    \
                reply: -3\n    hours: {mon-fri: 9-18, fri: 9-12, someday: 9-10, sat: '9-12, 11-13'}\n  \
                - kind: letter\n    address: x\n  - kind: email\n    address: nobody\n    languages: english\n  \
                - {kind: phone}\n  - {address: /x/}\n  - {kind: chat, address: javascript:x, adress: y, id: A b}\n  - word\n";
    assert_eq!(
        faults(text),
        [
            "helpdex.yaml:2:14 there is no time zone `Mars/Base`",
            "helpdex.yaml:3:10 `25:00-26:00` are no opening hours",
            "helpdex.yaml:7:12 `-3` is not a time to answer in",
            "helpdex.yaml:8:28 `fri` names a day that has its hours already",
            "helpdex.yaml:8:39 `someday` is not a day of the week",
            "helpdex.yaml:8:59 `9-12, 11-13` are no opening hours",
            "helpdex.yaml:9:11 `kind` can't be `letter`",
            "helpdex.yaml:12:14 `nobody` is not an address of `email`",
            "helpdex.yaml:13:16 `english` is not a language code",
            "helpdex.yaml:14:6 the channel of kind `phone` leads nowhere",
            "helpdex.yaml:15:6 the channel has no `kind`",
            "helpdex.yaml:16:27 `javascript:x` is not an address of `chat`",
            "helpdex.yaml:16:41 unknown key `adress`",
            "helpdex.yaml:16:56 `A b` is not a name for a channel",
            "helpdex.yaml:17:5 a channel is a map of keys with a `kind`",
        ]
    );
    assert_eq!(faults("contact: {}\n"), ["helpdex.yaml:1:10 `contact` has no channels"]);
    let twice = "contact:\n  channels:\n  - {kind: chat, address: /a/}\n  - {kind: chat, address: /b/}\n";
    assert_eq!(faults(twice), ["helpdex.yaml:4:5 two channels are called `chat`"]);
}

#[test]
fn holidays_from_settings_and_calendars() {
    let dir = tempfile::tempdir().expect("a folder");
    let calendar = "BEGIN:VEVENT\nDTSTART:20261225\nSUMMARY:Christmas\nEND:VEVENT\n";
    std::fs::write(dir.path().join("days.ics"), calendar).expect("written");
    let text = "contact:\n  holidays:\n  - days.ics\n  - 2026-12-30..2027-01-02\n  - 12-31..01-01\n  \
                - {date: 2026-12-25, hours: 10-12, name: {en: Christmas Day}}\n  channels:\n  - {kind: chat, address: /c/}\n";
    let (contact, found) = contact(dir.path(), text);
    assert_eq!(found, []);
    let holidays = &contact.channels[0].schedule.holidays;
    assert_eq!((holidays.dates.len(), holidays.yearly.len()), (5, 2));
    // What the settings say themselves counts more than the calendar.
    let off = holidays.on("2026-12-25".parse().expect("a day")).expect("a holiday");
    assert_eq!((off.hours.len(), off.name.get("en")), (1, "Christmas Day"));
    assert_eq!(contact.files().collect::<Vec<_>>(), ["days.ics"]);
    let lasts: Vec<_> = holidays.sources.iter().map(|source| source.last.map(|day| day.to_string())).collect();
    assert_eq!(lasts, [None, Some("2026-12-25".to_owned())]);
}

#[test]
fn faults_of_holidays() {
    let of =
        |day: &str| faults(&format!("contact:\n  holidays: [{day}]\n  channels: [{{kind: chat, address: /c/}}]\n"));
    assert_eq!(of("2026-13-01"), ["helpdex.yaml:2:14 `2026-13-01` is not a day or a range of days"]);
    assert_eq!(
        of("2026-12-25..2026-12-20")[0],
        "helpdex.yaml:2:14 `2026-12-25..2026-12-20` is not a day or a range of days"
    );
    assert_eq!(of("2026-12-25, 2026-12-24..2026-12-26").len(), 1);
    assert_eq!(of("gone.ics"), ["helpdex.yaml:2:14 `gone.ics` is not there"]);
    assert_eq!(of("../x.ics"), ["helpdex.yaml:2:14 `../x.ics` has to be a file inside the site"]);
    assert_eq!(of("{hours: closed}"), ["helpdex.yaml:2:15 the holiday has no `date`"]);
    assert_eq!(of("02-29"), Vec::<String>::new());
}
