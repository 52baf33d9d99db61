//! What a build leaves beside the output, and git would commit.

use super::swap;
use helpdex_content::config::Config;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::git::Git;

/// Tells when git does not ignore the lock beside a site's output. Whether it lies there makes no difference, so that
/// the first build tells the same as the next one.
pub(crate) fn unignored_lock(config: &Config) -> Option<Diagnostic> {
    // Most sites that are no repository are found without asking anybody.
    if !config.root.ancestors().any(|folder| folder.join(".git").exists()) {
        return None;
    }
    let out = config.out_dir();
    let below = |what: &str| {
        let path = swap::beside(&out, what);
        let path = path.strip_prefix(&config.root).ok()?;
        Some(path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"))
    };
    let (name, pattern) = (below("lock")?, below("*")?);
    if Git::at(&config.root).ignores(&name) != Some(false) {
        return None;
    }
    let message = format!("git does not ignore `{name}`, which builds leave beside the output");
    let help = format!("add the line `/{pattern}`; if it is in a commit already, run `git rm --cached {name}`");
    Some(Diagnostic::warning("unignored-lock", ".gitignore", message).help(help))
}
