//! Jekyll and Hexo: pages and posts, permalinks, tags of Liquid and Nunjucks.

mod address;
mod hexo;
mod liquid;
mod parents;
mod site;
mod words;

use helpdex_content::error::Result;
use helpdex_content::path::join;

use super::ask::Ask;
use crate::source::Source;
use crate::source::tree::Tree;
use site::Site;

/// Whether there is a site of Jekyll.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&["_config.yml"]).is_some_and(|root| !is_hexo_at(tree, &root))
}

/// Whether there is a site of Hexo.
pub(crate) fn recognises_hexo(tree: &Tree) -> bool {
    tree.nearest(&["_config.yml"]).is_some_and(|root| is_hexo_at(tree, &root))
}

fn is_hexo_at(tree: &Tree, root: &str) -> bool {
    let package = tree.text(&join(root, "package.json")).unwrap_or_default();
    tree.folders.contains(&join(root, "source/_posts"))
        || package.contains("\"hexo\"")
        || tree.folders.contains(&join(root, "scaffolds"))
}

/// Reads a site of Jekyll.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let root = ask.tree.nearest(&["_config.yml"]).unwrap_or_default();
    Site::new(ask, root, false).read()
}

/// Reads a site of Hexo.
pub(crate) fn read_hexo(ask: &Ask<'_>) -> Result<Source> {
    let root = ask.tree.nearest(&["_config.yml"]).unwrap_or_default();
    Site::new(ask, root, true).read()
}
