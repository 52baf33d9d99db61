//! Which program this is.

use std::path::Path;

use helpdex_content::kept::Stamp;
use sha2::{Digest, Sha256};

use super::place::folder;
use super::store;

/// Of what program a stamp tells, and its name.
const KNOWN_AS: &str = "program";

/// A name of this very program: another one may make other bytes of the same site. Nothing where that can't be told.
///
/// The name is a number of all of the program's bytes. For the site at `root` it is remembered: to read a program takes
/// longer than a small edit should.
pub fn program(root: &Path) -> Option<String> {
    let path = std::env::current_exe().ok()?;
    if cfg!(debug_assertions) {
        // Large, and built again and again: when that was tells as much.
        let metadata = std::fs::metadata(path).ok()?;
        let built = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        return Some(format!("{} bytes, {}", metadata.len(), built.as_nanos()));
    }
    let place = folder(root).join("program");
    let stamp = Stamp::at(&path);
    if let Some(stamp) = &stamp
        && let Some((_, name)) = store::read::<(Stamp, String)>(&place, KNOWN_AS).filter(|(known, _)| known == stamp)
    {
        return Some(name);
    }
    let name = base16ct::lower::encode_string(&Sha256::digest(std::fs::read(path).ok()?));
    if let Some(stamp) = stamp {
        let _ = store::write(&place, KNOWN_AS, &(stamp, &name));
    }
    Some(name)
}
