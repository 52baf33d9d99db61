//! Trees of files, as components of Nextra draw them.

/// So deep a tree is none that anybody reads.
const MAX_DEPTH: usize = 12;

/// The list that a tree is, of what stands between `<FileTree>` and `</FileTree>`; nothing when it holds other things.
pub(crate) fn list(raw: &str) -> Option<String> {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('<') {
        if !before.trim().is_empty() {
            return None;
        }
        let (tag, after) = after.split_once('>')?;
        rest = after;
        let is_folder = tag.starts_with("FileTree.Folder");
        if tag.starts_with("/FileTree.Folder") {
            depth = depth.saturating_sub(1);
        } else if is_folder || tag.starts_with("FileTree.File") {
            let name = attribute(tag, "name")?;
            out.push_str(&format!("{}- `{}`\n", "  ".repeat(depth), name.replace('`', "")));
            depth += usize::from(is_folder && !tag.trim_end().ends_with('/'));
            if depth > MAX_DEPTH {
                return None;
            }
        } else {
            return None;
        }
    }
    (rest.trim().is_empty() && !out.is_empty()).then(|| out.trim_end().to_owned())
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!("{name}="))?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_in_folders() {
        let raw = "\n <FileTree.Folder name=\"app\" open>\n <FileTree.File name='a.jsx' active />\n\
                   <FileTree.Folder name=\"[[...x]]\"><FileTree.File name=\"b\"/></FileTree.Folder>\n</FileTree.Folder>\n<FileTree.File name=\"c\" />";
        assert_eq!(list(raw).as_deref(), Some("- `app`\n  - `a.jsx`\n  - `[[...x]]`\n    - `b`\n- `c`"));
        assert_eq!((list("- a\n- b"), list("<b>x</b>"), list(""), list("<FileTree.File")), (None, None, None, None));
    }
}
