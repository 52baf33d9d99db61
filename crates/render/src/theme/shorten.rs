//! Embedded scripts and stylesheets as they are published: what only readers of the source need is left out.
//!
//! Comments on lines of their own go, empty lines, and white space that means nothing. A site's own files stay as their author
//! wrote them.

/// The text without its comments. It has no text of several lines between backticks; a test of the theme sees to that.
pub(crate) fn without_comments(text: &str, scripts: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let opens = line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        if inside || opens {
            inside = !line.ends_with("*/");
        } else if !(line.is_empty() || scripts && line.starts_with("//")) {
            tighten(&mut out, line, scripts);
            // In a style sheet a line may end within a selector: only between rules it means nothing.
            if scripts || !line.ends_with(['{', '}', ';']) {
                out.push('\n');
            }
        }
    }
    out
}

/// Appends a line without spaces beside signs. Those in quotes stay, and so do all in a line of a script that may hold a regular
/// expression.
fn tighten(out: &mut String, line: &str, scripts: bool) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii();
    // Beside these a space means nothing in a style sheet; before a colon it may, and around a plus.
    let is_loose = |before: char, after: char| {
        if scripts {
            !(is_word(before) && is_word(after) || before == after)
        } else {
            matches!(before, ':' | ';' | ',' | '{' | '}' | '>') || matches!(after, '{' | '}' | '>')
        }
    };
    if scripts && may_hold_regex(line) {
        out.push_str(line);
        return;
    }
    let mut quote = None;
    let mut letters = line.chars().peekable();
    let mut before = '\n';
    while let Some(letter) = letters.next() {
        let loose = quote.is_none()
            && letter == ' '
            && letters.peek().is_some_and(|after| before != '\\' && is_loose(before, *after));
        quote = quote_after(quote, before, letter);
        if !scripts && quote.is_none() && letter == '}' && before == ';' {
            out.pop();
        }
        if !loose {
            out.push(letter);
            before = letter;
        }
    }
}

/// Which kind of quotes a text is in behind a letter, from what it was in before it.
fn quote_after(quote: Option<char>, before: char, letter: char) -> Option<char> {
    match quote {
        Some(open) if open == letter && before != '\\' => None,
        None if matches!(letter, '"' | '\'' | '`') => Some(letter),
        _ => quote,
    }
}

/// Whether a line has a slash that is no division, which stands between spaces, and is not in quotes.
fn may_hold_regex(line: &str) -> bool {
    let mut quote = None;
    let mut before = ' ';
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if quote.is_none() && letter == '/' && !(before == ' ' && letters.peek() == Some(&' ')) {
            return true;
        }
        quote = quote_after(quote, before, letter);
        before = letter;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_go_and_nothing_else() {
        let script = "// About\nimport \"./a.js\"; // stays\n\n/**\n * Says it.\n */\nfunction say() {\n  /* short */\n  return `//`;\n}\n";
        assert_eq!(without_comments(script, true), "import \"./a.js\"; // stays\nfunction say(){\nreturn`//`;\n}\n");
        let style = "/* Colours */\na { color: red; }\n/* of\n   several lines */\nb { background: url(//x); }\n// no comment\n";
        assert_eq!(without_comments(style, false), "a{color:red}b{background:url(//x)}// no comment\n");
        assert_eq!(without_comments("/* a */ b {}\n", false), "/* a */ b{}");
    }

    #[test]
    fn spaces_go_where_they_mean_nothing() {
        let tight = |line: &str, scripts| without_comments(line, scripts).trim_end().to_owned();
        for (script, short) in [
            ("const a = b + +c - -d;", "const a=b+ +c- -d;"),
            ("if (a) return [x, y];", "if(a)return[x,y];"),
            ("say(\"a = b\", 'c, d', `${e} = ${f}`);", "say(\"a = b\",'c, d',`${e} = ${f}`);"),
            ("const odd = text.split(/[ ,]+/);", "const odd = text.split(/[ ,]+/);"),
            ("return \"it's\" + ' \\' = ';", "return\"it's\"+' \\' = ';"),
            ("let left = a / b + say(\"a / b\");", "let left=a/b+say(\"a / b\");"),
            ("for (const x of y) {", "for(const x of y){"),
            ("case \"a\": return x in \"y\";", "case\"a\":return x in\"y\";"),
        ] {
            assert_eq!(tight(script, true), short);
        }
        for (style, short) in [
            (".a > .b :is(c, d) + e { width: calc(1rem + 2px); }", ".a>.b :is(c,d) + e{width:calc(1rem + 2px)}"),
            ("a::before { content: \"x: y, z\"; }", "a::before{content:\"x: y, z\"}"),
            ("@media (min-width: 64rem) {", "@media (min-width:64rem){"),
        ] {
            assert_eq!(tight(style, false), short);
        }
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
