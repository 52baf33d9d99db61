//! What programs read of a body, and what holds for any body.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{FRONT, Site, labels};
use crate::diagnostic::SourceText;
use crate::markdown::{self, Composed};

fn written(body: &str) -> String {
    let text = format!("{FRONT}{body}");
    let source = SourceText::new("content/a.md", text.as_str());
    let composed = Composed::plain(&source, FRONT.len()..text.len()).with_math(true);
    let address = |url: &str| if url.starts_with('/') { format!("https://x.example{url}") } else { url.to_owned() };
    markdown::plain(&composed, "T", &labels(), &Site, &address)
}

/// What a page's rendering keeps for programs, with the same addresses.
fn kept(body: &str) -> (Option<String>, String) {
    let text = format!("{FRONT}{body}");
    let source = SourceText::new("content/a.md", text.as_str());
    let composed = Composed::plain(&source, FRONT.len()..text.len());
    let address = |url: &str| if url.starts_with('/') { format!("https://x.example{url}") } else { url.to_owned() };
    let rendered = markdown::render_with(&source, &composed, "T", &labels(), &Site, true).packed(None);
    let kept = rendered.texts().markdown.as_deref().map(|text| markdown::with_addresses(text, &address));
    (kept, markdown::plain(&composed, "T", &labels(), &Site, &address))
}

#[test]
fn what_is_kept_for_programs_is_what_would_be_made() {
    let body = "# T\n\n[other](other.md#x \"say\"), ![a picture](a.png)\n\n| a | b |\n|--|--|\n| [x](https://y.example/a%7Cb) | 1 |\n";
    let (kept_text, made) = kept(body);
    assert_eq!(kept_text.as_deref(), Some(made.as_str()));
    for odd in ["| a |\n|--|\n| [x](https://y.example/?a\\|b) |\n", "a \u{2}b\u{3} [x](other.md)"] {
        let (kept_text, made) = kept(odd);
        assert!(kept_text.is_none_or(|text| text == made), "{odd}");
    }
}

#[test]
fn what_authors_write_stays_what_it_is() {
    insta::assert_snapshot!(written(
        "# T\n\nOne *two* **three** ~~four~~ `fi``ve`\nsix\\\nseven[^a].\n\n[^a]: A note.\n\n## Links\n\n\
         [other *one*](other.md#x \"say\") and [gone](gone.md), ![a picture](a.png) and ![gone](gone.png)!\n\n\
         1. first\n2. second\n   - inner\n     more\n3. third\n\n- [x] done\n- [ ] not\n\n> quoted\n>\n> twice\n\n\
         | a | b |\n|:--|--:|\n| 1 \\| 2 | `x` |\n\n```sh\nls ``` | x\n```\n\nTerm\n: what it *is*\n\n---\n\n\
         $x^2$ costs $5 and $6.\n"
    ), @r####"
    One *two* **three** ~~four~~ ```fi``ve```
    six\
    seven[^a].

    ## Links

    [other *one*](https://x.example/other/#x "say") and gone, ![a picture](https://x.example/x/a.png) and gone!

    1. first
    2. second
       - inner
         more
    3. third

    - [x] done
    - [ ] not

    > quoted
    >
    > twice

    | a | b |
    | :--- | ---: |
    | 1 \| 2 | `x` |

    ````sh
    ls ``` | x
    ````

    **Term**

    what it *is*

    ---

    $x^2$ costs $5 and $6.

    [^a]: A note.
    "####);
}

#[test]
fn blocks_are_quotes_headings_and_lists() {
    insta::assert_snapshot!(written(
        "## Pay\n\n:::note Mind *this*\nText.\n\n- a\n:::\n\n:::warning\nW.\n:::\n\n::::tabs\n:::tab Android\n### Deep\nA.\n\
         :::tab iOS\nB.\n::::\n\nAfter.\n\n:::faq Questions\n### Why?\nSo.\n:::\n\n:::steps\n1. Open :menu[Settings > Pay].\n\
         2. Press :kbd[Ctrl+C] :badge[Beta] :icon[wallet].\n:::\n\n:::details More\nD.\n:::\n\n\
         :::video How {src=https://youtu.be/abcdefghijk}\nSaid.\n:::\n\n:::figure A caption\n![p](a.png)\n:::\n\n\
         :::updated 2026-11-29 New\nU.\n:::\n\n:::only{platform=android}\nO.\n:::\n\n> [!TIP]\n> T.\n\n==m== H~2~O x^2^\n"
    ), @r####"
    ## Pay

    > **Mind this**
    >
    > Text.
    >
    > - a

    > **Warning**
    >
    > W.

    ### Android

    ### Deep

    A.

    ### iOS

    B.

    After.

    **Questions**

    ### Why?

    So.

    1. Open **Settings** › **Pay**.
    2. Press `Ctrl+C` (Beta) .

    > **More**
    >
    > D.

    [How](https://www.youtube.com/watch?v=abcdefghijk)

    > **Transcript**
    >
    > Said.

    ![p](https://x.example/x/a.png)

    A caption

    > **2026-11-29 New**
    >
    > U.

    > **android**
    >
    > O.

    > **Tip**
    >
    > T.

    m H<sub>2</sub>O x<sup>2</sup>
    "####);
}

#[test]
fn raw_html_becomes_markdown() {
    insta::assert_snapshot!(written(
        "<h2>A &amp; B</h2>\n<p>One <b>two</b> <a href=\"other.md\">three</a><br>four</p>\n<ul><li>a<li>b <i>c</i></ul>\n\
         <table><caption>C</caption><tr><th>h</th><th>i</th></tr><tr><td>1</td><td><p>2</p><p>3</p></td></tr></table>\n\
         <pre>a\n  b</pre>\n<details><summary>S</summary>\n\nInside **it**.\n\n</details>\n<script>gone()</script>\n"
    ), @r####"
    ## A & B

    One **two** [three](https://x.example/other/)\
    four

    - a
    - b *c*

    **C**

    | h | i |
    | --- | --- |
    | 1 | 2 3 |

    ```
    a
      b
    ```

    > **S**
    >
    > Inside **it**.
    "####);
}

#[test]
fn text_stays_text() {
    let text = "2\\. May\n\n\\# no heading\n\n\\- no item \\*a\\* snake_case _\\_x a \\* b \\[x\\](y) \\<b> AT&amp;T &amp;amp;\n\n\\> x\n\n\\|---|\n";
    let once = written(text);
    insta::assert_snapshot!(once, @r####"
    2\. May

    \# no heading

    \- no item \*a\* snake_case _\_x a * b \[x\](y) \<b> AT\&T \&amp;

    \> x

    |—|
    "####);
    // What was text once is the same text when it is read again.
    assert_eq!(written(&once), once);
}

/// A note stands below the page wherever its text was written, and what names it leads there.
#[test]
fn a_note_in_a_cell_stands_below_the_page() {
    insta::assert_snapshot!(written("<table><tr><td>\n\n[^1]: The note.\n\nbeta[^1]\n\n</td></tr></table>\n"), @r"
    | |
    | --- |
    | beta[^1] |

    [^1]: The note.
    ");
}

/// Pieces of bodies whose every word a reader sees.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "alpha ", "beta", "\n", "\n\n", "*", "**", "`c`", " ~~d~~ ", "==e==", "[f](other.md)", "[g](gone.md)", "![h](gone.png)",
    "\n\n## i\n\n", "- ", "1. ", "> ", "    ", "\n\n| j | k |\n|---|---|\n| l | m\\|n |\n\n", "\n\n```\no\n```\n\n", "[^1]",
    "\n\n[^1]: p\n\n", "\n\n:::tip q\n", "\n\n:::faq\n### r\n", "\n:::\n\n", "<b>", "</b>", "\n\n<div>", "</div>\n\n", "<br>",
    "<ul><li>", "</ul>\n\n", "<table><tr><td>", "</table>\n\n", "#", "_", "\\", "+ ", "=", "-", "2)", "&amp;", "&lt;", "<", "!", "]", "[", "жук ",
];

/// The words of Markdown, as a reader of it finds them.
fn words(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }) => {}
            Event::Start(_) | Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_what_would_be_made(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        let (kept, made) = kept(&pieces.concat());
        prop_assert!(kept.is_none_or(|text| text == made), "{pieces:?}");
    }

    #[test]
    fn no_word_is_lost(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        let body = pieces.concat();
        let markdown = written(&body);
        let found = words(&markdown).concat();
        let page = super::page(&body);
        for section in &page.texts().sections {
            for word in section.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                prop_assert!(found.contains(word), "`{word}` of {body:?} is not in {markdown:?}");
            }
        }
    }

    #[test]
    fn no_link_leads_where_the_page_does_not(pieces in prop::collection::vec(super::hostile::piece(), 0..40)) {
        let markdown = written(&pieces.concat());
        for event in Parser::new_ext(&markdown, Options::all()) {
            if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
                let scheme = markdown::scheme(&dest_url);
                prop_assert!(scheme.is_none_or(|scheme| markdown::SCHEMES.contains(&scheme.as_str())), "{markdown}");
            }
        }
    }
}
