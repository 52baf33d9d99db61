//! Files as many and as large as those of a site.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::Fault;
use super::articles::Rendered;

/// What stands around an article, as far as its bytes count.
const AROUND: &[u8] = b"<li><a href=\"/category/article/\">Title of an article</a></li>\n";

/// Writes the files that a list names, each with as many bytes as it says: pages begin with an article.
pub(crate) fn write(sizes: &Path, out: &Path, rendered: &[Rendered<'_>]) -> Result<(), Fault> {
    let list = std::fs::read_to_string(sizes)?;
    let mut files: Vec<(&str, usize)> = Vec::new();
    for line in list.lines() {
        let (path, bytes) = line.split_once('\t').ok_or("a line without a number of bytes")?;
        files.push((path, bytes.parse()?));
    }
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| Path::new(path).parent()).collect();
    for folder in folders {
        std::fs::create_dir_all(out.join(folder))?;
    }
    files.par_iter().enumerate().try_for_each(|(number, (path, bytes))| {
        let article = rendered.get(number % rendered.len().max(1)).map_or("", |article| &article.html);
        let mut page = Vec::with_capacity(bytes + AROUND.len());
        page.extend_from_slice(article.as_bytes());
        while page.len() < *bytes {
            page.extend_from_slice(AROUND);
        }
        page.truncate(*bytes);
        Ok(std::fs::write(out.join(path), page)?)
    })
}
