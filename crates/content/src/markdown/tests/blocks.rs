//! Blocks: what becomes of them, and what is told about those that are wrong.

use super::{Site, html, labels, page};
use crate::diagnostic::SourceText;
use crate::markdown::{Composed, Rendered, render};

/// Everything that search, links and the theme learn about a body.
fn learned(body: &str) -> String {
    let page = page(body);
    let Rendered { headings, landings, questions, parts, .. } = &page;
    let mut text = format!("parts: {}\n", parts.join(", "));
    for section in &page.texts().sections {
        let heading = section.heading.map_or("", |heading| &headings[heading].id);
        let landing = section.landing.map_or("", |landing| &landings[landing].id);
        text.push_str(&format!("[{heading}|{landing}] {}\n", section.text.replace('\n', " / ")));
    }
    for question in questions {
        text.push_str(&format!("question: {}\n", headings[*question].text));
    }
    text
}

/// The faults of a body: `line:column code`.
fn faults(body: &str) -> Vec<String> {
    let told = page(body).diagnostics.into_iter().map(|found| {
        let place = found.place.expect("a fault of a block has a place");
        format!("{}:{} {}: {}", place.line - 3, place.column, found.code, found.message)
    });
    told.collect()
}

macro_rules! shown {
    ($name:literal, $body:expr) => {
        let body = $body;
        assert_eq!(faults(body), Vec::<String>::new());
        insta::assert_snapshot!($name, format!("{body}\n-----\n{}\n-----\n{}", html(body), learned(body)));
    };
}

#[test]
fn notes() {
    shown!(
        "notes",
        ":::note\nPlain.\n:::\n\n:::tip Use `a < b` *now*\n- one\n- two\n:::\n:::danger[Careful]\nx\n:::\n\
         ::: info\ny\n:::\n\nIn a paragraph\n:::success {} \nz\n:::\nof text.\n\n1. Step\n\n   :::warning Hot\n   In the list\n   :::\n\n\
         2. Step\n\n> :::important\n> Quoted\n> :::\n"
    );
}

#[test]
fn details_and_what_search_learns() {
    shown!(
        "details",
        "Before.\n\n## Section\n\nText.\n\n:::details How *long*?\nInside.\n\n### Deeper\n\nBelow.\n:::\n\nAfter.\n\n\
         :::details{#mine open}\nNo title\n:::\n:::details Last\nx\n:::\n"
    );
}

#[test]
fn questions() {
    shown!(
        "faq",
        "## Fees\n\n:::faq\n### Is there a fee?\n\nNo.\n\n### When {#when}\n\n- Soon\n\nQ: And *how*?\nA: By card.\n\n\
         Q: Why?\n\nA: Because.\n:::\n\nAfter.\n"
    );
}

#[test]
fn steps_hold_pictures_and_code() {
    shown!(
        "steps",
        ":::steps\n1. Open it\n\n   ![A window](a.png)\n2. Type\n\n   ```sh\n   :::note\n   ```\n\n   :::tip\n   Really\n   :::\n:::\n"
    );
}

#[test]
fn tabs() {
    shown!(
        "tabs",
        "## Install\n\n::::tabs{group=platform} Choose\n:::tab Windows\nRun it.\n\n| a | b |\n|---|---|\n| c | d |\n:::\n\
         :::tab macOS {value=mac}\nDrag it.\n:::tab Linux & co {#tux}\n### By hand\n`make`\n::::\n\nAfter.\n"
    );
}

#[test]
fn cards_and_figures() {
    shown!(
        "cards",
        ":::cards Start here\n- :icon[wallet] [Getting paid](other.md) When and how.\n- [File](a.pdf)\n:::\n\n\
         :::figure The *whole* window\n![A \"window\"](a.png)\n:::\n:::figure\n[![Linked](a.png)](other.md)\n:::\n\
         :::compare Plans\n| | Free | Paid |\n|---|---|---|\n| Devices | 1 | `10` |\n:::\n"
    );
}

#[test]
fn videos() {
    shown!(
        "video",
        ":::video How to *connect* {src=https://youtu.be/abcDEF-_123 poster=a.png}\nFirst, press **Start**.\n:::\n\
         :::video[Second]{src=\"https://vimeo.com/12345\"}\n:::\n:::video A file {src=clip.mp4}\n:::\n"
    );
    let page = page(
        ":::video A {src=https://www.youtube.com/watch?v=abcdef}\n:::\n:::video B {src=https://x.example/a.webm}\n:::\n",
    );
    assert_eq!(page.players, ["https://www.youtube-nocookie.com"]);
    assert_eq!(page.media, ["https://x.example/a.webm"]);
    assert_eq!(page.links.len(), 2);
}

#[test]
fn changes_and_parts_for_some() {
    shown!(
        "changes",
        ":::updated 2026-11-29 New fees\nThe fee is $2.\n:::\n:::updated{date=2026-11-30}\nAnd $3.\n:::\n\
         :::only{platform=android}\nTap.\n:::\n:::only For partners {audience=partners}\nAsk.\n:::\n"
    );
    let page = page(":::updated 2026-11-29 New *fees*\nThe fee.\n:::\n");
    assert_eq!((page.changes[0].date.as_str(), page.changes[0].title.as_str()), ("2026-11-29", "New fees"));
}

#[test]
fn within_a_line() {
    shown!(
        "inline",
        "Press :kbd[Ctrl+C], :kbd[*] or :kbd[\\<]. Go to :menu[Settings > Billing > *Cards*]. :badge[Beta] :icon[wallet]\n\n\
         ==Marked *here*== and a == b == c. H~2~O, x^2^, (a+b)^n-1^, ~~gone~~ ~gone too~ and 2^10+3^4.\n\n\
         :tada: at :kbd[\\*] 10:30:45, a:100:b, :no_such_thing:, `:tada: ==x== :kbd[x]` \\:kbd[x] \\==no== std::io::Read\n\n\
         :kbd[x]\n:tada:\n\nCO~2~ and m^2^~x~ and ~x~y\n\n- ==a\n  - b==\n\n[:kbd[F1]](other.md) and [^1] and [^2]\n"
    );
}

#[test]
fn nesting_by_colons_and_by_order() {
    shown!(
        "nested",
        ":::::details Outer\n::::note\n:::tip\nx\n:::\n::::\n:::note\nsame\n:::\n:::::\n\n:::note\n:::tip\ny\n:::\n:::\n"
    );
}

#[test]
fn what_is_not_a_block() {
    shown!(
        "no_blocks",
        "```\n:::note\n:::\n```\n\n    :::note\n\n`:::note`\n\nstd:::x\n\n<pre>\n:::note\n</pre>\n\nText\n    :::tip\n\n<!--\n:::tip\n-->\n\n:::tip\n<img src=\"a.png\">\n:::\n"
    );
}

#[test]
fn what_is_told() {
    assert_eq!(faults("a\n\n:::note Title\nb\n"), ["3:1 unclosed-block: the block `note` is never ended"]);
    assert_eq!(faults(":::nota\nb\n:::\n"), ["1:4 unknown-block: there is no block `nota`"]);
    assert_eq!(faults(":::tip\nb\n:::\n:::\n"), ["4:1 stray-block-end: this line ends a block, but none is open"]);
    assert_eq!(
        faults("- :::tip\n  b\n\n:::\n"),
        [
            "1:3 unclosed-block: the block `tip` is never ended",
            "4:1 stray-block-end: this line ends a block, but none is open"
        ]
    );
    assert_eq!(faults("::::tabs\n:::tab\nb\n::::\n"), ["2:1 unnamed-tab: a tab without a name"]);
    assert_eq!(faults(":::tab X\nb\n:::\n"), ["1:4 misplaced-block: a tab that stands in no `tabs`"]);
    assert_eq!(
        faults(":::tip{colour=red}\nb\n:::\n"),
        ["1:8 block-attribute: the block `tip` has no attribute `colour`"]
    );
}

#[test]
fn what_is_told_of_videos_and_changes() {
    assert_eq!(
        faults(
            ":::video {src=https://youtu.be/abcdef}\n:::\n:::video T\n:::\n:::video T {src=https://x.example/}\n:::\n"
        ),
        [
            "1:1 untitled-video: a video without a title",
            "3:1 block-attribute: a video without `src`",
            "5:13 block-attribute: no player is known for `https://x.example/`",
        ]
    );
    assert_eq!(
        faults(
            ":::updated Yesterday\n:::\n:::only\n:::\n:::video T {src=javascript:x.mp4}\n:::\n:::video T {src=no.mp4 poster=no.png}\n:::\n"
        ),
        [
            "1:1 block-attribute: the note of a change has no date",
            "3:1 block-attribute: a part for some readers doesn't say for whom",
            "5:13 forbidden-scheme: a video can't use `javascript:`",
            "7:13 broken-link: nothing at `no.mp4`",
        ]
    );
}

fn equipped(body: &str) -> Rendered {
    let source = SourceText::new("content/a.md", body);
    let terms = [("KYC", "know your *customer* <b>"), ("API key", "a secret"), ("API", "a door")];
    let terms = terms.map(|(word, meaning)| (word.to_owned(), meaning.to_owned())).to_vec();
    let body = Composed::plain(&source, 0..body.len());
    let body = body.with_terms(terms).with_embeds(&["www.figma.com".to_owned()]);
    render(&source, &body, "T", &labels(), &Site)
}

#[test]
fn pages_in_frames() {
    let page = equipped(
        ":::embed The *plan* {src=\"https://www.figma.com/embed?a=1&b=%22\" ratio=4/3}\nWhat it **shows**.\n:::\n\
         :::embed Other {src=https://codepen.io/x ratio=9/1}\n:::\n:::embed {src=\"https://www.figma.com.evil/\\\"onload=x\"}\n:::\n\
         :::embed Bad {src=javascript:alert(1)}\n:::\n:::embed Worse {src=https://user@www.figma.com/}\n:::\n",
    );
    assert_eq!(page.embeds, ["https://www.figma.com"]);
    assert_eq!(page.parts, ["video"]);
    insta::assert_snapshot!("embeds", page.texts().html);
    let told: Vec<String> = page.diagnostics.iter().map(|found| format!("{} {}", found.code, found.message)).collect();
    assert_eq!(
        told,
        [
            "block-attribute the block `embed` has no attribute `onload`",
            "block-attribute `9/1` is no shape of a frame",
            "foreign-embed pages of `codepen.io` may not be shown here",
            "untitled-embed a page in a frame without a title",
            "foreign-embed pages of `www.figma.com.evil` may not be shown here",
            "block-attribute `src` of an `embed` has to be an address with `https://`",
            "block-attribute `src` of an `embed` has to be an address with `https://`",
        ]
    );
    assert!(
        page.texts()
            .sections
            .iter()
            .any(|section| section.text.contains("The plan") && section.text.contains("What it shows"))
    );
}

#[test]
fn words_of_the_glossary() {
    let page = equipped(
        "## KYC first\n\n[KYC](https://x.example) and `KYC`, **KYC**: an API key, then an API and KYC.\n\n<b>raw</b> API\n\n\
         Another API key and XAPI.\n\n<div>KYC</div>\n",
    );
    insta::assert_snapshot!("terms", page.texts().html);
    assert_eq!(page.parts, ["terms"]);
    assert!(
        !page.texts().sections.iter().any(|section| section.text.contains("door")),
        "search has the words of the article"
    );
    let plain = equipped("Nothing of it.\n");
    assert!(plain.parts.is_empty() && !plain.texts().html.contains("popover"));
    // Content makes none of its own.
    let raw = equipped("<button popovertarget=hd-term-0 class=term>x</button><p popover id=hd-term-0>y</p>\n");
    assert!(!raw.texts().html.contains("popover") && !raw.texts().html.contains("<button"), "{}", raw.texts().html);
}

#[test]
fn diagrams_are_code_with_a_label() {
    let page = equipped("```mermaid\ngraph TD\n  A --> B\n```\n");
    assert!(
        page.texts().html.starts_with("<figure class=\"diagram\">\n<figcaption>Diagram</figcaption>\n<pre"),
        "{}",
        page.texts().html
    );
    assert_eq!(page.diagnostics[0].code, "undrawn-diagram");
    assert_eq!(page.parts, ["diagram"]);
}

#[test]
fn raw_html_in_blocks_stays_in_them() {
    let page = page(
        "::::tabs\n:::tab A\n<div><b onclick=x>one\n\n</details></div></div>two\n\n:::tab B\n<script>x</script>\n<details><summary>s</summary>\n::::\nout\n",
    );
    insta::assert_snapshot!("raw_in_blocks", page.texts().html);
}

#[test]
fn titles_and_attributes_can_not_leave_their_place() {
    let page = html(
        "::::tabs{group=\"\\\"><script>\"} \"><img src=x onerror=y>\n:::tab \"><script>alert(1)</script> {value=\"' onload=x\" #a\"b}\n\
         :kbd[<img src=x>] :icon[\"><b>] :menu[<b> > </span><script>] :badge[<i onclick=x>]\n::::\n",
    );
    insta::assert_snapshot!("hostile_titles", page);
    let page = html(
        ":::video \"><script>x</script> {src=\"https://youtu.be/abcdef\\\"onload=x\" poster=\"javascript:x\"}\n<br>\n:::\n\
         :::figure <img src=x onerror=y>\n![\"><b onclick=x>](a.png)\n<br>\n:::\n\
         :::only{platform=\"'\\\"><script>\"}\n<div data-tabs=x data-frame=y data-file=z data-icon=w>\n:::\n\
         :::updated{date=2026-01-01 id=\"'\\\"><i>\"} <i>\n<p data-label=x>\n:::\n",
    );
    insta::assert_snapshot!("hostile_attributes", page);
}
