//! Outputs in difficult places: full disks, read-only folders, other file systems, links and mounts.
//!
//! A mount namespace of its own gives a process file systems that nobody else sees. Where the machine allows none, the
//! tests that need one say so and do what they can without.
#![cfg(unix)]

use std::process::{Command, Output, Stdio};

use crate::support::Site;

/// Runs a shell script in a mount namespace of its own; nothing where the machine allows none.
fn namespace(site: &Site, script: &str) -> Option<Output> {
    let run = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-euc", script]).current_dir(site.path(""));
        command.env("HELPDEX", env!("CARGO_BIN_EXE_helpdex")).stdin(Stdio::null()).output().ok()
    };
    let allowed = run("mkdir -p probe && mount -t tmpfs -o size=64k tmpfs probe");
    if !allowed.is_some_and(|told| told.status.success()) {
        println!("not tested here: the machine allows no mount namespace");
        return None;
    }
    std::fs::remove_dir(site.path("probe")).expect("removed");
    run(script)
}

#[track_caller]
fn succeeds(told: &Output) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success(), "{text}");
    text
}

/// Builds with a larger and larger disk, until the new site fits. Each time before that, the old site is there.
#[test]
fn a_disk_that_is_full() {
    let picture = vec![7; 300_000];
    let site = Site::new().file("content/payouts/big.jpg", picture).folder("disk");
    let script = "
        mount -t tmpfs -o size=8m tmpfs disk
        \"$HELPDEX\" -q build --out disk/public
        cp -r disk/public before
        for name in a b c; do
            printf -- '---\\ntitle: %s\\n---\\n\\nText.\\n' $name > content/payouts/$name.md
            head -c 250000 /dev/zero > content/payouts/$name.png
        done
        full=0
        # Beside what is used already (hard links of unchanged files cost nothing), room for more and more of the new site.
        used=$(df -k --output=used disk | tail -1)
        for room in 8 16 32 64 128 200 300 400 500 600 700 4000; do
            mount -o remount,size=$((used + room))k disk
            status=0
            \"$HELPDEX\" -q build --out disk/public 2> said || status=$?
            if [ $status = 0 ]; then break; fi
            [ $status = 3 ] || { cat said; exit 1; }
            grep -q 'No space left on device' said || { cat said; exit 1; }
            diff -r before disk/public
            [ \"$(ls -A disk)\" = \"$(printf '.public.helpdex-lock\\npublic')\" ] || { ls -A disk; exit 1; }
            full=$((full + 1))
        done
        [ $status = 0 ] && [ -f disk/public/payouts/c/index.html ]
        echo full $full times
        [ $full -gt 3 ]
    ";
    if let Some(told) = namespace(&site, script) {
        println!("{}", succeeds(&told));
    }
}

/// The same without any rights: a limit on the size of files stands in for the disk.
#[test]
fn a_write_that_fails() {
    let site = Site::new();
    site.run(["build"]).status(0);
    let before = site.snapshot("public");
    let site = site.file("content/payouts/big.jpg", vec![7; 3_000_000]);
    let mut command = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 2000; exec \"$0\" build";
    command.args(["-c", script, env!("CARGO_BIN_EXE_helpdex")]).current_dir(site.path(""));
    let told = command.output().expect("sh runs");
    let errors = String::from_utf8_lossy(&told.stderr);
    assert_eq!(told.status.code(), Some(3), "{errors}");
    assert!(errors.contains("cannot write `") && errors.contains("payouts/big.jpg`"), "{errors}");
    assert_eq!(site.snapshot("public"), before);
    let wanted = [".helpdex", ".public.helpdex-lock", "content", "helpdex.urls", "helpdex.yaml", "public"];
    assert_eq!(site.names(""), wanted);
    site.run(["build"]).status(0);
}

#[test]
fn a_folder_that_can_only_be_read() {
    let site = Site::new().folder("disk");
    let script = "
        mount -t tmpfs tmpfs disk
        \"$HELPDEX\" -q build --out disk/public
        cp -r disk/public before
        mount -o remount,ro disk
        echo x >> content/payouts/when.md
        status=0; \"$HELPDEX\" -q build --out disk/public 2> said || status=$?
        cat said
        [ $status = 3 ]
        grep -q 'Read-only file system' said
        diff -r before disk/public
        status=0; \"$HELPDEX\" -q build --out disk/new 2> said || status=$?
        [ $status = 3 ]
    ";
    if let Some(told) = namespace(&site, script) {
        assert!(succeeds(&told).contains("cannot open `"));
    }
}

#[test]
fn a_folder_of_another_user() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new().folder("shut");
    let rights = |mode| {
        let rights = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(site.path("shut"), rights).expect("changed");
    };
    rights(0o555);
    // Root may write everywhere.
    let shut = std::fs::write(site.path("shut/probe"), "").is_err();
    if shut {
        site.run(["build", "--out", "shut/public"]).status(3).stderr_has("Permission denied");
        assert!(site.names("shut").is_empty());
    } else {
        println!("not tested here: this user may write everywhere");
    }
    rights(0o755);
}

#[test]
fn an_output_that_is_a_mount() {
    let site = Site::new().folder("public");
    let script = "
        mount -t tmpfs tmpfs public
        status=0; \"$HELPDEX\" -q build 2> said || status=$?
        cat said
        [ $status = 3 ]
        [ -z \"$(ls -A public)\" ]
        \"$HELPDEX\" -q build --out public/site
        [ -f public/site/index.html ]
    ";
    if let Some(told) = namespace(&site, script) {
        assert!(succeeds(&told).contains("mount"), "{}", succeeds(&told));
    }
}

#[test]
fn an_output_on_another_file_system() {
    let memory = std::path::Path::new("/dev/shm");
    let Ok(other) = tempfile::tempdir_in(memory) else {
        println!("not tested here: there is no /dev/shm");
        return;
    };
    let site = Site::new();
    let out = other.path().join("public");
    let out = out.to_str().expect("UTF-8");
    site.run(["build"]).status(0);
    site.run(["build", "--out", out]).status(0);
    let site = site.article("payouts/new", "New", "Text.");
    site.run(["build"]).status(0);
    site.run(["build", "--out", out]).status(0);
    let copy = site.path("copy");
    std::os::unix::fs::symlink(out, &copy).expect("linked");
    // The snapshot follows no link, so the link's own target is read.
    let files = |folder: &std::path::Path| {
        let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("listed"));
        let files = files.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let path = entry.path().strip_prefix(folder).expect("below").to_owned();
                (path, std::fs::read(entry.path()).expect("read"))
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(files(std::path::Path::new(out)), files(&site.path("public")));
    // A link to it stays a link; the new site is staged on the other side.
    let site = site.article("payouts/newer", "Newer", "Text.");
    site.run(["build", "--out", "copy"]).status(0);
    assert!(copy.is_symlink() && copy.join("payouts/newer/index.html").exists());
    let left: Vec<_> = site.names("").into_iter().filter(|name| name.contains("copy")).collect();
    assert_eq!(left, ["copy"]);
}
