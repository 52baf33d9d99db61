//! The tree, as it is for what authors write, and what holds for whatever they write.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{Document, Node, NodeKind, parse, parse_as_written};

/// A line for each node: what it is, and what of the body it stands for.
fn drawn(document: &Document<'_>) -> String {
    let mut out = String::new();
    draw(document, 0..document.nodes().len(), 0, &mut out);
    out
}

fn draw(document: &Document<'_>, range: std::ops::Range<usize>, depth: usize, out: &mut String) {
    for (index, node) in document.level(range) {
        let name = match &node.kind {
            NodeKind::Element(element) => format!("<{}>", element.name),
            NodeKind::Block(block) => format!(":::{}", block.kind().name()),
            kind => format!("{kind:?}").split([' ', '(']).next().unwrap_or_default().to_owned(),
        };
        let written = document.body().get(node.range.clone()).expect("a range of the body");
        let _ = writeln!(out, "{}{name} {written:?}", "  ".repeat(depth));
        draw(document, node.inner(index), depth + 1, out);
    }
}

fn tree(body: &str) -> String {
    drawn(&parse(body, &["«".to_owned(), "»".to_owned()]))
}

#[test]
fn markdown_and_raw_html_stand_in_one_tree() {
    insta::assert_snapshot!(tree("<div class=x>\n\nA *b <b>c*\n\n</div>\n\n> ![i](j.png)\n"), @r#"
    HtmlStart ""
    <div> "<div class=x>"
      RawText "\n"
      HtmlEnd ""
      Paragraph "A *b <b>c*\n"
        Text "A "
        Emphasis "*b <b>c*"
          Text "b "
          <b> "<b>"
            Text "c"
      HtmlStart ""
    RawText "\n"
    HtmlEnd ""
    Quote "> ![i](j.png)\n"
      Figure "![i](j.png)\n"
        Image "![i](j.png)"
          Text "i"
    "#);
}

#[test]
fn blocks_hold_what_stands_in_them() {
    insta::assert_snapshot!(tree(":::faq\n### Why?\nSo.\n### And?\n:::tip T\n- x\n:::\n:::\n"), @r####"
    :::faq ":::faq"
      Answer "### Why?\n"
        Heading "### Why?\n"
          Text "Why?"
        Paragraph "So.\n"
          Text "So."
      Answer "### And?\n"
        Heading "### And?\n"
          Text "And?"
        :::tip ":::tip T"
          List "- x\n"
            Item "- x\n"
              Text "x"
    "####);
}

#[test]
fn what_may_not_stay_is_not_in_the_tree() {
    insta::assert_snapshot!(tree("a <!-- b --><svg>c</svg> <vendor>\n\n<script>\nd\n</script>\n"), @r#"
    Paragraph "a <!-- b --><svg>c</svg> <vendor>\n"
      Text "a "
      Removed "<!-- b -->"
      <svg> "<svg>"
      Text " "
      UnknownTag "<vendor>"
    HtmlStart ""
    Removed "<script>"
    RawText "\n"
    HtmlEnd ""
    "#);
}

#[test]
fn what_is_left_out_over_several_blocks_ends_with_what_it_stands_in() {
    insta::assert_snapshot!(tree("> a\n>\n> <svg>\n> b\n>\n> c\n\nd\n"), @r#"
    Quote "> a\n>\n> <svg>\n> b\n>\n> c\n"
      Paragraph "a\n"
        Text "a"
      HtmlStart ""
      <svg> "<svg>"
        HtmlEnd ""
    Paragraph "d\n"
      Text "d"
    "#);
}

#[test]
fn text_can_be_read_as_it_is_written() {
    let body = "\"a\" -- it's...";
    let text = |document: Document<'_>| document.plain(0..document.nodes().len());
    assert_eq!(text(parse_as_written(body)), body);
    assert_eq!(text(parse(body, &["«".to_owned(), "»".to_owned()])), "«a» – it’s…");
}

#[test]
fn a_table_without_names_of_columns_has_no_head() {
    insta::assert_snapshot!(tree("|  |  |\n|---|---|\n| \"k\" | v |\n"), @r#"
    Table "|  |  |\n|---|---|\n| \"k\" | v |\n"
      TableRow "| \"k\" | v |\n"
        TableCell " \"k\" "
          Text "\""
          Text "k"
          Text "\""
        TableCell " v "
          Text "v"
    "#);
}

/// Pieces that begin and end elements of all kinds.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "# a\n", "b ", "\n", "\n\n", "*", "**", "`c`", "==", "~2~", ":kbd[F1]", "[d](e)", "![f](g)", "- ", "1. ", "> ", "    ",
    "| h | |\n|---|---|\n| i | j |\n", "```\n", "[^1]", "[^1]: k\n", ": l\n", ":::faq\n", ":::tip\n", "::::tabs\n", ":::tab m\n",
    ":::\n", "::::\n", "<div>", "</div>", "<b>", "</b>", "<a href=n>", "</a>", "<h2>", "</h2>", "<table>", "<td>", "<li>",
    "<svg>", "</svg>", "<script>", "</script>", "<!--", "-->", "<o>", "<img src=p>", "<pre>", "\r\n", "\t", "\"q\"", "ж", "\\", "&amp;",
];

/// Any of them in any order.
fn body() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// What holds for nodes that stand in another one, or in none.
fn is_sound(document: &Document<'_>, range: std::ops::Range<usize>) -> bool {
    let nested = |(index, node): (usize, &Node<'_>)| {
        let inside = index < node.end && node.end <= range.end;
        let of_body = document.body().get(node.range.clone()).is_some();
        inside && of_body && is_sound(document, node.inner(index))
    };
    document.level(range.clone()).all(nested)
}

proptest! {
    #[test]
    fn nodes_are_well_nested_and_have_a_place(body in body()) {
        let document = parse(&body, &Default::default());
        prop_assert!(is_sound(&document, 0..document.nodes().len()), "{}", drawn(&document));
    }

    /// Each node is reached once from the top.
    #[test]
    fn no_node_is_lost(body in body()) {
        let document = parse(&body, &Default::default());
        prop_assert_eq!(drawn(&document).lines().count(), document.nodes().len());
    }
}
