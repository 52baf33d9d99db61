use super::*;
use crate::dialect::elements::translate;

fn made(brackets: Brackets, text: &str) -> (String, usize) {
    let mut notes = Notes::default();
    let lines: Vec<usize> = (1..100).collect();
    let mut own = |_: &Element<'_>, _: &mut Notes| None;
    let mut shortcodes = Shortcodes { brackets, path: "x.md", notes: &mut notes, own: &mut own };
    let out = translate(text, &lines, &mut shortcodes);
    (out, notes.problems.len())
}

#[test]
fn tags_of_hugo() {
    assert_eq!(
        made(
            Brackets::Hugo,
            "{{% notice tip \"Do *it*\" %}}\nx\n{{% /notice %}}\n\n{{< tabs items=\"A,B\" >}}\n{{< tab >}}1{{< /tab >}}\n{{< tab >}}2{{< /tab >}}\n{{< /tabs >}}\n"
        ),
        (":::tip Do *it*\nx\n:::\n\n::::tabs\n:::tab A\n1\n:::\n:::tab B\n2\n:::\n::::\n".to_owned(), 0)
    );
    assert_eq!(
        made(Brackets::Hugo, "{{< figure src=\"a b.png\" caption=\"C\" >}}\n").0,
        ":::figure C\n![C](<a b.png>)\n:::\n"
    );
    assert_eq!(
        made(Brackets::Hugo, "{{< code-toggle file=hugo >}}\n[[a]]\nb = '{{< x >}}'\n{{< /code-toggle >}}\n").0,
        "```\n[[a]]\nb = '{{< x >}}'\n```\n"
    );
    assert_eq!(
        made(Brackets::Hugo, "`{{< x >}}` {{</* y */>}} {{< odd 1 >}}"),
        ("`{{< x >}}` {{</* y */>}} <!-- import: %7B%7B%3C odd 1 %3E%7D%7D -->".to_owned(), 1)
    );
    assert_eq!(
        made(
            Brackets::Hugo,
            "{{< page-ref page=\"user/sign-up\" >}}\n\n{{< caption-link url=\"https://a.example\" caption=\"A\" >}}\n"
        ),
        ("[Sign up](user/sign-up)\n\n[A](https://a.example)\n".to_owned(), 0)
    );
    assert_eq!(
        made(Brackets::Hugo, "a {{< youtube xN1 >}} b").0,
        "a\n\n:::video Video {src=\"https://www.youtube.com/watch?v=xN1\"}\n:::\n\n b"
    );
}

#[test]
fn tags_of_gitbook() {
    assert_eq!(
        made(
            Brackets::Liquid,
            "{% hint style=\"danger\" %}\n**x**\n{% endhint %}\n\n{% tabs %}\n{% tab title=\"A\" %}\n1\n{% endtab %}\n\n{% tab title=\"B\" %}\n2\n{% endtab %}\n{% endtabs %}\n"
        ),
        (":::danger\n**x**\n:::\n\n::::tabs\n:::tab A\n1\n:::\n\n:::tab B\n2\n:::\n::::\n".to_owned(), 0)
    );
    assert_eq!(made(Brackets::Liquid, "{% page-ref page=\"../a/README.md\" %}\n").0, "[A](../a/README.md)\n");
}

#[test]
fn tags_of_zola() {
    let (out, problems) =
        made(Brackets::Zola, "{% note(title=\"T\") %}\nx {{ youtube(id=\"a\") }}\n{% end %}\n{{ page.title }}\n");
    assert_eq!(
        (out.as_str(), problems),
        (
            "::::note T\nx\n\n:::video Video {src=\"https://www.youtube.com/watch?v=a\"}\n:::\n::::\n{{ page.title }}\n",
            0
        )
    );
}
