//! A site of which nothing may be taken for granted: an attacker's articles, a path before all URLs, and a language that
//! is written from right to left.

use crate::chromium::Visit;
use crate::support::Site;

pub(crate) const BASE_URL: &str = "https://help.example.com/help/v2";

/// Ways to run code, each of which would put its name into `window.ran`.
const ARTICLE: &str = r##"---
title: "</title><script>window.ran='title'</script>"
summary: "\"><img src=x onerror=\"window.ran='summary'\">"
tags: ["<svg onload=window.ran='tag'>"]
---

## <img src=x onerror="window.ran='heading'"> {#"onfocus=window.ran='id'}

<script>window.ran='script'</script>
<img src="x" onerror="window.ran='img'">
<svg><script>window.ran='svg'</script><a xlink:href="javascript:window.ran='xlink'">a</a></svg>
<a href="javascript:window.ran='href'" id="attack">raw</a> <a href="JaVaScRiPt&colon;window.ran='entity'">raw</a>
<a href="&#1;javascript:window.ran='control'">raw</a> <a href="java&#10;script:window.ran='newline'">raw</a>
<iframe srcdoc="<script>parent.ran='frame'</script>"></iframe> <object data="javascript:window.ran='object'"></object>
<form action="javascript:window.ran='form'"><button>go</button><input name="attributes"></form>
<details ontoggle="window.ran='toggle'" open>x</details> <style>@import 'x'</style> <base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/"> <link rel="stylesheet" href="https://evil.example/x.css">
<math><mtext></p><style><img src=x onerror="window.ran='mxss'"></style></mtext></math>
<noscript><p title="</noscript><img src=x onerror=window.ran='noscript'>"></noscript>

[link](javascript:window.ran='link') [data](data:text/html,<script>parent.ran='data'</script>) <javascript:window.ran='auto'>
[ref] ![image](javascript:window.ran='image) ![x](x" onerror="window.ran='alt')

[ref]: vbscript:window.ran='ref' "\"><script>window.ran='reftitle'</script>"

`<script>window.ran='code'</script>` <div id="currentScript" name="location">clobber</div> <a name="documentElement"></a>

```"><script>window.ran='info'</script>
</code></pre><script>window.ran='fence'</script>
```

| <b onclick="window.ran='cell'">a</b> |
|---|
| <img src=x onerror="window.ran='cell'"> |

[^<script>window.ran='note'</script>]

[^<script>window.ran='note'</script>]: <script>window.ran='footnote'</script>
"##;

pub(crate) fn site() -> Site {
    let settings = format!("title: مساعدة\nbase_url: {BASE_URL}\nlanguages: [ar, en]\n");
    let levels = "checks: {html-removed: off, unknown-html: off, forbidden-scheme: warning, missing-image: warning, broken-link: warning}\n";
    let long = "كلمة ".repeat(60);
    crate::faults::hostile_articles(Site::empty())
        .file("helpdex.yaml", settings + levels)
        .file("content/payouts/_index.md", "---\ntitle: المدفوعات\n---\n")
        .file("content/payouts/attack.md", ARTICLE)
        .article(
            "payouts/when",
            "متى أحصل على أموالي؟",
            &format!("{long}\n\n1. أولا\n2. ثانيا\n\n> [!NOTE]\n> ملاحظة\n\n| أ | ب |\n|---|---|\n| 1 | 2 |"),
        )
        .article("payouts/when.en", "When do I get paid?", "Soon.")
}

/// Opens what an attacker wrote and touches all of it.
pub(crate) fn no_code(visit: &Visit<'_>) {
    for path in ["/", "/payouts/", "/payouts/attack/", "/search/", "/tags/"] {
        visit.open(path);
        // Ordinary links would lead away; whatever runs code does so before they are followed.
        visit.eval(
            "(() => {
                for (const kind of ['click', 'submit']) {
                    addEventListener(kind, (event) => {
                        const link = event.target.closest('a[href]');
                        if (!link || link.protocol.startsWith('http')) event.preventDefault();
                    });
                }
                for (const element of document.querySelectorAll('main *')) {
                    element.click?.();
                    element.focus?.();
                    element.dispatchEvent(new Event('toggle'));
                } })()",
        );
        visit.eval("new Promise((done) => setTimeout(done, 100))");
        visit.expect("window.ran === undefined");
        visit.expect("[...document.links].every((link) => /^(https?|mailto|tel):$/.test(link.protocol))");
        visit.expect("!document.querySelector('main script, main iframe, main object, main form:not([role=search]), base, main style, main [style]')");
        visit.expect("document.documentElement.tagName === 'HTML' && document.location === window.location");
    }
}

pub(crate) fn right_to_left(visit: &Visit<'_>) {
    for path in ["/", "/payouts/", "/payouts/when/", "/search/"] {
        visit
            .open(path)
            .expect("document.documentElement.dir === 'rtl' && getComputedStyle(document.body).direction === 'rtl'");
        visit.expect("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    }
    // The text begins at the right edge, and its marks stand before it.
    visit.open("/payouts/when/").expect(
        "(() => { const alert = document.querySelector('.prose .alert'), style = getComputedStyle(alert);
            return parseFloat(style.borderRightWidth) >= parseFloat(style.borderLeftWidth) })()",
    );
    visit.click(".languages summary").click(".languages a[hreflang=en]").arrives("/en/payouts/when/");
    visit.expect("document.documentElement.dir === 'ltr'");
}
