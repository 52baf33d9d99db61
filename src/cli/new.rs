//! `helpdex new`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::context::{Context, Status};
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::git::Git;
use helpdex_content::suggestion::did_you_mean;
use helpdex_content::today::today;
use helpdex_import::scaffold::{self, Draft, NewCategory};
use helpdex_render::theme::Theme;

/// Writes a new article as a draft, or a new category, and prints its path.
///
/// The file's name is made of the title, Cyrillic ones included. A file that is there already is never overwritten.
#[derive(Debug, clap::Args)]
#[command(override_usage = "helpdex new [OPTIONS] <CATEGORY> <TITLE>\n       \
                            helpdex new [OPTIONS] --category <FOLDER> <TITLE>")]
pub(super) struct Args {
    /// The category's folder below the content folder, such as `payouts` or `payouts/limits`
    #[arg(value_name = "CATEGORY")]
    first: String,
    /// The question, as customers would put it
    #[arg(value_name = "TITLE", required_unless_present = "category", conflicts_with = "category")]
    title: Option<String>,
    /// Make a category instead: its folder below the content folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "owner")]
    category: Option<String>,
    /// The icon of the new category
    #[arg(long, value_name = "NAME", requires = "category")]
    icon: Option<String>,
    /// The language of the article; the site's default one otherwise
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Who answers for the article; otherwise the name that git knows you by
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Open the article in $VISUAL or $EDITOR
    #[arg(short, long)]
    edit: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    // Asked first: an article that can't be opened would have to be deleted again.
    let editor = if args.edit { Some(editor()?) } else { None };
    let path = match &args.category {
        Some(folder) => category(args, folder, &config)?,
        None => article(args, &config)?,
    };
    if !context.quiet {
        let shown = path.strip_prefix(&config.root).unwrap_or(&path);
        out(&format!("{}\n", shown.display()))?;
    }
    if let Some(editor) = editor {
        open(&editor, &path)?;
    }
    Ok(Status::Fine)
}

fn article(args: &Args, config: &Config) -> Result<PathBuf> {
    let owner = args.owner.clone().or_else(|| git_user(config)).unwrap_or_default();
    let title = args.title.as_deref().unwrap_or_default();
    let draft = Draft { category: &args.first, title, language: args.lang.as_deref(), owner: &owner };
    scaffold::new_article(config, draft, today()?)
}

fn category(args: &Args, folder: &str, config: &Config) -> Result<PathBuf> {
    if let Some(icon) = &args.icon {
        let theme = Theme::of(config)?.0;
        if !theme.has_icon(icon) {
            let near = did_you_mean(icon, theme.icon_names())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(Error::Refused(format!("the theme has no icon `{icon}`{near}")));
        }
    }
    let wanted = NewCategory { folder, title: &args.first, language: args.lang.as_deref(), icon: args.icon.as_deref() };
    scaffold::new_category(config, wanted)
}

fn editor() -> Result<String> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR")).ok_or_else(|| {
        Error::Refused("`--edit` needs an editor: set $VISUAL or $EDITOR, or leave `--edit` out".to_owned())
    })
}

/// Runs the editor by the shell, as git does: `code --wait` is a command with an argument.
fn open(editor: &str, path: &Path) -> Result<()> {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", editor]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{editor} \"$@\""), "sh"]);
        command
    };
    let ended = command.arg(path).status().map_err(Error::io("start the editor for", path))?;
    if ended.success() {
        return Ok(());
    }
    Err(Error::Environment(format!("the editor `{editor}` failed; the article is in `{}`", path.display())))
}

fn git_user(config: &Config) -> Option<String> {
    let answer = Git::at(&config.root).ask(&["config", "user.name"])?;
    let name = String::from_utf8(answer).ok()?.trim().to_owned();
    (!name.is_empty()).then_some(name)
}
