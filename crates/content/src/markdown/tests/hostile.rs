//! Input made to break things.

use proptest::prelude::*;
use scraper::{Html, Selector};

use super::{html, page};
use crate::markdown::faults::MAX_DEPTH;
use crate::markdown::{Rendered, Texts};

/// Length of everything that comes out of a body, a measure of the work done.
fn size(body: &str) -> usize {
    let page = page(body);
    let Texts { html, sections, .. } = page.texts().into_owned();
    let Rendered { h1, headings, landings, anchors, links, images, summary, diagnostics, .. } = page;
    let texts =
        html.len() + h1.map_or(0, |h1| h1.len()) + summary.len() + sections.iter().map(|s| s.text.len()).sum::<usize>();
    let names = anchors.iter().map(String::len).sum::<usize>() + links.iter().map(|l| l.text.len()).sum::<usize>();
    let names = names + landings.iter().map(|l| l.id.len() + l.text.len()).sum::<usize>();
    let alts = images.iter().map(|i| i.alt.len() + i.src.len()).sum::<usize>();
    let messages = diagnostics.iter().map(|d| d.message.len() + 400).sum::<usize>();
    texts + names + alts + messages + headings.iter().map(|h| h.text.len()).sum::<usize>()
}

/// Bodies of `n` repetitions that have cost some program or other the square of their length.
fn attacks(n: usize) -> Vec<String> {
    let repeated = [
        "[a](<b",
        "!-- <",
        "<!-- ",
        "<a ",
        "<a href=\"",
        "</a ",
        "<b>",
        "<b id=x>",
        "<div>",
        "<p>",
        "<p><b>",
        "<table>",
        "<td>",
        "<a name=x>",
        "<x>",
        "<script>",
        "<svg>",
        "![",
        "![](",
        "[a](b)",
        "*a _",
        "**a",
        "[^1]",
        "[^1]: ",
        "`",
        "``` ",
        "<h1>",
        "> ",
        ">",
        "- ",
        "1. ",
        "* a\n",
        "# a\n",
        "> [!NOTE]\n",
        "<details>\n\n",
        "<center>",
        "<font>",
        "\\",
        "&#",
        "&amp",
        "|a",
        "[[",
        "]]",
        "[a",
        "<<",
        "<http:",
        "~~a",
        "\u{0}",
        "<li><p>",
        "\"a",
        "<style>\n\n",
        "a\n: b\n",
        "\t",
        "<select>",
        ":::note\n",
        ":::\n",
        ":::note\n:::\n",
        "::::tabs\n:::tab a\n",
        ":::tab a\n",
        "- :::details x\n",
        "> :::faq\n> # a\n",
        ":::faq\nQ: a\nA: b\n",
        ":::video x {src=https://youtu.be/abcdef}\n",
        "<div>\n:::note\n",
        ":::x ",
        ":kbd[",
        ":kbd[a]",
        ":menu[a>",
        "==a",
        "==a== ",
        "a^",
        "a~b",
        ":tada:",
        "\n:tada:",
    ];
    let mut all: Vec<String> = repeated.iter().map(|piece| piece.repeat(n)).collect();
    let lines = |each: &dyn Fn(usize) -> String| (0..n).map(each).collect::<String>();
    all.push(lines(&|i| format!("<b id=\"i{i}\">\n\n<p>x\n\n")));
    all.push(lines(&|i| format!("<p><i class=c{i}>")));
    all.push(lines(&|i| format!("a[^{i}]\n\n[^{i}]: [^{i}]\n\n")));
    all.push(format!("{}\n{}\n{}", "|a".repeat(n / 2), "|-".repeat(n / 2), "|\n".repeat(n / 2)));
    all.push(format!("[r]: {}\n\n{}", "/x".repeat(n / 2), "[r] ".repeat(n / 2)));
    all.push(format!("[^1]: {}\n\n{}", "x".repeat(n), "[^1]".repeat(n)));
    all.push(format!("{}x{}", "<b>".repeat(n), "</b>".repeat(n)));
    all.push(format!("{}x\n{}", "> ".repeat(n), "> \n".repeat(n)));
    all.push(format!("{}x\n{}", "- ".repeat(n), "\n".repeat(n)));
    all.push(format!("{}{}", ":::note\n".repeat(n), ":::\n".repeat(n)));
    all.push(lines(&|i| format!("{}note\n", ":".repeat(3 + (n - i) % 60))));
    all.push(format!(":::menu {}\n:menu[{}]", "`a` ".repeat(n), "a>".repeat(n)));
    all.push(format!(":::note {}{}", "{a=b ".repeat(n), "}".repeat(n)));
    all
}

#[test]
fn twice_the_input_is_about_twice_the_output() {
    for (small, large) in attacks(400).into_iter().zip(attacks(800)) {
        let start: String = small.chars().take(30).collect();
        let (one, two) = (size(&small), size(&large));
        assert!(two <= one * 5 / 2 + 2_000, "{start:?}: {one} → {two}");
        assert!(one <= small.len() * 60 + 200_000, "{start:?}: {} → {one}", small.len());
    }
}

#[test]
fn ten_thousand_nested_quotes_are_one_diagnostic() {
    let page = page(&format!("{} deep", ">".repeat(10_000)));
    assert!(page.texts().html.contains("deep"));
    assert_eq!(page.texts().html.matches("<blockquote>").count(), MAX_DEPTH);
    assert_eq!(page.texts().html.matches("</blockquote>").count(), MAX_DEPTH);
    assert_eq!(page.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["nesting"]);
}

#[test]
fn no_file_has_endless_diagnostics() {
    assert!(page(&"[a](b) ".repeat(5_000)).diagnostics.len() < 300);
}

/// Faults of HTML as a browser reads it that no body may cause.
fn dangers(html: &str) -> Vec<String> {
    let document = Html::parse_fragment(html);
    let all = Selector::parse("*").unwrap();
    let mut found = Vec::new();
    for element in document.select(&all) {
        let name = element.value().name();
        if ["script", "style", "iframe", "object", "embed", "form", "base", "meta", "link", "svg", "math"]
            .contains(&name)
        {
            found.push(format!("<{name}>"));
        }
        for (key, value) in element.value().attrs() {
            // As browsers read URLs.
            let url = value.trim_start_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "").to_lowercase();
            let scheme = matches!(key, "href" | "src") && url.contains(':') && {
                let scheme = url.split(':').next().unwrap_or_default();
                // Anything else in front of the colon is a path.
                let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                    && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
                is_scheme && !["http", "https", "mailto", "tel"].contains(&scheme)
            };
            let clobbers = key == "name" && name != "a" || key == "id" && ["img", "input"].contains(&name);
            if key.starts_with("on")
                || key == "style"
                || key == "srcdoc"
                || scheme
                || clobbers
                || value.starts_with("hd-")
            {
                found.push(format!("<{name} {key}={value:?}>"));
            }
        }
    }
    found
}

fn ids_are_unique(html: &str) -> bool {
    let document = Html::parse_fragment(html);
    let mut ids: Vec<_> = document.select(&Selector::parse("[id]").unwrap()).filter_map(|e| e.value().id()).collect();
    ids.sort_unstable();
    ids.windows(2).all(|pair| pair[0] != pair[1])
}

#[test]
fn known_attacks_do_nothing() {
    let bodies = [
        "<img src=x onerror=alert(1)>",
        "<a href=\"jav&#x0A;ascript:alert(1)\">x</a>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<select><template><img src=x onerror=alert(1)></template></select>",
        "[x](javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "![x](a.png \"\\\"onerror=alert(1)\")",
        "```\"><script>alert(1)</script>\nx\n```",
        "## x {#\"onclick=alert(1)}",
        "<!--><script>alert(1)</script>-->",
        "<div\n><script\n>alert(1)</script\n>",
        "<a href=x/onclick=alert(1)>x</a>",
        "<p title='\"><script>alert(1)</script>'>x",
        "<scr<script>ipt>alert(1)</script>",
        "<form id=x><input name=cookie></form><img name=currentScript>",
        "<table><caption><svg><title><style><img src onerror=alert(1)></style>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
        "[^x]\n\n[^x]: <img src=x onerror=alert(1)>",
        "| <script>alert(1)</script> |\n|---|\n| <img onerror=x src=a.png> |",
        "<div id=hd-main></div>\n\n## HD main",
        ":icon[hd-main] :icon[hd-hd-1]",
        ":::details <script>alert(1)</script> {#hd-x}\n<img src=x onerror=alert(1)>\n:::",
        "::::tabs{group=\"\\\" onclick=alert(1)\"}\n:::tab <img src=x onerror=alert(1)> {value=\"x\\\"onload=\"}\n<script>alert(1)</script>\n::::",
        ":::video x {src=javascript:alert(1) poster=javascript:alert(1)}\n:::",
        ":::video x {src=https://youtu.be/abcd\"onload=\"alert(1)}\n<iframe src=x>\n:::",
        ":::figure <script>alert(1)</script>\n![\"onload=alert(1)](a.png)\n<b>\n:::",
        ":::only{platform=\"x\\\"onclick=alert(1)\"}\n:::\n:::updated{date=<script>}\n:::",
        ":kbd[<script>alert(1)</script>] :icon[\"onload=alert(1)] :menu[<img src=x onerror=alert(1)>]",
    ];
    for body in bodies {
        let html = html(body);
        assert_eq!(dangers(&html), Vec::<String>::new(), "{body}\n{html}");
        assert!(!html.contains("alert(1)>") || !html.contains("<script"), "{body}\n{html}");
    }
}

/// Pieces that mean something to Markdown, to HTML or to both.
pub(super) fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "<",
        ">",
        "/",
        "\"",
        "'",
        "=",
        "&",
        ";",
        "\n",
        "\n\n",
        " ",
        "\t",
        "`",
        "```\n",
        "*",
        "_",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "!",
        "#",
        "# ",
        "> ",
        "- ",
        "1. ",
        "|",
        "|-|\n",
        ":",
        "\\",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<a href=",
        "javascript:",
        "data:",
        "onclick=",
        "style=",
        "<img src=x ",
        "onerror=alert(1)",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<details>",
        "<summary>",
        "</details>",
        "<h2>",
        "</h2>",
        "<a name=x>",
        "</a>",
        "id=",
        "name=",
        "currentScript",
        "{#x}",
        "[^1]",
        "[^1]: ",
        "[x](other.md)",
        "![x](a.png)",
        "&#106;",
        "&lt;",
        "<select>",
        "<option>",
        "<textarea>",
        "<title>",
        "<noscript>",
        "<template>",
        "<![CDATA[",
        "]]>",
        "<?x",
        "<li>",
        "<ul>",
        "<pre>",
        "</pre>",
        "<code>",
        "<kbd>",
        "<form>",
        "<input ",
        "hd-",
        "Слово",
        "\u{301}",
        "\r\n",
        "\u{0}",
        "<center>",
        "<x-y>",
        "[!NOTE]\n",
        "\n:::note ",
        "\n:::details{#x} ",
        "\n::::tabs\n:::tab ",
        "\n:::faq\n### ",
        "\n:::figure\n![x](a.png)\n",
        "\n:::video x {src=https://youtu.be/abcdef poster=a.png}\n",
        "\n:::compare\n|a|b|\n|-|-|\n",
        "\n:::updated 2026-11-29\n",
        "\n:::\n",
        "\n::::\n",
        ":kbd[",
        ":icon[",
        "==",
        "x^2^",
        ":tada:",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "[ -~]{0,6}", 1 => any::<char>().prop_map(|c| c.to_string())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_a_body_says_is_dangerous(pieces in prop::collection::vec(piece(), 0..40)) {
        let body = pieces.concat();
        let rendered = page(&body);
        prop_assert_eq!(dangers(&rendered.texts().html), Vec::<String>::new(), "{}", rendered.texts().html);
        prop_assert!(ids_are_unique(&rendered.texts().html), "{}", rendered.texts().html);
        let end = super::FRONT.len() + body.len();
        for range in rendered.links.iter().map(|l| &l.range).chain(rendered.headings.iter().map(|h| &h.range)) {
            prop_assert!(range.start <= range.end && range.end <= end);
        }
    }
}
