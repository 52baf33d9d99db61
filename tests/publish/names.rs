//! Names of files as the systems of authors write them: one published result, or a diagnostic.

use crate::support::Site;

/// "й" as Linux and Windows write it, and as a Mac does.
const COMPOSED: &str = "мо\u{439} файл";
const DECOMPOSED: &str = "мо\u{438}\u{306} файл";

fn site(name: &str, link: &str) -> Site {
    let link = format!("[x](<{link}.md>) ![a picture](<img/{link}.svg>)");
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>";
    let site = Site::new().article(&format!("payouts/{name}"), "A", "Text.").article("payouts/links", "Links", &link);
    site.file(&format!("content/payouts/img/{name}.svg"), picture)
}

#[test]
fn letters_with_marks_are_one_letter_however_they_are_written() {
    let mut outputs = Vec::new();
    for (name, link) in [(COMPOSED, COMPOSED), (DECOMPOSED, DECOMPOSED), (COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)]
    {
        let site = site(name, link);
        site.run(["build", "--strict"]).status(0).stdout_is("");
        outputs.push(site.snapshot("public"));
    }
    assert!(outputs[0].contains_key("payouts/moy-fayl/index.html"));
    assert!(outputs[0].contains_key(&format!("payouts/img/{COMPOSED}.svg")));
    // The index names the source file as it is called on this machine; pages and everything else are the same.
    let public = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        let keep = |path: &&String| path.ends_with(".svg") || path.ends_with(".xml") || path.starts_with("assets/");
        files.iter().filter(|(path, _)| keep(path)).map(|(p, b)| (p.clone(), b.clone())).collect::<Vec<_>>()
    };
    for other in &outputs[1..] {
        assert_eq!(public(other), public(&outputs[0]));
    }
    // Both at once are possible on Linux alone.
    let both = site(COMPOSED, COMPOSED).article(&format!("payouts/{DECOMPOSED}"), "B", "Text.");
    both.run(["build"]).status(1).stdout_has("error[duplicate-url]: `/payouts/moy-fayl/` is taken");
}

#[test]
fn files_that_differ_in_case_alone() {
    let site = Site::new().file("content/payouts/A.pdf", "%PDF").file("content/payouts/a.pdf", "%PDF");
    let found = site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/a.pdf file-name"]);
    found.stdout_has("its name differs from `content/payouts/A.pdf` only in upper and lower case");
    // Pages have small letters however their files are called.
    let site = Site::new().article("payouts/FEES", "Fees", "None.");
    site.run(["build", "--strict"]).status(0);
    assert!(site.has("public/payouts/fees/index.html"));
}

#[test]
fn names_that_windows_keeps_for_itself() {
    let site = Site::new().article("payouts/con", "Con", "Text.").article("payouts/aux.v2", "Aux", "Text.");
    let site = site.file("content/payouts/nul.pdf", "%PDF").file("content/payouts/what?.pdf", "%PDF");
    let found = [
        "content/payouts/con.md portable-name",
        "content/payouts/nul.pdf portable-name",
        "content/payouts/what?.pdf portable-name",
    ];
    site.run(["check", "--format", "short"]).status(0).finds(&found);
    site.run(["build"])
        .status(0)
        .stdout_has("warning[portable-name]: Windows can hold no file or folder with the name `con`");
}

#[test]
fn paths_of_three_hundred_characters() {
    // Each folder's name is fine on its own.
    let deep = ["folder-with-a-long-name-".repeat(3), "another-one-of-them-".repeat(4)].join("/");
    let deep = format!("{deep}/{}", ["and-so-it-goes-on-and-on"; 7].join("/"));
    let site = Site::new().article(&format!("{deep}/last"), "Last", "Text.");
    let outcome = site.run(["check", "--format", "short"]).status(0);
    assert_eq!(outcome.stdout.matches("[portable-name]").count(), 1, "{outcome}");
    site.run(["build"]).status(0);
    assert!(site.snapshot("public").keys().any(|path| path.ends_with("-and-on/last/index.html") && path.len() > 300));
    // 120 Cyrillic letters fit into a name, and the Latin ones that stand for them don't.
    let site = Site::new().article(&format!("payouts/{}", "щ".repeat(120)), "Long", "Text.");
    let outcome = site.run(["build"]).status(1).stdout_has("error[file-name]: the name `");
    assert!(outcome.stdout.contains("has 480 bytes; file systems take 255"), "{outcome}");
    assert!(!site.has("public"));
}
