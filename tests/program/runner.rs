//! Steps of GitHub's workflows, run on this machine as a runner runs them: in bash, with files for outputs, and with
//! stand-ins for programs that would reach beyond it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder to run steps in.
pub(crate) struct Runner {
    dir: tempfile::TempDir,
}

impl Runner {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for name in ["tools", "work", "temp"] {
            std::fs::create_dir(dir.path().join(name)).expect("made");
        }
        Self { dir }
    }

    /// Where steps run.
    pub(crate) fn work(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// Writes a file and the folders above it.
    pub(crate) fn file(&self, path: &str, text: &str) -> &Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
        self
    }

    /// The text of a file; empty where there is none.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    /// A program that runs a script.
    pub(crate) fn tool(&self, name: &str, script: &str) -> &Self {
        let path = format!("tools/{name}");
        self.file(&path, &format!("#!/bin/sh\n{script}\n"));
        std::fs::set_permissions(self.path(&path), std::fs::Permissions::from_mode(0o755)).expect("set");
        self
    }

    /// A program that only notes what it is asked.
    pub(crate) fn stand_in(&self, name: &str) -> &Self {
        let log = self.path("asked");
        self.tool(name, &format!("echo \"{name} $*\" >> '{}'", log.display()))
    }

    /// What stand-ins were asked since this was called last, a line each.
    pub(crate) fn asked(&self) -> Vec<String> {
        let lines = self.read("asked").lines().map(str::to_owned).collect();
        let _ = std::fs::remove_file(self.path("asked"));
        lines
    }

    /// Runs a script.
    pub(crate) fn run(&self, script: &str, env: &[(&str, &str)]) -> Output {
        let file = self.path("step.sh");
        std::fs::write(&file, script).expect("written");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.path("tools")].into_iter().chain(std::env::split_paths(&path));
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(file).current_dir(self.work()).env_clear();
        bash.env("PATH", std::env::join_paths(folders).expect("a path")).env("HOME", self.path("temp"));
        bash.env("RUNNER_TEMP", self.path("temp")).env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
        bash.env("GIT_CONFIG_GLOBAL", "/dev/null").env("SOURCE_DATE_EPOCH", "1795262400");
        bash.env("GITHUB_PATH", self.path("github-path")).env("GITHUB_ENV", self.path("github-env"));
        bash.envs(env.iter().copied());
        bash.output().expect("bash runs")
    }

    /// Runs a step and says what it printed.
    #[track_caller]
    pub(crate) fn passes(&self, step: &Value, env: &[(&str, &str)]) -> String {
        told(&self.run(script(step), env))
    }
}

/// The output of something that went well.
#[track_caller]
pub(crate) fn told(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// The faults of something that failed.
#[track_caller]
pub(crate) fn failed(output: &Output) -> String {
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a step runs.
#[track_caller]
pub(crate) fn script(step: &Value) -> &str {
    step["run"].as_str().expect("a script")
}

/// A step by its name.
#[track_caller]
pub(crate) fn step<'a>(steps: &'a Value, name: &str) -> &'a Value {
    let steps = steps.as_array().expect("steps");
    steps.iter().find(|step| step["name"] == name).unwrap_or_else(|| panic!("no step `{name}`"))
}

/// A YAML file of the repository.
pub(crate) fn yaml(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    serde_yaml::from_str(&text).expect("YAML")
}
