//! What goes wrong in people's hands: each case gets one clear message and the right exit status, and loses nothing.

use crate::support::Site;

fn front(front: &str) -> String {
    format!("---\n{front}---\n\nText.\n")
}

#[test]
fn without_settings() {
    let site = Site::new().without("helpdex.yaml");
    for command in ["build", "check"] {
        site.run([command]).status(3).stdout_is("").stderr_has("no `helpdex.yaml` in `").stderr_has("helpdex init DIR");
    }
    assert!(!site.has("public"));
}

#[test]
fn settings_that_are_no_settings() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "helpdex.yaml:1:1: error[missing-key]: helpdex.yaml has no `title`"),
        (b"- a\n", "helpdex.yaml:1:1: error[config]: helpdex.yaml has to be a map of keys"),
        (b"title: [\n", "error[config]: not valid YAML"),
        (b"title: \xff\n", "helpdex.yaml: error[not-utf8]"),
        (
            b"title: T\nbase_url: https://x.example\nlanguagse: [en]\n",
            "3:1: error[unknown-key]: unknown key `languagse`",
        ),
        (b"title: T\nbase_url: x.example\n", "2:11: error[bad-value]: `x.example` is not the address of a site"),
        (
            b"title: T\nbase_url: https://x.example\nout: ../x\n",
            "3:6: error[bad-value]: `../x` has to be a folder inside",
        ),
    ];
    for (bytes, message) in cases {
        let site = Site::new().file("helpdex.yaml", bytes);
        let code = message.rsplit("error[").next().expect("a code");
        site.run(["build"]).status(1).stdout_has(&format!("error[{}", code.split(']').next().expect("a code")));
        site.run(["check", "--format", "short"]).status(1).stdout_has(message);
        assert!(!site.has("public"));
    }
}

#[test]
fn content_without_articles() {
    let site = Site::new().without("content").folder("content");
    site.run(["build"]).status(0).stdout_has("warning[empty-content]: there are no articles to publish");
    assert!(site.has("public/index.html"), "a home page stands all the same");
    site.run(["build", "--strict"]).status(1).stderr_has("nothing was written");
}

#[test]
fn content_that_is_not_there_or_is_a_file() {
    let site = Site::new().without("content");
    site.run(["build"]).status(3).stdout_is("").stderr_has("cannot read the content folder `").stderr_has("/content`");
    let site = Site::new().without("content").file("content", "x");
    site.run(["build"]).status(3).stdout_is("").stderr_has("/content` is a file, not the folder of articles");
}

#[test]
fn a_folder_without_a_page_of_its_own() {
    let site = Site::new().without("content/payouts/_index.md");
    let found = ["content/payouts missing-index"];
    site.run(["check", "--format", "short"]).status(0).finds(&found);
    site.run(["build"]).status(0).stdout_has("customers read its name as the category's title");
    assert!(site.read("public/payouts/index.html").contains("<h1>Payouts</h1>"));
}

#[test]
fn files_that_want_one_url() {
    let site = Site::new().article("payouts/When", "Another", "Text.");
    let found = ["content/payouts/when.md duplicate-url"];
    site.run(["check", "--format", "short"]).status(1).finds(&found).stdout_has("`/payouts/when/` is taken");
    site.run(["build"]).status(1).stdout_has("`content/payouts/When.md` is published there already");

    let site = Site::new().file("content/payouts/when/_index.md", front("title: A section\n"));
    let site = site.article("payouts/when/now", "Now?", "Now.");
    site.run(["build"]).status(1).stdout_has("error[duplicate-url]: `/payouts/when/` is taken");

    let site = Site::new().article("search", "Mine", "Text.").article("ru/a", "In a folder called ru", "Text.");
    let site = site.file("content/robots.txt", "Disallow: /\n").file("content/ru/_index.md", front("title: Ru\n"));
    let outcome = site.run(["check", "--format", "short"]).status(1);
    for url in ["`/search/` is taken", "`/ru/` is taken", "`/robots.txt` is taken"] {
        assert!(outcome.stdout.contains(url), "{url}: {outcome}");
    }
}

#[test]
fn aliases_that_lead_astray() {
    let aliases = r#"["//evil.example/", "/a/../b/", "/payouts/when/", "/q?x=1", "/new\nline/", "https://a.example/", "/ru/", "x"]"#;
    let site = Site::new().file("content/payouts/a.md", front(&format!("title: A\naliases: {aliases}\n")));
    let outcome = site.run(["check", "--format", "short"]).status(1);
    assert_eq!(outcome.stdout.lines().count(), 8, "each alias has one line: {outcome}");
    let taken = outcome.stdout.lines().filter(|line| line.contains("[duplicate-url]")).count();
    assert_eq!(taken, 2, "{outcome}");
}

#[test]
fn text_that_is_not_utf8() {
    let site = Site::new().file("content/payouts/bad.md", b"---\ntitle: Caf\xe9\n---\n");
    site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/bad.md:2:11 not-utf8"]);
    site.run(["build"]).status(1).stdout_has("save the file as UTF-8");
    // UTF-16, as some editors on Windows save it.
    let utf16: Vec<u8> = "---\ntitle: A\n---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let site = Site::new().file("content/payouts/bad.md", [b"\xff\xfe".as_slice(), &utf16].concat());
    site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/bad.md:1:1 not-utf8"]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_fault() {
    let text = "\u{feff}---\r\ntitle: Fees\r\nsummary: None.\r\n---\r\n\r\nNone.\r\n\r\n## One\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n\r\n```sh\r\nls\r\n```\r\n";
    let site = Site::new().file("content/payouts/fees.md", text);
    site.run(["build", "--strict"]).status(0).stdout_is("");
    let windows = site.read("public/payouts/fees/index.html");
    let site = Site::new().file("content/payouts/fees.md", text.trim_start_matches('\u{feff}').replace('\r', ""));
    site.run(["build", "--strict"]).status(0);
    assert_eq!(windows, site.read("public/payouts/fees/index.html"), "both are the same page");
    // A fault after line ends of Windows has its right place.
    let site = Site::new().file("content/payouts/a.md", "\u{feff}---\r\ntitle: A\r\n---\r\n\r\n[x](gone.md)\r\n");
    site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/a.md:5:5 broken-link"]);
}

#[test]
fn front_matter_that_is_never_closed() {
    let site = Site::new().file("content/payouts/bad.md", "---\ntitle: A\n\nText\n");
    site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/bad.md:1:1 front-matter"]);
    site.run(["build"]).status(1).stdout_has("the front matter is never closed").stdout_has("three dashes");
}

#[test]
fn a_tab_in_yaml() {
    let site = Site::new().file("content/payouts/bad.md", front("title: A\nextra:\n\ta: 1\n"));
    site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/bad.md:4:1 front-matter"]);
    site.run(["build"]).status(1).stdout_has("YAML wants spaces, not tabs");
}

/// Ten lists, each of ten times the one before.
fn alias_bomb() -> String {
    let mut yaml = "  l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let of = format!("*l{}", level - 1);
        yaml.push_str(&format!("  l{level}: &l{level} [{}]\n", vec![of; 10].join(", ")));
    }
    yaml
}

#[test]
fn yaml_that_grows() {
    let site = Site::new().file("content/payouts/bad.md", front(&format!("title: A\nextra:\n{}", alias_bomb())));
    let outcome = site.run(["build"]).status(1).stdout_has("error[front-matter]");
    assert!(outcome.stdout.contains("aliases (`*name`) repeat too much"), "{outcome}");

    let settings = format!("title: A\nbase_url: https://x.example\nchecks:\n{}", alias_bomb());
    let site = Site::new().file("helpdex.yaml", settings);
    site.run(["build"]).status(1).stdout_has("error[config]");

    let site = Site::new().file("content/payouts/bad.md", front(&format!("title: A\nextra: {}\n", "[".repeat(50_000))));
    site.run(["build"]).status(1).stdout_has("error[front-matter]").stdout_has("nested too deeply");
}

#[test]
fn an_article_of_50_megabytes() {
    let mut bytes = front("title: A\n").into_bytes();
    bytes.resize(50_000_000, b'a');
    let site = Site::new().file("content/payouts/big.md", bytes);
    site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/big.md too-large"]);
    site.run(["build"]).status(1).stdout_has("the file has 50 MB; the most is 2 MB");
}

#[test]
fn ten_thousand_quotes() {
    for body in [">".repeat(10_000), "> ".repeat(10_000), "- ".repeat(10_000), "1. > ".repeat(10_000)] {
        let site =
            Site::new().article("payouts/deep", "Deep", &format!("{body}bottom\n\nThe rest [goes](gone.md) on."));
        let outcome = site.run(["check", "--format", "short"]).status(1);
        assert_eq!(outcome.stdout.matches("[nesting]").count(), 1, "{outcome}");
        assert!(outcome.stdout.contains("deep.md:7:17: error[broken-link]"), "what follows is still read: {outcome}");
        // The column that people see is the one that programs get.
        let line = outcome.stdout.lines().find(|line| line.contains("error[nesting]")).expect("there").to_owned();
        let place = line.split(": error").next().expect("a place").to_owned();
        site.run(["build"]).status(1).stdout_has(&place);
    }
}

#[test]
fn other_hostile_markdown() {
    let bodies = [
        "[".repeat(50_000),
        "[a](<b".repeat(20_000),
        "![".repeat(50_000),
        "`".repeat(50_000),
        "*a **b ".repeat(20_000),
        "<a><b>".repeat(20_000),
        "<details>".repeat(20_000),
        "<!--".repeat(20_000),
        "&amp;".repeat(20_000),
        "|".repeat(50_000),
        format!("|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000)),
        "[^a]: x\n".repeat(10_000),
        "[^1]\n\n[^1]: [^1] [^1]\n".repeat(100),
        "\u{0}\u{1}\u{2}\u{7f}\u{85}\u{2028}\u{202e}".repeat(1_000),
        "# ".repeat(20_000),
        "# a\n".repeat(20_000),
        "\\".repeat(50_000),
        format!("```{}\n", "rust ".repeat(10_000)),
        "a\u{301}".repeat(30_000),
    ];
    let mut site = Site::new();
    for (number, body) in bodies.iter().enumerate() {
        site = site.article(&format!("payouts/hostile-{number}"), "Hostile", body);
    }
    // Whatever is found in them: it comes to an end and does not panic.
    let outcome = site.run(["check", "--format", "short"]);
    assert!(!outcome.stderr.contains("cannot"), "{outcome}");
}

#[cfg(unix)]
mod unix {
    use super::*;

    #[test]
    fn symbolic_links() {
        let outside = Site::empty().file("secret.md", "---\ntitle: Secret\n---\n");
        let site = Site::new()
            .link("content/payouts/secret.md", outside.path("secret.md"))
            .link("content/payouts/img", outside.path(""))
            .link("content/payouts/settings.yaml", "../../helpdex.yaml")
            .link("content/payouts/nowhere.png", "gone.png")
            .link("content/payouts/round", "..");
        let found = [
            "content/payouts/img outside-content",
            "content/payouts/nowhere.png outside-content",
            "content/payouts/round symlink",
            "content/payouts/secret.md outside-content",
            "content/payouts/settings.yaml outside-content",
        ];
        site.run(["check", "--format", "short"]).status(1).finds(&found);
        site.run(["build"]).status(1).stdout_has("the symbolic link leads out of the content folder");
        assert!(!site.has("public"));
    }

    #[test]
    fn an_article_that_is_no_file() {
        let site = Site::new();
        let made = std::process::Command::new("mkfifo").arg(site.path("content/payouts/pipe.md")).status();
        assert!(made.expect("mkfifo runs").success());
        site.run(["check", "--format", "short"]).status(1).finds(&["content/payouts/pipe.md file-type"]);
    }

    #[test]
    fn a_file_name_that_is_no_text() {
        use std::os::unix::ffi::OsStrExt;
        let site = Site::new();
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
        std::fs::write(site.path("content/payouts").join(name), "---\ntitle: A\n---\n").expect("written");
        site.run(["check", "--format", "short"]).status(1).stdout_has("error[file-name]: the file's name is not UTF-8");
    }

    #[test]
    fn an_output_that_is_a_link() {
        let site =
            Site::new().folder("elsewhere").file("elsewhere/thesis.txt", "years of work").link("public", "elsewhere");
        site.run(["build"]).status(2).stderr_has("holds `thesis.txt`, which helpdex did not write");
        assert_eq!(site.read("elsewhere/thesis.txt"), "years of work");
        let site = Site::new().link("public", "content");
        site.run(["build"]).status(2).stderr_has("the content folder");
        assert!(site.has("content/payouts/when.md"));
    }
}

#[test]
fn control_characters_of_an_article_do_not_reach_the_terminal() {
    let site = Site::new().file("content/payouts/a.md", front("title: A\n\"ti\\e[2Jtle\\r\\n::error::x\": 1\n"));
    for format in ["text", "short", "github"] {
        let outcome = site.run(["check", "--format", format]).status(1);
        let control = outcome.stdout.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{outcome}");
        assert!(!outcome.stdout.lines().any(|line| line.starts_with("::error::")), "{outcome}");
    }
}

#[test]
fn control_characters_of_eight_bits_do_not_reach_the_terminal() {
    // U+009B begins a command as `ESC [` does. Found by fuzzing: the excerpt of the line held it.
    let site = Site::new().article("payouts/a", "A", "A\u{9b}2J [x](gone.md) \u{81}");
    for format in ["text", "short", "github", "json"] {
        let outcome = site.run(["check", "--format", format]).status(1);
        assert!(!outcome.stdout.contains(['\u{9b}', '\u{81}']), "{outcome}");
    }
    site.run(["check"]).status(1).stdout_has("A\u{fffd}2J [x](gone.md) \u{fffd}");
}

#[test]
fn markup_in_titles_stays_text() {
    let yaml = r#"title: "</title></script><script>alert(1)</script> <b onclick=x>"
summary: '"><img src=x onerror=alert(1)> </description>'
tags: ["<i>"]
"#;
    let site = Site::new().file("content/payouts/a.md", front(yaml));
    site.run(["build", "--strict"]).status(0);
    for file in ["index.html", "payouts/index.html", "payouts/a/index.html", "tags/index.html", "feed.xml"] {
        let text = site.read(&format!("public/{file}"));
        for bad in ["<script>alert", "<img src=x", "<b onclick", "<i>", "</description>"] {
            assert!(!text.contains(bad), "{bad} in {file}");
        }
    }
}

/// A site with a theme of its own, of one template.
fn themed(template: &str, text: &str) -> Site {
    let settings = "title: Help\nbase_url: https://help.example.com\ntheme: ours\n";
    Site::new().file("helpdex.yaml", settings).file(&format!("themes/ours/templates/{template}"), text)
}

#[test]
fn faults_in_templates() {
    let around = |middle: &str| {
        format!("{{% extends \"default/article.html\" %}}\n{{% block body %}}\n{middle}\n{{% endblock body %}}\n")
    };
    let cases = [
        ("article.html", around("<p>{{ article.titel.x }}</p>"), "3:15", "field `titel` is not defined"),
        ("article.html", around("<p>{{ article.title | }}</p>"), "3:23", "found `}}`"),
        ("article.html", around("<p>{{ article.title | shout }}</p>"), "3:23", "shout"),
        ("article.html", around("{{ t(key=\"no such key\") }}"), "3:", "no such key"),
        ("article.html", "{% extends \"bse.html\" %}".to_owned(), "1:13", "`bse.html`"),
        ("article.html", "<p>\n{% if article %}".to_owned(), "2:", ""),
        ("sitemap.xml", "{{ urls[0].lok }}".to_owned(), "1:", "undefined"),
    ];
    for (template, text, place, message) in cases {
        let site = themed(template, &text);
        let place = format!("themes/ours/templates/{template}:{place}");
        for command in [["build", "--quiet"], ["check", "--quiet"]] {
            let outcome = site.run(command).status(1).stdout_has("error[template]").stdout_has(message);
            assert!(outcome.stdout.contains(&place), "no `{place}` in {outcome}");
        }
        assert!(!site.has("public"), "{text}");
    }
    let site = Site::new().file("helpdex.yaml", "title: H\nbase_url: https://x.example\ntheme: gone\n");
    site.run(["build"]).status(1).stdout_has("there is no theme folder `themes/gone`");
}

#[test]
fn folders_that_are_no_output() {
    let site = Site::new().folder("themes/ours").folder("home").file("notes/mine.txt", "mine");
    let home = site.path("home");
    let site = site.env("HOME", &home);
    let above = site.path("").parent().expect("a parent").to_str().expect("UTF-8").to_owned();
    let cases = [
        ("/", "it is the root of the file system"),
        ("home", "it is the home folder"),
        (".", "it is the help site itself"),
        (&above, "the help site lies in it"),
        ("content", "the content folder"),
        ("content/payouts", "the content folder"),
        ("content/../content/new", "the content folder"),
        ("themes/ours", "the themes folder"),
        ("notes", "it holds `mine.txt`, which helpdex did not write"),
        ("helpdex.yaml", "it is a file"),
    ];
    let before = listing(&site);
    for (folder, message) in cases {
        let outcome = site.run(["build", "--out", folder]).status(2).stdout_is("");
        assert!(outcome.stderr.contains(message), "no `{message}` in {outcome}");
        assert_eq!(listing(&site), before, "`--out {folder}` changed something");
    }
    let site = site.file("helpdex.yaml", "title: H\nbase_url: https://x.example\nout: content\n");
    site.run(["build"]).status(2).stderr_has("the content folder");
    assert!(site.has("content/payouts/when.md"));
}

#[test]
fn an_output_that_someone_put_a_file_into() {
    let site = Site::new();
    site.run(["build"]).status(0);
    let site = site.file("public/payouts/mine.txt", "mine");
    let before = listing(&site);
    let out = "`payouts/mine.txt`, which helpdex did not write; move it away, or choose another folder with `--out`";
    site.run(["build"]).status(2).stderr_has(out);
    assert_eq!(listing(&site), before);
    let site = site.without("public/payouts/mine.txt");
    site.run(["build"]).status(0);
}

#[test]
fn a_failed_build_leaves_the_last_one() {
    let site = Site::new();
    site.run(["build"]).status(0);
    let before = listing(&site);
    let site = site.article("payouts/bad", "Bad", "[x](gone.md)");
    site.run(["build"]).status(1).stderr_has("nothing was written; the last build is as it was");
    let site = site.without("content/payouts/bad.md");
    assert_eq!(listing(&site), before);
}

/// Every path of a site with its size.
fn listing(site: &Site) -> Vec<(String, u64)> {
    let files = walkdir::WalkDir::new(site.path("")).sort_by_file_name().into_iter();
    files
        .map(|entry| {
            let entry = entry.expect("listed");
            let size = if entry.file_type().is_file() { entry.metadata().expect("read").len() } else { 0 };
            (entry.path().display().to_string(), size)
        })
        .collect()
}

#[test]
fn refused_usage() {
    let site = Site::new();
    site.run([]).status(2).stderr_has("Usage: helpdex");
    site.run(["biuld"]).status(2).stderr_has("a similar subcommand exists: 'build'");
    site.run(["build", "--base-url", "ftp://x"]).status(2).stderr_has("`ftp://x` is not the address of a site");
    site.run(["search"]).status(2).stderr_has("<QUERY");
    site.run(["search", "money"]).status(3).stderr_has("helpdex build");
    site.run(["search", "money", "--queries", "q.jsonl"]).status(2).stderr_has("cannot be used with");
    site.run(["build"]).status(0);
    site.run(["search", "money", "--lang", "xx"]).status(2).stderr_has("xx");
    site.run(["search", "--queries", "gone.jsonl"]).status(3).stderr_has("`gone.jsonl`");
    let site = site.file("q.jsonl", "{\"_id\": 1, \"text\": \"a\"}\nnonsense\n");
    site.run(["search", "--queries", "q.jsonl"]).status(2).stderr_has("`q.jsonl`, line 2");
}

#[test]
fn an_index_that_is_damaged() {
    let site = Site::new();
    site.run(["build"]).status(0);
    let files = walkdir::WalkDir::new(site.path("public/search-index")).sort_by_file_name();
    let files: Vec<_> = files.into_iter().flatten().filter(|entry| entry.file_type().is_file()).collect();
    for file in files {
        let whole = std::fs::read(file.path()).expect("read");
        for damaged in [&whole[..whole.len() / 2], &[], b"{}", &[0xff; 300]] {
            std::fs::write(file.path(), damaged).expect("written");
            // The answer may lack what is gone, but it comes, or a fault does.
            site.run(["search", "paid", "--lang", "en"]);
            site.run(["search", "paid", "--lang", "ru"]);
        }
        std::fs::write(file.path(), whole).expect("written");
    }
    site.run(["search", "paid"]).status(0).stdout_has("When do I get paid?");
}
