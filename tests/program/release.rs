//! The steps of the release's workflow, run as far as one machine can: what reaches beyond it has a stand-in.
#![cfg(unix)]

use std::collections::BTreeSet;

use helpdex_package::RELEASED;
use serde_json::{Value, json};

use crate::runner::{Runner, failed, script, step, told, yaml};

const WORKFLOW: &str = ".github/workflows/release.yml";

fn steps<'a>(workflow: &'a Value, job: &str) -> &'a Value {
    &workflow["jobs"][job]["steps"]
}

#[test]
fn every_machine_is_built_and_tried() {
    let workflow = yaml(WORKFLOW);
    let build = steps(&workflow, "build");
    let machines = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().expect("machines");
    let built: BTreeSet<&str> = machines.iter().filter_map(|machine| machine["target"].as_str()).collect();
    assert_eq!(built, RELEASED.iter().map(|machine| machine.target).collect());
    let runner = Runner::new();
    runner.stand_in("cargo").stand_in("rustup").stand_in("sudo");
    for machine in machines {
        let target = machine["target"].as_str().expect("a target");
        let oldest = machine["oldest"].as_str().unwrap_or_default();
        let env = [("TARGET", target), ("GITHUB_REF_NAME", "v1.2.3"), ("MACOSX_DEPLOYMENT_TARGET", oldest)];
        for name in ["Install Rust", "Is the tag this version, and does the changelog tell of it?"] {
            runner.passes(step(build, name), &env);
        }
        runner.passes(step(build, "Build the program and make its packages"), &env);
        assert_eq!(
            runner.asked(),
            [
                format!("rustup toolchain install stable --profile minimal --target {target}"),
                "rustup default stable".to_owned(),
                "cargo xtask package tag v1.2.3".to_owned(),
                format!("cargo xtask package build --target {target} --out packages"),
            ]
        );
        runner.passes(step(build, "Install the C compiler for static programs"), &env);
        assert!(runner.read("github-env").ends_with(&format!("CC_{}=musl-gcc\n", target.replace('-', "_"))));
        runner.asked();
    }
    // The program itself makes a site.
    let folder = runner.path("work/target/t/dist");
    std::fs::create_dir_all(&folder).expect("made");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_helpdex"), folder.join("helpdex")).expect("linked");
    let told = runner.passes(step(build, "Does it make a site?"), &[("TARGET", "t")]);
    assert!(told.contains("commit: ") && runner.path("work/site/public/index.html").exists(), "{told}");
}

#[test]
fn what_belongs_to_all_is_made_and_published() {
    let workflow = yaml(WORKFLOW);
    let runner = Runner::new();
    runner.stand_in("cargo").stand_in("gh").stand_in("npm");
    runner.passes(step(steps(&workflow, "gather"), "Make what belongs to all machines"), &[]);
    assert_eq!(runner.asked(), ["cargo xtask package finish packages", "cargo xtask package notes"]);
    assert!(runner.path("work/notes.md").exists());

    let files = ["helpdex-1.2.3.tgz", "helpdex-linux-x64-1.2.3.tgz", "helpdex-win32-x64-1.2.3.tgz", "SHA256SUMS"];
    for file in files {
        runner.file(&format!("work/packages/{file}"), "");
    }
    let publish = step(steps(&workflow, "release"), "Publish the release");
    let env = [("GH_TOKEN", "secret"), ("GH_REPO", "owner/name"), ("GITHUB_REF_NAME", "v1.2.3")];
    runner.passes(publish, &env);
    let asked = runner.asked().join("\n");
    assert!(
        asked.starts_with("gh release create v1.2.3 --verify-tag --title v1.2.3 --notes-file notes.md "),
        "{asked}"
    );
    assert!(files.iter().all(|file| asked.contains(&format!("packages/{file}"))) && !asked.contains("pre"), "{asked}");
    runner.passes(publish, &[env[0], env[1], ("GITHUB_REF_NAME", "v1.2.3-rc.1")]);
    assert!(runner.asked().join("\n").contains(" --prerelease "));

    // What npm is asked for comes last: it names packages that have to be there.
    let npm = step(steps(&workflow, "npm"), "Publish the packages of the machines, then the one that names them");
    runner.passes(npm, &[("GITHUB_REF_NAME", "v1.2.3")]);
    let published =
        |file: &str, tag: &str| format!("npm publish ./packages/{file} --provenance --access public --tag {tag}");
    let [all, linux, windows, _] = files;
    assert_eq!(runner.asked(), [linux, windows, all].map(|file| published(file, "latest")));
    // A package that is refused ends it, before the one that names it.
    runner.tool("npm", "exit 1");
    failed(&runner.run(script(npm), &[("GITHUB_REF_NAME", "v1.2.3")]));
}

#[test]
fn the_image_goes_where_a_variable_says() {
    let workflow = yaml(WORKFLOW);
    let runner = Runner::new();
    let log = runner.path("asked").display().to_string();
    runner.tool("docker", &format!("echo \"docker $*\" >> '{log}'; [ \"$1\" = login ] && cat >> '{log}' || true"));
    let image = step(steps(&workflow, "image"), "Build and publish the image");
    let env = [
        ("IMAGE", "images.example.com/owner/helpdex"),
        ("TOKEN", "secret"),
        ("GITHUB_ACTOR", "somebody"),
        ("GITHUB_REF_NAME", "v1.2.3"),
    ];
    runner.passes(image, &env);
    let asked = runner.asked().join("\n");
    assert!(
        asked.starts_with("docker login images.example.com --username somebody --password-stdin\nsecret"),
        "{asked}"
    );
    assert!(asked.contains("--platform linux/amd64,linux/arm64"), "{asked}");
    assert!(asked.contains("--tag images.example.com/owner/helpdex:1.2.3 --push packages"), "{asked}");
    // The image takes the archives that there are.
    let image = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Containerfile")).expect("read");
    for machine in RELEASED.iter().filter(|machine| machine.target.ends_with("-musl")) {
        assert!(image.contains(&format!("ADD helpdex-{}.tar.gz /opt/", machine.target)), "{}", machine.target);
    }
}

/// Jobs that compile have no rights, and those that have some run nothing of the repository. All actions are pinned.
#[test]
fn rights() {
    let workflow = yaml(WORKFLOW);
    assert_eq!(workflow["permissions"], json!({}));
    for (name, job) in workflow["jobs"].as_object().expect("jobs") {
        let text = job["steps"].to_string();
        let compiles = text.contains("cargo ");
        assert_eq!(job["permissions"] == json!({ "contents": "read" }), compiles, "{name}");
        assert_eq!(text.contains("actions/checkout"), compiles, "{name}");
        assert_eq!(job["environment"].is_null(), compiles, "what has rights waits for an environment: {name}");
    }
    for path in [WORKFLOW, ".github/workflows/ci.yml", "action.yml"] {
        let file = yaml(path);
        let mut steps = Vec::new();
        collect(&file, &mut steps);
        assert!(!steps.is_empty(), "{path}");
        for step in steps {
            // What comes from outside reaches a script through its variables alone.
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.contains("${{"), "{path}: {script}");
            let checked = Runner::new().run(&format!("bash -n <<'SCRIPT'\n{script}\nSCRIPT"), &[]);
            told(&checked);
            let Some(action) = step["uses"].as_str() else { continue };
            let (_, pin) = action.split_once('@').expect("a pin");
            assert!(pin.len() == 40 && pin.chars().all(|c| c.is_ascii_hexdigit()), "{path}: {action}");
        }
    }
}

fn collect<'a>(value: &'a Value, steps: &mut Vec<&'a Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, steps)),
        Value::Object(map) => {
            if map.contains_key("run") || map.contains_key("uses") {
                steps.push(value);
            }
            map.iter().filter(|(key, _)| *key != "inputs").for_each(|(_, value)| collect(value, steps));
        }
        _ => {}
    }
}

/// `cargo build --release` leaves out the optimisation of what no build waits for; the profile of releases inherits that.
#[test]
fn what_people_install_is_optimised_in_full() {
    let manifest = include_str!("../../Cargo.toml");
    let packages = |profile: &str| {
        let (_, section) = manifest.split_once(&format!("\n[profile.{profile}.package]\n")).expect("a section");
        let lines = section.lines().take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once(" = ")).collect::<Vec<_>>()
    };
    let (quick, full) = (packages("release"), packages("dist"));
    let names = |packages: &[(&'static str, &str)]| packages.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    assert_eq!(names(&quick), names(&full), "each of them twice, in the same order");
    for (name, settings) in full {
        let is_full = settings == "{ opt-level = 3 }" || settings == "{ debug-assertions = false }";
        assert!(is_full, "{name}: {settings}");
    }
}
