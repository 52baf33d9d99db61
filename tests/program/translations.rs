//! Translations and what they follow: drift, its diff from git, marks, typos, and what readers are told.

use crate::support::{Outcome, Site};

const SOURCE: &str = "---\ntitle: Are there fees?\nowner: Ann\n---\n\nNo fees.\n\nNot even small ones.\n";

/// A site whose translations follow their sources, committed.
fn translated() -> Site {
    let site = Site::new()
        .file("helpdex.yaml", "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru, be]\n")
        .file("content/payouts/fees.md", SOURCE)
        .file("content/payouts/fees.ru.md", "---\ntitle: Есть ли комиссия?\n---\n\nНет.\n")
        .file("content/payouts/fees.be.md", "\u{feff}---\r\ntitle: 'Ці ёсць камісія?'\r\n---\r\n\r\nНяма.\r\n");
    site.run(["translations", "--mark", "content"]).status(0).stderr_has("2 translations marked, 0 before");
    site.git(["init", "--quiet"]).commit("One");
    site
}

fn change(site: &Site, from: &str, to: &str) {
    let text = site.read("content/payouts/fees.md");
    assert!(text.contains(from), "{from}");
    site.with("content/payouts/fees.md", text.replace(from, to));
}

fn check(site: &Site) -> Outcome {
    site.run(["check", "--format", "short"])
}

const STALE: [&str; 2] =
    ["content/payouts/fees.be.md:3:18 stale-translation", "content/payouts/fees.ru.md:3:18 stale-translation"];

#[test]
fn what_readers_do_not_see_is_no_drift() {
    let site = translated();
    change(&site, "owner: Ann", "owner: Bob\nreviewed: 2026-11-01\nasks: [commission]");
    check(&site).status(0).finds(&[]);
}

#[test]
fn a_changed_source_shows_what_changed_until_it_is_marked() {
    let site = translated();
    change(&site, "Not even small ones.", "Only for cheques.");
    check(&site).status(0).finds(&STALE);
    let told = site.run(["translations", "content/payouts/fees.ru.md"]).status(0);
    let told = told.stdout_has("  -Not even small ones.\n  +Only for cheques.\n");
    assert!(!told.stdout.contains("fees.be.md"), "{told}");
    // The same when the change is committed, and another one after it.
    site.commit("Two");
    change(&site, "Are there fees?", "What are the fees?");
    site.commit("Three");
    site.run(["translations", "--lang", "be"]).status(0).stdout_has("-# Are there fees?\n  +# What are the fees?");
    site.run(["translations", "--mark", "content/payouts/fees.be.md"]).status(0);
    let text = site.read("content/payouts/fees.be.md");
    assert!(text.starts_with("\u{feff}---\r\ntitle: 'Ці ёсць камісія?'\r\nsource_revision: "), "{text:?}");
    assert!(text.ends_with("\r\n---\r\n\r\nНяма.\r\n"), "{text:?}");
    check(&site).status(0).finds(&STALE[1..]);
}

#[test]
fn a_typo_is_no_work_for_translators() {
    for commit in [false, true] {
        let site = translated();
        change(&site, "No fees.", "No fees!");
        if commit {
            site.commit("Two");
        }
        let told = site.run(["translations", "--minor", "content/payouts/fees.md"]).status(0);
        told.stderr_has(
            "as good as before: content/payouts/fees.be.md\nas good as before: content/payouts/fees.ru.md\n",
        );
        check(&site).status(0).finds(&[]);
    }
}

#[test]
fn a_typo_does_not_hide_an_older_change() {
    let site = translated();
    change(&site, "No fees.", "Two per cent.");
    site.commit("Two");
    site.run(["translations", "--mark", "payouts/fees.ru.md"]).status(0);
    change(&site, "Two per cent.", "Two percent.");
    let told = site.run(["translations", "--minor", "payouts/fees.md"]).status(0);
    told.stderr_has("as good as before: content/payouts/fees.ru.md\n")
        .stderr_has("fees.be.md follows an older text and stays stale");
    check(&site).status(0).finds(&STALE[..1]);
}

#[test]
fn two_typos_in_a_row_are_no_work_either() {
    for commit in [false, true] {
        let site = translated();
        change(&site, "No fees.", "No fees!");
        site.commit("Two");
        change(&site, "No fees!", "No fees at all.");
        if commit {
            site.commit("Three");
        }
        let last = site.run(["translations", "--minor", "payouts/fees.md"]).status(0);
        last.stderr_has("fees.be.md follows an older text and stays stale");
        let told = site.run(["translations", "--minor", "payouts/fees.md", "--changes", "2"]).status(0);
        told.stderr_has(
            "as good as before: content/payouts/fees.be.md\nas good as before: content/payouts/fees.ru.md\n",
        );
        check(&site).status(0).finds(&[]);
        let all = site.run(["translations", "--minor", "payouts/fees.md", "--changes", "3"]).status(2);
        all.stderr_has("before its last 3 changes is not known: git knows 2 changes of it");
    }
}

#[test]
fn readers_of_a_stale_translation_are_led_to_the_original() {
    let site = translated();
    let note = |site: &Site, language: &str| {
        site.run(["build", "--quiet"]).status(0);
        site.read(&format!("public/{language}payouts/fees/index.html"))
    };
    for language in ["", "ru/", "be/"] {
        assert!(!note(&site, language).contains("/payouts/fees/\">Читать оригинал"), "{language}");
    }
    change(&site, "No fees.", "Two per cent.");
    for (language, title) in [("ru/", "Перевод старше оригинала"), ("be/", "Пераклад старэйшы за арыгінал")]
    {
        let html = note(&site, language);
        assert!(html.contains(title) && html.contains("href=\"/payouts/fees/\""), "{language}: {html}");
    }
    assert!(!note(&site, "").contains("older than the original"));
}

#[test]
fn without_the_older_text_there_is_a_reason() {
    let whole = translated();
    change(&whole, "No fees.", "Two per cent.");
    whole.commit("Two");
    let url = format!("file://{}", whole.path("").display());
    let shallow = Site::empty();
    shallow.git(["clone", "--quiet", "--depth", "1", &url, "."]);
    shallow
        .run(["translations"])
        .status(0)
        .stdout_has("is not known: this is a shallow clone; `git fetch --unshallow`");
    shallow.run(["translations", "--minor", "payouts/fees.md"]).status(2).stderr_has("this is a shallow clone");
    check(&shallow).status(0).finds(&STALE);
    let none = whole.without(".git");
    none.run(["translations"]).status(0).stdout_has("is not known: the site lies in no git repository");
    none.git(["init", "--quiet"]);
    none.run(["translations"]).status(0).stdout_has("is not known: the repository has no commit yet");
    none.run(["translations", "--minor", "payouts/fees.md"]).status(2).stderr_has("the repository has no commit yet");
    none.commit("Late")
        .run(["translations"])
        .status(0)
        .stdout_has("no commit has that text under the file's present name");
}

#[test]
fn a_source_that_goes_orphans_its_translations() {
    let site = translated().without("content/payouts/fees.md");
    check(&site).status(0).finds(&[
        "content/payouts/fees.be.md:3:18 orphaned-translation",
        "content/payouts/fees.ru.md:3:18 orphaned-translation",
    ]);
    let text = site.read("content/payouts/fees.ru.md");
    let original: Vec<&str> = text.lines().filter(|line| !line.starts_with("source_revision")).collect();
    site.with("content/payouts/fees.ru.md", original.join("\n"));
    check(&site).status(0).finds(&["content/payouts/fees.be.md:3:18 orphaned-translation"]);
}

#[test]
fn settings_that_ask_for_what_can_not_be() {
    let yaml = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";
    let site =
        Site::new().file("helpdex.yaml", format!("{yaml}translations:\n  minimum: {{de: 90%, ru: most}}\n  most: 1\n"));
    check(&site).status(1).finds(&[
        "helpdex.yaml:5:13 unknown-language",
        "helpdex.yaml:5:26 bad-value",
        "helpdex.yaml:6:3 unknown-key",
    ]);
    let site = site.file("helpdex.yaml", format!("{yaml}translations: {{minimum: {{ru: 100%}}}}\n"));
    check(&site).status(1).finds(&["helpdex.yaml:4:30 translation-coverage"]);
    let site = site.file("content/payouts/when.ru.md", "---\ntitle: Когда?\n---\n\nСкоро.\n");
    check(&site).status(0).finds(&[]);
}

#[test]
fn an_orphan_is_told_where_its_source_went() {
    let helps = |site: &Site| -> Vec<String> {
        let found = site.run(["check", "--format", "json"]).stdout;
        let all = found.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let orphans = all.filter(|fault| fault["code"] == "orphaned-translation");
        orphans.map(|fault| fault["help"].as_str().expect("a hint").to_owned()).collect()
    };
    // Git knows of a rename, committed or not.
    let site = translated();
    site.git(["mv", "content/payouts/fees.md", "content/payouts/costs.md"]);
    let told = |code: &str| {
        format!(
            "`content/payouts/fees.md` is `content/payouts/costs.md` now; rename this file to `content/payouts/costs.{code}.md`"
        )
    };
    assert_eq!(helps(&site), [told("be"), told("ru")]);
    site.commit("Renamed");
    assert_eq!(helps(&site), [told("be"), told("ru")]);
    // What has a translation of that name has found its own.
    site.git(["mv", "content/payouts/fees.be.md", "content/payouts/costs.be.md"]);
    assert_eq!(helps(&site), [told("ru")]);
    // Without git a similar name is worth a question.
    let site = site.without(".git");
    let [general] = &*helps(&site) else { panic!("one orphan") };
    assert!(
        general.starts_with("if the source was renamed, rename this file like it; else remove the file"),
        "{general}"
    );
    std::fs::rename(site.path("content/payouts/costs.md"), site.path("content/payouts/fee.md")).expect("renamed");
    let similar = "if `content/payouts/fees.md` is `content/payouts/fee.md` now, rename this file to `content/payouts/fee.ru.md`; else";
    assert!(helps(&site).iter().any(|help| help.starts_with(similar)), "{:?}", helps(&site));
    // The same name in another folder.
    let site = site.file("content/money/_index.md", "---\ntitle: Money\n---\n");
    std::fs::rename(site.path("content/payouts/fee.md"), site.path("content/money/fees.md")).expect("renamed");
    let moved = "if `content/payouts/fees.md` is `content/money/fees.md` now, rename this file to `content/money/fees.ru.md`; else";
    assert!(helps(&site).iter().any(|help| help.starts_with(moved)), "{:?}", helps(&site));
}
