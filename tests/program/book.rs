//! The articles as one file to take along: a PDF by a real browser, and what is said where there is none.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::support::Site;

/// Articles over several pages, in two languages.
fn site() -> Site {
    let long = "A line of an answer that goes on for a while.\n\n".repeat(60);
    Site::new()
        .article(
            "payouts/bank",
            "How are fees charged?",
            &format!("We charge nothing. See [when](when.md).\n\n{long}## Banks\n\nThey may."),
        )
        .article("payouts/zebra", "Is there a zebra?", "No, <b onclick=\"x()\">none</b>.")
        .file("content/payouts/bank.ru.md", "---\ntitle: Какие комиссии?\n---\n\nБанки берут комиссию.\n")
        .file("content/payouts/secret.md", "---\ntitle: Secret\nstatus: draft\n---\n\nNot yet.\n")
}

/// Prints a book with the browser of the tests.
fn print(site: &Site, out: &str, options: &[&str]) -> Vec<u8> {
    let browser = helpdex_chromium::find().expect("a browser");
    let browser = browser.to_str().expect("UTF-8");
    // The tests run as root, too.
    let mut arguments = vec!["export", "book", "--out", out, "--browser", browser, "--no-sandbox"];
    arguments.extend(options);
    site.run(arguments).status(0).stderr_has("exported").stderr_has("pages");
    std::fs::read(site.path(out)).expect("a PDF")
}

/// The page of each place in a PDF.
fn places(pdf: &Document) -> HashMap<String, u32> {
    let numbers: HashMap<ObjectId, u32> = pdf.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
    let catalog = pdf.catalog().expect("a catalog");
    let places = pdf.get_dict_in_dict(catalog, b"Dests").expect("places");
    let page = |place: &Object| numbers[&place.as_array().expect("a place")[0].as_reference().expect("a page")];
    places.iter().map(|(name, place)| (String::from_utf8_lossy(name).into_owned(), page(place))).collect()
}

#[test]
fn a_pdf_has_page_numbers_bookmarks_and_tags() {
    let site = site();
    let bytes = print(&site, "help.pdf", &[]);
    let pdf = Document::load_mem(&bytes).expect("a PDF");
    let catalog = pdf.catalog().expect("a catalog");
    for needed in ["Outlines", "StructTreeRoot", "MarkInfo", "ViewerPreferences"] {
        assert!(catalog.has(needed.as_bytes()), "{needed}: {catalog:?}");
    }
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a language"), b"en");
    let places = places(&pdf);
    let page = |name: &str| *places.get(name).unwrap_or_else(|| panic!("{name}: {places:?}"));
    assert!(page("payouts.bank") >= 3 && page("payouts.zebra") > page("payouts.bank"), "{places:?}");
    // What the contents say is where the articles are.
    let contents = pdf.extract_text(&[2]).expect("text").replace(char::is_whitespace, "");
    for (title, name) in [("Howarefeescharged?", "payouts.bank"), ("Isthereazebra?", "payouts.zebra")] {
        assert!(contents.contains(&format!("{title}{}", page(name))), "{contents}: {places:?}");
    }
    let all: Vec<u32> = pdf.get_pages().into_keys().collect();
    let text = pdf.extract_text(&all).expect("text");
    assert!(!text.contains("Not yet") && text.contains("help.example.com/payouts/zebra/"), "{text}");
    // Nothing in it tells when it was printed.
    assert!(bytes == print(&site, "again.pdf", &[]), "the same bytes");
}

/// Whether a page shows a text that neither the tree nor a mark says anything of.
fn has_stray_text(pdf: &Document, page: ObjectId) -> bool {
    let content = Content::decode_strict(&pdf.get_page_content(page)).expect("operations");
    let mut depth = 0;
    content.operations.iter().any(|operation| {
        match operation.operator.as_str() {
            "BMC" | "BDC" => depth += 1,
            "EMC" => depth -= 1,
            _ => {}
        }
        depth == 0 && ["Tj", "TJ", "f", "S"].contains(&operation.operator.as_str())
    })
}

/// What PDF/UA asks for beyond what a browser prints.
#[test]
fn a_pdf_tells_screen_readers_all() {
    let site = site();
    let pdf = Document::load_mem(&print(&site, "help.pdf", &[])).expect("a PDF");
    let catalog = pdf.catalog().expect("a catalog");
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let metadata = pdf.get_object(metadata).and_then(Object::as_stream).expect("a stream");
    let told = String::from_utf8_lossy(&metadata.content);
    assert!(told.contains("<pdfuaid:part>1<") && told.contains("<dc:title>"), "{told}");
    for page in pdf.page_iter() {
        assert!(!has_stray_text(&pdf, page), "all of it is told or decoration");
        for annotation in pdf.get_page_annotations(page).expect("annotations") {
            assert!(annotation.has(b"Contents"), "{annotation:?}");
        }
    }
    let kind =
        |element: &Dictionary| element.get(b"S").and_then(Object::as_name).map(<[u8]>::to_vec).unwrap_or_default();
    let elements = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let lines: Vec<&Dictionary> = elements.filter(|element| kind(element) == b"LI").collect();
    assert!(lines.len() >= 4, "the table of contents");
    for line in lines {
        let last = line.get(b"K").and_then(Object::as_array).ok().and_then(|kids| kids.last()?.as_reference().ok());
        let body = pdf.get_dictionary(last.expect("a part")).expect("a part");
        assert_eq!(kind(body), b"LBody", "{line:?}");
    }
}

#[test]
fn sheets_and_languages_are_chosen() {
    let site = site();
    let size = |bytes: &[u8]| {
        let pdf = Document::load_mem(bytes).expect("a PDF");
        let (_, page) = pdf.get_pages().into_iter().next().expect("a page");
        let page = pdf.get_dictionary(page).expect("a page");
        let sides = page.get(b"MediaBox").and_then(Object::as_array).expect("a size");
        sides.iter().filter_map(|side| side.as_float().ok()).fold(0.0, f32::max).round()
    };
    assert_eq!(size(&print(&site, "a4.pdf", &["--language", "ru"])), 842.0);
    assert_eq!(size(&print(&site, "letter.pdf", &["--language", "ru", "--paper", "letter"])), 792.0);
}

/// A browser that does not print says why.
#[cfg(unix)]
#[test]
fn a_browser_that_does_not_print_is_told_of() {
    use std::os::unix::fs::PermissionsExt;

    let site = site().file("help.pdf", "%PDF-1.4 the old one");
    let run = |script: &str, more: &[&str]| {
        let path = site.path("browser.sh");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("set");
        let mut arguments = vec!["export", "book", "--out", "help.pdf", "--browser", "./browser.sh"];
        arguments.extend(more);
        let outcome = site.run(arguments).status(3);
        assert_eq!(site.read("help.pdf"), "%PDF-1.4 the old one");
        outcome
    };
    run("echo 'first' >&2; echo 'no such font' >&2; exit 7", &[])
        .stderr_has("printed no PDF")
        .stderr_has("no such font");
    run("exit 0", &[]).stderr_has("it says nothing");
    run("echo 'Running as root without --no-sandbox is not supported' >&2; exit 1", &[])
        .stderr_has("allow it with `--no-sandbox`");
    run("for a in \"$@\"; do case $a in --print-to-pdf=*) echo no > \"${a#*=}\";; esac; done", &["--no-sandbox"])
        .stderr_has("a PDF that can't be read");
}
