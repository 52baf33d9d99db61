//! The ways to reach a person, as pages show them.

use helpdex_content::config::{Language, LanguageId};
use helpdex_content::contact::{Channel, DayOff, Kind, Schedule, Span, clock};
use helpdex_content::source::EntryKind;

use super::cards;
use super::channel_label::label;
use super::contact_data;
use super::context::{ChannelContext, Days, Holiday, PanelContext};
use super::page::Page;
use super::rendering::Rendering;

/// What a page offers to whoever did not find an answer; nothing where it leaves that out, or there are no channels.
pub(super) fn panel(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> Option<PanelContext> {
    let site = rendering.site;
    if !site.config.contact.has_page() {
        return None;
    }
    let (channels, key) = match page {
        Page::Contact(_) | Page::ContactSent(_) | Page::Feed(_) | Page::Survey(..) => return None,
        Page::Article(id) => {
            let entry = site.entry(*id)?;
            (site.channels(&entry.key, EntryKind::Article, language), entry.key.as_str())
        }
        Page::Home(_) => (site.channels("", EntryKind::Home, language), ""),
        Page::Category(key, _) => (site.channels(key, EntryKind::Category, language), key.as_str()),
        _ => (site.usual_channels(), ""),
    };
    let first = site.config.contact.goes_first(key);
    (!channels.is_empty()).then(|| context(rendering, &channels, first, language))
}

/// Channels as a page shows them; `first` says that its topic goes first.
pub(super) fn context(
    rendering: &Rendering<'_>,
    channels: &[&Channel],
    first: bool,
    language: LanguageId,
) -> PanelContext {
    PanelContext {
        url: Page::Contact(language).url(rendering.site),
        data: contact_data::for_scripts(rendering, channels, first, language),
        channels: channels.iter().map(|channel| one(rendering, channel, first, language)).collect(),
    }
}

fn one(rendering: &Rendering<'_>, channel: &Channel, first: bool, language: LanguageId) -> ChannelContext {
    let site = rendering.site;
    let code = cards::code(site, language);
    let words = Words { rendering, language };
    let reply = if first { channel.reply_priority.or(channel.reply) } else { channel.reply };
    let url = match &channel.url {
        Some(path) if path.starts_with('/') => format!("{}{path}", site.routes.base()),
        Some(url) => url.clone(),
        None => format!("{}#hd-form", Page::Contact(language).url(site)),
    };
    ChannelContext {
        id: channel.id.clone(),
        kind: channel.kind.name(),
        icon: icon(channel.kind),
        label: label(rendering, channel, language),
        note: channel.note.get(&code).to_owned(),
        url,
        address: channel.address.clone(),
        languages: channel.languages.iter().map(|(code, _)| Language::from_code(code).name).collect(),
        hours: words.line(&channel.schedule),
        reply: reply.map(|reply| rendering.theme.promise(language, reply)),
        reply_priority: channel.reply_priority.map(|reply| rendering.theme.promise(language, reply)),
        days: words.days(&channel.schedule),
        zone: channel.schedule.zone.name.replace('_', " "),
        holidays: words.holidays(&channel.schedule, &code),
    }
}

fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => "mail",
        Kind::Phone | Kind::Callback => "call",
        Kind::Chat => "chat",
        Kind::Form => "edit",
        Kind::Messenger => "send",
        Kind::Social => "globe",
        Kind::Forum => "users",
    }
}

/// Says hours in a language.
struct Words<'r, 's> {
    rendering: &'r Rendering<'s>,
    language: LanguageId,
}

impl Words<'_, '_> {
    fn text(&self, key: &str) -> String {
        self.rendering.theme.text(self.language, key)
    }

    fn spans(&self, spans: &[Span]) -> String {
        if spans.is_empty() {
            return self.text("contact_closed_day");
        }
        let spans: Vec<String> = spans.iter().map(|span| format!("{}–{}", clock(span.from), clock(span.to))).collect();
        spans.join(", ")
    }

    fn day_names(&self, first: usize, last: usize) -> String {
        let name = |day| self.rendering.theme.item(self.language, "weekdays", day);
        if first == last { name(first) } else { format!("{} – {}", name(first), name(last)) }
    }

    /// The rows of a table of hours.
    fn days(&self, schedule: &Schedule) -> Vec<Days> {
        let runs = schedule.week.as_ref().filter(|week| !week.is_always()).map(|week| week.runs());
        let row = |(first, last, spans): (usize, usize, &[Span])| Days {
            days: self.day_names(first, last),
            hours: self.spans(spans),
            closed: spans.is_empty(),
        };
        runs.unwrap_or_default().into_iter().map(row).collect()
    }

    /// The hours in one line: days that are closed are left out.
    fn line(&self, schedule: &Schedule) -> String {
        let Some(week) = &schedule.week else { return String::new() };
        if week.is_always() {
            return self.text("contact_always");
        }
        let open = self.days(schedule).into_iter().filter(|row| !row.closed);
        let rows: Vec<String> = open.map(|row| format!("{} {}", row.days, row.hours)).collect();
        match rows.as_slice() {
            [] => self.text("contact_closed"),
            rows => format!("{} ({})", rows.join("; "), schedule.zone.name.replace('_', " ")),
        }
    }

    /// Days with other hours, those that follow each other with the same name and hours in one row.
    fn holidays(&self, schedule: &Schedule, code: &str) -> Vec<Holiday> {
        let theme = self.rendering.theme;
        let row = |first: String, last: String, end: Option<String>, off: &DayOff| Holiday {
            days: if first == last { first } else { format!("{first} – {last}") },
            last: end,
            hours: self.spans(&off.hours),
            name: off.name.get(code).to_owned(),
        };
        let mut rows = Vec::new();
        let holidays = &schedule.holidays;
        let dates: Vec<_> = holidays.dates.iter().collect();
        let follow = |one: &(_, &DayOff), other: &(_, &DayOff)| one.1 == other.1;
        let next = |one: &(&jiff::civil::Date, &DayOff), other: &(&jiff::civil::Date, &DayOff)| {
            one.0.tomorrow().is_ok_and(|day| day == *other.0) && one.1 == other.1
        };
        for run in dates.chunk_by(next) {
            if let (Some((first, off)), Some((last, _))) = (run.first(), run.last()) {
                let date = |day: &jiff::civil::Date| theme.date(self.language, &day.to_string());
                rows.push(row(date(first), date(last), Some(last.to_string()), off));
            }
        }
        let yearly: Vec<_> = holidays.yearly.iter().map(|(day, off)| (*day, off)).collect();
        for run in yearly.chunk_by(|one, other| follow(one, other) && is_next(one.0, other.0)) {
            if let (Some(((month, day), off)), Some(((last_month, last_day), _))) = (run.first(), run.last()) {
                let date = |month, day| theme.day_of_year(self.language, month, day);
                rows.push(row(date(*month, *day), date(*last_month, *last_day), None, off));
            }
        }
        rows
    }
}

/// Whether one day of a year follows another, in any year.
fn is_next(one: (i8, i8), other: (i8, i8)) -> bool {
    let day = jiff::civil::Date::new(2024, one.0, one.1).and_then(|day| day.tomorrow());
    day.is_ok_and(|day| (day.month(), day.day()) == other)
}
