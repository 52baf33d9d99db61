//! The page that our renderer makes of the Markdown says what the HTML said.

use ego_tree::NodeRef;
use helpdex_content::config::Direction;
use helpdex_content::diagnostic::SourceText;
use helpdex_content::markdown::{Composed, Labels, Resolve, Target, render};
use proptest::prelude::*;
use scraper::{Html, Node};

use super::markdown;

struct Anywhere;

impl Resolve for Anywhere {
    fn link(&self, href: &str) -> Target {
        Target::External(href.to_owned())
    }

    fn image(&self, src: &str) -> Target {
        Target::External(src.to_owned())
    }
}

fn labels() -> Labels {
    let none = String::new;
    Labels {
        note: none(),
        tip: none(),
        important: none(),
        warning: none(),
        caution: none(),
        info: none(),
        success: none(),
        details: none(),
        play: none(),
        show: none(),
        diagram: none(),
        internal: none(),
        standards: none(),
        transcript: none(),
        zoom: none(),
        close: none(),
        footnotes: none(),
        back_to_text: none(),
        heading_link: none(),
        quotes: ["“".to_owned(), "”".to_owned()],
        promises: Default::default(),
        dir: Direction::Ltr,
        in_english: Vec::new(),
    }
}

/// The page, and what our renderer finds fault with.
fn page(markdown: &str) -> (String, Vec<String>) {
    let source = SourceText::new("a.md", markdown);
    let body = Composed::plain(&source, 0..markdown.len());
    let rendered = render(&source, &body, "Title", &labels(), &Anywhere);
    let html = rendered.texts().into_owned().html;
    (html, rendered.diagnostics.into_iter().map(|found| found.code.to_string()).collect())
}

/// The words of a page in their order. Blocks, cells and breaks end a word.
fn words(html: &str) -> Vec<String> {
    let document = Html::parse_fragment(html);
    let mut text = String::new();
    collect(*document.root_element(), &mut text);
    let plain: String = text
        .chars()
        .map(|c| match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            c => c,
        })
        .collect();
    plain.replace('…', "...").split_whitespace().map(str::to_owned).collect()
}

fn collect(node: NodeRef<'_, Node>, text: &mut String) {
    let ends = |name: &str| {
        [
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "td",
            "th",
            "tr",
            "br",
            "pre",
            "blockquote",
            "dt",
            "dd",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
        ]
        .contains(&name)
    };
    let is_end = node.value().as_element().is_some_and(|element| ends(element.name()));
    if is_end {
        text.push(' ');
    }
    if let Some(words) = node.value().as_text() {
        text.push_str(words);
    }
    for child in node.children() {
        collect(child, text);
    }
    if is_end {
        text.push(' ');
    }
}

/// Everything that Markdown, or one of our marks, could take for its own.
fn word() -> impl Strategy<Value = String> {
    const PIECES: [&str; 72] = [
        "a",
        "word",
        "Wort",
        "слово",
        "日本",
        "🎉",
        "é",
        " ",
        " ",
        "  ",
        "\n",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "^",
        "=",
        "==",
        "===",
        "`",
        "``",
        "```",
        "[",
        "]",
        "(",
        ")",
        "](",
        "[x](y)",
        "![",
        "!",
        "&lt;",
        "&lt;b&gt;",
        "&gt;",
        "&amp;",
        "&amp;amp;",
        "&amp;copy;",
        "&amp;#42;",
        "\\",
        "\\*",
        "1.",
        "2)",
        "1. x",
        "-",
        "- ",
        "--",
        "---",
        "+ ",
        "# ",
        "#",
        "## x",
        ":",
        ": ",
        ":::",
        ":::note",
        ":tada:",
        ":kbd[",
        ":kbd[x]",
        "{",
        "}",
        "{{x}}",
        "{#id}",
        "|",
        "|---|",
        "\"",
        "'",
        "...",
        "$x$",
        "snake_case",
        "https://x.example/a_b",
        "[^1]",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat())
}

fn inline() -> impl Strategy<Value = String> {
    word().prop_recursive(3, 12, 4, |inner| {
        let tag = prop::sample::select(vec![
            "b", "i", "em", "strong", "code", "s", "mark", "sub", "sup", "kbd", "span", "u", "a", "font",
        ]);
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            3 => (tag, prop::collection::vec(inner.clone(), 1..3)).prop_map(|(tag, parts)| {
                let inner = parts.concat();
                match tag {
                    "a" => format!("<a href=\"https://x.example/a_(b)?c=d&amp;e\">{inner}</a>"),
                    "span" => format!("<span style=\"font-weight: bold\">{inner}</span>"),
                    tag => format!("<{tag}>{inner}</{tag}>"),
                }
            }),
            1 => (inner.clone(), inner).prop_map(|(a, b)| format!("{a}<br>{b}")),
        ]
    })
}

fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => inline().prop_map(|inner| format!("<p>{inner}</p>")),
        1 => inline(),
        1 => (2..6_u8, inline()).prop_map(|(level, inner)| format!("<h{level}>{inner}</h{level}>")),
        1 => word().prop_map(|inner| format!("<pre>x{inner}</pre>")),
        1 => prop::collection::vec((inline(), inline()), 2..4).prop_map(|rows| {
            let row = |(a, b): &(String, String)| format!("<tr><td>{a}</td><td>{b}</td></tr>");
            format!("<table><tr><th>A</th><th>B</th></tr>{}</table>", rows.iter().map(row).collect::<String>())
        }),
        1 => prop::collection::vec((inline(), inline()), 1..3).prop_map(|all| {
            let one = |(a, b): &(String, String)| format!("<dt>{a}</dt><dd>{b}</dd>");
            format!("<dl>{}</dl>", all.iter().map(one).collect::<String>())
        }),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let many = prop::collection::vec(inner, 1..4);
        prop_oneof![
            (prop::bool::ANY, prop::collection::vec(many.clone(), 1..3)).prop_map(|(ordered, items)| {
                let tag = if ordered { "ol" } else { "ul" };
                let items: String = items.iter().map(|blocks| format!("<li>{}</li>", blocks.concat())).collect();
                format!("<{tag}>{items}</{tag}>")
            }),
            many.clone().prop_map(|blocks| format!("<blockquote>{}</blockquote>", blocks.concat())),
            many.prop_map(|blocks| format!("<div>{}</div>", blocks.concat())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_page_says_what_the_html_said(blocks in prop::collection::vec(block(), 1..4)) {
        let html = blocks.concat();
        let markdown = markdown(&html);
        let (page, faults) = page(&markdown);
        prop_assert_eq!(words(&html), words(&page), "{}\n\n{}\n\n{}", html, markdown, page);
        let unexpected: Vec<&String> = faults.iter().filter(|code| code.as_str() != "nested-too-deep").collect();
        prop_assert!(unexpected.is_empty(), "{:?}\n{}\n\n{}", unexpected, html, markdown);
    }

    #[test]
    fn no_input_is_too_odd(html in ".{0,200}", deep in 0..200_usize) {
        markdown(&html);
        markdown(&format!("{}{html}", "<div><ul><li><b>".repeat(deep)));
    }
}
