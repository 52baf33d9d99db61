//! The book as EPUB: what every reader of books relies on. `cargo xtask audit` asks epubcheck about all the rest.

use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read};

use roxmltree::Document;
use zip::{CompressionMethod, ZipArchive};

use super::*;

/// The files of the archive in their order, the first of them uncompressed.
fn files(loaded: &Loaded, request: &Request<'_>) -> BTreeMap<String, Vec<u8>> {
    let dir = tempfile::tempdir().expect("a folder");
    let (one, two) = (dir.path().join("one.epub"), dir.path().join("two.epub"));
    loaded.write(request, &one).expect("written");
    loaded.write(request, &two).expect("written");
    let bytes = std::fs::read(one).expect("read");
    assert!(bytes == std::fs::read(two).expect("read"), "the same bytes");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let first = archive.by_index(0).expect("a file");
    let name = first.name().expect("a name");
    assert_eq!((name.as_ref(), first.compression()), ("mimetype", CompressionMethod::Stored));
    drop(name);
    drop(first);
    let mut found = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("unpacked");
        found.insert(file.name().expect("a name").into_owned(), bytes);
    }
    found
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> &'f str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no `{path}`: {:?}", files.keys()))).expect("UTF-8")
}

fn parsed<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> Document<'f> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    Document::parse_with_options(text(files, path), options).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// Every attribute of a name in a document.
fn all<'d>(document: &'d Document<'_>, name: &str) -> Vec<&'d str> {
    document.descendants().filter_map(|node| node.attribute(name)).collect()
}

#[test]
fn the_package_names_every_file_and_every_link_leads_somewhere() {
    let help = Help::new();
    let files = files(&help.load(), &request(Format::Epub));
    assert_eq!(text(&files, "mimetype"), "application/epub+zip");
    assert!(text(&files, "META-INF/container.xml").contains("EPUB/package.opf"));
    let package = parsed(&files, "EPUB/package.opf");
    let named: HashSet<String> = package
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "item")))
        .map(|item| format!("EPUB/{}", item.attribute("href").expect("a file")))
        .collect();
    let there: HashSet<String> =
        files.keys().filter(|path| path.starts_with("EPUB/") && !path.ends_with(".opf")).cloned().collect();
    assert_eq!(named, there);
    let spine =
        package.descendants().filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "itemref"))).count();
    assert_eq!(spine, 2 + 7, "cover, contents, chapters");
    for needed in ["dcterms:modified", "schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"]
    {
        assert!(all(&package, "property").contains(&needed), "{needed}");
    }
    assert!(text(&files, "EPUB/package.opf").contains(">2026-11-02T00:00:00Z<"), "the day of the newest article");
    assert!(text(&files, "EPUB/package.opf").contains("properties=\"mathml\""));

    let pages: BTreeMap<&str, Document<'_>> = files
        .keys()
        .filter_map(|path| {
            Some((path.strip_prefix("EPUB/").filter(|name| name.ends_with(".xhtml"))?, parsed(&files, path)))
        })
        .collect();
    assert_eq!(pages.len(), 2 + 7);
    for (name, page) in &pages {
        let ids = all(page, "id");
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{name}: each id once");
        for link in all(page, "href").into_iter().chain(all(page, "src")) {
            if link.starts_with("https://") {
                continue;
            }
            let (path, id) = link.split_once('#').unwrap_or((link, ""));
            let path = if path.is_empty() { name } else { path };
            assert!(files.contains_key(&format!("EPUB/{path}")), "{name} leads to {link}");
            assert!(id.is_empty() || all(&pages[path], "id").contains(&id), "{name} leads to {link}");
        }
    }
}

#[test]
fn chapters_read_without_a_screen() {
    let help = Help::new();
    let files = files(&help.load(), &request(Format::Epub));
    let page = files.keys().filter(|path| path.ends_with(".xhtml")).map(|path| text(&files, path));
    let page = page.clone().find(|page| page.contains("On a phone.")).expect("the page of blocks");
    for gone in [
        "SECRET", "<script", "onclick", "style=", "<button", "<details", "<summary", "<input", "popover", "tabindex",
        "data-",
    ] {
        assert!(!page.contains(gone), "{gone}: {page}");
    }
    for there in [
        "<img src=\"images/0001.gif\" alt=\"A dot\"",
        "☑ ",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">",
        "epub:type=\"noteref\" role=\"doc-noteref\"",
        "<b>KYC:</b> know your customer",
        "<a href=\"https://other.example/b.png\">Far away</a>",
        "href=\"0002.xhtml#payouts.when--to-paypal\"",
        "Raw <b>text</b>",
        "<div>Alone</div>",
    ] {
        assert!(page.contains(there), "{there}: {page}");
    }
}

#[test]
fn another_language_says_so() {
    let help = Help::new();
    let loaded = help.load();
    let russian = Request { language: loaded.russian(), untranslated: true, ..request(Format::Epub) };
    let files = files(&loaded, &russian);
    let package = text(&files, "EPUB/package.opf");
    assert!(package.contains("<dc:language>ru</dc:language>\n<dc:language>en</dc:language>"), "{package}");
    assert!(text(&files, "EPUB/contents.xhtml").contains("<title>Содержание</title>"));
    let foreign = text(&files, "EPUB/0003.xhtml");
    assert!(foreign.contains("lang=\"en\" xml:lang=\"en\" dir=\"ltr\""), "{foreign}");
}
