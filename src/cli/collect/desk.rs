//! What can be asked of a collector, also while it runs.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use super::super::context::{Context, Status};
use super::super::plural::count;
use super::super::table::{Table, clip, plain};
use super::super::terminal::out;
use super::place::{Place, fault};
use helpdex_collect::{Delivery, Desk, Folder, State, Who, survey_reference};
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};

#[derive(Debug, clap::Args)]
pub(super) struct OutboxArgs {
    #[command(flatten)]
    place: Place,
    /// Only what stands so; all that is not delivered otherwise
    #[arg(long, value_enum)]
    state: Option<Wanted>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Wanted {
    /// Will be tried
    Waiting,
    /// Is being tried
    Sending,
    /// Has been taken by the other side
    Delivered,
    /// Was tried too often
    Dead,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table
    #[default]
    Text,
    /// JSON, one object a line
    Jsonl,
}

#[derive(Debug, clap::Args)]
pub(super) struct RetryArgs {
    #[command(flatten)]
    place: Place,
    /// The key of one message; all that were given up otherwise
    // A key may begin with a hyphen.
    #[arg(value_name = "KEY", allow_hyphen_values = true)]
    message: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct PrintArgs {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    place: Place,
    /// Files with a JSON object on each line; - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[group(id = "who", required = true, multiple = false, args = ["ticket", "email", "text"])]
pub(super) struct EraseArgs {
    #[command(flatten)]
    place: Place,
    /// Whatever names this ticket: answers to surveys, messages
    #[arg(long, value_name = "REFERENCE")]
    ticket: Option<String>,
    /// Whatever holds this address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Whatever holds these words: comments, queries, messages
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct LinkArgs {
    #[command(flatten)]
    place: Place,
    /// The survey
    #[arg(long, value_enum)]
    survey: Survey,
    /// The ticket that it asks about: letters, digits, - and _
    #[arg(long, value_name = "REFERENCE")]
    ticket: String,
    /// How long the link holds
    #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = days)]
    expires: u32,
    /// The language of the page; the site's first one otherwise
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The site's address; that of the site here otherwise
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Survey {
    /// Satisfaction, 1 to 5
    Csat,
    /// Whether they would recommend you, 0 to 10
    Nps,
    /// A mark, 1 to 10
    Voice,
}

/// `30d`, or `30`.
fn days(text: &str) -> std::result::Result<u32, String> {
    let number = text.strip_suffix('d').unwrap_or(text).parse().ok().filter(|days| (1..=3_650).contains(days));
    number.ok_or_else(|| "write days, such as `30d`".to_owned())
}

fn open(place: &Place) -> Result<Desk> {
    Desk::open(&place.existing()?, place.database().as_deref()).map_err(fault)
}

pub(super) fn outbox(args: &OutboxArgs, context: &Context) -> Result<Status> {
    let state = args.state.map(|wanted| match wanted {
        Wanted::Waiting => State::Waiting,
        Wanted::Sending => State::Sending,
        Wanted::Delivered => State::Delivered,
        Wanted::Dead => State::Dead,
    });
    let deliveries = open(&args.place)?.deliveries(state).map_err(fault)?;
    match args.format {
        Format::Text => out(&table(&deliveries))?,
        Format::Jsonl => {
            for delivery in &deliveries {
                let line = serde_json::to_string(delivery).map_err(|fault| Error::Environment(fault.to_string()))?;
                out(&format!("{line}\n"))?;
            }
        }
    }
    let given_up = deliveries.iter().filter(|delivery| delivery.state == State::Dead).count();
    let hint = if given_up > 0 { "; `helpdex collect retry` has them tried again" } else { "" };
    context.say(&format!("{}, {given_up} given up{hint}", of_them(deliveries.len())));
    Ok(Status::Fine)
}

fn of_them(number: usize) -> String {
    match number {
        1 => "1 delivery".to_owned(),
        number => format!("{number} deliveries"),
    }
}

fn table(deliveries: &[Delivery]) -> String {
    let mut table = Table::new();
    for delivery in deliveries {
        let unsure = if delivery.unsure > 0 { "may be there already" } else { "" };
        table.row(&[
            &plain(&delivery.message),
            &delivery.way,
            delivery.state.name(),
            &delivery.written,
            &count(usize::try_from(delivery.attempts).unwrap_or_default(), "attempt"),
            &clip(&plain(&delivery.fault), 60),
            unsure,
        ]);
    }
    table.text()
}

pub(super) fn retry(args: &RetryArgs, context: &Context) -> Result<Status> {
    let number = open(&args.place)?.retry(args.message.as_deref()).map_err(fault)?;
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    if number == 0
        && let Some(message) = &args.message
    {
        return Err(Error::Refused(format!("no delivery of a message `{message}` waits or was given up")));
    }
    context.say(&format!("{} will be tried again within seconds", of_them(number)));
    Ok(Status::Fine)
}

/// A fault of printing or of the database, as both are told.
struct Told(Error);

impl From<helpdex_collect::Error> for Told {
    fn from(error: helpdex_collect::Error) -> Self {
        Self(fault(error))
    }
}

fn print(line: &str) -> std::result::Result<(), Told> {
    out(&format!("{line}\n")).map_err(Told)
}

pub(super) fn messages(args: &PrintArgs) -> Result<Status> {
    let printed = open(&args.place)?.messages(&mut print);
    printed.map(|()| Status::Fine).map_err(|Told(error)| error)
}

pub(super) fn events(args: &PrintArgs) -> Result<Status> {
    let printed = open(&args.place)?.events(&mut print);
    printed.map(|()| Status::Fine).map_err(|Told(error)| error)
}

/// Bad lines told one by one.
const BAD_LINES: usize = 20;

pub(super) fn import(args: &ImportArgs, context: &Context) -> Result<Status> {
    let folder = Folder::open(&args.place.data).map_err(fault)?;
    let desk = Desk::open_or_make(&folder, args.place.database().as_deref()).map_err(fault)?;
    let mut status = Status::Fine;
    for path in &args.files {
        let imported = if path.as_os_str() == "-" {
            desk.import(std::io::stdin().lock())
        } else {
            desk.import(BufReader::new(File::open(path).map_err(Error::io("open", path))?))
        };
        let imported = imported.map_err(fault)?;
        let events = count(imported.taken, "event");
        context.say(&format!("took {events} of {}, {} known before", path.display(), imported.known));
        for (line, why) in imported.bad.iter().take(BAD_LINES) {
            context.say(&format!("{}:{line}: {}", path.display(), plain(why)));
        }
        if imported.bad.len() > BAD_LINES {
            context.say(&format!("and {} more bad lines", imported.bad.len() - BAD_LINES));
        }
        if !imported.bad.is_empty() {
            status = Status::Content;
        }
    }
    Ok(status)
}

pub(super) fn erase(args: &EraseArgs, context: &Context) -> Result<Status> {
    let who = match (&args.ticket, &args.email, &args.text) {
        (Some(ticket), _, _) => Who::Ticket(ticket.clone()),
        (_, Some(email), _) => Who::Email(email.clone()),
        (_, _, Some(text)) if text.trim().chars().count() >= 3 => Who::Text(text.trim().to_owned()),
        _ => return Err(Error::Refused("`--text` needs three characters at least: fewer stand in everything".into())),
    };
    let erased = open(&args.place)?.erase(&who).map_err(fault)?;
    if erased.is_nothing() {
        context.say("nothing was found");
        return Ok(Status::Fine);
    }
    let number = |number: u64, word: &str| count(usize::try_from(number).unwrap_or(usize::MAX), word);
    context.say(&format!(
        "removed {}, {} and {} among the counts; backups still hold them",
        number(erased.events, "event"),
        number(erased.messages, "message"),
        match erased.queries {
            1 => "1 query".to_owned(),
            number => format!("{number} queries"),
        },
    ));
    Ok(Status::Fine)
}

pub(super) fn link(args: &LinkArgs, context: &Context) -> Result<Status> {
    let (base, first) = match &args.url {
        Some(url) => (url.trim_end_matches('/').to_owned(), None),
        None => match Config::load(&context.start)? {
            Ok(config) => {
                let first = config.languages.first().map(|language| language.code.clone());
                (config.base_url.absolute(&config.base_url.path), first)
            }
            Err(faults) => {
                super::super::report::print(&faults, super::super::report::Format::Text)?;
                return Ok(Status::Content);
            }
        },
    };
    let reference = survey_reference(&args.place.existing()?, &args.ticket, args.expires).map_err(fault)?;
    let survey = match args.survey {
        Survey::Csat => "csat",
        Survey::Nps => "nps",
        Survey::Voice => "voice",
    };
    // Pages of the first language stand at the top.
    let lang = args.lang.as_deref().filter(|lang| first.as_deref() != Some(lang));
    let lang = lang.map_or_else(String::new, |lang| format!("/{lang}"));
    out(&format!("{base}{lang}/survey/{survey}/?t={reference}\n"))?;
    Ok(Status::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Retry {
        #[command(flatten)]
        args: RetryArgs,
    }

    #[test]
    fn a_key_may_begin_with_a_hyphen() {
        let message = |line: &[&str]| Retry::try_parse_from(line).ok().and_then(|retry| retry.args.message);
        assert_eq!(message(&["retry", "-7gxXK27"]).as_deref(), Some("-7gxXK27"));
        assert_eq!(message(&["retry", "--data", "folder"]), None);
    }
}
