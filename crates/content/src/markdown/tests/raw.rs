//! Raw HTML that people write.

use super::{faults, html, page};

#[test]
fn details_with_markdown_inside() {
    insta::assert_snapshot!(html("<details>\n<summary>More <kbd>F1</kbd></summary>\n\nSome **bold** [link](other.md).\n\n```json\n[1]\n```\n\n- [x] y\n\n</details>\n\nAfter"), @r#"
    <details>
    <summary>More <kbd>F1</kbd></summary>
    <p>Some <strong>bold</strong> <a href="/other/">link</a>.</p>
    <pre tabindex="0"><code class="language-json">[<span class="hl-number">1</span>]
    </code></pre>
    <ul class="task-list">
    <li class="task"><input type="checkbox" disabled="" checked="" aria-label="y"> y</li>
    </ul>
    </details>
    <p>After</p>
    "#);
}

#[test]
fn raw_links_and_images_are_resolved() {
    let body = "<a href=\"other.md\" target=_blank onclick=\"x()\">go</a> <img src='a.png' width=\"400px\" name=currentScript id=forms alt=\"A &quot;b&quot;\">\n\n<p align=\"center\"><img src=gone.png alt=\"lost\"></p>\n\n<a href=\"nope.md\">text</a>, <a href=\"&#106;avascript:x\">js</a>";
    insta::assert_snapshot!(html(body), @r#"
    <p><a href="/other/">go</a> <img src="/x/a.png" alt="A &quot;b&quot;" width="400" height="300" loading="lazy" decoding="async"></p>
    <p class="align-center">lost</p>
    <p>text, js</p>
    "#);
    insta::assert_snapshot!(faults(body), @r#"
    1 [html-removed] the attribute `onclick` isn't allowed in an article · onclick="x()"
    3 [broken-link] nothing at `gone.png` · gone.png
    5 [broken-link] nothing at `nope.md` · nope.md
    5 [forbidden-scheme] a link can't use `javascript:` · &#106;avascript:x
    "#);
    let page = page(body);
    assert_eq!((page.links.len(), page.images.len()), (1, 2));
    assert_eq!(page.links[0].text, "go");
}

#[test]
fn anchors_can_be_linked_to() {
    let page = page(
        "<a name=\"top\"></a>\n\n## <a id=\"old\"></a>New\n\n<div id=\"box\">x</div> <a name=\"top\">again</a> <a id=\"currentScript\"/>y\n\n[z <a id=\"in\"></a>](other.md)\n",
    );
    insta::assert_snapshot!(page.texts().html, @r##"
    <a name="top"></a><h2 id="new"><a name="old"></a>New<a class="heading-link" href="#new" aria-label="Link to: New"></a></h2>
    <div id="box">x</div> again <a name="currentScript"></a>y
    <p><a href="/other/">z <span id="in"></span></a></p>
    "##);
    assert_eq!(page.anchors, ["top", "new", "old", "box", "currentScript", "in"]);
}

#[test]
fn what_may_not_be_is_left_out_and_told() {
    let body = "a <script>alert('*x*')</script> b <b style=\"color:red\">c</b>\n\n<script>\nvar a = \"<b>\";\n\n</script>\n\n<iframe src=\"https://x.example\" style=\"x\">\n\n*in*\n\n</iframe>\n\n<svg><path d=\"\"/></svg><form action=x><input name=q>text</form>\n\nend\n";
    insta::assert_snapshot!(html(body), @r#"
    <p>a  b <b>c</b></p>


    <p>text</p>
    <p>end</p>
    "#);
    insta::assert_snapshot!(faults(body), @r#"
    1 [html-removed] `<script>` isn't allowed in an article; its content is left out, too · <script>
    1 [html-removed] the attribute `style` isn't allowed in an article · style="color:red"
    3 [html-removed] `<script>` isn't allowed in an article; its content is left out, too · <script>
    8 [html-removed] `<iframe>` isn't allowed in an article; its content is left out, too · <iframe src="https://x.example" style="x">
    14 [html-removed] `<svg>` isn't allowed in an article; its content is left out, too · <svg>
    14 [html-removed] `<form>` isn't allowed in an article · <form action=x>
    14 [html-removed] `<input>` isn't allowed in an article · <input name=q>
    "#);
}

#[test]
fn placeholders_are_shown_and_told() {
    let body = "Open <port> of `<vendor>` or <Your Name>\n\n<sketchbook>\nx\n";
    insta::assert_snapshot!(html(body), @r#"
    <p>Open &lt;port&gt; of <code>&lt;vendor&gt;</code> or &lt;Your Name&gt;</p>
    &lt;sketchbook&gt;
    x
    "#);
    insta::assert_snapshot!(faults(body), @r#"
    1 [unknown-html] `<port>` is no element of HTML · <port>
    1 [unknown-html] `<Your>` is no element of HTML · <Your Name>
    3 [unknown-html] `<sketchbook>` is no element of HTML · <sketchbook>
    "#);
}

#[test]
fn raw_tables_scroll_and_raw_headings_count() {
    let page = page(
        "<h2 class=\"x js-y\">Part <i>one</i></h2>\n<table border=1>\n<tr><td align=right colspan=2 onmouseover=x>1<td>2\n<tr><td>3\n</table>\n\n<h3 id=own>Two</h3>\n",
    );
    insta::assert_snapshot!(page.texts().html, @r##"
    <h2 id="part-one" class="x">Part <i>one</i><a class="heading-link" href="#part-one" aria-label="Link to: Part one"></a></h2>

    <div class="table" tabindex="0" role="region" aria-labelledby="part-one"><table>
    <tbody><tr><td colspan="2" class="align-right">1</td><td>2
    </td></tr><tr><td>3
    </td></tr></tbody></table></div>
    <h3 id="own">Two<a class="heading-link" href="#own" aria-label="Link to: Two"></a></h3>
    "##);
    assert_eq!(page.headings.iter().map(|h| h.id.as_str()).collect::<Vec<_>>(), ["part-one", "own"]);
    assert_eq!(page.texts().sections[1].text, "1\n2\n3");
}

#[test]
fn comments_vanish_and_unended_ones_are_told() {
    assert_eq!(html("a <!-- b --> c\n\n<!-- x\n\ny -->\n\nd"), "<p>a  c</p>\n\n<p>d</p>\n");
    insta::assert_snapshot!(faults("a\n\n<!-- b\n\nc\n"), @r#"3 [html-removed] this comment never ends and hides the rest · <!-- b"#);
}

#[test]
fn tags_are_split_as_browsers_split_them() {
    let bodies = [
        "<div>\n<!-- a --!><b>shown</b></b title='>'> <![CDATA[ > ]]>\n</div>",
        "<p><a name=x/>y</p>",
        "<p><script>'</p>' </scriptx> \"<b>\" </script><i>z</i></p>",
        "<p><svg><a title='</svg>'>gone</a></svg><iframe src=a /><u>left</u></p>",
        "<p>a <b title=\"> </p>",
    ];
    insta::assert_snapshot!(bodies.map(html).join(""), @r#"
    <div>
    <b>shown</b>  ]]&gt;
    </div><p><a name="x/"></a>y</p><p><i>z</i></p><p><u>left</u></p><p>a &lt;b title="&gt; &lt;/p&gt;</p>
    "#);
}

#[test]
fn elements_left_open_end_with_what_holds_them() {
    insta::assert_snapshot!(html("- <div>a\n- b</div>\n\n*x <b>y* z\n\n<b>\n\npara\n\n</b>\n\n<div>\n\nopen\n"), @r#"
    <ul>
    <li><div>a
    </div></li>
    <li>b</li>
    </ul>
    <p><em>x <b>y</b></em> z</p>
    <b>
    </b><p>para</p>

    <div>
    <p>open</p>
    </div>
    "#);
}

#[test]
fn places_are_exact_whatever_stands_before_a_line() {
    let bodies = [
        "<div>\r\nя <b style=\"a\">y</b>\r\n</div>\r\n",
        "> <div>\n> <b style=\"b\">y</b>\n> </div>\n",
        "- x\n\n  <div>\n  <i onclick=c\n  style='d'>y</i>\n  </div>\n",
        "> text <b\n> style=\"e\">y</b>\n",
        " - <a href=\"nope.md\">y</a>\r\n",
    ];
    insta::assert_snapshot!(bodies.map(faults).join(""), @r#"
    2 [html-removed] the attribute `style` isn't allowed in an article · style="a"
    2 [html-removed] the attribute `style` isn't allowed in an article · style="b"
    4 [html-removed] the attribute `onclick` isn't allowed in an article · onclick=c
    5 [html-removed] the attribute `style` isn't allowed in an article · style='d'
    2 [html-removed] the attribute `style` isn't allowed in an article · style="e"
    1 [broken-link] nothing at `nope.md` · nope.md
    "#);
}
