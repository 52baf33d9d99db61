//! axe-core over every kind of page, as it is and with all that opens open, in both color schemes and at both widths.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use helpdex_chromium::{Browser, Tab};
use serde::Deserialize;
use serde_json::json;

use super::site::Audited;
use super::tools::Tools;
use super::verdict::Verdict;
use crate::Fault;

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A page in a state that readers bring it to.
struct State {
    name: &'static str,
    path: &'static str,
    /// What is done on the page.
    act: Act,
}

#[derive(Clone, Copy)]
enum Act {
    Nothing,
    /// Results of a search come by themselves.
    Results,
    /// A question is typed into the search field, and suggestions drop down.
    Type(&'static str),
    /// Contents, topics and answers that open, all at once.
    Open,
    /// The menu of languages is opened. It alone is judged: what it covers can't be touched, and need not be.
    Menu,
}

const fn state(name: &'static str, path: &'static str, act: Act) -> State {
    State { name, path, act }
}

const STATES: [State; 29] = [
    state("home", "/", Act::Nothing),
    state("home, suggestions", "/", Act::Type("payout")),
    state("home, language menu", "/", Act::Menu),
    state("home in Russian", "/ru/", Act::Nothing),
    state("home in Belarusian, suggestions", "/be/", Act::Type("выплата")),
    state("category", "/technical/", Act::Nothing),
    state("category with an untranslated article", "/be/payouts/", Act::Nothing),
    state("category with a draft", "/payouts/", Act::Nothing),
    state("article", "/technical/app-not-earning/", Act::Nothing),
    state("article, suggestions", "/technical/app-not-earning/", Act::Type("earning")),
    state("article, suggestions without a hit", "/technical/app-not-earning/", Act::Type("zzzqqq")),
    state("article, contents", "/technical/app-not-earning/", Act::Open),
    state("article, language menu", "/technical/app-not-earning/", Act::Menu),
    state("article with every block", "/payouts/features/", Act::Open),
    state("archived article", "/payouts/bank-transfer/", Act::Nothing),
    state("draft", "/payouts/soon/", Act::Nothing),
    state("stale translation", "/ru/payouts/changed/", Act::Nothing),
    state("tag", "/tags/troubleshooting/", Act::Nothing),
    state("all tags", "/tags/", Act::Nothing),
    state("search, before a question", "/search/", Act::Open),
    state("search, results", "/search/?q=payout", Act::Results),
    state("search, nothing found", "/search/?q=zzzqqq", Act::Results),
    state("contact", "/contact/", Act::Open),
    state("status", "/status/", Act::Nothing),
    state("survey of satisfaction", "/survey/csat/", Act::Nothing),
    state("survey of recommendation in Russian", "/ru/survey/nps/", Act::Nothing),
    state("article, after a no", "/payouts/payout-failed/#hd-next", Act::Nothing),
    state("article, after a yes", "/payouts/payout-failed/#hd-thanks", Act::Nothing),
    state("page that is not there", "/no/such/page/", Act::Nothing),
];

const VIEWS: [(u32, &str); 4] = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")];

/// All rules, those that are off by themselves included (`td-has-header`, `label-content-name-mismatch`), but for those
/// that have been withdrawn and those of WCAG's level AAA.
const RUN: &str = "(async () => {
    const left = ['deprecated', 'wcag2aaa'];
    const rules = axe.getRules().map(({ ruleId, tags }) => [ruleId, { enabled: !tags.some((tag) => left.includes(tag)) }]);
    const { violations } = await axe.run(PART, { rules: Object.fromEntries(rules), resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => ({ rule: id, places: nodes.map(({ html }) => html.slice(0, 200)) }));
})()";

/// A rule that is broken on a page.
#[derive(Deserialize)]
struct Violation {
    rule: String,
    /// The elements, as HTML.
    places: Vec<String>,
}

pub(super) fn audit(browser: &Browser, audited: &Audited, tools: &Tools) -> Result<Verdict, Fault> {
    let axe = tools.axe()?;
    let mut table = format!("| axe, violations on {} |", browser.version()?);
    for (width, scheme) in VIEWS {
        let _ = write!(table, " {width} px, {scheme} |");
    }
    table.push_str("\n| --- | ---: | ---: | ---: | ---: |");
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for state in &STATES {
        let _ = write!(table, "\n| {} |", state.name);
        for (width, scheme) in VIEWS {
            let tab = Tab::open(browser)?;
            tab.screen(width)?;
            tab.media("", &[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")])?;
            let violations = ask(&tab, state, audited, &axe)?;
            tab.close()?;
            let _ = write!(table, " {} |", violations.iter().map(|one| one.places.len()).sum::<usize>());
            for Violation { rule, places } in violations {
                for place in places {
                    let at = format!("{}, {width} px, {scheme}", state.name);
                    found.entry((rule.clone(), place)).or_default().push(at);
                }
            }
        }
    }
    let faults = found.into_iter().map(|((rule, place), at)| {
        let more = if at.len() > 1 { format!(" and {} more", at.len() - 1) } else { String::new() };
        format!("{rule} at {}{more}: {place}", at.first().map_or("", String::as_str))
    });
    Ok(Verdict { table, faults: faults.collect() })
}

/// Brings a page into a state and asks about it.
fn ask(tab: &Tab<'_>, state: &State, audited: &Audited, axe: &str) -> Result<Vec<Violation>, Fault> {
    let url = format!("{}{}", audited.host.url, state.path);
    tab.call("Page.navigate", json!({ "url": url }))?;
    let arrived = format!("location.href === {} && document.readyState === 'complete'", json!(url));
    tab.wait(&arrived, PATIENCE)?;
    match state.act {
        Act::Nothing => {}
        Act::Results => {
            tab.wait("!!document.querySelector('.results-count + div')?.children.length", PATIENCE)?;
        }
        Act::Type(question) => {
            tab.evaluate("document.getElementById('hd-q').focus()")?;
            tab.call("Input.insertText", json!({ "text": question }))?;
            tab.wait("!!document.querySelector('.panel:not([hidden])')", PATIENCE)?;
        }
        Act::Open => {
            tab.evaluate(
                "document.querySelectorAll('details:not(.languages)').forEach((each) => { each.open = true })",
            )?;
        }
        Act::Menu => {
            tab.evaluate("document.querySelector('.languages').open = true")?;
        }
    }
    // Not by a `<script>`: the policy of the site forbids what is not its own.
    tab.call("Runtime.evaluate", json!({ "expression": axe }))?;
    let part = if matches!(state.act, Act::Menu) { "'.languages'" } else { "document" };
    Ok(serde_json::from_value(tab.evaluate(&RUN.replace("PART", part))?)?)
}
