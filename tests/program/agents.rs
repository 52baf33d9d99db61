//! The site for the team: customers get nothing of what is internal, agents get all of it.

use std::io::Read;

use serde_json::Value;

use crate::support::Site;

/// A word that stands in every internal text, and in no other.
const SECRET: &str = "quagmire";

fn site() -> Site {
    let front = "audience: agents\n";
    Site::new()
        .file("helpdex.yaml", "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\nagents: {base_url: https://agents.example.com/desk}\n")
        .file(
            "content/payouts/inside.md",
            format!("---\ntitle: The quagmire inside\nsummary: A quagmire summary.\nasks: [quagmire ask]\ntags: [quagmire tag]\naliases: [/quagmire-old/]\n{front}---\n\nA quagmire text, {{{{ quagmire-snippet }}}}\n\n![A quagmire scheme](img/quagmire.svg)\n"),
        )
        .file("content/payouts/img/quagmire.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>")
        .file("content/_snippets/quagmire-snippet.md", "from a quagmire snippet.\n")
        .file("content/desk/_index.md", format!("---\ntitle: Desk\n{front}---\n\nquagmire\n"))
        .file("content/desk/shifts.md", "---\ntitle: Shifts of the quagmire\n---\n\nquagmire\n")
        .file("content/desk/table.csv", "quagmire\n")
        .file("content/_macros/_index.md", "---\ntitle: Macros\n---\n")
        .file(
            "content/_macros/late.md",
            "---\ntitle: Quagmire reply\ntags: [late]\n---\n\nHello {{ customer.first_name }}, it comes [soon](../payouts/when.md#top). A quagmire.\n",
        )
        .file(
            "content/_standards/quagmire-replies.yaml",
            "title: {en: Quagmire checklist, ru: Список Quagmire}\nsummary: A quagmire summary of it.\napplies_to: {tags: late}\ncases:\n- case: {en: In a quagmire, ru: Вопрос}\n  steps:\n  - {en: 'Lead out of the quagmire by [inside](../payouts/inside.md).', ru: Помогите.}\n",
        )
        .file("content/_macros/late.ru.md", "---\ntitle: Ответ\n---\n\nПривет, {{ customer.name }}. Quagmire.\n")
        .article(
            "payouts/fees",
            "What does it cost?",
            "Nothing.\n\n:::only{audience=agents} How we see it\nA quagmire note, see [inside](inside.md).\n\n![x](img/quagmire.svg)\n:::\n\n- One\n\n  :::only{audience=agents}\n  quagmire\n  :::\n\n- Two\n\n> :::only{audience=agents}\n> quagmire\n> :::\n> Said.",
        )
}

/// Every file of an output as text, unpacked where it is packed.
fn texts(site: &Site, folder: &str) -> Vec<(String, String)> {
    let unpacked = |bytes: Vec<u8>| {
        let mut out = Vec::new();
        let is_packed = bytes.starts_with(&[0x1f, 0x8b]);
        if is_packed && flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut out).is_ok() { out } else { bytes }
    };
    let files = site.snapshot(folder).into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8_lossy(&unpacked(bytes)).to_lowercase())).collect()
}

#[test]
fn customers_get_nothing_of_it() {
    let site = site();
    site.run(["build", "--quiet"]).status(0);
    for (path, text) in texts(&site, "public") {
        let holds = path.contains(SECRET) || text.contains(SECRET) || text.contains("inside/") || path.contains("desk");
        assert!(!holds, "{path} says what is internal");
    }
    let page = site.read("public/payouts/fees/index.html");
    assert!(page.contains("Nothing.") && page.contains("Said.") && page.contains("Two"), "{page}");
    assert!(!site.read("helpdex.urls").contains(SECRET) && !site.read("helpdex.urls").contains("/desk/"));
    // The preview's and the programs' commands read the same site.
    site.run(["export", "meilisearch", "out"]).status(0);
    for (path, text) in texts(&site, "out") {
        assert!(!text.contains(SECRET), "{path} says what is internal");
    }
}

#[test]
fn agents_get_all_of_it() {
    let site = site();
    site.run(["build", "--audience", "agents"])
        .status(2)
        .stderr_has("needs a folder of its own; add `--out internal/`");
    site.run(["build", "--audience", "agents", "--out", "public"]).status(2).stderr_has("needs a folder of its own");
    site.run(["build", "--quiet", "--audience", "agents", "--out", "internal"]).status(0);
    let page = site.read("internal/payouts/inside/index.html");
    assert!(page.contains("The quagmire inside") && page.contains("<p class=\"alert-title\">Internal</p>"), "{page}");
    let note = site.read("internal/payouts/fees/index.html");
    assert!(note.contains("<aside class=\"only internal\" role=\"note\">"), "{note}");
    assert!(note.contains("<b>Internal</b>: How we see it"), "{note}");
    for path in ["macros/late", "ru/macros/late", "desk/shifts", "macros", "quagmire-old"] {
        assert!(site.has(&format!("internal/{path}/index.html")), "{path}");
    }
    assert!(site.has("internal/payouts/img/quagmire.svg") && site.has("internal/desk/table.csv"));
    // Search engines get none of it.
    assert!(!site.has("internal/sitemap.xml"));
    assert!(site.read("internal/robots.txt").contains("Disallow: /"));
    assert!(site.read("internal/_headers").contains("X-Robots-Tag: noindex"));
    for (path, text) in texts(&site, "internal").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let is_redirect = text.contains("http-equiv=\"refresh\"");
        assert!(is_redirect || text.contains("<meta name=\"robots\" content=\"noindex\">"), "{path} may be listed");
    }
    // No public URL is remembered of it.
    assert!(!site.has("helpdex.urls"));
}

#[test]
fn a_checklist_is_ticked_in_the_browser() {
    let site = site();
    site.run(["build", "--quiet", "--audience", "agents", "--out", "internal"]).status(0);
    let page = site.read("internal/standards/quagmire-replies/index.html");
    let step = "<label><input type=\"checkbox\" autocomplete=\"off\"> <span>Lead out of the quagmire by <a href=\"/desk/payouts/inside/\">inside</a>.</span></label>";
    assert!(page.contains(step) && page.contains("<button type=\"reset\">Clear the ticks</button>"), "{page}");
    let russian = site.read("internal/ru/standards/quagmire-replies/index.html");
    assert!(russian.contains("<legend>Вопрос</legend>") && russian.contains("Помогите."), "{russian}");
    // Programs get it as tasks.
    assert!(page.contains("type=\"text/markdown\" href=\"/desk/standards/quagmire-replies/index.md\""), "{page}");
    let tasks = site.read("internal/standards/quagmire-replies/index.md");
    for part in
        ["\naudience: \"agents\"\n", "\n## In a quagmire\n\n- [ ] Lead out", "/desk/payouts/inside/index.md).\n"]
    {
        assert!(tasks.contains(part), "{part}: {tasks}");
    }
    assert!(site.read("internal/ru/standards/quagmire-replies/index.md").contains("\n## Вопрос\n\n- [ ] Помогите.\n"));
    let list = site.read("internal/standards/index.md");
    assert!(list.contains("/desk/standards/quagmire-replies/index.md): A quagmire summary of it.\n"), "{list}");
    // It is named where it is needed.
    for path in ["index.html", "standards/index.html", "macros/late/index.html"] {
        assert!(site.read(&format!("internal/{path}")).contains("/desk/standards/"), "{path}");
    }
    assert!(site.read("internal/macros/late/index.html").contains("Quagmire checklist"));
    assert!(!site.read("internal/payouts/fees/index.html").contains("Quagmire checklist"));
    let found = site.run(["search", "--out", "internal", "--format", "jsonl", "lead out of it"]).status(0);
    found.stdout_has("/standards/quagmire-replies/").stdout_has("Internal – Checklists");
}

#[test]
fn programs_are_told_what_is_internal() {
    let site = site();
    site.run(["build", "--quiet", "--audience", "agents", "--out", "internal"]).status(0);
    let note = "> **Internal**: For our team only. Don't send this page to customers.\n";
    let page = site.read("internal/payouts/inside/index.md");
    assert!(page.contains("\naudience: agents\n") || page.contains("\naudience: \"agents\"\n"), "{page}");
    assert!(page.contains(&format!("# The quagmire inside\n\n{note}\nA quagmire text")), "{page}");
    assert!(site.read("internal/desk/index.md").contains(note));
    // A macro is there to be sent, and what is for everyone says nothing of it.
    let reply = site.read("internal/macros/late/index.md");
    assert!(reply.contains("audience: ") && !reply.contains(note), "{reply}");
    assert!(!site.read("internal/payouts/fees/index.md").contains("audience: "));
    assert!(site.read("internal/llms.txt").contains("The quagmire inside (Internal)"));
}

#[test]
fn a_macro_leads_customers_to_their_site() {
    let site = site();
    site.run(["build", "--quiet", "--audience", "agents", "--out", "internal"]).status(0);
    let page = site.read("internal/macros/late/index.html");
    assert!(page.contains("{{ customer.first_name }}"), "{page}");
    assert!(page.contains("[soon](https://help.example.com/payouts/when/#top)"), "{page}");
    assert!(page.contains("data-from=\"/desk\" data-to=\"https://help.example.com\""), "{page}");
    // Found beside articles.
    site.run(["search", "--out", "internal", "quagmire reply"]).status(0).stdout_has("/macros/late/");
    let found = site.run(["search", "--out", "internal", "--format", "jsonl", "quagmire reply"]).status(0);
    found.stdout_has("Internal – Macros");
}

fn exported(desk: &[&str]) -> Value {
    let site = site();
    let mut arguments = vec!["export", "macros", "--for"];
    arguments.extend(desk);
    let outcome = site.run(arguments).status(0).stderr_has("exported 2 macros");
    serde_json::from_str(&outcome.stdout).expect("JSON")
}

#[test]
fn macros_for_each_desk() {
    let zendesk = exported(&["zendesk"]);
    let action = &zendesk[0]["macro"]["actions"][0];
    assert_eq!(zendesk[0]["macro"]["title"], "Quagmire reply (en)");
    assert_eq!(action["field"], "comment_value_html");
    assert_eq!(
        action["value"],
        "<p>Hello {{ticket.requester.first_name}}, it comes <a href=\"https://help.example.com/payouts/when/#top\">soon</a>. A quagmire.</p>"
    );
    assert_eq!(zendesk[0]["macro"]["actions"][1]["value"], "late");
    let freshdesk = exported(&["freshdesk", "--folder", "7"]);
    assert_eq!(freshdesk[0]["folder_id"], 7);
    assert!(freshdesk[0]["content_html"].as_str().unwrap().starts_with("<p>Hello {{ticket.requester.firstname}}"));
    let chatwoot = exported(&["chatwoot"]);
    assert_eq!(chatwoot[0]["visibility"], "global");
    assert_eq!(
        chatwoot[0]["actions"][0]["action_params"][0],
        "Hello {{contact.first_name}}, it comes [soon](https://help.example.com/payouts/when/#top). A quagmire."
    );
    assert_eq!(chatwoot[1]["actions"][0]["action_params"][0], "Привет, {{contact.name}}. Quagmire.");
}

#[test]
fn a_leak_stops_the_build() {
    let settings = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";
    let theme = |template: &str| {
        site()
            .file("helpdex.yaml", format!("{settings}theme: ours\n"))
            .file("themes/ours/templates/article.html", template)
    };
    let leaking =
        "{% extends \"default/article.html\" %}{% block contact %}<p>The quagmire inside</p>{% endblock contact %}";
    let site = theme(leaking);
    let told = "the title of this internal file stands in `payouts/fees/index.html:";
    site.run(["build"])
        .status(1)
        .stdout_has("error[leak]")
        .stdout_has(told)
        .stdout_has("--> content/payouts/inside.md");
    assert!(!site.has("public"), "nothing was published");
    site.run(["check"]).status(1).stdout_has("error[leak]").stdout_has(told);
    // A file that is published as it is.
    let site = self::site().file("content/payouts/list.csv", "a,b\nThe quagmire inside,1\n");
    site.run(["build"]).status(1).stdout_has("stands in `payouts/list.csv:2`");
    // What public texts say is no secret.
    let site = theme(&leaking.replace("The quagmire inside", "What does it cost?"));
    site.run(["build", "--quiet"]).status(0);
}

#[test]
fn a_translation_does_not_follow_notes() {
    let site = site().file("content/payouts/fees.ru.md", "---\ntitle: Ц\nsource_revision: ''\n---\n\nН\n");
    site.run(["translations", "--mark", "content/payouts/fees.ru.md"]).status(0);
    let text = site.read("content/payouts/fees.md");
    site.with("content/payouts/fees.md", text.replace("A quagmire note, see", "Quite another quagmire.\n\nSee"));
    site.run(["check"]).status(0);
    let outcome = site.run(["check", "--format", "short"]);
    assert!(!outcome.stdout.contains("stale-translation"), "{outcome}");
    site.with("content/payouts/fees.md", text.replace("Nothing.", "A lot."));
    site.run(["check", "--format", "short"]).stdout_has("stale-translation");
}
