use super::*;

fn site(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Config) {
    let dir = tempfile::tempdir().expect("a folder");
    let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n";
    std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
    std::fs::create_dir(dir.path().join("content")).expect("made");
    for (path, bytes) in files {
        let path = dir.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    let config = Config::load(dir.path()).expect("found").expect("valid");
    (dir, config)
}

#[test]
fn entries_files_and_faults() {
    let (_dir, config) = site(&[
        ("_index.md", b"---\ntitle: Home\n---\n"),
        ("pay/_index.ru.md", b"---\ntitle: P\n---\n"),
        ("pay/a.ru.md", "\u{feff}---\r\ntitle: А\r\n---\r\nх".as_bytes()),
        ("pay/v2.0.md", b"---\ntitle: V\n---\n"),
        ("pay/a.de.md", b"---\ntitle: D\n---\n"),
        ("pay/bad.md", b"---\ntitle: \xff\n---\n"),
        ("pay/img/x.svg", b"<svg/>"),
        ("queries.yaml", b""),
        (".git/x.md", b""),
        ("_snippets/x.md", b""),
    ]);
    let sources = read(&config).expect("read");
    let seen: Vec<_> = sources.entries.iter().map(|e| (e.key.as_str(), e.language.index(), e.kind)).collect();
    assert_eq!(
        seen,
        [
            ("", 0, EntryKind::Home),
            ("pay", 1, EntryKind::Category),
            ("pay/a", 1, EntryKind::Article),
            ("pay/v2.0", 0, EntryKind::Article)
        ]
    );
    assert_eq!(sources.files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["pay/img/x.svg"]);
    let faults: Vec<_> = sources.diagnostics.iter().map(|d| format!("{} {}", d.location(), d.code)).collect();
    assert_eq!(faults, ["content/pay/a.de.md unknown-language", "content/pay/bad.md:2:8 not-utf8"]);
    assert_eq!(&sources.entries[2].file.text()[sources.entries[2].body.clone()], "х");
}

#[test]
fn a_file_that_search_would_read_by_another_name() {
    let files: [(&str, &[u8]); 5] = [
        ("Queries.yaml", b""),
        ("synonym.yaml", b""),
        ("synonyms.yml", b""),
        ("prices.yaml", b""),
        ("x/queries.yml", b""),
    ];
    let (_dir, config) = site(&files);
    let sources = read(&config).expect("read");
    let faults: Vec<_> = sources.diagnostics.iter().map(|d| (d.path.as_str(), d.help.as_deref())).collect();
    let expected = [
        ("content/Queries.yaml", Some("rename it to `queries.yaml`")),
        ("content/synonym.yaml", Some("rename it to `synonyms.yaml`")),
        ("content/synonyms.yml", Some("rename it to `synonyms.yaml`")),
    ];
    assert_eq!(faults, expected);
    assert_eq!(sources.files.len(), 5);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_content_are_refused() {
    let (dir, config) = site(&[("a/x.md", b"---\ntitle: X\n---\n")]);
    std::os::unix::fs::symlink("/etc", dir.path().join("content/etc")).expect("linked");
    std::os::unix::fs::symlink("x.md", dir.path().join("content/a/y.md")).expect("linked");
    let sources = read(&config).expect("read");
    let faults: Vec<_> = sources.diagnostics.iter().map(|d| (d.path.as_str(), d.code)).collect();
    assert_eq!(faults, [("content/a/y.md", "symlink"), ("content/etc", "outside-content")]);
    assert_eq!(sources.entries.len(), 1);
}

#[test]
fn an_article_beside_the_folder_of_snippets() {
    let (_dir, config) = site(&[("_snippets.md", b"---\ntitle: S\n---\n"), ("_snippets/x.md", b"")]);
    let sources = read(&config).expect("read");
    assert_eq!(sources.entries.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["_snippets"]);
    assert_eq!((sources.snippets.len(), sources.files.len(), sources.diagnostics.len()), (1, 0, 0));
}

#[test]
fn files_of_incidents_are_no_articles() {
    let (_dir, config) = site(&[
        ("_incidents/2026-11-26-late.md", b"---\ntitle: L\n---\n"),
        ("_incidents/2026-11-26-late.ru.md", b""),
        ("_incidents/2026-11-26-late.de.md", b""),
        ("_incidents/img/x.md", b""),
        ("_incidents/x.png", b""),
    ]);
    let sources = read(&config).expect("read");
    assert!(sources.entries.is_empty() && sources.files.is_empty());
    let seen: Vec<_> = sources.incidents.iter().map(|file| (file.name.as_str(), file.language.index())).collect();
    assert_eq!(seen, [("2026-11-26-late", 0), ("2026-11-26-late", 1)]);
    let faults: Vec<_> = sources.diagnostics.iter().map(|found| (found.path.as_str(), found.code)).collect();
    let expected = [
        ("content/_incidents/2026-11-26-late.de.md", "unknown-language"),
        ("content/_incidents/img/x.md", "file-type"),
        ("content/_incidents/x.png", "file-type"),
    ];
    assert_eq!(faults, expected);
    assert!(sources.folders.is_empty(), "{:?}", sources.folders);
}

#[cfg(target_os = "linux")]
#[test]
fn faults_name_the_folder_that_the_settings_do() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().expect("a folder");
    let yaml = "title: T\nbase_url: https://x.example\ncontent: articles\n";
    std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
    std::fs::create_dir(dir.path().join("articles")).expect("made");
    let name = std::ffi::OsStr::from_bytes(b"\xff.md");
    std::fs::write(dir.path().join("articles").join(name), "").expect("written");
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let sources = read(&config).expect("read");
    assert_eq!(sources.diagnostics[0].path, "articles/\u{fffd}.md");
}

#[test]
fn a_huge_article_is_refused() {
    let (_dir, config) = site(&[("a.md", &vec![b'x'; 3_000_000])]);
    let sources = read(&config).expect("read");
    assert_eq!(sources.diagnostics[0].code, "too-large");
}
