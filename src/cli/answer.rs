//! `helpdex answer`.

use std::path::PathBuf;

use helpdex_content::error::{Error, Result};
use helpdex_export::assistants::{Answer, Published};
use serde::Serialize;

use super::context::{Context, Status};
use super::query_file;
use super::terminal::out;

/// Prints the passage of the last build that answers a question, word for word, with its address.
///
/// Where no article answers, nothing is printed and the exit status is 1.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What a customer would ask
    #[arg(required_unless_present = "queries", allow_hyphen_values = true)]
    question: Option<String>,
    /// The language to answer in; the site's default one otherwise
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Answer every question of a file, one JSON object a line, {"_id": "q1", "text": "…"}, in as many lines of JSON
    #[arg(long, value_name = "FILE", conflicts_with_all = ["question", "format"])]
    queries: Option<PathBuf>,
    /// The build to ask; the configured output folder otherwise
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object; `"answer": null` where nothing answers
    Json,
    /// A quote with a link, for chats that read Markdown
    Markdown,
}

/// What programs are told.
#[derive(Debug, Serialize)]
struct Answered<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    question: &'a str,
    answer: Option<&'a Answer>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let question = args.question.as_deref().unwrap_or_default();
    if args.queries.is_none() && question.trim().is_empty() {
        return Err(Error::Refused("ask something: `helpdex answer \"how do I get paid?\"`".to_owned()));
    }
    let folder = args.out.clone().unwrap_or_else(|| config.out_dir());
    let site = Published::open(&config, &folder)?;
    let language = site.language(args.lang.as_deref())?;
    if let Some(file) = &args.queries {
        for asked in query_file::read(file)? {
            let answer = site.answer(language, &asked.text)?;
            let answered = Answered { id: Some(&asked.id), question: &asked.text, answer: answer.as_ref() };
            out(&format!(
                "{}\n",
                serde_json::to_string(&answered).map_err(|fault| Error::Environment(fault.to_string()))?
            ))?;
        }
        return Ok(Status::Fine);
    }
    let answer = site.answer(language, question)?;
    match (args.format, &answer) {
        (Format::Json, _) => {
            let answered = Answered { id: None, question, answer: answer.as_ref() };
            let json =
                serde_json::to_string_pretty(&answered).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))?;
        }
        (Format::Text, Some(answer)) => out(&text(answer))?,
        (Format::Markdown, Some(answer)) => out(&markdown(answer))?,
        (_, None) => context.say("no article answers this"),
    }
    Ok(if answer.is_some() { Status::Fine } else { Status::Content })
}

/// The title, and below it the heading, of what answers.
fn title(answer: &Answer) -> String {
    match &answer.heading {
        Some(heading) => format!("{} – {heading}", answer.title),
        None => answer.title.clone(),
    }
}

fn text(answer: &Answer) -> String {
    let updated = answer.updated.as_ref().map(|day| format!(" ({day})")).unwrap_or_default();
    format!("{}\n\n{}\n{}{updated}\n", answer.passage, title(answer), answer.url)
}

fn markdown(answer: &Answer) -> String {
    let escaped = |text: &str| {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            if "\\[]`*_<#".contains(letter) {
                out.push('\\');
            }
            out.push(letter);
        }
        out
    };
    let quote: String = answer.passage.lines().map(|line| format!("> {}  \n", escaped(line))).collect();
    let updated = answer.updated.as_ref().map(|day| format!(", {day}")).unwrap_or_default();
    format!("{quote}\n[{}](<{}>){updated}\n", escaped(&title(answer)), answer.url)
}
