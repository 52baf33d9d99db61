//! Embedded scripts and stylesheets as they are published: what only readers of the source need is left out.
//!
//! Only whole lines go: comments on lines of their own, empty lines, and white space before the others. A site's own files stay as
//! their author wrote them.

/// The text without its comments. It has no text of several lines between backticks; a test of the theme sees to that.
pub(super) fn without_comments(text: &str, scripts: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let opens = line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        if inside || opens {
            inside = !line.ends_with("*/");
        } else if !(line.is_empty() || scripts && line.starts_with("//")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_go_and_nothing_else() {
        let script = "// About\nimport \"./a.js\"; // stays\n\n/**\n * Says it.\n */\nfunction say() {\n  /* short */\n  return `//`;\n}\n";
        assert_eq!(without_comments(script, true), "import \"./a.js\"; // stays\nfunction say() {\nreturn `//`;\n}\n");
        let style = "/* Colours */\na { color: red; }\n/* of\n   several lines */\nb { background: url(//x); }\n// no comment\n";
        assert_eq!(without_comments(style, false), "a { color: red; }\nb { background: url(//x); }\n// no comment\n");
        assert_eq!(without_comments("/* a */ b {}\n", false), "/* a */ b {}\n");
    }

    #[test]
    fn no_embedded_text_goes_over_lines() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/default/js");
        let mut folders = vec![folder];
        let mut read = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let script = std::fs::read_to_string(&path).unwrap();
                let odd = |line: &&str| line.matches('`').count() % 2 == 1;
                assert_eq!(without_comments(&script, true).lines().find(odd), None, "{}", path.display());
                read += 1;
            }
        }
        assert!(read > 10);
    }
}
