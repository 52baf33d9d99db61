//! What a build makes of images: files beside them, nothing of the camera, and nothing twice.

use crate::support::Site;

/// A photograph by a camera that was held upright, with the place where it was taken.
const PHOTO: &[u8] = include_bytes!("../../crates/images/tests/lying.jpg");
/// A screenshot, and the same on a dark screen.
const WALLET: &[u8] = include_bytes!("../../content/payouts/img/wallet.png");
const DARK: &[u8] = include_bytes!("../../content/payouts/img/wallet.dark.png");
const RUSSIAN: &[u8] = include_bytes!("../../content/payouts/img/wallet.ru.png");

fn site() -> Site {
    Site::new()
        .file("content/payouts/img/photo.jpg", PHOTO)
        .file("content/payouts/img/wallet.png", WALLET)
        .file("content/payouts/img/wallet.dark.png", DARK)
        .file("content/payouts/img/wallet.ru.png", RUSSIAN)
        .article("payouts/fees", "Fees?", "![A meadow](img/photo.jpg)\n\nThe ![wallet](img/wallet.png) tells.")
        .article("payouts/fees.ru", "Сборы?", "![Кошелёк](img/wallet.png)")
}

fn made(site: &Site) -> Vec<String> {
    site.snapshot("public").into_keys().filter(|path| path.starts_with("assets/images/")).collect()
}

fn has_place(bytes: &[u8]) -> bool {
    bytes.windows(14).any(|window| window == b"Camera of Anna")
}

#[test]
fn pages_offer_smaller_files() {
    let site = site();
    site.run(["build"]).status(0);
    let page = std::fs::read_to_string(site.path("public/payouts/fees/index.html")).expect("a page");
    let photo = page.split("<picture>").nth(1).and_then(|rest| rest.split("</picture>").next()).expect("a picture");
    assert!(photo.contains("<source type=\"image/webp\" srcset=\"/assets/images/photo-240."), "{photo}");
    assert!(
        photo.contains("src=\"/payouts/img/photo.jpg\"") && photo.contains("width=\"240\" height=\"320\""),
        "{photo}"
    );
    let wallet = page.split("<picture>").nth(2).expect("another picture");
    assert!(wallet.starts_with("<source media=\"(prefers-color-scheme: dark)\" type=\"image/webp\""), "{wallet}");
    assert!(wallet.contains("data-dark=\"/payouts/img/wallet.dark.png\""), "{wallet}");
    let russian = std::fs::read_to_string(site.path("public/ru/payouts/fees/index.html")).expect("a page");
    assert!(russian.contains("src=\"/payouts/img/wallet.ru.png\"") && !russian.contains("data-dark"));
    let published = std::fs::read(site.path("public/payouts/img/photo.jpg")).expect("the photograph");
    assert!(has_place(PHOTO) && !has_place(&published), "nothing of the camera");
    for path in made(&site) {
        assert!(page.contains(&path) || russian.contains(&path), "{path}");
        let bytes = std::fs::read(site.path("public").join(&path)).expect("a file");
        let most = if path.contains("photo") { published.len() } else { RUSSIAN.len() };
        assert!(bytes.len() < most && !has_place(&bytes), "{path}");
    }
    // The same files again, and from the cache alone.
    let before = site.snapshot("public");
    site.run(["build"]).status(0);
    assert_eq!(site.snapshot("public"), before);
    let cold = site.without(".helpdex");
    cold.run(["build"]).status(0);
    assert_eq!(cold.snapshot("public"), before);
}

#[test]
fn folders_can_be_left_out() {
    let settings = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";
    let site = site().file("helpdex.yaml", format!("{settings}images: {{ off: [content/payouts] }}\n"));
    site.run(["build"]).status(0).stdout_has("image-place");
    assert_eq!(made(&site), [""; 0]);
    assert_eq!(std::fs::read(site.path("public/payouts/img/photo.jpg")).expect("there"), PHOTO);
    let none = site.file("helpdex.yaml", format!("{settings}images: {{ formats: [] }}\n"));
    none.run(["build"]).status(0);
    assert_eq!(made(&none), [""; 0]);
    assert!(!has_place(&std::fs::read(none.path("public/payouts/img/photo.jpg")).expect("there")));
}

#[test]
fn versions_go_where_the_picture_goes() {
    let site = Site::new()
        .file("content/payouts/img/wallet.png", WALLET)
        .file("content/payouts/img/wallet.dark.png", DARK)
        .file("content/payouts/img/wallet.ru.png", RUSSIAN)
        .article("payouts/fees", "Fees?", "Text.\n\n:::only{audience=agents}\n![Wallet](img/wallet.png)\n:::");
    site.run(["build"]).status(0);
    let leaked: Vec<String> = site.snapshot("public").into_keys().filter(|path| path.contains("wallet")).collect();
    assert_eq!(leaked, [""; 0]);
}
