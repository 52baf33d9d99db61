//! The sites that are measured, each in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::generate;
use crate::{Fault, cargo, target};

/// A help site to measure.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

impl Site {
    /// How many articles its content holds, translations and drafts included.
    pub(super) fn articles(&self) -> Result<usize, Fault> {
        count_articles(&self.path.join("content"))
    }
}

fn count_articles(folder: &Path) -> Result<usize, Fault> {
    let mut articles = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            articles += count_articles(&entry.path())?;
        } else if name.ends_with(".md") && !name.starts_with("_index.") {
            articles += 1;
        }
    }
    Ok(articles)
}

/// What every benchmark lets choose.
#[derive(clap::Args)]
#[group(id = "sites")]
pub(crate) struct Args {
    /// Use this program instead of building one.
    #[arg(long, value_name = "PROGRAM")]
    helpdex: Option<PathBuf>,
    /// Keep the sites in this folder instead of a temporary one.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Which sites are measured.
#[derive(clap::Args)]
#[group(id = "measured")]
pub(super) struct Measured {
    /// A folder of Markdown to import and build as well; `NAME@ru=PATH` for one in Russian.
    #[arg(long, value_name = "NAME=PATH")]
    corpus: Vec<String>,
    /// Articles of the generated site; 0 leaves it out.
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// Articles of the generated site in thirty languages; 0 leaves it out.
    #[arg(long, default_value_t = 17_250)]
    multilingual: usize,
}

impl Measured {
    /// Lays them out. The generated site in two languages comes beside all of them, too.
    pub(super) fn lay_out(&self, sites: &Sites) -> Result<(Vec<Site>, Option<Site>), Fault> {
        let mut all: Vec<Site> = self.corpus.iter().map(|corpus| sites.corpus(corpus)).collect::<Result<_, _>>()?;
        let generated = (self.articles > 0).then(|| sites.generated(self.articles)).transpose()?;
        all.extend(generated.clone());
        if self.multilingual > 0 {
            all.push(sites.multilingual(self.multilingual)?);
        }
        Ok((all, generated))
    }
}

/// Builds the program, and says where it lies.
pub(super) fn built(root: &Path, profile: Profile) -> Result<PathBuf, Fault> {
    let (name, folder) = match profile {
        Profile::Speed => ("dist", "dist"),
        Profile::Tests => ("dev", "debug"),
    };
    let status = Command::new(cargo()).current_dir(root).args(["build", "--locked", "--profile", name]).status()?;
    if status.success() {
        Ok(target(root).join(folder).join("helpdex"))
    } else {
        Err("Helpdex does not compile".into())
    }
}

/// How the program is built.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Profile {
    /// As it is published: for figures.
    Speed,
    /// As the tests use it, who have built it already: for all that no clock is asked about.
    Tests,
}

/// Where sites are laid out, and the program that builds them.
#[derive(Debug)]
pub(crate) struct Sites {
    pub(crate) helpdex: PathBuf,
    pub(super) work: PathBuf,
    /// Removed with this value, unless the sites are kept.
    _temporary: Option<tempfile::TempDir>,
}

impl Sites {
    /// Builds Helpdex, unless a program is named.
    pub(crate) fn new(root: &Path, args: &Args, profile: Profile) -> Result<Self, Fault> {
        let helpdex = match &args.helpdex {
            Some(program) => std::path::absolute(program)?,
            None => built(root, profile)?,
        };
        let keep = args.keep.as_deref();
        let temporary = if keep.is_none() { Some(tempfile::tempdir()?) } else { None };
        let work = match (keep, &temporary) {
            (Some(folder), _) => std::path::absolute(folder)?,
            (None, Some(folder)) => folder.path().to_owned(),
            (None, None) => return Err("nowhere to work".into()),
        };
        Ok(Self { helpdex, work, _temporary: temporary })
    }

    /// The repository's own site, outside of the repository so that git is not asked for dates.
    pub(crate) fn demo(&self, root: &Path) -> Result<Site, Fault> {
        let site = self.work.join("demo");
        fresh(&site)?;
        std::fs::copy(root.join("helpdex.yaml"), site.join("helpdex.yaml"))?;
        // The calendar of holidays that its settings name.
        std::fs::copy(root.join("holidays.ics"), site.join("holidays.ics"))?;
        copy_folder(&root.join("content"), &site.join("content"))?;
        Ok(Site { name: "demo".to_owned(), path: site })
    }

    /// The same for `NAME=PATH` or `NAME@ru=PATH`.
    pub(super) fn corpus(&self, corpus: &str) -> Result<Site, Fault> {
        let (name, source) = corpus.split_once('=').ok_or_else(|| format!("`{corpus}` is not NAME=PATH"))?;
        let (name, language) = name.split_once('@').unwrap_or((name, "en"));
        self.imported(name, language, Path::new(source))
    }

    /// A folder of Markdown as `helpdex import` takes it over.
    pub(super) fn imported(&self, name: &str, language: &str, source: &Path) -> Result<Site, Fault> {
        let site = self.work.join(name);
        fresh(&site)?;
        std::fs::create_dir_all(site.join("content"))?;
        std::fs::write(site.join("helpdex.yaml"), settings(language))?;
        let source = std::path::absolute(source)?;
        let status = Command::new(&self.helpdex)
            .args(["import", "--quiet"])
            .arg(&source)
            .current_dir(&site)
            .stdout(Stdio::null())
            .status()?;
        // Status 1 says that some files could not be imported; those that could are built.
        match status.code() {
            Some(0 | 1) => Ok(Site { name: name.to_owned(), path: site }),
            _ => Err(format!("`{}` can't be imported", source.display()).into()),
        }
    }

    /// A site as `helpdex init` makes it, in these languages.
    pub(super) fn new_site(&self, languages: &[&str]) -> Result<Site, Fault> {
        let path = self.work.join("new");
        fresh(&path)?;
        let status = Command::new(&self.helpdex)
            .args(["init", "--quiet", "--lang", &languages.join(","), "."])
            .current_dir(&path)
            .stdout(Stdio::null())
            .status()?;
        let site = Site { name: languages.join(", "), path };
        if status.success() { Ok(site) } else { Err(format!("no site can be made in {}", site.name).into()) }
    }

    /// A site of so many generated articles.
    pub(super) fn generated(&self, articles: usize) -> Result<Site, Fault> {
        let site = self.work.join("generated");
        fresh(&site)?;
        std::fs::write(site.join("helpdex.yaml"), settings("en, ru"))?;
        generate::write(&site.join("content"), articles)?;
        Ok(Site { name: "generated".to_owned(), path: site })
    }

    /// A site of so many generated articles in thirty languages.
    pub(super) fn multilingual(&self, files: usize) -> Result<Site, Fault> {
        let site = self.work.join("multilingual");
        fresh(&site)?;
        std::fs::write(site.join("helpdex.yaml"), settings(&LANGUAGES.join(", ")))?;
        generate::write_all(&site.join("content"), files, &LANGUAGES)?;
        Ok(Site { name: "multilingual".to_owned(), path: site })
    }

    /// The names of all rules of `helpdex check`.
    pub(super) fn rules(&self) -> Result<Vec<String>, Fault> {
        let told = Command::new(&self.helpdex).args(["check", "--rules"]).stderr(Stdio::null()).output()?;
        let told = String::from_utf8(told.stdout)?;
        let codes: Vec<String> = told
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
            .map(str::to_owned)
            .collect();
        if codes.is_empty() { Err("`helpdex check --rules` lists no rule".into()) } else { Ok(codes) }
    }

    /// Sets the level of rules for the generated site.
    pub(super) fn set_levels<'c>(
        &self,
        site: &Site,
        levels: impl IntoIterator<Item = (&'c str, &'c str)>,
    ) -> Result<(), Fault> {
        Ok(std::fs::write(site.path.join("helpdex.yaml"), with_levels("en, ru", levels))?)
    }

    /// Builds a site into its folder `public`.
    pub(super) fn build(&self, site: &Site) -> Result<PathBuf, Fault> {
        let built = Command::new(&self.helpdex)
            .args(["build", "--quiet"])
            .current_dir(&site.path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if built.success() { Ok(site.path.join("public")) } else { Err(format!("{} can't be built", site.name).into()) }
    }
}

/// The languages of a large translated help center.
#[rustfmt::skip]
const LANGUAGES: [&str; 30] = [
    "en", "ar", "be", "bg", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hr", "hu", "id", "it", "ja", "ko", "nl",
    "no", "pl", "pt", "ro", "ru", "sk", "sr", "sv", "tr", "uk",
];

/// Rules whose faults would stop the build of an imported help center.
const STOPPING: [&str; 8] = [
    "broken-link",
    "broken-anchor",
    "empty-article",
    "missing-image",
    "missing-title",
    "forbidden-scheme",
    "nesting",
    "unsafe-svg",
];

/// Settings under which they do not.
fn settings(languages: &str) -> String {
    with_levels(languages, STOPPING.map(|code| (code, "warning")))
}

fn with_levels<'c>(languages: &str, levels: impl IntoIterator<Item = (&'c str, &'c str)>) -> String {
    let levels: String = levels.into_iter().map(|(code, level)| format!("  {code}: {level}\n")).collect();
    format!("title: Help\nbase_url: https://help.example.com\nlanguages: [{languages}]\nchecks:\n{levels}")
}

/// Number and bytes of the files with an extension, of all when it is empty.
pub(crate) fn count(folder: &Path, extension: &str) -> Result<(usize, u64), Fault> {
    let (mut files, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            let (more, larger) = count(&path, extension)?;
            files += more;
            bytes += larger;
        } else if extension.is_empty() || path.extension().is_some_and(|found| found == extension) {
            files += 1;
            bytes += entry.metadata()?.len();
        }
    }
    Ok((files, bytes))
}

/// Sizes and paths of all files below a folder.
pub(super) fn files(folder: &Path) -> Result<Vec<(u64, PathBuf)>, Fault> {
    let mut files = Vec::new();
    list(folder, folder, &mut files)?;
    Ok(files)
}

fn list(folder: &Path, root: &Path, files: &mut Vec<(u64, PathBuf)>) -> Result<(), Fault> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            list(&path, root, files)?;
        } else {
            files.push((entry.metadata()?.len(), path.strip_prefix(root)?.to_owned()));
        }
    }
    Ok(())
}

pub(super) fn fresh(folder: &Path) -> Result<(), Fault> {
    remove(folder)?;
    Ok(std::fs::create_dir_all(folder)?)
}

pub(super) fn remove(folder: &Path) -> Result<(), Fault> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Moves a folder out of the way, if it is there. Files are removed when all is measured: some file systems are slow to make
/// new ones for a minute after many went.
pub(super) fn set_aside(folder: &Path, to: &Path) -> Result<(), Fault> {
    if folder.exists() { Ok(std::fs::rename(folder, to)?) } else { Ok(()) }
}

pub(super) fn copy_folder(from: &Path, to: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
