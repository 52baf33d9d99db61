//! Books of a site with everything in it.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it made itself")]

mod epub;
mod html;

use std::path::{Path, PathBuf};

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::Error;
use helpdex_content::site::{Options, Site};
use helpdex_render::theme::Theme;

use super::select::Book;
use super::*;

/// An image of one dot.
const DOT: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Every block, a formula, a note, links of all kinds.
const BLOCKS: &str = "See [when](when.md), [its second part](when.md#to-paypal), [our team](../team/who.md), [here](#by-card) \
and [elsewhere](https://other.example/a?b=1&c=2). KYC takes a day[^1]. It is $x^2$.\n\n\
![A dot](img/dot.gif)\n\n![Far away](https://other.example/b.png)\n\n\
::::tabs\n:::tab Web\nOn the web.\n:::\n:::tab Phone\nOn a phone.\n:::\n::::\n\n\
:::details More\nHidden at first.\n:::\n\n\
:::faq\n### Is there a fee?\n\nNone.\n:::\n\n\
:::only Android {platform=android}\nFor one.\n:::\n\n\
:::video How it works {src=https://www.youtube.com/watch?v=aqz-KE-bpKQ}\nWhat is said.\n:::\n\n\
:::figure Large\n![A dot](img/dot.gif)\n:::\n\n\
- [x] done\n- [ ] open\n\n\
## By card\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n\
<p onclick=\"x()\" style=\"color:red\" id=\"raw\">Raw <b>text</p>\n\n<table><tr><td><li>Alone</li></td></tr></table>\n\n<script>alert(1)</script>\n\n[^1]: Mostly.\n";

/// A site in a folder that goes away with it.
struct Help {
    dir: tempfile::TempDir,
}

/// A site that is read.
struct Loaded {
    site: Site,
    theme: Theme,
}

impl Help {
    fn new() -> Self {
        let help = Self { dir: tempfile::tempdir().expect("a folder") };
        let article = |title: &str, more: &str, text: &str| format!("---\ntitle: {title}\n{more}---\n\n{text}\n");
        help.write(
            "helpdex.yaml",
            "title: Help & more\nbase_url: https://x.example/help\nlanguages: [en, ru]\n\
             glossary: { KYC: know your customer }\nmarkdown: { math: true, glossary: true }\n",
        );
        help.write(
            "content/payouts/_index.md",
            "---\ntitle: Payouts\nsummary: All about money.\norder: 1\n---\n\nRead on.\n",
        );
        help.write(
            "content/payouts/blocks.md",
            article("Blocks <b> & \"quotes\"", "order: 2\nreviewed: 2026-11-02\n", BLOCKS),
        );
        help.write(
            "content/payouts/when.md",
            article(
                "When?",
                "order: 1\nreviewed: 2026-01-05\n",
                "Soon.\n\n## To PayPal\n\nSee [cards](blocks.md#by-card).",
            ),
        );
        help.write("content/payouts/when.ru.md", article("Когда?", "", "Скоро. [Блоки](blocks.md)"));
        help.write("content/payouts/abroad/far.md", article("Far", "", "Back to [payouts](../_index.md)."));
        help.write("content/payouts/draft.md", article("Draft", "status: draft\n", "SECRET-DRAFT"));
        help.write("content/payouts/old.md", article("Old", "status: archived\n", "SECRET-OLD"));
        help.write("content/payouts/inside.md", article("Inside", "audience: agents\n", "SECRET-INSIDE"));
        help.write("content/team/who.md", article("Who?", "", "We.\n\n![Us](img/scheme.svg)"));
        std::fs::create_dir_all(help.path("content/payouts/img")).expect("made");
        std::fs::write(help.path("content/payouts/img/dot.gif"), DOT).expect("written");
        for name in ["scheme.svg", "scheme.dark.svg"] {
            help.write(
                &format!("content/team/img/{name}"),
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><!--{name}--></svg>"),
            );
        }
        help
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn load(&self) -> Loaded {
        self.load_as(false)
    }

    fn load_as(&self, for_agents: bool) -> Loaded {
        let config = Config::load(self.dir.path()).expect("found").expect("valid");
        let config = if for_agents { config.for_agents() } else { config };
        let options = Options { drafts: false, today: jiff::civil::date(2026, 11, 21) };
        let (theme, _) = Theme::of(&config).expect("read");
        let labels = theme.all_labels(&config.languages);
        Loaded { site: Site::load(config.into(), options, &labels).expect("read"), theme }
    }
}

fn request(format: Format) -> Request<'static> {
    Request {
        language: LanguageId::DEFAULT,
        categories: &[],
        title: None,
        untranslated: false,
        format,
        paper: Paper::A4,
        browser: Browser::default(),
        made: None,
    }
}

impl Loaded {
    fn write(&self, request: &Request<'_>, out: &Path) -> Result<Exported, Error> {
        write(&self.site, &self.theme, request, out).map(|made| made.expect("templates without faults"))
    }

    fn russian(&self) -> LanguageId {
        language(&self.site.config, "ru").expect("a language")
    }

    /// The titles in a book, each as deep as it stands.
    fn titles(&self, request: &Request<'_>) -> Result<Vec<String>, String> {
        let book = Book::select(&self.site, &self.theme, request).map_err(|fault| fault.to_string())?;
        Ok(book.chapters.iter().map(|chapter| format!("{}{}", "  ".repeat(chapter.depth), chapter.title)).collect())
    }
}

#[test]
fn a_book_has_what_the_lists_have_in_their_order() {
    let help = Help::new();
    let loaded = help.load();
    let all = request(Format::Html);
    let blocks = "  Blocks <b> & \"quotes\"";
    assert_eq!(loaded.titles(&all).unwrap(), ["Payouts", "  When?", blocks, "  Abroad", "    Far", "Team", "  Who?"]);
    // Of one category its own page is the cover.
    let one = ["payouts/".to_owned()];
    assert_eq!(
        loaded.titles(&Request { categories: &one, ..all.clone() }).unwrap(),
        ["When?", &blocks[2..], "Abroad", "  Far"]
    );
    // In the site's order, and none twice.
    let several = ["team", "content/payouts/abroad", "payouts/abroad"].map(str::to_owned);
    assert_eq!(
        loaded.titles(&Request { categories: &several, ..all.clone() }).unwrap(),
        ["Abroad", "  Far", "Team", "  Who?"]
    );
    let nested = ["payouts/abroad", "payouts"].map(str::to_owned);
    assert_eq!(loaded.titles(&Request { categories: &nested, ..all.clone() }).unwrap().len(), 4);
    // In another language, with what isn't written in it only when it is asked for.
    let russian = Request { language: loaded.russian(), ..all.clone() };
    assert_eq!(loaded.titles(&russian).unwrap(), ["Payouts", "  Когда?"]);
    assert_eq!(loaded.titles(&Request { untranslated: true, ..russian.clone() }).unwrap().len(), 7);
    // Agents have what is for them alone.
    let agents = help.load_as(true).titles(&all).unwrap();
    assert!(agents.contains(&"  Inside".to_owned()) && !agents.contains(&"  Draft".to_owned()), "{agents:?}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let help = Help::new();
    let loaded = help.load();
    let asked = |name: &str| {
        let categories = [name.to_owned()];
        loaded.titles(&Request { categories: &categories, ..request(Format::Html) }).unwrap_err()
    };
    assert_eq!(asked("payout"), "this site has no category `payout`; did you mean `payouts`?");
    assert_eq!(asked("zzz"), "this site has no category `zzz`; its categories are `payouts`, `team`");
    let categories = ["team".to_owned()];
    let russian = Request { language: loaded.russian(), categories: &categories, ..request(Format::Html) };
    assert_eq!(
        loaded.titles(&russian).unwrap_err(),
        "`team` has no published articles in `ru`; `--untranslated` takes those in other languages along"
    );
    let told = language(&loaded.site.config, "de").unwrap_err().to_string();
    assert_eq!(told, "this site has no language `de`; its languages are `en`, `ru`");
}

#[test]
fn nothing_but_a_book_is_replaced() {
    let help = Help::new();
    let loaded = help.load();
    let told = |out: &str| loaded.write(&request(Format::Html), &help.path(out)).unwrap_err().to_string();
    assert!(told("content").contains("it is a folder"));
    assert!(told("content/payouts/book.html").contains("it lies in the content folder"));
    assert!(told("nowhere/book.html").contains("cannot find the folder of"));
    help.write("letter.html", "Dear all");
    assert!(told("letter.html").contains("a file is there that is no HTML"));
    assert_eq!(std::fs::read(help.path("letter.html")).unwrap(), b"Dear all");
    loaded.write(&request(Format::Html), &help.path("book.html")).expect("written");
    loaded.write(&request(Format::Html), &help.path("book.html")).expect("replaced");
    let refused = loaded.write(&request(Format::Epub), &help.path("book.html")).unwrap_err().to_string();
    assert!(refused.contains("is no EPUB"), "{refused}");
    // What can't be read stops it, and leaves the old one.
    let before = std::fs::read(help.path("book.html")).unwrap();
    std::fs::remove_file(help.path("content/payouts/img/dot.gif")).unwrap();
    assert!(told("book.html").contains("dot.gif"));
    assert_eq!(std::fs::read(help.path("book.html")).unwrap(), before);
    let left = std::fs::read_dir(help.dir.path()).unwrap().count();
    assert_eq!(left, 4, "settings, content, the letter and the book");
}
