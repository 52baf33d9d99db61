//! Code blocks and their highlighting.
//!
//! syntect knows hundreds of scopes; a page gets a dozen classes. Parts of code without one of these stay plain text.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::markdown::escape;

/// Longer code stays plain: highlighting takes far longer than all the rest.
const LONGEST: usize = 20_000;
/// Code with a longer line stays plain: the expressions that highlight it may take the square of a line's length.
const LONGEST_LINE: usize = 1_000;

/// Beginnings of scopes and their class. The first one that fits counts, so narrow ones stand before wide ones;
/// an empty class means plain text.
const CLASSES: [(&str, &str); 31] = [
    ("comment", "hl-comment"),
    ("punctuation.definition.comment", "hl-comment"),
    ("string.unquoted", ""),
    ("string", "hl-string"),
    ("punctuation.definition.string", "hl-string"),
    ("constant.numeric", "hl-number"),
    ("constant.character", "hl-string"),
    ("constant", "hl-constant"),
    ("support.constant", "hl-constant"),
    ("keyword.operator.word", "hl-keyword"),
    ("keyword.operator.logical.python", "hl-keyword"),
    ("keyword.operator", ""),
    ("keyword", "hl-keyword"),
    ("storage", "hl-keyword"),
    ("entity.name.function", "hl-function"),
    ("entity.name.macro", "hl-function"),
    ("support.function", "hl-function"),
    ("support.macro", "hl-function"),
    ("variable.function", "hl-function"),
    ("entity.name.tag", "hl-tag"),
    ("punctuation.definition.tag", "hl-tag"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("entity.name.type", "hl-type"),
    ("entity.name.class", "hl-type"),
    ("entity.name.struct", "hl-type"),
    ("entity.other.inherited-class", "hl-type"),
    ("support.type", "hl-type"),
    ("support.class", "hl-type"),
    ("variable", "hl-variable"),
    ("markup.inserted", "hl-inserted"),
    ("markup.deleted", "hl-deleted"),
];

/// The languages and the classes, made on first use: they take some milliseconds, and most articles have no code.
struct Highlighter {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

fn highlighter() -> &'static Highlighter {
    static HIGHLIGHTER: OnceLock<Highlighter> = OnceLock::new();
    HIGHLIGHTER.get_or_init(|| Highlighter {
        syntaxes: SyntaxSet::load_defaults_newlines(),
        classes: CLASSES.iter().filter_map(|&(scope, class)| Some((Scope::new(scope).ok()?, class))).collect(),
    })
}

impl Highlighter {
    fn class(&self, stack: &ScopeStack) -> &'static str {
        let known = |scope: &Scope| self.classes.iter().find(|(start, _)| start.is_prefix_of(*scope));
        stack.as_slice().iter().rev().find_map(known).map_or("", |(_, class)| class)
    }

    /// The syntax of a language by the name that people give it.
    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let name = match language {
            "arduino" | "ino" => "cpp",
            "console" | "shell" | "shell-session" | "zsh" => "bash",
            "jsonc" | "json5" => "json",
            "typescript" | "ts" | "jsx" | "mjs" => "js",
            "csharp" => "cs",
            "golang" => "go",
            "text" | "plain" | "txt" | "plaintext" => return None,
            name => name,
        };
        self.syntaxes.find_syntax_by_token(name)
    }

    fn highlight(&self, out: &mut String, code: &str, syntax: &SyntaxReference) -> Option<()> {
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut spans = Spans { out, class: "" };
        for line in LinesWithEndings::from(code) {
            let mut at = 0;
            for (until, change) in state.parse_line(line, &self.syntaxes).ok()? {
                spans.push(line.get(at..until)?, self.class(&stack));
                at = until;
                stack.apply(&change).ok()?;
            }
            spans.push(line.get(at..)?, self.class(&stack));
        }
        spans.end();
        Some(())
    }
}

/// Writes pieces of code, with neighbours of one class in one element.
struct Spans<'o> {
    out: &'o mut String,
    class: &'static str,
}

impl Spans<'_> {
    fn push(&mut self, piece: &str, class: &'static str) {
        if piece.is_empty() {
            return;
        }
        // White space looks the same in any class.
        let class = if piece.trim().is_empty() && !class.is_empty() { self.class } else { class };
        if class != self.class {
            self.end();
            if !class.is_empty() {
                self.out.push_str("<span class=\"");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.class = class;
        }
        escape::text(self.out, piece);
    }

    fn end(&mut self) {
        if !self.class.is_empty() {
            self.out.push_str("</span>");
        }
        self.class = "";
    }
}

/// A block of code, and what became of it.
struct Known {
    language: String,
    code: String,
    html: String,
}

/// So many blocks are remembered: translations of an article, which are read one after the other, have the same code, and so
/// has an article that is shown again while its author writes.
const MOST_KNOWN: usize = 32;

thread_local! {
    /// The blocks that this thread highlighted last.
    static KNOWN: RefCell<VecDeque<Known>> = const { RefCell::new(VecDeque::new()) };
}

/// Appends highlighted code, unless the language is none that is known.
fn highlighted(out: &mut String, code: &str, language: &str) -> Option<()> {
    let is_known = KNOWN.with_borrow(|known| {
        let found = known.iter().find(|known| known.code == code && known.language == language);
        found.map(|found| out.push_str(&found.html)).is_some()
    });
    if is_known {
        return Some(());
    }
    let (start, highlighter) = (out.len(), highlighter());
    highlighter.highlight(out, code, highlighter.syntax(language)?)?;
    let html = out.get(start..)?.to_owned();
    KNOWN.with_borrow_mut(|known| {
        known.truncate(MOST_KNOWN - 1);
        known.push_front(Known { language: language.to_owned(), code: code.to_owned(), html });
    });
    Some(())
}

/// Appends a code block. `info` is what follows the opening fence; its first word is the language. True if the code is
/// highlighted, which it isn't unless `wanted`.
pub(super) fn block(out: &mut String, code: &str, info: &str, wanted: bool) -> bool {
    let language = info.split([' ', ',', '\t', '{', ':']).next().unwrap_or_default().to_lowercase();
    let is_name = !language.is_empty() && language.len() < 40;
    // `tabindex`: whoever has no mouse can reach and scroll it.
    out.push_str("<pre tabindex=\"0\"><code");
    if is_name && language.chars().all(|c| c.is_ascii_alphanumeric() || "-+#_.".contains(c)) {
        escape::attribute(out, "class", &format!("language-{language}"));
    }
    out.push('>');
    let start = out.len();
    let fits = wanted && code.len() <= LONGEST && code.lines().all(|line| line.len() <= LONGEST_LINE);
    let done = if is_name && fits { highlighted(out, code, &language) } else { None };
    if done.is_none() {
        out.truncate(start);
        escape::text(out, code);
    }
    out.push_str("</code></pre>\n");
    done.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(code: &str, info: &str) -> String {
        let mut out = String::new();
        block(&mut out, code, info, true);
        out
    }

    #[test]
    fn every_scope_of_the_table_is_one() {
        assert_eq!(highlighter().classes.len(), CLASSES.len());
    }

    #[test]
    fn known_languages_are_highlighted() {
        insta::assert_snapshot!(html("// hi\nlet x: u8 = f(\"<a>\", 12);\n", "rust"), @r#"
    <pre tabindex="0"><code class="language-rust"><span class="hl-comment">// hi
    </span><span class="hl-keyword">let</span> x: <span class="hl-keyword">u8</span> = <span class="hl-function">f</span>(<span class="hl-string">"&lt;a&gt;"</span>, <span class="hl-number">12</span>);
    </code></pre>
    "#);
        insta::assert_snapshot!(html("{\"a\": [1, true]}\n", "json"), @r#"
    <pre tabindex="0"><code class="language-json">{<span class="hl-string">"a"</span>: [<span class="hl-number">1</span>, <span class="hl-constant">true</span>]}
    </code></pre>
    "#);
        insta::assert_snapshot!(html("void setup() { pinMode(13, OUTPUT); }\n", "arduino"), @r#"
    <pre tabindex="0"><code class="language-arduino"><span class="hl-keyword">void</span> <span class="hl-function">setup</span>() { <span class="hl-function">pinMode</span>(<span class="hl-number">13</span>, OUTPUT); }
    </code></pre>
    "#);
        insta::assert_snapshot!(html("curl -s \"$URL\" | grep x # why\n", "bash"), @r#"
    <pre tabindex="0"><code class="language-bash"><span class="hl-function">curl</span><span class="hl-variable"> -s</span> <span class="hl-string">"$</span><span class="hl-variable">URL</span><span class="hl-string">"</span> | <span class="hl-function">grep</span> x <span class="hl-comment"># why
    </span></code></pre>
    "#);
    }

    #[test]
    fn unknown_languages_and_long_code_stay_plain() {
        assert_eq!(
            html("a < b\n", "nonsense"),
            "<pre tabindex=\"0\"><code class=\"language-nonsense\">a &lt; b\n</code></pre>\n"
        );
        assert_eq!(html("a\n", ""), "<pre tabindex=\"0\"><code>a\n</code></pre>\n");
        assert!(!html(&"let x = 1;\n".repeat(2_000), "rust").contains("<span"));
        assert!(!html(&"let x = 1;".repeat(200), "rust").contains("<span"));
        assert!(!html("x\n", "\"><script>").contains("<script>"));
    }

    #[test]
    fn markup_in_code_is_text_in_every_language() {
        for syntax in highlighter().syntaxes.syntaxes() {
            for token in syntax.file_extensions.iter().take(1) {
                let page = html("<script>alert(\"x\")</script> & <b>\n", token);
                assert!(!page.contains("<script") && !page.contains("<b>"), "{token}: {page}");
                let opened = page.matches("<span").count();
                assert_eq!(opened, page.matches("</span>").count(), "{token}: {page}");
            }
        }
    }
}
