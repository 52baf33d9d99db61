//! Which program this is.

use std::fs::File;
use std::io::{self, Read as _};
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
    let name = number_of(&path).ok()?;
    if let Some(stamp) = stamp {
        let _ = store::write(&place, KNOWN_AS, &(stamp, &name));
    }
    Some(name)
}

/// So many bytes of a program are read at once.
const PIECE: usize = 1 << 18;

/// A number of all bytes of a file, of which few are in memory at once: a program is larger than what many sites take.
fn number_of(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut piece) = (File::open(path)?, Sha256::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(base16ct::lower::encode_string(&hash.finalize())),
            read => hash.update(piece.get(..read).unwrap_or_default()),
        }
    }
}
