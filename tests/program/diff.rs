//! `helpdex diff` between revisions of git.

use crate::support::Site;

/// A site in a repository with the tag `one` on its first state.
fn site() -> Site {
    let queries = "- query: get paid\n  expect: payouts/when.md\n  within: 1\n";
    let site = Site::new().file(".gitignore", "public\n").file("content/queries.yaml", queries);
    site.git(["init", "--quiet"]);
    site.commit("One");
    site.git(["tag", "one"]);
    site
}

#[test]
fn revisions_and_the_files_as_they_are_now() {
    let site = site().article("payouts/fees", "Are there fees?", "None.");
    site.commit("Two");
    let before = site.names("");
    let outcome = site.run(["diff", "one", "HEAD"]).status(0).stderr_is("");
    let outcome = outcome.stdout_has("1 page added\n  + /payouts/fees/  Are there fees?");
    assert!(!outcome.stdout.contains("lost") && !outcome.stdout.contains("removed"), "{outcome}");
    assert_eq!(site.names(""), before, "nothing is left behind");
    // What is not committed counts when no new state is named.
    let site = site.article("payouts/fees", "Are there fees?", "Some.");
    site.run(["diff", "HEAD"]).status(0).stdout_has("      - None.\n      + Some.");
    site.run(["diff", "HEAD", "HEAD"]).status(0).stdout_is("no differences\n");
    // An output folder on one side, a revision on the other.
    site.run(["build", "--quiet"]).status(0);
    site.run(["diff", "one", "public"]).status(0).stdout_has("+ /payouts/fees/");
    let site = site.without("content/payouts/fees.md");
    site.run(["diff", "HEAD"]).status(1).stdout_has("1 URL lost: nothing is there any more\n  ! /payouts/fees/");
}

#[test]
fn a_search_test_that_fails_now() {
    let site = site().file("content/payouts/when.md", "---\ntitle: Dates\n---\n\nYou get paid on Mondays.\n");
    let site = site.article("payouts/get-paid", "Get paid", "Get paid, get paid.");
    let outcome = site.run(["diff", "one"]).status(1);
    outcome.stdout_has("1 search test with another rank\n  `get paid` (en)  1 → ").stdout_has("  fails now");
    let json = site.run(["diff", "one", "--format", "json"]).status(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["loses"], true);
    assert_eq!(json["search"][0]["before"], 1);
    assert_eq!(json["search"][0]["passed"], false);
    assert_eq!(json["added"][0]["url"], "/payouts/get-paid/");
}

#[test]
fn a_renamed_article_is_the_same_to_search_tests() {
    let site = site();
    site.git(["mv", "content/payouts/when.md", "content/payouts/payday.md"]);
    let queries = site.read("content/queries.yaml").replace("when.md", "payday.md");
    let renamed = "---\ntitle: When do I get paid?\naliases: [/payouts/when/]\n---\n\nOn the first working day.\n";
    let site = site.file("content/queries.yaml", queries).file("content/payouts/payday.md", renamed);
    let outcome = site.run(["diff", "one"]).status(0);
    let outcome = outcome.stdout_has("/payouts/when/  When do I get paid?  now leads to /payouts/payday/");
    assert!(!outcome.stdout.contains("search test"), "{outcome}");
    // It moves when its rank does.
    let site = site.article("payouts/get-paid", "Get paid", "Get paid, get paid.");
    site.run(["diff", "one"]).status(1).stdout_has("`get paid` (en)  1 → 2  fails now");
}

#[test]
fn a_group_of_search_tests_with_another_share() {
    let tests = "  tests:\n    - {query: get paid, expect: payouts/when.md, within: 1}\n    - {query: when, expect: payouts/when.md}\n";
    let site = site().file("content/queries.yaml", format!("- group: Paid\n  share: 50%\n{tests}"));
    site.commit("Two");
    let site = site.file("content/payouts/when.md", "---\ntitle: When\n---\n\nYou get paid on Mondays.\n");
    let site = site.article("payouts/get-paid", "Get paid", "Get paid, get paid.");
    // One of the two is enough.
    let enough = site.run(["diff", "HEAD"]).status(0);
    enough
        .stdout_has("  `get paid` (en)  1 → not found  of `Paid`\n")
        .stdout_has("1 group of search tests with another share\n  `Paid`  2 → 1 of 2 found, 50 % have to be\n");
    let site = site.file("content/queries.yaml", format!("- group: Paid\n  share: 51%\n{tests}"));
    let few = site.run(["diff", "HEAD"]).status(1);
    few.stdout_has("  `Paid`  2 → 1 of 2 found, 51 % have to be  fails now\n");
    let few = site.run(["diff", "HEAD", "--format", "markdown"]).status(1);
    few.stdout_has("- `get paid` (`en`): 1 → not found, of `Paid`\n").stdout_has("51 % have to be **fails now**\n");
    let json = site.run(["diff", "HEAD", "--format", "json"]).status(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["search"][0]["group"], &json["search_groups"][0]["passed"]), (&"Paid".into(), &false.into()));
}

#[test]
fn a_site_in_a_folder_of_its_repository() {
    let site = Site::empty().file("docs/helpdex.yaml", "title: Help\nbase_url: https://x.example/docs\n");
    let site = site.file("docs/content/a/_index.md", "---\ntitle: A\n---\n").file("other.txt", "x");
    site.git(["init", "--quiet"]);
    site.commit("One");
    let site = site.file("docs/content/a/b.md", "---\ntitle: B\n---\n\nText.\n");
    site.commit("Two");
    site.run(["-C", "docs", "diff", "HEAD~1", "HEAD"]).status(0).stdout_has("+ /a/b/  B");
}

#[test]
fn revisions_that_are_none() {
    let site = site();
    for name in ["gone", "--output=x", "one:helpdex.yaml", "", "HEAD^{tree}"] {
        let outcome = site.run(["diff", "--", name, "HEAD"]).status(2);
        assert!(outcome.stderr.contains("neither an output folder nor a revision"), "{outcome}");
    }
    // An old state with faults is compared all the same; one that is no site is not.
    let site = site.article("payouts/bad", "Bad", "[x](gone.md)");
    site.commit("Two");
    site.run(["diff", "one", "HEAD"]).status(0).stdout_has("+ /payouts/bad/");
    let settings = site.read("helpdex.yaml");
    let site = site.file("helpdex.yaml", "titel: x\n");
    site.commit("Three");
    site.run(["diff", "one"]).status(1).stdout_has("error[missing-key]: helpdex.yaml has no `title`");
    let site = site.file("helpdex.yaml", settings);
    site.run(["diff", "one", "HEAD"]).status(2).stderr_has("the revision `HEAD` does not build: helpdex.yaml:1:1");
}
