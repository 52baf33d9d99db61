//! Which folders are no output: writing there would lose something.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use foldhash::fast::RandomState;

use super::manifest::{self, Holds};
use super::tree::Listing;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};

/// Folders that an output must neither be, hold nor lie in.
#[derive(Debug)]
struct Protected {
    /// The site's root.
    root: PathBuf,
    /// The articles.
    content: PathBuf,
    /// The themes.
    themes: PathBuf,
    /// The built site, for what is none.
    site: Option<PathBuf>,
}

impl Protected {
    fn of(config: &Config, holds: Holds) -> Self {
        Self {
            root: config.root.clone(),
            content: config.content_dir(),
            themes: config.root.join(Path::new("themes")),
            site: (holds != Holds::Site).then(|| config.out_dir()),
        }
    }
}

/// Refuses an output folder that is not Helpdex's to write; what lies in it comes back.
///
/// # Errors
/// When it is the file system's root, the home folder, the site itself, holds or lies in the content or themes, or holds
/// files that Helpdex did not write as such an output.
pub fn check(out: &Path, config: &Config, holds: Holds) -> Result<Listing> {
    check_against(out, &Protected::of(config, holds), holds)
}

fn check_against(out: &Path, protected: &Protected, holds: Holds) -> Result<Listing> {
    let refuse = |why: &str| -> Result<Listing> {
        Err(Error::Refused(format!("`{}` can't be the output folder: {why}", out.display())))
    };
    let real = resolved(out);
    if real.parent().is_none() {
        return refuse("it is the root of the file system");
    }
    if std::env::home_dir().is_some_and(|home| resolved(&home) == real) {
        return refuse("it is the home folder");
    }
    let root = resolved(&protected.root);
    if root.starts_with(&real) {
        return refuse(if root == real { "it is the help site itself" } else { "the help site lies in it" });
    }
    let built = protected.site.as_ref().map(|site| (site, "output"));
    for (folder, name) in [(&protected.content, "content"), (&protected.themes, "themes")].into_iter().chain(built) {
        let folder = resolved(folder);
        if real.starts_with(&folder) || folder.starts_with(&real) {
            return refuse(&format!("it is, holds or lies in the {name} folder"));
        }
    }
    if real.exists() && !real.is_dir() {
        return refuse("it is a file");
    }
    if let Some(other) = manifest::holds(&real).filter(|&other| other != holds) {
        return refuse(&format!("it holds {}; choose another folder", other.name()));
    }
    let lying = Listing::of(&real).map_err(Error::io("read", out))?;
    match foreign_file(&real, &lying) {
        Some(path) => refuse(&format!(
            "it holds `{}`, which helpdex did not write; move it away, or choose another folder{}",
            path.display(),
            if holds == Holds::Site { " with `--out`" } else { "" }
        )),
        None => Ok(lying),
    }
}

/// A file in an output that its manifest does not name.
fn foreign_file(out: &Path, lying: &Listing) -> Option<PathBuf> {
    let manifest = manifest::whole(out).unwrap_or_default();
    let known: HashSet<&str, RandomState> = manifest::paths(&manifest).collect();
    lying.paths().filter(|path| !known.contains(path.as_str())).min().map(PathBuf::from)
}

/// The path with symbolic links followed as far as it exists, and `..` taken as the system would for the rest.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in absolute.ancestors() {
        let Ok(mut real) = ancestor.canonicalize() else { continue };
        for part in absolute.strip_prefix(ancestor).unwrap_or(Path::new("")).components() {
            match part {
                Component::ParentDir => {
                    real.pop();
                }
                Component::Normal(name) => real.push(name),
                _ => {}
            }
        }
        return real;
    }
    absolute
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(out: &Path, root: &Path) -> String {
        let protected =
            Protected { root: root.to_owned(), content: root.join("content"), themes: root.join("themes"), site: None };
        match check_against(out, &protected, Holds::Site) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn folders_that_are_no_output() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("site");
        std::fs::create_dir_all(root.join("content/pay")).expect("made");
        assert!(refusal(Path::new("/"), &root).contains("root of the file system"));
        assert!(refusal(&root, &root).contains("the help site itself"));
        assert!(refusal(dir.path(), &root).contains("the help site lies in it"));
        assert!(refusal(&root.join("content"), &root).contains("content folder"));
        assert!(refusal(&root.join("content/pay/out"), &root).contains("content folder"));
        assert!(refusal(&root.join("x/../content"), &root).contains("content folder"));
        assert_eq!(refusal(&root.join("public"), &root), "");
        if let Some(home) = std::env::home_dir() {
            assert!(refusal(&home, &root).contains("home folder"));
        }
    }

    #[test]
    fn a_folder_with_other_files_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("public");
        std::fs::create_dir(&out).expect("made");
        assert_eq!(refusal(&out, &dir.path().join("site")), "", "an empty folder will do");
        std::fs::write(out.join("thesis.docx"), "years of work").expect("written");
        assert!(refusal(&out, &dir.path().join("site")).contains("thesis.docx"));
        assert!(out.join("thesis.docx").exists());
    }

    #[test]
    fn a_built_site_and_an_exported_index_never_replace_each_other() {
        let dir = tempfile::tempdir().expect("a folder");
        let (out, root) = (dir.path().join("out"), dir.path().join("site"));
        std::fs::create_dir(&out).expect("made");
        let built = root.join("public");
        let protected =
            Protected { content: root.join("content"), themes: root.join("themes"), site: Some(built.clone()), root };
        let text = |out: &Path, holds| check_against(out, &protected, holds).err().map(|fault| fault.to_string());
        for (there, wanted, told) in
            [(Holds::Site, Holds::Index, "a built site"), (Holds::Index, Holds::Site, "an exported search index")]
        {
            std::fs::write(out.join(manifest::MANIFEST), manifest::text(there, ["a".to_owned()].iter()))
                .expect("written");
            std::fs::write(out.join("a"), "").expect("written");
            assert!(text(&out, wanted).is_some_and(|refusal| refusal.contains(told)), "{told}");
            assert_eq!(text(&out, there), None);
        }
        assert!(text(&built.join("index"), Holds::Index).is_some_and(|refusal| refusal.contains("output folder")));
    }
}
