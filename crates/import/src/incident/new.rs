//! The file of a new incident.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use super::folder;
use crate::scaffold::{language_id, language_suffix, scalar, write_new};
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::incidents::{Kind, Severity, State, affected, moment, span};
use helpdex_content::routes::Routes;
use helpdex_content::slug::slugify;
use helpdex_content::source::Sources;

/// An incident of which nobody says when it expires is told of for a day: then somebody has to look again.
const USUAL: SignedDuration = SignedDuration::from_hours(24);

/// What somebody tells of.
#[derive(Clone, Debug)]
pub struct NewIncident<'a> {
    /// What happened, in a few words.
    pub title: &'a str,
    /// What it is.
    pub kind: Kind,
    /// How bad it is, if that is not as usual.
    pub severity: Option<Severity>,
    /// Categories, articles, tags or `everything`.
    pub affects: &'a [String],
    /// When it began, or is to begin; now without it.
    pub started: Option<Timestamp>,
    /// Until when it holds at most, or is to last.
    pub ends: Option<Timestamp>,
    /// From when on something planned is shown.
    pub announced: Option<Timestamp>,
    /// The way around: a sentence, or an article's path.
    pub instead: Option<&'a str>,
    /// What is known.
    pub text: &'a str,
    /// How far the work is, if somebody knows.
    pub state: Option<State>,
    /// Longer replies, by channels: `chat` and `2 h`.
    pub replies: &'a [(String, String)],
    /// Code of its language; the site's default one without it.
    pub language: Option<&'a str>,
}

/// Writes the file of an incident and gives its path.
///
/// # Errors
/// When something that it names is not there, a time is impossible, the title makes no file name, or the file is there
/// already or can't be written. Nothing is written then.
pub fn new_incident(config: &Config, sources: &Sources, new: &NewIncident<'_>, now: Timestamp) -> Result<PathBuf> {
    let title = new.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let slug = slugify(&title);
    if slug.is_empty() {
        return Err(Error::Refused(format!("no file name can be made of the title `{title}`: it has no letter")));
    }
    let language = language_id(config, new.language)?;
    known(config, sources, new.affects)?;
    let started = new.started.unwrap_or(now);
    let ends = match (new.ends, new.kind) {
        (Some(ends), _) => ends,
        (None, Kind::Incident) => now.max(started).checked_add(USUAL).unwrap_or(Timestamp::MAX),
        (None, _) => {
            return Err(Error::Refused("what is planned has an end: add `--ends \"2026-11-27 06:00\"`".to_owned()));
        }
    };
    if ends <= started {
        return Err(Error::Refused("it would end before it begins; nothing was written".to_owned()));
    }
    if new.kind == Kind::Incident && started > now {
        let advice = "what is planned has `--kind maintenance` and `--starts`";
        return Err(Error::Refused(format!("the moment at which it started is still to come; {advice}")));
    }
    for (channel, reply) in new.replies {
        if span::parse(reply).is_none() {
            let advice = span::SHAPE;
            return Err(Error::Refused(format!("`{reply}` is no time in which `{channel}` replies; {advice}")));
        }
    }
    let (day, ..) = moment::parts(started, &config.time_zone);
    let path = folder(config).join(format!("{day}-{slug}{}.md", language_suffix(config, language)));
    let text = text(config, new, &title, started, ends);
    if !write_new(&path, text.as_bytes())? {
        let shown = path.strip_prefix(&config.root).unwrap_or(&path).display();
        let advice = "Add to it with `helpdex incident update`";
        return Err(Error::Refused(format!("`{shown}` is there already; it was left as it is. {advice}")));
    }
    Ok(path)
}

/// Whether everything that is affected is there.
fn known(config: &Config, sources: &Sources, names: &[String]) -> Result<()> {
    let (routes, _) = Routes::plan(config, sources, true);
    let is_tag = |slug: &str| {
        let tags = sources.entries.iter().flat_map(|entry| &entry.front.tags);
        tags.into_iter().any(|tag| slugify(&tag.value) == slug)
    };
    for name in names {
        if affected::find(config, &routes, name, is_tag).is_none() {
            let near = affected::near(config, &routes, name);
            let advice = near.map_or_else(
                || "name a folder or file below the content folder, a tag, or `everything`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(Error::Refused(format!("no category, article or tag is called `{name}`; {advice}")));
        }
    }
    Ok(())
}

fn text(config: &Config, new: &NewIncident<'_>, title: &str, started: Timestamp, ends: Timestamp) -> String {
    let written = |at| moment::written(at, &config.time_zone);
    let planned = new.kind.is_planned();
    let (begin, end) = if planned { ("starts", "ends") } else { ("started", "expires") };
    let mut lines = vec![format!("title: {}", scalar(title))];
    if planned {
        lines.push(format!("kind: {}", new.kind.name()));
    }
    lines.extend(new.severity.map(|severity| format!("severity: {}", severity.name())));
    lines.push(format!("{begin}: {}", written(started)));
    lines.push(format!("{end}: {}", written(ends)));
    lines.extend(new.announced.map(|at| format!("announced: {}", written(at))));
    let names: Vec<String> = new.affects.iter().map(|name| scalar(name)).collect();
    if !names.is_empty() {
        lines.push(format!("affects: [{}]", names.join(", ")));
    }
    if !new.replies.is_empty() {
        lines.push("replies:".to_owned());
        lines.extend(new.replies.iter().map(|(channel, reply)| format!("  {}: {}", scalar(channel), reply.trim())));
    }
    lines.extend(new.instead.map(|instead| format!("instead: {}", scalar(instead.trim()))));
    let mut text = format!("---\n{}\n---\n", lines.join("\n"));
    if let Some(state) = new.state {
        text.push_str(&format!("\n## {} {}\n", written(started), state.name()));
    }
    if !new.text.trim().is_empty() {
        text.push_str(&format!("\n{}\n", new.text.trim()));
    }
    text
}
