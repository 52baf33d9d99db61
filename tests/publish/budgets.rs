//! `budgets:` in helpdex.yaml.

use crate::support::Site;

fn site(budgets: &str) -> Site {
    let settings = format!("title: Help\nbase_url: https://help.example.com\nbudgets:\n{budgets}");
    Site::new().file("helpdex.yaml", settings)
}

#[test]
fn a_page_that_is_too_heavy() {
    // The default theme's stylesheets and scripts alone are more than that.
    let outcome = site("  page: 5 kB\n").run(["build"]).status(1).stdout_has("--> helpdex.yaml:4:9");
    let outcome = outcome.stdout_has("error[budget]: the page `").stdout_has(" more than the 5 kB of `page`");
    assert!(outcome.stdout.contains("over it are also `"), "{outcome}");
    site("  page: 1 MB\n").run(["build", "--strict"]).status(0).stdout_is("");
}

#[test]
fn what_a_page_loads_counts() {
    let picture = [b"\x89PNG".as_slice(), &[0; 200_000]].concat();
    let site = site("  page: 150 kB\n").file("content/payouts/big.png", picture);
    let site = site.article("payouts/a", "A", "A [picture](big.png).");
    site.run(["check"]).status(0);
    let site = site.article("payouts/b", "B", "![A picture](big.png)");
    site.run(["check", "--format", "short"]).status(1).stdout_has("the page `/payouts/b/` has 2");
}

#[test]
fn an_image_that_is_too_large() {
    let site = site("  image: 64 KiB\n").file("content/payouts/a.jpg", vec![0; 65_537]);
    let site = site.file("content/payouts/b.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    for command in ["check", "build"] {
        let message = "the image `/payouts/a.jpg` has 65.537 kB, 1 byte more than the 65.536 kB of `image`";
        site.run([command]).status(1).stdout_has(message);
    }
    assert!(!site.has("public"));
    let site = site.file("content/payouts/a.jpg", vec![0; 65_536]);
    site.run(["build"]).status(0);
}

#[test]
fn a_search_that_is_too_heavy() {
    let outcome = site("  search: 1 kB\n").run(["build"]).status(1);
    outcome.stdout_has("error[budget]: the first search for `").stdout_has("more than the 1 kB of `search`");
    // The engine is what weighs most here.
    site("  search: 300 kB\n").run(["build", "--strict"]).status(0);
}

#[test]
fn too_many_warnings() {
    let body = "[x](#none) and [y](#nothing)";
    let outcome = site("  warnings: 1\n").article("payouts/a", "A", body).run(["build"]).status(1);
    outcome.stdout_has("error[budget]: the build has 2 warnings, more than the 1 of `warnings`");
    site("  warnings: 2\n").article("payouts/a", "A", body).run(["build"]).status(0);
}

#[test]
fn budgets_that_are_none() {
    let site = site("  page: much\n  image: -1 kB\n  search: 1e3\n  warnings: 1.5\n  pages: 3\n");
    let found = [
        "helpdex.yaml:4:9 bad-value",
        "helpdex.yaml:5:10 bad-value",
        "helpdex.yaml:6:11 bad-value",
        "helpdex.yaml:7:13 bad-value",
        "helpdex.yaml:8:3 unknown-key",
    ];
    site.run(["check", "--format", "short"]).status(1).finds(&found);
}
