//! `helpdex answer`: the passage that answers, or nothing.

use serde_json::Value;

use crate::support::Site;

/// Questions as customers put them, each with the article that answers and a word of the passage.
const ASKED: [(&str, &str, &str, &str); 8] = [
    ("en", "when do I get paid", "/payouts/when-do-i-get-paid/", "48 hours"),
    ("en", "is there a fee", "/payouts/refunds-and-fees/", "fee"),
    ("en", "is a vpn allowed", "/anti-cheat/vpn-and-proxy-rules/", "VPN"),
    ("en", "forgot my password", "/accounts/reset-password/", "Forgot password?"),
    ("en", "which devices are supported", "/general/supported-devices-and-countries/", "Windows"),
    ("ru", "как вывести деньги", "/ru/payouts/request-a-payout/", "Вывести"),
    ("ru", "забыл пароль", "/ru/accounts/reset-password/", "Забыли пароль?"),
    ("be", "мінімальная выплата", "/be/payouts/minimum-payout/", "$5"),
];

/// What nothing in the demo is about.
const UNKNOWN: [&str; 6] = [
    "what is the capital of france",
    "best pizza in town",
    "who won the world cup in 1998",
    "what is the xyzzy",
    "error 503 bad gateway",
    "how do I bake sourdough bread",
];

#[test]
fn the_passage_that_answers_or_nothing() {
    let site = Site::demo();
    site.run(["build"]).status(0);
    for (language, question, url, word) in ASKED {
        let told = site.run(["answer", question, "--lang", language, "--format", "json"]).status(0).stdout;
        let told: Value = serde_json::from_str(&told).expect("JSON");
        let answer = &told["answer"];
        let found = answer["url"].as_str().expect("an address");
        assert!(found.starts_with(&format!("https://help.driftnet.example{url}")), "{question}: {answer:#}");
        let passage = answer["passage"].as_str().expect("a passage");
        assert!(passage.contains(word) && passage.chars().count() <= 961, "{question}: {answer:#}");
        assert_eq!((&answer["language"], answer["updated"].is_string()), (&language.into(), true), "{question}");
        // Word for word what the article says.
        let source = site.read(answer["source"].as_str().expect("a file"));
        let plain: String = source.chars().filter(|c| c.is_alphanumeric()).collect();
        let first: String = passage.lines().next().unwrap_or_default().chars().take(30).collect();
        let first: String = first.chars().filter(|c| c.is_alphanumeric()).collect();
        assert!(plain.contains(&first), "{first} of {question}");
    }
    for question in UNKNOWN {
        site.run(["answer", question]).status(1).stdout_is("").stderr_is("no article answers this\n");
        let told = site.run(["answer", question, "--format", "json", "--quiet"]).status(1).stdout;
        assert_eq!(serde_json::from_str::<Value>(&told).expect("JSON")["answer"], Value::Null);
    }
    site.run(["answer", "when do I get paid", "--lang", "xx"]).status(2).stderr_has("no language `xx`");
    site.run(["answer", " "]).status(2).stderr_has("ask something");
}

/// Without `answers.json` there are answers, but no days.
#[test]
fn a_site_that_tells_programs_nothing_answers_all_the_same() {
    let settings = "title: Help\nbase_url: https://help.example.com\nprograms: { answers: false, markdown: false }\n";
    let site = Site::new().file("helpdex.yaml", settings);
    site.run(["answer", "when do I get paid"]).status(3).stderr_has("no search index");
    site.run(["build"]).status(0);
    let answer =
        "On the first working day of each month.\n\nWhen do I get paid?\nhttps://help.example.com/payouts/when/\n";
    site.run(["answer", "when do I get paid"]).status(0).stdout_is(answer);
    let quote = "> On the first working day of each month.  \n\n[When do I get paid?](<https://help.example.com/payouts/when/>)\n";
    site.run(["answer", "when am I paid", "--format", "markdown"]).status(0).stdout_is(quote);
    std::fs::write(site.path("public/answers.json"), "{").expect("written");
    site.run(["answer", "when do I get paid"]).status(3).stderr_has("build the site again");
}
