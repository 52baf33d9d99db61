//! Imports of what a site can't hold as it is: it becomes something that builds, and nothing is lost.

use super::{Fixture, messages};

const GIF: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=";

#[test]
fn what_leads_nowhere_becomes_its_text() {
    let body = "# X\n\n- **[one](ms-settings:update)** and [two](gone.md \"T\"), ![three](gone.png)\n\n| [four][d] |\n|---|\n\n\
                <a href=\"gone.md\">five</a> <img src=\"gone.png\" alt=\"six\"> <std::vector> ![](mailto:a@b.example)\n\n\
                [![seven](p.png)](gone/) [y](y.md) [draft](z.md) [home](/) [old](/help/y.html) [run](app.exe)\n\n\
                ![bad](evil.svg) ![page](y.md) [mail](mailto:a@b.example) [a](//cdn.example/x) [b](#here)\n\n[d]: gone.md\n";
    let fixture = Fixture::new(&[
        ("a/x.md", body),
        ("a/y.md", "---\naliases: [/help/y.html]\n---\n# Y\n"),
        ("a/z.md", "---\ndraft: true\n---\n# Z\n\n[own](z2.md)\n"),
        ("a/z2.md", "---\ndraft: true\n---\n# Z2\n"),
        ("a/p.png", "png"),
        ("a/app.exe", "MZ"),
        ("a/evil.svg", "<svg onload='x()'/>"),
    ]);
    let summary = fixture.import();
    assert_eq!(
        fixture.text("a/x.md"),
        "---\ntitle: X\n---\n\n- **one<!-- import: link to ms-settings:update -->** and two<!-- import: link to gone.md 'T' -->, \
         three<!-- import: image gone.png -->\n\n| four<!-- import: link to gone.md --> |\n|---|\n\n\
         <a title=\"import: link to gone.md\">five</a> six<!-- import: image gone.png --> \
         std\\:\\:vector<!-- import: link to std::vector --> <!-- import: image mailto:a@b.example -->\n\n\
         ![seven](p.png)<!-- import: link to gone/ --> [y](y.md) draft<!-- import: link to z.md --> [home](/) \
         [old](y.md) run<!-- import: link to app.exe -->\n\n\
         bad<!-- import: image evil.svg --> page<!-- import: image y.md --> [mail](mailto:a@b.example) \
         [a](//cdn.example/x) [b](#here)\n\n[d]: gone.md\n"
    );
    assert!(fixture.text("a/z.md").ends_with("[own](z2.md)\n"));
    let told = messages(&summary);
    assert_eq!((summary.unlinked, told.len()), (13, 13), "{told:#?}");
    assert_eq!(told[0], "a/x.md:3 `gone.md` is not in the imported folder; the link is only its text now");
    assert!(told.contains(&"a/x.md:10 `z.md` is a draft; the link is only its text now".to_owned()), "{told:#?}");
    assert!(
        told.contains(&"a/x.md:12 `evil.svg` holds code that would run; the image is only its text now".to_owned())
    );
    assert!(
        told.iter().any(|line| line.contains("`ms-settings:update`: Helpdex publishes no links with `ms-settings:`")),
        "{told:#?}"
    );
    let before = fixture.content();
    fixture.import();
    assert_eq!(fixture.content(), before);
}

#[test]
fn addresses_of_the_site_stay() {
    let fixture = Fixture::new(&[
        (
            "a/x.md",
            "# X\n\n[m](/payouts/min/#fees) [s](/search/) [p](/a-b/y/) ![i](/payouts/i.png) [n](/payouts/none/)\n",
        ),
        ("A & B/y.md", "# Y\n"),
    ]);
    fixture.site("content/payouts/min.md", "---\ntitle: Min\n---\n\n## Fees\n");
    fixture.site("content/payouts/_index.md", "---\ntitle: P\n---\n");
    fixture.site("content/payouts/i.png", "png");
    fixture.import();
    assert!(fixture.text("a/x.md").ends_with(
        "[m](/payouts/min/#fees) [s](/search/) [p](../a-b/y.md) ![i](/payouts/i.png) \
         n<!-- import: link to /payouts/none/ -->\n"
    ));
    let before = fixture.content();
    fixture.import();
    assert_eq!(fixture.content(), before);
}

#[test]
fn images_in_the_text_become_files() {
    let x = format!("# X\n\n![i]({GIF}) <img src='{GIF}'>\n\n![j][j]\n\n[j]: data:image/svg+xml,%3Csvg/%3E\n");
    let y = format!("# Y\n\n![k]({GIF}) ![bad](data:image/png;base64,AAAA)\n");
    let fixture = Fixture::new(&[("a/x.md", &x), ("b/y.md", &y)]);
    let summary = fixture.import();
    assert_eq!(fixture.paths(), ["a/_index.md", "a/img/x-1.gif", "a/img/x-2.svg", "a/x.md", "b/_index.md", "b/y.md"]);
    assert!(fixture.text("a/img/x-1.gif").starts_with("GIF89a"));
    assert_eq!(fixture.text("a/img/x-2.svg"), "<svg/>");
    assert!(
        fixture.text("a/x.md").ends_with("![i](img/x-1.gif) <img src='img/x-1.gif'>\n\n![j][j]\n\n[j]: img/x-2.svg\n")
    );
    assert!(
        fixture
            .text("b/y.md")
            .ends_with("![k](../a/img/x-1.gif) bad<!-- import: image data:image/png;base64,AAAA -->\n")
    );
    assert_eq!((summary.pictures, summary.files, summary.unlinked, summary.links), (4, 2, 1, 0));
    assert_eq!(messages(&summary), ["b/y.md:3 the image in the text can't be read; the image is only its text now"]);
    let before = fixture.content();
    fixture.import();
    assert_eq!(fixture.content(), before);
}

#[test]
fn related_articles_and_old_urls_keep_their_meaning() {
    let fixture = Fixture::new(&[
        (
            "A & B/x.md",
            "---\ntitle: X\nrelated: [../c/y.md, c/y, gone.md]\npermalink: /a-b/x/\nalias: [/o/, /min/]\n---\n",
        ),
        ("c/y.md", "---\ntitle: Why\nrelated: ../A%20%26%20B/x.md\naliases: [/o/, /only/]\n---\n[x](/o/)\n"),
        ("c/index.md", "---\ntitle: C\nrelated: [y.md]\n---\n"),
    ]);
    fixture.site("content/p/min.md", "---\ntitle: Min\naliases: [/min/]\n---\n");
    fixture.site("content/p/_index.md", "---\ntitle: P\n---\n");
    let summary = fixture.import();
    assert_eq!(
        fixture.text("a-b/x.md"),
        "---\ntitle: X\naliases: [\"/o/\"]\nrelated: [c/y.md, c/y.md]\nextra:\n  aliases: [\"/min/\"]\n  related: [gone.md]\n---\n"
    );
    assert_eq!(
        fixture.text("c/y.md"),
        "---\ntitle: Why\naliases: [\"/only/\"]\nrelated: [a-b/x.md]\nextra:\n  aliases: [\"/o/\"]\n---\n\n[x](../a-b/x.md)\n"
    );
    assert_eq!(fixture.text("c/_index.md"), "---\ntitle: C\nextra:\n  related: [y.md]\n---\n");
    assert_eq!(
        messages(&summary),
        [
            "A & B/x.md:3 no article for `gone.md` under `related`; it is kept under `extra`",
            "A & B/x.md:5 the old URL `/min/` leads to something else; it is kept under `extra`",
            "c/y.md:4 the old URL `/o/` leads to something else; it is kept under `extra`",
        ]
    );
    let before = fixture.content();
    fixture.import();
    assert_eq!(fixture.content(), before);
}
