//! `helpdex incident`.

use jiff::Timestamp;

use super::context::{Context, Status};
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::incidents::kind::{KINDS, SEVERITIES, STATES};
use helpdex_content::incidents::moment::Edge;
use helpdex_content::incidents::{Kind, Severity, State};
use helpdex_content::source;
use helpdex_content::today::now;
use helpdex_import::incident::{NewIncident, Word, add_word, moment, new_incident};

/// Tells customers of trouble: writes a file below `_incidents` of the content folder, or adds to one.
///
/// A time is `2026-11-26 14:30` in the site's time zone, a day alone, or a span from now such as `12h`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    step: Option<Step>,
    #[command(flatten)]
    new: New,
}

#[derive(Debug, clap::Args)]
struct New {
    /// What happened, in a few words
    #[arg(required = true)]
    title: Option<String>,
    /// Categories, articles or tags whose pages tell of it, or `everything`
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    affects: Vec<String>,
    /// What is known
    #[arg(long, default_value = "")]
    text: String,
    /// What to do meanwhile: a sentence, or an article's path
    #[arg(long, value_name = "TEXT")]
    instead: Option<String>,
    /// How bad it is; the home page shows what is major, too
    #[arg(long, value_parser = names(&SEVERITIES))]
    severity: Option<String>,
    /// How far the work on it is
    #[arg(long, value_parser = names(&STATES))]
    state: Option<String>,
    /// What it is: trouble, planned work, or a time of longer replies
    #[arg(long, default_value = "incident", value_parser = names(&KINDS))]
    kind: String,
    /// When it began, or is planned to begin; now if nothing is said
    #[arg(long, value_name = "TIME", alias = "started")]
    starts: Option<String>,
    /// Until when it holds at most, or is planned to last; trouble 24 hours if nothing is said
    #[arg(long, value_name = "TIME", alias = "expires")]
    ends: Option<String>,
    /// From when on pages tell of what is planned
    #[arg(long, value_name = "TIME")]
    announced: Option<String>,
    /// How long a channel takes to reply meanwhile, such as `chat=2h`; for a peak
    #[arg(long, value_name = "CHANNEL=TIME", value_delimiter = ',')]
    replies: Vec<String>,
    /// The language of title and text; the site's default one otherwise
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Add a word to an incident, or to its translation
    Update {
        /// Its file, or the file's name without the day
        name: String,
        /// What is new
        text: String,
        /// How far the work on it is now
        #[arg(long, value_parser = names(&STATES))]
        state: Option<String>,
        /// Until when it holds at most
        #[arg(long, value_name = "TIME")]
        expires: Option<String>,
        /// The language of the text: the newest update in this translation
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// The title in that language, for a translation that is not there yet
        #[arg(long, requires = "lang")]
        title: Option<String>,
    },
    /// Say that an incident is over
    Resolve {
        /// Its file, or the file's name without the day
        name: String,
        /// What was done
        #[arg(default_value = "")]
        text: String,
    },
}

/// The names of a list as values of an option.
fn names<T>(known: &[(&'static str, T)]) -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(known.iter().map(|(name, _)| *name))
}

/// What a value of an option stands for.
fn meant<T: Copy>(known: &[(&'static str, T)], value: Option<&String>) -> Option<T> {
    known.iter().find(|(name, _)| value.is_some_and(|value| value == name)).map(|(_, meant)| *meant)
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let now = minute(now()?);
    match &args.step {
        None => new(&args.new, &config, now, context)?,
        Some(Step::Update { name, text, state, expires, lang, title }) => {
            let read = |text: &String| moment(&config, "--expires", text, Edge::End, now);
            let word = Word {
                state: meant(&STATES, state.as_ref()),
                text,
                expires: expires.as_ref().map(read).transpose()?,
                language: lang.as_deref(),
                title: title.as_deref(),
            };
            add(&config, name, &word, now, context)?;
        }
        Some(Step::Resolve { name, text }) => {
            let word = Word { state: Some(State::Resolved), text, expires: None, language: None, title: None };
            add(&config, name, &word, now, context)?;
        }
    }
    Ok(Status::Fine)
}

/// Files know no seconds.
fn minute(now: Timestamp) -> Timestamp {
    let seconds = now.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(60)).unwrap_or(now)
}

fn new(args: &New, config: &Config, now: Timestamp, context: &Context) -> Result<()> {
    let kind = meant(&KINDS, Some(&args.kind)).unwrap_or(Kind::Incident);
    let time = |option, text: &Option<String>, edge| {
        text.as_ref().map(|text| moment(config, option, text, edge, now)).transpose()
    };
    if kind != Kind::Peak && !args.replies.is_empty() {
        return Err(Error::Refused("`--replies` needs `--kind peak`".to_owned()));
    }
    if kind == Kind::Incident && args.announced.is_some() {
        return Err(Error::Refused("`--announced` needs `--kind maintenance` or `--kind peak`".to_owned()));
    }
    if kind != Kind::Incident && args.state.is_some() {
        return Err(Error::Refused(
            "the state of what is planned follows from its times; leave `--state` out".to_owned(),
        ));
    }
    let replies = args.replies.iter().map(|reply| {
        let (channel, time) = reply
            .split_once('=')
            .ok_or_else(|| Error::Refused(format!("`{reply}` names no channel and time; write `--replies chat=2h`")))?;
        Ok((channel.trim().to_owned(), time.trim().to_owned()))
    });
    let replies: Vec<(String, String)> = replies.collect::<Result<_>>()?;
    let draft = NewIncident {
        title: args.title.as_deref().unwrap_or_default(),
        kind,
        severity: meant::<Severity>(&SEVERITIES, args.severity.as_ref()),
        affects: &args.affects,
        started: time("--starts", &args.starts, Edge::Start)?,
        ends: time("--ends", &args.ends, Edge::End)?,
        announced: time("--announced", &args.announced, Edge::Start)?,
        instead: args.instead.as_deref(),
        text: &args.text,
        state: meant(&STATES, args.state.as_ref()),
        replies: &replies,
        language: args.lang.as_deref(),
    };
    let path = new_incident(config, &source::read(config)?, &draft, now)?;
    let shown = path.strip_prefix(&config.root).unwrap_or(&path).display().to_string();
    told(&shown, context)
}

fn add(config: &Config, name: &str, word: &Word<'_>, now: Timestamp, context: &Context) -> Result<()> {
    told(&add_word(config, &source::read(config)?, name, word, now)?, context)
}

fn told(path: &str, context: &Context) -> Result<()> {
    if context.quiet { Ok(()) } else { out(&format!("{path}\n")) }
}
