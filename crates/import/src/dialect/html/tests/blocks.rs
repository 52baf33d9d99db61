//! What editors write.

use super::{converted, markdown};

#[test]
fn text_and_its_marks() {
    insta::assert_snapshot!(markdown(concat!(
        "<p style=\"margin:0\"><span class=\"wysiwyg-color-red\">Press <b>OK</b><b>, then </b><strong>Save</strong>.</span></p>",
        "<p>&nbsp;</p><p>&nbsp;&nbsp; a&nbsp;&nbsp;b 5&nbsp;€</p>",
        "<p>e<b>\"x\"</b>y <i>i<b>b</b></i> <b><i>both</i></b> in<i>side</i>d</p>",
        "<p>H<sub>2</sub>O, x<sup>2</sup>, x<sup>n + 1</sup>, <kbd>Ctrl</kbd>+<kbd>C</kbd>, <mark>here</mark>, <s>gone</s></p>",
        "<p><code>a|`b`</code> <span style=\"font-weight:700\">bold</span> <b style=\"font-weight:normal\">plain</b></p>",
        "<p>one<br>two<br><br>three<br></p><p><br></p><font color=red>four</font>",
    )), @r##"
    Press **OK, then Save**.

    a b 5 €

    e<strong>"x"</strong>y _i_**_b_** **_both_** in*side*d

    H~2~O, x^2^, x<sup>n + 1</sup>, :kbd[Ctrl]+:kbd[C], ==here==, ~~gone~~

    `` a|`b` `` **bold** plain

    one\
    two

    three

    four
    "##);
}

#[test]
fn links_and_images() {
    insta::assert_snapshot!(markdown(concat!(
        "<p><a href=\"a b(1).html#x\" target=_blank title=\"More\">text</a>, <a href=\"https://x.example/\">https://x.example/</a>, ",
        "<a href=\"\">nothing</a>, <a href=\"#\">top</a>, <a href=\"y\"> </a>wow!<a href=\"z\">z</a> <a href=\"javascript:x()\">run</a></p>",
        "<a href=\"w\"><h3>Heading</h3><p>in a link</p></a>",
        "<p><a href=\"big.png\"><img src=\"small.png\" alt=\"A [box]\" width=10></a><img src=t.gif width=1 height=1></p>",
        "<p><img src=\"data:image/gif;base64,AAAA\" data-src=\"late.png\"> <img class=emoji alt=\"😀\" src=e.png></p>",
    )), @r##"
    [text](a%20b%281%29.html#x "More"), [https://x.example/](https://x.example/), nothing, top, wow\![z](z) run

    ## [Heading](w)

    [in a link](w)

    ![A \[box\]](big.png)

    ![](late.png) 😀
    "##);
}

#[test]
fn lists() {
    insta::assert_snapshot!(markdown(concat!(
        "<ol><li><p>One</p><ul><li>x<pre><code class=\"language-sh\">a\nb</code></pre></li></ul><p>more</p></li><li>Two</li></ol>",
        "<ul><li>a</li><li></li><ul><li>nested wrongly</li></ul></ul><ul><li>b</li></ul>",
        "<ol start=5><li>five<ol><li>deep</li></ol></li></ol><p>1. no list</p>",
        "<ul><li><input type=checkbox checked> done</li><li><input type=checkbox> open</li></ul>",
        "<dl><dt>Term</dt><dd>Meaning</dd></dl><dl><dt>T</dt><dd><p>a</p><p>b</p></dd></dl>",
    )), @r##"
    1. One

       - x

         ```sh
         a
         b
         ```

       more

    2. Two

    - a
      - nested wrongly

    * b

    5. five
       1. deep

    1\. no list

    - [x] done
    - [ ] open

    Term
    : Meaning

    **T**

    a

    b
    "##);
}

#[test]
fn tables() {
    insta::assert_snapshot!(markdown(concat!(
        "<table style=\"width:100%\"><caption>Fees</caption><thead><tr><th>A</th><th style=\"text-align:right\">B|C</th></tr></thead>",
        "<tbody><tr><td>x<br>y</td><td><ul><li>q</li><li>r</li></ul></td></tr><tr><td colspan=2>both</td></tr>",
        "<tr><td rowspan=2>down</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>",
        "<table><tr><td><b>Name</b></td><td><b>Price</b></td></tr><tr><td><p>a</p><p>b</p></td><td>&nbsp;</td></tr></table>",
        "<table><tr><td>No</td><td>header</td></tr><tr><td>1</td><td>2</td></tr></table>",
        "<table><tr><td><img src=i.png></td><td><h3>Beside</h3><p>text</p></td></tr></table>",
        "<table bgcolor=\"#ffeeba\"><tr><td><b>Careful:</b> it is hot.</td></tr></table>",
    )), @r##"
    Fees

    | A | B\|C |
    | --- | --: |
    | x<br>y | • q<br>• r |
    | both | |
    | down | 1 |
    | down | 2 |

    | Name | Price |
    | --- | --- |
    | a<br>b | |

    | | |
    | --- | --- |
    | No | header |
    | 1 | 2 |

    ![](i.png)

    ## Beside

    text

    :::warning Careful
    it is hot.
    :::
    "##);
}

#[test]
fn boxes() {
    insta::assert_snapshot!(markdown(concat!(
        "<div class=\"callout callout--warning\"><h4 class=\"callout__title\">Watch out</h4><p>Hot.</p></div>",
        "<p class=\"note\"><strong>Note:</strong> this.</p><section class=\"infoBox\"><div class=title>Good to know</div>that</section>",
        "<div class=\"intercom-interblocks-callout\" style=\"background-color: #feedaf80\"><p>yellow</p></div>",
        "<section class=\"callout-red\"><p>red</p></section><div class=\"alert alert-info\">a<ul><li>b</li></ul></div>",
        "<blockquote><p>said</p></blockquote><div class=\"note-list\">no box</div>",
    )), @r##"
    :::warning Watch out
    Hot.
    :::

    :::note
    this.
    :::

    :::info Good to know
    that
    :::

    :::warning
    yellow
    :::

    :::danger
    red
    :::

    :::info
    a

    - b
    :::

    > said

    no box
    "##);
}

#[test]
fn what_opens() {
    insta::assert_snapshot!(markdown(concat!(
        "<details open><summary><b>More</b> {x}</summary><p>inside</p><div class=tip>tip</div></details>",
        "<div class=accordion><div class=accordion-item><h3 class=accordion-header><button aria-expanded=false>Q1</button></h3>",
        "<div class=accordion-collapse><div class=accordion-body>A1</div></div></div></div>",
        "<button class=accordion>Q2</button><div class=panel><p>A2</p></div>",
        "<ul class=\"nav nav-tabs\"><li><a href=\"#w\">Windows</a></li><li><a href=\"#m\">macOS</a></li></ul>",
        "<div class=tab-content><div class=tab-pane id=w><p>win</p></div><div class=tab-pane id=m><p>mac</p></div></div>",
        "<div role=tablist><button role=tab aria-controls=p1>One</button><button role=tab aria-controls=p2>Two</button></div>",
        "<div role=tabpanel id=p1>1</div><div role=tabpanel id=p2>2</div>",
    )), @r##"
    ::::details **More** {x} {open}
    inside

    :::tip
    tip
    :::
    ::::

    :::details Q1
    A1
    :::

    :::details Q2
    A2
    :::

    ::::tabs
    :::tab Windows
    win
    :::
    :::tab macOS
    mac
    :::
    ::::

    ::::tabs
    :::tab One
    1
    :::
    :::tab Two
    2
    :::
    ::::
    "##);
}

#[test]
fn videos_and_frames() {
    let found = converted(concat!(
        "<iframe src=\"//www.youtube.com/embed/abcDEF-_123?rel=0\" title=\"YouTube video player\"></iframe>",
        "<figure class=\"wp-block-embed\"><div>\nhttps://vimeo.com/123456\n</div></figure>",
        "<div class=\"wistia_responsive\"><div class=\"wistia_embed wistia_async_Ab12cd34ef seo=true\">&nbsp;</div></div>",
        "<iframe src=\"https://www.loom.com/embed/0123abcd\" title=\"How to {x}\"></iframe>",
        "<video controls poster=p.png><source src=\"clip.mp4\"></video>",
        "<iframe src=\"https://maps.example/x\" title=\"Map\"></iframe><script>alert(1)</script><style>p{}</style>",
    ));
    insta::assert_snapshot!(format!("{}---\n{}", found.markdown, found.problems.join("\n")), @r##"
    :::video Title {src=https://www.youtube.com/watch?v=abcDEF-_123}
    :::

    :::video Title {src=https://vimeo.com/123456}
    :::

    :::video Title {src=https://fast.wistia.net/embed/iframe/Ab12cd34ef}
    :::

    :::video How to {x} {src=https://www.loom.com/share/0123abcd}
    :::

    :::video Title {src=clip.mp4 poster=p.png}
    :::

    [Map](https://maps.example/x)
    ---
    what `https://maps.example/x` showed in a frame is a link now
    "##);
}

#[test]
fn headings_and_anchors() {
    insta::assert_snapshot!(markdown(concat!(
        "<h1>Title</h1><p>a</p><h1 id=\"h_01ABC\"><strong>First</strong></h1><h3>Deep</h3><a name=\"old\"></a><h2>Later {x}</h2><h2>C #</h2>",
        "<p id=kept>para <span id=other>x</span></p><h3><img src=i.png></h3><p><a id=point></a>text</p><hr>",
    )), @r##"
    a

    ## First {#h_01ABC}

    ### Deep

    ### Later {x&#125; {#old}

    ### C \#

    <a name="kept"></a>para x

    ![](i.png)

    <a name="point"></a>text
    "##);
}

#[test]
fn code() {
    insta::assert_snapshot!(markdown(concat!(
        "<pre class=\"brush: js; toolbar: false\">a &lt; b\n\n  c</pre><pre><code data-language=\"json\"><span>{</span><br>}</code></pre>",
        "<div class=\"highlight-source-rust\"><pre>fn</pre></div><pre>```\nx\n```</pre><p><code></code><code> a  b </code></p>",
    )), @r##"
    ```js
    a < b

      c
    ```

    ```json
    {
    }
    ```

    ```rust
    fn
    ```

    ````
    ```
    x
    ```
    ````

    `a b`
    "##);
}

#[test]
fn figures() {
    insta::assert_snapshot!(markdown(concat!(
        "<figure><img src=i.png alt=I><figcaption>The <b>button</b></figcaption></figure><figure><img src=j.png></figure>",
        "<figure class=wp-block-gallery><figure><img src=k.png></figure><figure><img src=l.png></figure></figure>",
    )), @r##"
    :::figure The **button**
    ![I](i.png)
    :::

    ![](j.png)

    ![](k.png)

    ![](l.png)
    "##);
}
