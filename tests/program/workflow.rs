//! The steps of the workflow that `helpdex init` writes, run as GitHub runs them, as far as one machine can: in bash, with
//! files for summaries and outputs. Actions that others wrote, and `gh`, are not.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::support::Site;
use serde_json::Value;

/// A repository with the workflow, its first state on `main`.
struct Repository {
    site: Site,
    workflow: Value,
}

impl Repository {
    fn new() -> Self {
        let site = Site::empty();
        site.run(["init", "help"]).status(0);
        let site = site.folder("tools").folder("runner").folder("at");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_helpdex"), site.path("tools/helpdex")).unwrap();
        let workflow = serde_yaml::from_str(&site.read("help/.github/workflows/publish.yml")).expect("YAML");
        let repository = Self { site, workflow };
        repository.git(&["init", "--quiet", "--initial-branch", "main"]).git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", "One"]);
        repository
    }

    fn git(&self, arguments: &[&str]) -> &Self {
        self.site.git(["-C", "help"].into_iter().chain(arguments.iter().copied()));
        self
    }

    /// A step by the name of its job and its own.
    fn step(&self, job: &str, name: &str) -> &Value {
        let steps = self.workflow["jobs"][job]["steps"].as_array().expect("steps");
        steps.iter().find(|step| step["name"] == name).unwrap_or_else(|| panic!("no step `{name}`"))
    }

    /// Runs a step; `env` stands for what GitHub puts into the step's own variables.
    fn run(&self, job: &str, name: &str, env: &[(&str, &str)]) -> Output {
        let step = self.step(job, name);
        let wanted = step["env"].as_object().map(|env| env.keys().map(String::as_str).collect()).unwrap_or_default();
        let given: BTreeSet<&str> = env.iter().map(|(key, _)| *key).collect();
        assert_eq!(given, wanted, "the variables of `{name}`");
        let script = self.site.path("runner/step.sh");
        std::fs::write(&script, step["run"].as_str().expect("a script")).unwrap();
        let path = std::env::join_paths(
            [self.site.path("tools")].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        let mut bash = Command::new("bash");
        bash.arg("-e").arg(script).current_dir(self.site.path("help")).env_clear();
        bash.env("PATH", path.unwrap()).env("HOME", self.site.path("home")).env("GIT_CONFIG_GLOBAL", "/dev/null");
        bash.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir()).env("SOURCE_DATE_EPOCH", "1795262400");
        bash.env("RUNNER_TEMP", self.site.path("runner")).envs(env.iter().copied());
        for file in ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"] {
            bash.env(file, self.file(file));
        }
        bash.output().expect("bash runs")
    }

    #[track_caller]
    fn passes(&self, job: &str, name: &str, env: &[(&str, &str)]) -> String {
        let output = self.run(job, name, env);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{name}: {told}{}", String::from_utf8_lossy(&output.stderr));
        told
    }

    fn file(&self, name: &str) -> PathBuf {
        self.site.path("runner").join(name)
    }

    /// What a step wrote for the summary or for other jobs, and away with it.
    fn take(&self, name: &str) -> String {
        let text = std::fs::read_to_string(self.file(name)).unwrap_or_default();
        let _ = std::fs::remove_file(self.file(name));
        text
    }
}

const READERS: &str = "What changes for readers";

#[test]
fn a_pull_request_is_built_and_told_about() {
    let repository = Repository::new();
    for name in ["Check the articles", "Build the site", "Ask the search tests"] {
        repository.passes("build", name, &[]);
    }
    // The first build remembers the first URLs.
    let told = repository.passes("build", "Are all URLs remembered?", &[]);
    assert!(told.starts_with("::warning file=helpdex.urls,"), "{told}");
    repository.git(&["add", "--all"]).git(&["commit", "--quiet", "--message", "Two"]);
    assert_eq!(repository.passes("build", "Are all URLs remembered?", &[]), "");

    let article = "help/content/account/how-do-i-change-my-email.md";
    let text = repository.site.read(article);
    repository.site.with(article, format!("{text}\nIt costs nothing, `@everybody`.\n"));
    assert_eq!(repository.passes("build", READERS, &[("BASE", "HEAD")]), "");
    let summary = repository.take("GITHUB_STEP_SUMMARY");
    assert!(summary.starts_with("### What changes for readers") && summary.contains("+ It costs nothing"), "{summary}");
    let output = repository.take("GITHUB_OUTPUT");
    let (name, rest) = output.split_once("<<").expect("an output");
    let (end, rest) = rest.split_once('\n').expect("its end");
    assert_eq!((name, rest), ("difference", format!("{summary}{end}\n").as_str()));
    assert_eq!(end.len(), "end-".len() + 32);

    // An article that goes is said beside the lines; a base that does not build stops nobody.
    std::fs::remove_file(repository.site.path(article)).unwrap();
    repository.site.with("help/content/queries.yaml", "[]\n");
    let told = repository.passes("build", READERS, &[("BASE", "HEAD")]);
    assert!(told.starts_with("::warning title=Readers lose something::"), "{told}");
    let output = repository.take("GITHUB_OUTPUT");
    assert!(output.contains("lost\n"), "{output}");
    let told = repository.passes("build", READERS, &[("BASE", "no-such-revision")]);
    assert!(told.starts_with("::notice title=Nothing to compare with::"), "{told}");
    assert_eq!(repository.take("GITHUB_OUTPUT"), "");
}

#[test]
fn one_comment_is_kept_up_to_date() {
    let repository = Repository::new();
    let step = ("comment", "Comment on the pull request");
    // Answers with the ids of comments and notes what it was asked.
    let gh = "#!/bin/sh\necho \"$@\" >> ../at/asked\nif [ \"$2\" = --paginate ]; then cat ../at/ids; fi\n";
    let path = repository.site.path("tools/gh");
    std::fs::write(&path, gh).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let env = [
        ("GH_TOKEN", "secret"),
        ("DIFFERENCE", "- `$(touch ../at/ran)` and \"quotes\""),
        ("COMMENTS", "repos/a/b/issues/7/comments"),
        ("COMMENT", "repos/a/b/issues/comments"),
    ];
    for (ids, asked) in [
        ("", "api --method POST repos/a/b/issues/7/comments --field body=@"),
        ("31\n32\n", "api --method PATCH repos/a/b/issues/comments/31 --field body=@"),
    ] {
        repository.site.with("at/ids", ids).with("at/asked", "");
        repository.passes(step.0, step.1, &env);
        let told = repository.site.read("at/asked");
        let lines: Vec<&str> = told.lines().collect();
        assert!(lines.len() == 2 && lines[1].starts_with(asked), "{told}");
        assert!(lines[0].contains("startswith(\"<!-- helpdex: what changes for readers -->\")"), "{told}");
        let body = repository.site.read("runner/comment.md");
        assert_eq!(body, "<!-- helpdex: what changes for readers -->\n- `$(touch ../at/ran)` and \"quotes\"\n");
    }
    assert!(!repository.site.has("at/ran"));
}

#[test]
fn the_weekly_look() {
    let repository = Repository::new();
    repository.passes("look-after", "What is to be reviewed and translated", &[]);
    let summary = repository.take("GITHUB_STEP_SUMMARY");
    assert!(summary.contains("# To review") && summary.contains("# To translate"), "{summary}");
}

/// A job has the rights that it needs, and those that run what a pull request brings can write nothing.
#[test]
fn rights() {
    let repository = Repository::new();
    let workflow = &repository.workflow;
    assert_eq!(workflow["permissions"], serde_json::json!({ "contents": "read" }));
    for (name, job) in workflow["jobs"].as_object().expect("jobs") {
        let runs_helpdex = job.to_string().contains("helpdex build") || job.to_string().contains("helpdex check");
        assert_eq!(job.get("permissions").is_none(), runs_helpdex, "{name}");
        // What comes from outside reaches a script through its variables alone.
        for step in job["steps"].as_array().expect("steps") {
            assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{name}: {step}");
        }
    }
}
