//! Settings in JavaScript that take parts of themselves from files beside them.

use helpdex_content::path::{resolve, split};

use crate::source::tree::{Tree, has_extension};

/// The text of a file of settings, behind what it imports from its own folder: JSON and modules, one level deep. What
/// they export is a constant of the name that the import gives it.
pub(crate) fn text(tree: &Tree, file: &str) -> String {
    let own = tree.text(file).unwrap_or_default();
    let mut out = String::new();
    for line in own.lines() {
        if let Some((names, found)) = imported(tree, split(file).0, line) {
            let name = names.split([',', '{']).next().unwrap_or_default().trim();
            let text = tree.text(&found).unwrap_or_default();
            if has_extension(&found, &["json"]) {
                out.push_str(&format!("const {name} = {text};\n"));
            } else {
                let is_import = |line: &&str| line.starts_with("import ");
                let text: Vec<&str> = text.lines().filter(|line| !is_import(line)).collect();
                let text = text.join("\n");
                out.push_str(&if name.is_empty() {
                    text
                } else {
                    text.replace("export default", &format!("const {name} ="))
                });
                out.push_str(";\n");
            }
        }
    }
    out + &own
}

/// What an import calls what it takes, and the file that it takes it from.
fn imported<'l>(tree: &Tree, folder: &str, line: &'l str) -> Option<(&'l str, String)> {
    let (names, from) = line.trim_start().strip_prefix("import ")?.split_once(" from ")?;
    let from = from.trim_start();
    let quote = from.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let from = from.get(1..)?.split(quote).next()?;
    if !from.starts_with('.') {
        return None;
    }
    let path = resolve(folder, from)?;
    let ends = ["", ".json", ".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js"];
    let found = ends.iter().map(|end| format!("{path}{end}")).find(|path| tree.has(path))?;
    has_extension(&found, &["json", "ts", "mts", "js", "mjs"]).then_some((names, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::js::exported;

    #[test]
    fn parts_from_files_beside() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        write("locales.json", "{ \"root\": { \"lang\": \"en\" } }");
        write("bar.ts", "import x from 'y'\nexport const depth = 2\nexport default [depth, 'a']\n");
        write(
            "settings.mjs",
            "import locales from './locales.json' with { type: 'json' };\nimport bar, { depth } from \"./bar\"\n\
             import gone from './gone'\nexport default { locales, bar, depth, gone };\n",
        );
        let tree = Tree::read(folder.path()).expect("a tree");
        let value = exported(&text(&tree, "settings.mjs"));
        assert_eq!(
            value,
            serde_json::json!({"locales": {"root": {"lang": "en"}}, "bar": [2, "a"], "depth": 2, "gone": null})
        );
    }
}
