//! Articles that get another name: what git is told, what `check --fix` mends after a move by hand, and what `rm` keeps.

use std::process::Command;

use crate::support::Site;

/// A site that names its article in every way, built and committed.
fn site() -> Site {
    let site = Site::new()
        .file(
            "helpdex.yaml",
            "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n\
             footer: { links: [{ label: Fees, url: /payouts/fees/ }] }\n",
        )
        .file(".gitignore", "/public\n/.public.helpdex-*\n")
        .file("content/payouts/fees.md", "---\ntitle: Are there fees?\nrelated: [when.md]\n---\n\nNo, see [when](when.md). ![A list](img/a.svg)\n")
        .file("content/payouts/fees.ru.md", "---\ntitle: Есть ли комиссия?\n---\n\nНет.\n")
        .file("content/payouts/img/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"/>")
        .file("content/accounts/_index.md", "---\ntitle: Accounts\n---\n")
        .file(
            "content/accounts/close.md",
            "---\ntitle: How do I close it?\nrelated: [payouts/fees.md]\n---\n\nFirst pay [the fee][f] of [a payout](/payouts/fees/). {{ note }}\n\n[f]: ../payouts/fees.md\n",
        )
        .file("content/_snippets/note.md", "See [all fees](../payouts/fees.md).\n")
        .file("content/queries.yaml", "- { query: are there fees, expect: payouts/fees.md }\n")
        .file("content/synonyms.yaml", "en:\n  pins:\n    - { query: costs, articles: [payouts/fees.md] }\n");
    site.run(["build", "--strict"]).status(0);
    site.git(["init", "--quiet"]).commit("One");
    site
}

fn status(site: &Site) -> String {
    let output = Command::new("git").arg("-C").arg(site.path("")).args(["status", "--short", "--renames"]).output();
    String::from_utf8(output.expect("git runs").stdout).expect("UTF-8")
}

#[test]
fn git_is_told_of_new_names() {
    let site = site();
    site.run(["mv", "payouts/fees.md", "accounts/"]).status(0);
    let told = status(&site);
    for line in [
        "RM content/payouts/fees.md -> content/accounts/fees.md",
        "RM content/payouts/fees.ru.md -> content/accounts/fees.ru.md",
        "R  content/payouts/img/a.svg -> content/accounts/img/a.svg",
        " M content/queries.yaml",
        " M helpdex.urls",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(!told.contains("??"), "{told}");
    site.run(["check", "--strict"]).status(0);
    site.run(["rm", "accounts/fees.md", "--to", "payouts/when.md"]).status(2).stderr_has("in no commit");
    site.git(["add", "."]).commit("Two");
    site.run(["rm", "accounts/fees.md", "--to", "payouts/when.md"])
        .status(0)
        .stdout_has("content/accounts/close.md:3:11");
    let told = status(&site);
    assert!(
        told.contains("D  content/accounts/fees.ru.md") && told.contains("D  content/accounts/img/a.svg"),
        "{told}"
    );
    // What customers asked for is another article's answer now: that alone is left to tell.
    site.run(["check", "--format", "short"]).status(1).finds(&["content/queries.yaml:1:12 search-test"]);
}

#[test]
fn a_move_by_hand_is_mended_wherever_the_file_is_named() {
    for (stage, commit) in [(true, false), (true, true), (false, false)] {
        let site = site();
        std::fs::create_dir_all(site.path("content/accounts/img")).expect("made");
        for (from, to) in [
            ("payouts/fees.md", "accounts/costs.md"),
            ("payouts/fees.ru.md", "accounts/costs.ru.md"),
            ("payouts/img/a.svg", "accounts/img/a.svg"),
        ] {
            let (from, to) = (format!("content/{from}"), format!("content/{to}"));
            if stage {
                site.git(["mv", &from, &to]);
            } else {
                std::fs::rename(site.path(from), site.path(to)).expect("renamed");
            }
        }
        if commit {
            site.commit("Moved");
        }
        let told = site.run(["check"]).status(1);
        assert!(told.stdout.contains("`helpdex check --fix` writes it"), "{told}");
        site.run(["check", "--fix", "--dirty", "--strict"]).status(0);
        let close = site.read("content/accounts/close.md");
        assert!(close.contains("related: [accounts/costs.md]") && close.contains("[f]: costs.md"), "{close}");
        assert!(close.contains("[a payout](/accounts/costs/)"), "{close}");
        assert_eq!(site.read("content/_snippets/note.md"), "See [all fees](../accounts/costs.md).\n");
        assert!(site.read("content/accounts/costs.md").contains("[when](../payouts/when.md)"));
        assert!(site.read("content/queries.yaml").contains("expect: accounts/costs.md"));
        assert!(site.read("content/synonyms.yaml").contains("articles: [accounts/costs.md]"));
        assert!(site.read("helpdex.yaml").contains("url: /accounts/costs/"));
        site.run(["build", "--strict"]).status(0);
        assert!(site.read("public/payouts/fees/index.html").contains("/accounts/costs/"));
    }
}

#[test]
fn a_category_moved_by_hand_is_followed() {
    let site = site();
    site.with(
        "content/accounts/close.md",
        "---\ntitle: How do I close it?\n---\n\nFirst see [payouts](../payouts/_index.md). {{ note }}\n",
    );
    site.commit("Two");
    site.git(["mv", "content/payouts", "content/money"]);
    site.run(["check", "--fix", "--dirty"]).status(0);
    assert!(site.read("content/accounts/close.md").contains("[payouts](../money/_index.md)"));
    assert_eq!(site.read("content/_snippets/note.md"), "See [all fees](../money/fees.md).\n");
}
