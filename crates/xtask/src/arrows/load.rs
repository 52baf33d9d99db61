//! Follows `mod` declarations from a target's first file to all of its files.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::reader::{Child, read};
use super::tree::{Module, SourceFile, Tree};
use crate::fault::Fault;

impl Tree {
    /// Reads the target that begins with this file, without what is compiled for tests only.
    pub(super) fn load(root: &Path) -> Result<Tree, Fault> {
        let mut tree = Tree::default();
        tree.modules.push(Module::default());
        let folder = root.parent().unwrap_or(root);
        let mut waiting = VecDeque::from([(root.to_owned(), folder.to_owned(), 0)]);
        while let Some((path, folder, module)) = waiting.pop_front() {
            for child in tree.read_file(&path, module)? {
                let (path, folder) = find(&child, &path, &folder)?;
                waiting.push_back((path, folder, child.module));
            }
        }
        Ok(tree)
    }

    /// Reads one file, and gives the modules that lie in others.
    fn read_file(&mut self, path: &Path, module: usize) -> Result<Vec<Child>, Fault> {
        let text = std::fs::read_to_string(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
        let parsed = syn::parse_file(&text)
            .map_err(|fault| format!("{}:{}: {fault}", path.display(), fault.span().start().line))?;
        let file = self.files.len();
        self.files.push(SourceFile { path: path.to_owned(), lines: text.lines().count() });
        if let Some(module) = self.modules.get_mut(module) {
            module.file = file;
        }
        Ok(read(self, module, &parsed))
    }
}

/// Where a `mod child;` of a file lies, and in which folder the child's own children do.
fn find(child: &Child, parent: &Path, folder: &Path) -> Result<(PathBuf, PathBuf), Fault> {
    let inside = child.inline.iter().fold(folder.to_owned(), |folder, name| folder.join(name));
    if let Some(named) = &child.path {
        let beside = parent.parent().unwrap_or(folder);
        let base = if child.inline.is_empty() { beside } else { inside.as_path() };
        let path = base.join(named);
        let own = path.parent().unwrap_or(base).to_owned();
        return Ok((path, own));
    }
    let own = inside.join(&child.name);
    [inside.join(format!("{}.rs", child.name)), own.join("mod.rs")]
        .into_iter()
        .find(|path| path.is_file())
        .map(|path| (path, own))
        .ok_or_else(|| format!("{}:{}: no file for the module `{}`", parent.display(), child.line, child.name).into())
}
