//! Mathematics between dollars, on sites that have it.

use super::{FRONT, Site, labels};
use crate::config::Direction;
use crate::diagnostic::SourceText;
use crate::markdown::{BlockKind, Composed, Rendered, code, prose, render};

fn page_in(body: &str, dir: Direction) -> Rendered {
    let source = SourceText::new("content/a.md", format!("{FRONT}{body}"));
    let composed = Composed::plain(&source, FRONT.len()..FRONT.len() + body.len()).with_math(true);
    render(&source, &composed, "T", &super::Labels { dir, ..labels() }, &Site)
}

fn page(body: &str) -> Rendered {
    page_in(body, Direction::Ltr)
}

const X: &str = "<math><msup><mi>x</mi><mn>2</mn></msup></math>";

#[test]
fn formulas_stand_where_text_can() {
    for (body, wanted) in [
        ("Take $x^2$, *or $x^2$*.", format!("<p>Take {X}, <em>or {X}</em>.</p>")),
        ("- $x^2$", format!("<li>{X}</li>")),
        ("| $x^2$ |\n| --- |\n| $5 and $6 |", format!("{X}</th>")),
        ("> Take\n> $x^2$", format!("Take\n{X}</p>")),
        ("[a](other.md) $x^2$", format!("</a> {X}</p>")),
    ] {
        let page = page(body);
        assert!(page.texts().html.contains(&wanted), "{body}: {}", page.texts().html);
        assert_eq!(page.parts, ["math"], "{body}");
        assert!(page.diagnostics.is_empty(), "{body}");
    }
    let display = page("The fee:\n\n$$\na = b\n$$\n");
    assert!(
        display.texts().html.contains("<p><span class=\"formula\"><math display=\"block\"><mi>a</mi>"),
        "{}",
        display.texts().html
    );
    assert_eq!(display.texts().sections[0].text.replace('\n', " "), "The fee: a=b");
    let heading = page("## What is $x^2$?");
    assert_eq!(heading.headings[0].text, "What is x2?");
    let arabic = page_in("$x^2$", Direction::Rtl);
    assert!(arabic.texts().html.contains("<math dir=\"ltr\">"), "{}", arabic.texts().html);
}

#[test]
fn prices_are_text_and_load_nothing() {
    for body in ["It costs $5 and $6.", "US$5 to US$6", "from $5 per month to 9$", "\\$x\\$", "`$x$`"] {
        let page = page(body);
        assert!(!page.texts().html.contains("<math") && page.parts.is_empty(), "{body}: {}", page.texts().html);
        assert_eq!(page.texts().html.matches('$').count(), body.matches('$').count(), "{body}: {}", page.texts().html);
        assert_eq!(page.texts().html.matches('`').count(), 0, "{body}: {}", page.texts().html);
    }
    // Without the setting nothing changes.
    let off = super::page("$x^2$ and $$y$$");
    assert!(off.texts().html.contains("$x^2$ and $$y$$") && off.parts.is_empty(), "{}", off.texts().html);
}

#[test]
fn blocks_of_raw_html_keep_their_formulas_and_nothing_else() {
    let page = page("<div>\n\nTake $x^2$ <b onclick=\"x()\">now</b> <math><mi>y</mi></math>\n\n</div>\n");
    assert!(page.texts().html.contains(&format!("Take {X} <b>now</b>")), "{}", page.texts().html);
    assert_eq!(page.texts().html.matches("<math").count(), 1, "{}", page.texts().html);
    assert!(!page.texts().html.contains("onclick"), "{}", page.texts().html);
}

#[test]
fn what_is_broken_is_told_and_shown() {
    let page = page("It is $x + \\foo$ and\n> $\\frac{a$ there");
    assert!(
        page.texts().html.contains("<code>x + \\foo</code>") && page.texts().html.contains("<code>\\frac{a</code>"),
        "{}",
        page.texts().html
    );
    let told: Vec<(u32, u32, u32, &str)> = page
        .diagnostics
        .iter()
        .map(|found| {
            let place = found.place.as_ref().expect("a place");
            (place.line - 3, place.column, place.end_column, found.code)
        })
        .collect();
    assert_eq!(told, [(1, 12, 16, "broken-math"), (2, 3, 12, "broken-math")]);
}

#[test]
fn formulas_are_no_words_and_hold_no_placeholders() {
    let body = "Take $x^2$ or `y`.";
    let blocks = prose(body, true);
    assert_eq!((blocks[0].kind, blocks[0].text.as_str()), (BlockKind::Paragraph, "Take x^2 or y."));
    assert_eq!(blocks[0].code, [5..8, 12..13]);
    let code = |math| code("$\\frac{{a}}{b}$ {{c}}", math);
    assert_eq!((code(true).len(), code(true).first()), (1, Some(&(0..15))));
    assert_eq!(code(false).len(), 0);
}

#[test]
fn many_formulas_are_drawn_and_too_many_told() {
    let page = page(&"$x$ ".repeat(2_001));
    assert_eq!(page.texts().html.matches("<math>").count(), 2_000);
    assert_eq!(page.diagnostics.len(), 1, "{:?}", page.diagnostics.first());
}
