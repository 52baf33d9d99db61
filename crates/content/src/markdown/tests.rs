//! Whole bodies, as authors write them and as attackers would.

mod blocks;
mod hostile;
mod math;
mod plain;
mod raw;

use std::sync::Arc;

use super::*;
use crate::config::Direction;
use crate::contact::PromiseWords;
use crate::diagnostic::SourceText;

/// A site with an article, an image, a file; every other relative path is broken.
struct Site;

/// A format in two widths.
fn source(media_type: &'static str, name: &str) -> PictureSource {
    let ending = media_type.trim_start_matches("image/");
    PictureSource { media_type, srcset: format!("/i/{name}-480.{ending} 480w, /i/{name}-1200.{ending} 1200w") }
}

impl Resolve for Site {
    fn link(&self, href: &str) -> Target {
        let (path, fragment) = href.split_once('#').map_or((href, None), |(path, id)| (path, Some(id.to_owned())));
        match path {
            "" => Target::Internal { url: href.to_owned(), article: None },
            "other.md" => {
                let url = fragment.as_ref().map_or("/other/".to_owned(), |id| format!("/other/#{id}"));
                Target::Internal {
                    url,
                    article: Some(ArticleLink { file: "content/other.md".into(), fragment, redirected: false }),
                }
            }
            "clip.mp4" => Target::Internal { url: "/x/clip.mp4".to_owned(), article: None },
            "a.pdf" => Target::Internal { url: "/x/a.pdf".to_owned(), article: None },
            path if path.contains(':') => Target::External(href.to_owned()),
            path => broken(path),
        }
    }

    fn image(&self, src: &str) -> Target {
        match src {
            "many.png" => Target::Image {
                url: "/x/many.png".to_owned(),
                size: Some((1200, 600)),
                alternatives: Alternatives {
                    sources: Arc::new([source("image/avif", "many"), source("image/webp", "many")]),
                    tint: Some([1, 2, 250]),
                    column: 640,
                    dark: Some(DarkImage {
                        url: "/x/many,dark.png".to_owned(),
                        size: Some((1200, 700)),
                        sources: Arc::new([source("image/webp", "dark")]),
                    }),
                },
            },
            "a.png" => Target::Image {
                url: "/x/a.png".to_owned(),
                size: Some((800, 600)),
                alternatives: Alternatives::default(),
            },
            path if path.contains(':') => Target::External(src.to_owned()),
            path => broken(path),
        }
    }
}

fn broken(path: &str) -> Target {
    Target::Broken {
        code: "broken-link",
        message: format!("nothing at `{path}`"),
        label: "not published".to_owned(),
        help: None,
    }
}

pub(crate) fn labels() -> Labels {
    Labels {
        promises: PromiseWords::default(),
        note: "Note".to_owned(),
        tip: "Tip".to_owned(),
        important: "Important".to_owned(),
        warning: "Warning".to_owned(),
        caution: "Caution".to_owned(),
        info: "Info".to_owned(),
        success: "Success".to_owned(),
        details: "Details".to_owned(),
        play: "Play the video".to_owned(),
        show: "Show".to_owned(),
        diagram: "Diagram".to_owned(),
        internal: "Internal".to_owned(),
        standards: "Checklists".to_owned(),
        transcript: "Transcript".to_owned(),
        zoom: "Enlarge".to_owned(),
        close: "Close".to_owned(),
        footnotes: "Footnotes".to_owned(),
        back_to_text: "Back to mention".to_owned(),
        heading_link: "Link to".to_owned(),
        quotes: ["“".to_owned(), "”".to_owned()],
        dir: Direction::Ltr,
        in_english: Vec::new(),
    }
}

const FRONT: &str = "---\ntitle: T\n---\n";

/// Renders a body that follows front matter, so that mistaken ranges show.
pub(super) fn page(body: &str) -> Rendered {
    let source = SourceText::new("content/a.md", format!("{FRONT}{body}"));
    let body = Composed::plain(&source, FRONT.len()..FRONT.len() + body.len());
    render(&source, &body, "T", &labels(), &Site)
}

fn html(body: &str) -> String {
    page(body).texts().into_owned().html
}

/// Diagnostics as `line:column..end code message`, with the marked text.
fn faults(body: &str) -> String {
    let mut out = String::new();
    for found in page(body).diagnostics {
        let place = found.place.unwrap();
        let (start, end) = (place.column as usize, place.end_column as usize);
        let marked: String = place.excerpt.chars().skip(start - 1).take(end - start).collect();
        out.push_str(&format!("{} [{}] {} · {marked}\n", place.line - 3, found.code, found.message));
    }
    out
}

#[test]
fn text_and_its_marks() {
    insta::assert_snapshot!(html("It's **bold** & *soft*, ~~gone~~, `a<b>`.\\\nNext -- \"line\"\nand on"), @r#"
    <p>It’s <strong>bold</strong> &amp; <em>soft</em>, <del>gone</del>, <code>a&lt;b&gt;</code>.<br>
    Next – “line”
    and on</p>
    "#);
}

#[test]
fn lists_tasks_and_definitions() {
    insta::assert_snapshot!(html("3. a\n4. b\n\n- [ ] todo\n- [x] done\n\nTerm\n: What it is\n"), @r#"
    <ol start="3">
    <li>a</li>
    <li>b</li>
    </ol>
    <ul class="task-list">
    <li class="task"><input type="checkbox" disabled aria-label="todo"> todo</li>
    <li class="task"><input type="checkbox" disabled checked aria-label="done"> done</li>
    </ul>
    <dl>
    <dt>Term</dt>
    <dd>What it is</dd>
    </dl>
    "#);
}

#[test]
fn tables_scroll_and_align_by_class() {
    insta::assert_snapshot!(html("## Prices\n\n| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | `|` |\n"), @r##"
    <h2 id="prices">Prices<a class="heading-link" href="#prices" aria-label="Link to: Prices"></a></h2>
    <div class="table" tabindex="0" role="region" aria-labelledby="prices"><table>
    <thead><tr><th scope="col">a</th><th scope="col" class="align-center">b</th><th scope="col" class="align-right">c</th></tr></thead>
    <tr><td>1</td><td class="align-center">2</td><td class="align-right">`</td></tr>
    </table></div>
    "##);
    insta::assert_snapshot!(html("| a |\n|---|\n"), @r#"
    <div class="table" tabindex="0" role="region" aria-label="T"><table>
    <thead><tr><th scope="col">a</th></tr></thead>
    </table></div>
    "#);
}

#[test]
fn every_cell_of_a_table_has_a_heading() {
    // The usual table of a comparison: the first column says what is compared.
    insta::assert_snapshot!(html("| | Basic | Pro |\n|---|:-:|---|\n| Price | 0 | 5 |\n| | 1 | 2 |\n"), @r#"
    <div class="table" tabindex="0" role="region" aria-label="T"><table>
    <thead><tr><td></td><th scope="col" class="align-center">Basic</th><th scope="col">Pro</th></tr></thead>
    <tr><th scope="row">Price</th><td class="align-center">0</td><td>5</td></tr>
    <tr><td></td><td class="align-center">1</td><td>2</td></tr>
    </table></div>
    "#);
    // A table without headings names its rows, and shows no empty head.
    insta::assert_snapshot!(html("| | &nbsp; |\n|---|---|\n| **Port** | 80 |\n"), @r#"
    <div class="table" tabindex="0" role="region" aria-label="T"><table>
    <tr><th scope="row"><strong>Port</strong></th><td>80</td></tr>
    </table></div>
    "#);
    // A column of its own needs none.
    insta::assert_snapshot!(html("| |\n|---|\n| 1 |\n"), @r#"
    <div class="table" tabindex="0" role="region" aria-label="T"><table>
    <tr><td>1</td></tr>
    </table></div>
    "#);
}

#[test]
fn tables_of_one_section_have_names_of_their_own() {
    let text = html("| a |\n|---|\n\n| b |\n|---|\n\n## Fees\n\n| c |\n|---|\n\nText.\n\n| d |\n|---|\n");
    let boxes: Vec<&str> =
        text.lines().filter_map(|line| line.split_once("role=\"region\" ")).map(|(_, name)| name).collect();
    assert_eq!(
        boxes,
        [
            "aria-label=\"T\"><table>",
            "aria-label=\"T (2)\"><table>",
            "aria-labelledby=\"fees\"><table>",
            "aria-label=\"Fees (2)\"><table>",
        ]
    );
}

#[test]
fn alerts_have_the_label_of_the_language() {
    insta::assert_snapshot!(html("> [!WARNING]\n> Mind this.\n\n> plain\n"), @r#"
    <aside class="alert alert-warning" role="note">
    <p class="alert-title" data-alert="warning">Warning</p>
    <p>Mind this.</p>
    </aside>
    <blockquote>
    <p>plain</p>
    </blockquote>
    "#);
}

#[test]
fn footnotes_are_numbered_as_mentioned() {
    insta::assert_snapshot!(html("B[^b], a[^a], b again[^b].\n\n[^a]: First\n[^b]: Second\n\n[^c]: unused\n"), @r##"
    <p>B<sup class="footnote-ref" id="fnref:1"><a href="#fn:1">1</a></sup>, a<sup class="footnote-ref" id="fnref:2"><a href="#fn:2">2</a></sup>, b again<sup class="footnote-ref" id="fnref:1-2"><a href="#fn:1">1</a></sup>.</p>
    <section class="footnotes" aria-label="Footnotes">
    <ol>
    <li id="fn:1"><p>Second <a class="footnote-back" href="#fnref:1" aria-label="Back to mention 1">↩</a> <a class="footnote-back" href="#fnref:1-2" aria-label="Back to mention 1-2">↩</a></p></li>
    <li id="fn:2"><p>First <a class="footnote-back" href="#fnref:2" aria-label="Back to mention 2">↩</a></p></li>
    </ol>
    </section>
    "##);
    assert!(html("No such[^x].").contains("[^x]"));
    assert!(
        html(
            "<a href=\"other.md\">x[^a]</a>

[^a]: y"
        )
        .contains("<a href=\"/other/\">x<sup>1</sup></a>")
    );
}

#[test]
fn headings_have_ids_and_begin_with_level_two() {
    let page =
        page("intro\n\n# Один & два\n\nx\n\n## Один & два\n\n### `code` *x* {#own .wide .js-x}\n\n##### Own {#own}\n");
    insta::assert_snapshot!(page.texts().html, @r##"
    <p>intro</p>
    <h2 id="один--два">Один &amp; два<a class="heading-link" href="#один--два" aria-label="Link to: Один &amp; два"></a></h2>
    <p>x</p>
    <h2 id="один--два-2">Один &amp; два<a class="heading-link" href="#один--два-2" aria-label="Link to: Один &amp; два"></a></h2>
    <h3 id="own" class="wide"><code>code</code> <em>x</em><a class="heading-link" href="#own" aria-label="Link to: code x"></a></h3>
    <h5 id="own-2">Own<a class="heading-link" href="#own-2" aria-label="Link to: Own"></a></h5>
    "##);
    let short: Vec<_> = page.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(
        short,
        [(2, "один--два", "Один & два"), (2, "один--два-2", "Один & два"), (3, "own", "code x"), (5, "own-2", "Own")]
    );
    assert_eq!(page.anchors, ["один--два", "один--два-2", "own", "own-2"]);
}

#[test]
fn the_first_h1_is_dropped_and_its_anchors_stay() {
    let page = page("# <a name=\"old\"></a>My title\n\nText.\n\n# Next\n");
    insta::assert_snapshot!(page.texts().html, @r##"
    <a name="my-title"></a><a name="old"></a><p>Text.</p>
    <h2 id="next">Next<a class="heading-link" href="#next" aria-label="Link to: Next"></a></h2>
    "##);
    assert_eq!(page.anchors, ["my-title", "old", "next"]);
    assert_eq!(page.h1.as_deref(), Some("My title"));
    assert_eq!(page.texts().sections[0].text, "Text.");
    let source = SourceText::new("a.md", "# Kept\n");
    assert!(render(&source, &Composed::plain(&source, 0..7), "", &labels(), &Site).texts().html.contains("Kept"));
    assert!(html("<a id=\"x\"></a>\n\n# Title\n\nText").starts_with("<a name=\"x\"></a><a name=\"title\"></a><p>"));
}

#[test]
fn links_lead_where_the_site_says() {
    let body = "[a](other.md#z) [b](#own) [c](a.pdf \"t\") <https://x.example/?a=1&b=2> <me@x.example> [**d** e][r]\n\n[r]: other.md";
    let page = page(body);
    insta::assert_snapshot!(page.texts().html, @r##"<p><a href="/other/#z">a</a> <a href="#own">b</a> <a href="/x/a.pdf" title="t">c</a> <a href="https://x.example/?a=1&amp;b=2" rel="noopener">https://x.example/?a=1&amp;b=2</a> <a href="mailto:me@x.example">me@x.example</a> <a href="/other/"><strong>d</strong> e</a></p>"##);
    let source = format!("{FRONT}{body}");
    let links: Vec<_> = page.links.iter().map(|l| (l.text.as_str(), &source[l.range.clone()], &l.target)).collect();
    insta::assert_debug_snapshot!(links, @r##"
    [
        (
            "a",
            "other.md#z",
            Article(
                ArticleLink {
                    file: "content/other.md",
                    fragment: Some(
                        "z",
                    ),
                    redirected: false,
                },
            ),
        ),
        (
            "b",
            "#own",
            Fragment(
                "own",
            ),
        ),
        (
            "c",
            "a.pdf",
            File(
                "/x/a.pdf",
            ),
        ),
        (
            "https://x.example/?a=1&b=2",
            "https://x.example/?a=1&b=2",
            External(
                "https://x.example/?a=1&b=2",
            ),
        ),
        (
            "me@x.example",
            "me@x.example",
            External(
                "mailto:me@x.example",
            ),
        ),
        (
            "d e",
            "[**d** e][r]",
            Article(
                ArticleLink {
                    file: "content/other.md",
                    fragment: None,
                    redirected: false,
                },
            ),
        ),
    ]
    "##);
}

#[test]
fn broken_links_are_text_and_marked_in_the_source() {
    let body = "See [how *it* works](nope.md) and ![the alt](gone.png), [ref][r].\n\n> - [x]( <no where.md> \"t\")\n\n[r]: lost.md\n";
    insta::assert_snapshot!(html(body), @r#"
    <p>See how <em>it</em> works and the alt, ref.</p>
    <blockquote>
    <ul>
    <li>x</li>
    </ul>
    </blockquote>
    "#);
    insta::assert_snapshot!(faults(body), @r#"
    1 [broken-link] nothing at `nope.md` · nope.md
    1 [broken-link] nothing at `gone.png` · gone.png
    1 [broken-link] nothing at `lost.md` · [ref][r]
    3 [broken-link] nothing at `no where.md` · no where.md
    "#);
}

#[test]
fn forbidden_schemes_are_text() {
    let body = "[a](javascript:alert(1)) [b](JAVA&#83;CRIPT:x) ![c](data:image/png;base64,x) <vbscript:x> [d](tel:+1)";
    insta::assert_snapshot!(html(body), @r#"<p>a b c vbscript:x <a href="tel:+1">d</a></p>"#);
    insta::assert_snapshot!(faults(body), @r#"
    1 [forbidden-scheme] a link can't use `javascript:` · javascript:alert(1)
    1 [forbidden-scheme] a link can't use `javascript:` · JAVA&#83;CRIPT:x
    1 [forbidden-scheme] an image can't use `data:` · data:image/png;base64,x
    1 [forbidden-scheme] a link can't use `vbscript:` · vbscript:x
    "#);
}

#[test]
fn an_image_alone_is_a_figure() {
    insta::assert_snapshot!(html("![A *cat*](a.png \"Our cat\")\n\n[![b](a.png)](other.md)\n\ntext ![c](a.png \"t\")\n"), @r#"
    <figure><img src="/x/a.png" alt="A cat" width="800" height="600" loading="lazy" decoding="async"><figcaption>Our cat</figcaption></figure>
    <figure><a href="/other/"><img src="/x/a.png" alt="b" width="800" height="600" loading="lazy" decoding="async"></a></figure>
    <p>text <img src="/x/a.png" alt="c" title="t" width="800" height="600" loading="lazy" decoding="async"></p>
    "#);
}

#[test]
fn text_for_search_stands_under_its_heading() {
    let page = page(
        "Intro\n*text*.\n\n## A\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n### B\n\n```rust\nlet  x;\n```\n<b>raw</b> &amp; more[^1]\n\n[^1]: note\n",
    );
    let texts = page.texts();
    let sections: Vec<_> = texts.sections.iter().map(|s| (s.heading, s.text.as_str())).collect();
    assert_eq!(
        sections,
        [(None, "Intro text."), (Some(0), "one\ntwo\na, b\nc: d"), (Some(1), "let x;\nraw & more\nnote")]
    );
    assert_eq!(page.summary, "Intro text.");
}

#[test]
fn the_summary_is_the_first_paragraph_or_else_the_first_text() {
    assert_eq!(page("> [!NOTE]\n> x\n\n![](a.png)\n\nFirst **one**.\n\nSecond.").summary, "First one.");
    assert_eq!(page("- item\n- other").summary, "item");
    assert_eq!(page("").summary, "");
}

#[test]
fn a_page_from_the_right_keeps_pieces_from_the_left_whole() {
    let body = "> [!NOTE]\n> اتصل على +44 20 7946 0018.\n\nAsk us first.\n\n## `f(x)` و C++\n\n```\n5 GB\n```\n";
    let source = SourceText::new("content/a.md", body);
    let labels = Labels { dir: Direction::Rtl, in_english: vec!["Note".to_owned()], ..labels() };
    let page = render(&source, &Composed::plain(&source, 0..body.len()), "T", &labels, &Site);
    insta::assert_snapshot!(page.texts().html, @r##"
    <aside class="alert alert-note" role="note">
    <p class="alert-title" data-alert="note" lang="en" dir="ltr">Note</p>
    <p>اتصل على <bdi dir="ltr" class="whole">+44 20 7946 0018</bdi>.</p>
    </aside>
    <p dir="ltr">Ask us first.</p>
    <h2 id="fx-و-c"><code>f(x)</code> و <bdi dir="ltr">C++</bdi><a class="heading-link" href="#fx-و-c" aria-label="Link to: f(x) و C++"></a></h2>
    <pre dir="ltr" tabindex="0"><code>5 GB
    </code></pre>
    "##);
    // Search and tables of contents have the plain words.
    assert_eq!(page.headings[0].text, "f(x) و C++");
}

#[test]
fn pictures_of_which_there_are_several() {
    let sizes = "sizes=\"(min-width: 680px) 640px, calc(100vw - 40px)\"";
    let dark = "data-dark=\"/x/many,dark.png\" width=\"1200\" height=\"700\"";
    let media = "<source media=\"(prefers-color-scheme: dark)\"";
    // For dark screens first, then in the order in which browsers are to choose, then the picture itself.
    let sources = [
        format!(
            "{media} type=\"image/webp\" srcset=\"/i/dark-480.webp 480w, /i/dark-1200.webp 1200w\" {sizes} {dark}>"
        ),
        format!("{media} srcset=\"/x/many%2Cdark.png 1200w\" {sizes} {dark}>"),
        format!("<source type=\"image/avif\" srcset=\"/i/many-480.avif 480w, /i/many-1200.avif 1200w\" {sizes}>"),
        format!("<source type=\"image/webp\" srcset=\"/i/many-480.webp 480w, /i/many-1200.webp 1200w\" {sizes}>"),
    ]
    .concat();
    let image = |alt: &str| {
        format!(
            "<img src=\"/x/many.png\" alt=\"{alt}\" width=\"1200\" height=\"600\" data-tint=\"#0102fa\" \
             loading=\"lazy\" decoding=\"async\">"
        )
    };
    assert_eq!(
        html("![A *cat*](many.png \"Our cat\")\n\ntext ![c](many.png)\n").trim(),
        format!(
            "<figure><picture>{sources}{}</picture><figcaption>Our cat</figcaption></figure>\n\
             <p>text <picture>{sources}{}</picture></p>",
            image("A cat"),
            image("c")
        )
    );
    assert_eq!(page("![x](many.png)").parts, ["schemes"]);
    // The link that opens it large stands around all of it.
    let figure = html(":::figure\n![A cat](many.png)\n:::\n");
    assert!(figure.contains("<a class=\"zoom-open\" href=\"/x/many.png\""), "{figure}");
    assert!(figure.contains("\"><picture><source") && figure.contains("</picture></a>"), "{figure}");
    // The size that raw HTML asks for is what browsers choose by; the sanitiser lets all of it through.
    let raw = html("<p><img src=\"many.png\" alt=\"d\" width=\"300\" onerror=x></p>\n");
    assert_eq!(raw.matches("sizes=\"(min-width: 340px) 300px, calc(100vw - 40px)\"").count(), 4, "{raw}");
    assert_eq!(raw.matches("srcset=\"/").count(), 4, "{raw}");
    assert!(raw.contains("data-tint") && raw.contains("height=\"175\"") && !raw.contains("onerror"), "{raw}");
    // What an author writes of it himself is nothing: only the image stays.
    let own = "<picture><source srcset=\"//evil.example/x 1w\" data-dark=x><img src=\"a.png\" alt=\"e\" data-tint=\"red\"></picture>\n";
    let own = html(own);
    assert!(own.contains("src=\"/x/a.png\"") && !own.contains("evil") && !own.contains("tint"), "{own}");
}
