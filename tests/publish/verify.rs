//! A staged site with a fault is not published.

use crate::support::{Outcome, Site};

const SETTINGS: &str = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";

/// Builds a site, changes it, and builds again: the second build fails and leaves the first one's output.
#[track_caller]
fn refused(change: impl FnOnce(Site) -> Site) -> Outcome {
    let site = Site::new().article("payouts/fees", "Are there fees?", "None. See [when](when.md#top).");
    site.run(["build", "--strict"]).status(0);
    let before = site.snapshot("public");
    let site = change(site);
    let outcome = site.run(["build"]).status(1).stderr_has("nothing was written; the last build is as it was");
    assert_eq!(site.snapshot("public"), before, "the old output is as it was: {outcome}");
    let hidden: Vec<_> = site.names("").into_iter().filter(|name| name.contains(".helpdex-new")).collect();
    assert!(hidden.is_empty(), "nothing staged is left: {hidden:?}");
    outcome
}

fn theme(site: Site, template: &str, text: &str) -> Site {
    site.file("helpdex.yaml", format!("{SETTINGS}theme: ours\n"))
        .file(&format!("themes/ours/templates/{template}"), text)
}

#[test]
fn a_link_of_the_settings_to_nowhere() {
    let footer = "footer: {links: [{label: Terms, url: /terms/}]}\n";
    let found = refused(|site| site.file("helpdex.yaml", format!("{SETTINGS}{footer}")));
    found
        .stdout_has("error[dead-link]")
        .stdout_has("and 11 more pages link to `/terms/`, where nothing is published")
        .stdout_has("--> helpdex.yaml");
    // The check without a build tells the same.
    let site = Site::new().file("helpdex.yaml", format!("{SETTINGS}{footer}"));
    site.run(["check", "--format", "short"]).status(1).finds(&["helpdex.yaml dead-link"]);
    // The host may serve it: then the rule is turned off.
    let site = site.file("helpdex.yaml", format!("{SETTINGS}{footer}checks: {{dead-link: off}}\n"));
    site.run(["build", "--strict"]).status(0).stdout_is("");
}

#[test]
fn a_link_of_a_template_to_nowhere() {
    for (markup, link) in [
        ("<a href=\"/gone/\">x</a>", "/gone/"),
        ("<a href='../gone/?a=1&amp;b#c'>x</a>", "../gone/?a=1&b#c"),
        ("<img src=gone.png alt=x>", "gone.png"),
        ("<img src=\"/assets/x.png\" srcset=\"/assets/y.png 2x\" alt=x>", "/assets/y.png"),
        ("<a href=\"https://help.example.com/gone/\">x</a>", "https://help.example.com/gone/"),
    ] {
        let text =
            format!("{{% extends \"default/article.html\" %}}{{% block contact %}}{markup}{{% endblock contact %}}");
        let found = refused(|site| theme(site, "article.html", &text));
        let message = format!("link to `{link}`, where nothing is published");
        found.stdout_has("error[dead-link]").stdout_has(&message).stdout_has("and another page");
    }
}

#[test]
fn an_anchor_that_a_template_does_not_have() {
    let text = "{% extends \"default/article.html\" %}{% block contact %}<a href=\"#gone\">x</a>{% endblock contact %}";
    let site = theme(Site::new(), "article.html", text);
    // The page still opens, so this is a warning.
    site.run(["build"]).status(0).stdout_has("warning[dead-anchor]").stdout_has("`#gone`");
    site.run(["build", "--strict"]).status(1);
}

#[test]
fn an_anchor_of_an_article_is_told_once_with_its_place() {
    let site = Site::new().article("payouts/a", "A", "[x](when.md#gone) [y](#none)");
    let found = ["content/payouts/a.md:5:5 broken-anchor", "content/payouts/a.md:5:23 broken-anchor"];
    site.run(["check", "--format", "short"]).status(0).finds(&found);
}

#[test]
fn a_sitemap_that_forgets_pages() {
    let text = "<urlset><url><loc>https://help.example.com/</loc></url>\
        <url><loc>https://help.example.com/search/</loc></url></urlset>";
    let found = refused(|site| theme(site, "sitemap.xml", text));
    found
        .stdout_has("error[sitemap]: the sitemap does not name `/payouts/when/`")
        .stdout_has("the sitemap does not name `/ru/`")
        .stdout_has("the sitemap names `https://help.example.com/search/`, where no page is to be listed");
}

#[test]
fn a_query_that_no_longer_finds_its_article() {
    let queries = "- query: fees\n  expect: payouts/when.md\n  within: 1\n";
    let found = refused(|site| site.file("content/queries.yaml", queries));
    found
        .stdout_has("error[search-test]: `fees` does not find `content/payouts/when.md`")
        .stdout_has("--> content/queries.yaml:1:10");
    // At the level that the site gives the rule.
    let site = Site::new().file("content/queries.yaml", queries);
    let site = site.file("helpdex.yaml", format!("{SETTINGS}checks: {{search-test: warning}}\n"));
    site.run(["build"]).status(0).stdout_has("warning[search-test]");
    site.run(["build", "--strict"]).status(1);
    let right = queries.replace("fees", "get paid");
    Site::new().file("content/queries.yaml", right).run(["build", "--strict"]).status(0).stdout_is("");
}
