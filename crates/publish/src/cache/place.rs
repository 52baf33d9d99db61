//! Where the cache of an output lies.

use helpdex_content::local_folder::LOCAL_FOLDER;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Where everything is that builds of a site remember.
pub(super) fn folder(root: &Path) -> PathBuf {
    root.join(LOCAL_FOLDER).join("cache").join("build")
}

/// The file for what was built into a folder: each output has its own, named by its place as seen from the site, so that a
/// site that is checked out elsewhere finds it.
pub(super) fn place(root: &Path, out: &Path) -> PathBuf {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let parent = out.parent().and_then(|parent| parent.canonicalize().ok());
    let real = match (parent, out.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => out.to_owned(),
    };
    let inside = real.strip_prefix(&root).unwrap_or(&real);
    let name = Sha256::digest(inside.to_string_lossy().as_bytes());
    let name = base16ct::lower::encode_string(name.get(..8).unwrap_or_default());
    folder(&root).join(format!("{name}.bin"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_inside_of_a_site_has_the_same_name_wherever_that_lies() {
        let dir = tempfile::tempdir().expect("a folder");
        let (one, two) = (dir.path().join("one"), dir.path().join("two"));
        for root in [&one, &two] {
            std::fs::create_dir(root).expect("made");
        }
        let name = |root: &Path, out: &Path| place(root, out).file_name().map(std::ffi::OsStr::to_owned);
        assert_eq!(name(&one, &one.join("public")), name(&two, &two.join("public")));
        assert_ne!(name(&one, &one.join("public")), name(&one, &one.join("other")));
        assert_ne!(name(&one, &one.join("public")), name(&one, &two.join("public")));
    }
}
