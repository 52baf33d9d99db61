//! The manual in `docs/` is a help site: the program checks, builds and searches it, and what it says of commands,
//! settings and keys is compared with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::Site;

/// A file of the repository.
fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Every page of the manual with its path.
fn pages() -> Vec<(String, String)> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content");
    let files = walkdir::WalkDir::new(content).sort_by_file_name().into_iter().map(|entry| entry.expect("listed"));
    let pages = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
    pages
        .map(|entry| (entry.path().display().to_string(), std::fs::read_to_string(entry.path()).expect("read")))
        .collect()
}

/// The blocks of code in a language, as one text each.
fn blocks<'t>(page: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("\n```{language}\n");
    page.split(&fence).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn it_has_no_fault_and_newcomers_find_their_page() {
    let site = Site::manual();
    site.run(["check", "--strict"]).status(0).stdout_is("").stderr_is("checked: no faults\n");
    site.run(["build", "--strict", "--quiet"]).status(0).stdout_is("");
    let told = site.run(["test", "--format", "json"]).status(0).stdout;
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert!(told["queries"]["tests"].as_u64().expect("a number") >= 40, "{}", told["queries"]["tests"]);
    assert!(told["queries"]["mrr"].as_f64().expect("a number") > 0.9, "{}", told["queries"]["mrr"]);
}

#[test]
fn its_addresses_are_remembered() {
    let site = Site::manual();
    let committed = text("docs/helpdex.urls");
    std::fs::write(site.path("helpdex.urls"), &committed).expect("written");
    site.run(["build", "--quiet"]).status(0);
    assert!(site.read("helpdex.urls") == committed, "docs/helpdex.urls is behind: run `helpdex -C docs build`");
}

/// The long options of every command, those that go with all commands under an empty name.
fn options() -> BTreeMap<String, BTreeSet<String>> {
    let site = Site::new();
    let names = |help: &str| {
        let words = help.lines().filter(|line| line.trim_start().starts_with('-'));
        let words = words.flat_map(str::split_whitespace).filter(|word| word.starts_with("--"));
        words.map(|word| word.trim_end_matches(',').to_owned()).collect::<BTreeSet<String>>()
    };
    let commands = |help: &str| {
        let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
        // What a name says may go on below it.
        let lines = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let commands = lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
        commands.map(str::to_owned).collect::<Vec<_>>()
    };
    let top = site.run(["--help"]).status(0).stdout;
    let all = commands(&top).into_iter().map(|name| {
        let help = site.run([&*name, "--help"]).status(0).stdout;
        let mut own = names(&help);
        for step in commands(&help) {
            own.extend(names(&site.run([&*name, &step, "--help"]).status(0).stdout));
        }
        (name, own)
    });
    let mut options: BTreeMap<String, BTreeSet<String>> = all.collect();
    options.insert(String::new(), names(&top));
    options
}

#[test]
fn every_command_and_option_is_in_its_reference() {
    let page = text("docs/content/reference/commands.md");
    let sections: Vec<&str> = page.split("\n## ").collect();
    let options = options();
    assert!(options.len() > 10, "{options:?}");
    let common = options.get("").expect("the common ones");
    for (command, own) in &options {
        let section = match command.as_str() {
            "" => sections.first(),
            name => sections.iter().find(|section| section.lines().next() == Some(name)),
        };
        let section = section.unwrap_or_else(|| panic!("commands.md says nothing of `{command}`"));
        for option in own.iter().filter(|option| command.is_empty() || !common.contains(*option)) {
            let shown = [format!("`{option}`"), format!("`{option} ")];
            assert!(
                shown.iter().any(|shown| section.contains(shown)),
                "`{option}` of `{command}` is not in commands.md"
            );
        }
    }
}

/// What is wrong with a command line that the manual shows.
fn fault(line: &str, options: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let mut words = line.split_whitespace().skip(1).peekable();
    if words.next_if(|word| ["-C", "--site"].contains(word)).is_some() {
        words.next();
    }
    let common = options.get("")?;
    let known = match words.peek() {
        // `helpdex --help`, and `helpdex COMMAND`.
        None => return None,
        Some(word) if word.starts_with('-') || word.chars().all(char::is_uppercase) => common,
        Some(word) => match options.get(*word) {
            Some(known) => known,
            None => return Some(format!("there is no command `{word}`")),
        },
    };
    let mut long = words.map(|word| word.split('=').next().unwrap_or(word)).filter(|word| word.starts_with("--"));
    let unknown = long.find(|word| !known.contains(*word) && !common.contains(*word))?;
    Some(format!("there is no option `{unknown}`"))
}

#[test]
fn commands_that_it_shows_are_there() {
    let options = options();
    assert!(fault("helpdex chekc", &options).is_some() && fault("helpdex check --strickt", &options).is_some());
    let mut seen = 0;
    let mut faults = Vec::new();
    let mut readme = vec![("README.md".to_owned(), text("README.md"))];
    readme.extend(pages());
    for (path, page) in &readme {
        let shell = blocks(page, "sh").into_iter().flat_map(str::lines);
        let prose = page.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
        for line in shell.chain(prose).map(str::trim).filter(|line| line.starts_with("helpdex ")) {
            seen += 1;
            faults.extend(fault(line, &options).map(|fault| format!("{path}: `{line}`: {fault}")));
        }
    }
    assert!(seen > 100, "only {seen} commands were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_settings_and_keys_that_it_lists_are_known() {
    let settings = text("docs/content/reference/settings.md");
    let all = blocks(&settings, "yaml").pop().expect("all keys at once");
    let front = text("docs/content/reference/front-matter.md");
    let [article, category] = blocks(&front, "yaml")[..] else { panic!("an article and a category") };
    let site = Site::empty()
        .file("helpdex.yaml", all)
        .file("asked.csv", "query\nwhen do i get paid\n")
        .file("votes.jsonl", "")
        .file("content/img/logo.svg", "<svg viewBox=\"0 0 9 9\"/>")
        .file("content/payouts/_index.md", format!("{category}\n"))
        .file(
            "content/payouts/fees.md",
            format!("{article}\nFrom {{{{ payout_minimum }}}} on, within {{{{ review_time }}}}.\n"),
        )
        .article("payouts/when-do-i-get-paid", "When do I get paid?", "Each month.")
        .folder("themes/ours");
    let told = site.run(["check", "--format", "short"]).stdout;
    // There is no Russian article.
    let errors: Vec<&str> =
        told.lines().filter(|line| line.contains("error[") && !line.contains("[translation-coverage]")).collect();
    assert!(errors.is_empty(), "{told}");

    // The tables have the keys that the examples have.
    for line in article.lines().chain(category.lines()).filter(|line| *line != "---") {
        let key = line.split(':').next().expect("a key");
        assert!(front.contains(&format!("`{key}`")), "front-matter.md does not explain `{key}`");
    }
    for line in all.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())) {
        let key = line.split(':').next().expect("a key");
        let shown = [format!("`{key}`"), format!("`{key}.")];
        assert!(shown.iter().any(|shown| settings.contains(shown)), "settings.md does not explain `{key}`");
    }
}

#[test]
fn links_of_the_files_at_the_top_lead_to_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "CONTRIBUTING.md", "SECURITY.md"] {
        let page = text(name);
        // Links in examples lead to the reader's files.
        let prose: String = page.split("```").step_by(2).collect();
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let inside = !target.contains("://") && !target.is_empty();
            assert!(!inside || root.join(target).exists(), "{name} links to `{target}`, which is not there");
        }
    }
    let lines = text("README.md").lines().count();
    assert!(lines <= 120, "README.md has {lines} lines; what is more belongs into the manual");
}
