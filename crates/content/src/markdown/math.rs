//! From LaTeX to MathML, which browsers draw and screen readers read: no script and no font is loaded.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use ammonia::Builder;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::dollars::Kind;
use super::escape;

/// A formula as a page has it.
#[derive(Debug)]
pub(super) struct Formula {
    pub(super) html: String,
    /// What is read of it without its layout: for search.
    pub(super) text: String,
}

/// Why a formula can't be drawn, and where in it.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) at: Range<usize>,
    pub(super) reason: String,
}

/// A formula of an article is no longer than this.
const LONGEST: usize = 4_000;
/// What may nest in a formula: braces, commands, indices. The library goes one call deeper for each.
const MOST_MARKS: usize = 300;
/// Room for so many calls, even in a build without optimisation. It is address space; memory comes with use.
const STACK: usize = 64 << 20;

/// Draws a formula.
pub(super) fn formula(tex: &str, kind: Kind, ltr: bool) -> Result<Formula, Broken> {
    let whole = |reason: String| Broken { at: 0..tex.len(), reason };
    if tex.len() > LONGEST {
        return Err(whole(format!("a formula of more than {LONGEST} bytes")));
    }
    let marks = tex.bytes().filter(|byte| matches!(byte, b'\\' | b'{' | b'^' | b'_' | b'\'' | b'&')).count();
    if marks > MOST_MARKS {
        return Err(whole(format!("a formula with more than {MOST_MARKS} commands, braces and indices")));
    }
    let drawn = if marks == 0 { draw(tex, kind) } else { with_room(|| draw(tex, kind)) };
    let drawn = drawn.ok_or_else(|| whole("this machine can't draw it now".to_owned()))??;
    let clean = cleaner().clean(&classes(&drawn)).to_string();
    let text = text_of(&clean);
    let html = if ltr { clean } else { clean.replacen("<math", "<math dir=\"ltr\"", 1) };
    Ok(Formula { html, text })
}

fn draw(tex: &str, kind: Kind) -> Option<Result<String, Broken>> {
    static LIBRARY: OnceLock<Option<LatexToMathML>> = OnceLock::new();
    let library = LIBRARY.get_or_init(|| LatexToMathML::new(MathCoreConfig::default()).ok()).as_ref()?;
    let display = match kind {
        Kind::Inline => MathDisplay::Inline,
        Kind::Display => MathDisplay::Block,
    };
    let drawn = library.convert_with_local_state(tex, display).map(|drawn| drawn.mathml);
    Some(drawn.map_err(|fault| Broken { at: fault.0.clone(), reason: ours(&fault.error_message()) }))
}

/// A message of the library in the form of all others here.
fn ours(message: &str) -> String {
    let message = message.trim_end_matches('.').replace('"', "`");
    let first = message.chars().next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + message.get(message.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default()
}

/// Runs something on a stack of its own.
fn with_room<T: Send>(work: impl FnOnce() -> Option<T> + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        thread.join().ok()?
    })
}

/// Classes in the place of styles: pages run without inline ones.
fn classes(html: &str) -> String {
    const NAMES: [(&str, &str); 5] = [
        ("text-align: right", "math-right"),
        ("text-align: left", "math-left"),
        ("border-top", "math-top"),
        ("border-right", "math-side"),
        ("width: 50%", "math-wide"),
    ];
    let mut parts = html.split(" style=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('"').unwrap_or((part, ""));
        let names = NAMES.iter().filter(|(part, _)| style.contains(part)).map(|(_, name)| *name);
        let names: Vec<&str> = names.collect();
        if !names.is_empty() {
            escape::attribute(&mut out, "class", &names.join(" "));
        }
        out.push_str(rest);
    }
    out
}

/// The elements of MathML Core that draw something, and their attributes. No formula has a link, a name or an id: what a
/// formula refers to stands in another one, which is drawn on its own.
fn cleaner() -> &'static Builder<'static> {
    static CLEANER: OnceLock<Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        const TAGS: [&str; 23] = [
            "math",
            "merror",
            "mfrac",
            "mi",
            "mmultiscripts",
            "mn",
            "mo",
            "mover",
            "mpadded",
            "mphantom",
            "mprescripts",
            "mroot",
            "mrow",
            "ms",
            "mspace",
            "msqrt",
            "msub",
            "msubsup",
            "msup",
            "mtable",
            "mtd",
            "mtext",
            "mtr",
        ];
        let attributes: HashMap<&str, HashSet<&str>> = [
            ("math", &["display"][..]),
            ("mfrac", &["linethickness"]),
            (
                "mo",
                &[
                    "lspace",
                    "rspace",
                    "stretchy",
                    "symmetric",
                    "minsize",
                    "maxsize",
                    "movablelimits",
                    "form",
                    "largeop",
                ],
            ),
            ("mpadded", &["width", "height", "depth", "lspace", "voffset"]),
            ("mspace", &["width", "height", "depth"]),
            ("mover", &["accent"]),
            ("munder", &["accentunder"]),
            ("munderover", &["accent", "accentunder"]),
            ("mtd", &["columnspan", "rowspan"]),
        ]
        .into_iter()
        .map(|(tag, names)| (tag, names.iter().copied().collect()))
        .collect();
        let mut builder = Builder::empty();
        builder
            .tags(TAGS.into_iter().chain(["munder", "munderover"]).collect())
            .tag_attributes(attributes)
            .generic_attributes(["class", "displaystyle", "scriptlevel", "mathvariant"].into())
            .link_rel(None);
        builder
    })
}

/// The words and signs of a formula.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        let (_, shown) = part.split_once('>').unwrap_or_default();
        // Signs that are not seen say how two others belong together.
        text.extend(escape::decode(shown).chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}' | '\u{fe00}')));
    }
    text
}

/// What stands for a formula while a block with raw HTML is cleaned, which lets no MathML through.
const STAND_IN: char = '\u{f8ff}';

/// The HTML of a block without its formulas, and these. An author's own `<math>` has never been written.
pub(super) fn take_out(html: &str) -> (String, Vec<String>) {
    let mut formulas = Vec::new();
    let html = html.replace(STAND_IN, "");
    let mut rest = html.as_str();
    let mut out = String::with_capacity(rest.len());
    while let Some((before, formula)) = rest.split_once("<math").filter(|(_, after)| after.contains("</math>")) {
        let (formula, after) = formula.split_once("</math>").unwrap_or((formula, ""));
        formulas.push(format!("<math{formula}</math>"));
        out.push_str(before);
        out.push(STAND_IN);
        rest = after;
    }
    out.push_str(rest);
    (out, formulas)
}

/// The formulas back in their places.
pub(super) fn put_back(html: &str, formulas: &[String]) -> String {
    let mut parts = html.split(STAND_IN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        out.push_str(formulas.get(index).map_or("", String::as_str));
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(tex: &str) -> String {
        formula(tex, Kind::Inline, true).map_or_else(|broken| format!("{broken:?}"), |formula| formula.html)
    }

    #[test]
    fn a_formula_is_mathml_and_text() {
        let drawn = formula(r"\frac{a_1}{2} \le \text{fee}", Kind::Display, false).expect("drawn");
        assert_eq!(
            drawn.html,
            "<math dir=\"ltr\" display=\"block\"><mfrac><msub><mi>a</mi><mn>1</mn></msub><mn>2</mn></mfrac><mo>≤</mo>\
             <mtext>fee</mtext></math>"
        );
        assert_eq!(drawn.text, "a12≤fee");
        assert_eq!(html("a < b"), "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>");
    }

    #[test]
    fn styles_become_classes_and_nothing_leads_anywhere() {
        let aligned = html(r"\begin{aligned} a &= b \end{aligned}");
        assert!(
            aligned.contains("<mtd class=\"math-right\">") && aligned.contains("<mtd class=\"math-left\">"),
            "{aligned}"
        );
        for tex in [
            r"\color{red} x",
            r"\begin{align} a &= b \label{hd-main} \end{align} \eqref{hd-main}",
            r"\text{<script>alert(1)</script><img src=x onerror=alert(1)>}",
            r"\begin{array}{l|r} a & b \\ \hline c & d \end{array}",
        ] {
            let drawn = html(tex);
            assert!(drawn.starts_with("<math>"), "{drawn}");
            for never in [" style=", "href", " id=", "<script", "<img", "<a"] {
                assert!(!drawn.contains(never), "{never}: {drawn}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let broken = formula(r"x + \foo", Kind::Inline, true).expect_err("unknown");
        assert_eq!((&r"x + \foo"[broken.at], broken.reason.as_str()), (r"\foo", r"unknown command `\foo`"));
        assert!(formula(r"\frac{a", Kind::Inline, true).is_err());
        assert!(formula(r"\href{javascript:alert(1)}{x}", Kind::Inline, true).is_err());
        assert!(formula(&"x".repeat(LONGEST + 1), Kind::Inline, true).is_err());
    }

    #[test]
    fn depth_ends_in_a_fault_and_not_in_the_stack() {
        for part in ["{", r"\frac{", r"\sqrt", r"\begin{matrix}", "_{", "^", r"\left(", r"\binom{\frac{", r"\\", "'"] {
            let marks = part.bytes().filter(|byte| matches!(byte, b'\\' | b'{' | b'^' | b'_' | b'\'')).count();
            for count in [MOST_MARKS / marks, MOST_MARKS] {
                // Whatever comes of it, something does.
                let _ = formula(&part.repeat(count), Kind::Display, true);
                let _ = formula(&format!("{}x{}", part.repeat(count / 2), "}".repeat(count / 2)), Kind::Inline, true);
            }
        }
    }

    #[test]
    fn formulas_pass_by_the_cleaning_of_their_block() {
        let block = format!("<p>a{STAND_IN}<math><mi>x</mi></math> b <math display=\"block\">y</math></p>");
        let (without, formulas) = take_out(&block);
        assert_eq!(without, format!("<p>a{STAND_IN} b {STAND_IN}</p>"));
        assert_eq!(put_back(&without, &formulas), block.replacen(STAND_IN, "", 1));
        assert_eq!(put_back(&format!("{STAND_IN}{STAND_IN}{STAND_IN}"), &formulas).matches("<math").count(), 2);
    }
}
