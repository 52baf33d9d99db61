//! A real PostgreSQL: the machine's programs, in a temporary folder, as a user who is not root.
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::expect_used, reason = "a test may stop at what it made itself")]

use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server, of one test or of several.
pub(crate) struct Postgres {
    port: u16,
    programs: PathBuf,
    /// It ends when this is dropped, or the process ends: then its standard input ends.
    _child: Child,
    _folder: tempfile::TempDir,
}

impl Postgres {
    /// Starts one with an empty database.
    pub(crate) fn start() -> Self {
        let programs = programs();
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        std::fs::create_dir(&data).expect("made");
        let user = ordinary_user();
        if let Some((uid, gid)) = user {
            for own in [folder.path(), &data] {
                chown(own, Some(uid), Some(gid)).expect("given away");
            }
        }
        let run_as = |command: &mut Command| {
            if let Some((uid, gid)) = user {
                command.gid(gid).uid(uid);
            }
            command.current_dir("/").env("LC_ALL", "C");
        };
        let mut command = Command::new(programs.join("initdb"));
        command.arg("-D").arg(&data).args(["-U", "helpdex", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        run_as(&mut command);
        let told = command.output().expect("initdb runs");
        assert!(told.status.success(), "initdb: {}", String::from_utf8_lossy(&told.stderr));
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        // The shell ends the server when nobody holds its standard input any more.
        let script = r#""$0" "$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server"#;
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(programs.join("postgres")).arg("-D").arg(&data).arg("-k").arg(&data);
        command.args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        run_as(&mut command);
        let server = Self { port, programs, _child: command.spawn().expect("postgres starts"), _folder: folder };
        let started = Instant::now();
        // It listens before it is ready.
        while !server.psql(&["-c", "select 1"]).output().is_ok_and(|told| told.status.success()) {
            assert!(started.elapsed() < Duration::from_secs(60), "postgres does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://helpdex@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs statements in one transaction, or not at all. Gives what they select, a line a row, columns with tabs between.
    pub(crate) fn run(&self, sql: &str) -> Result<String, String> {
        let arguments = ["--single-transaction", "-v", "ON_ERROR_STOP=1", "-q", "-A", "-t", "-F", "\t", "-f", "-"];
        let mut command = self.psql(&arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("psql");
        child.stdin.take().expect("piped").write_all(sql.as_bytes()).expect("written");
        let told = child.wait_with_output().expect("psql ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        if told.status.success() { Ok(text(told.stdout)) } else { Err(text(told.stderr)) }
    }

    fn psql(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.programs.join("psql"));
        let port = self.port.to_string();
        command.args(["-X", "-h", "127.0.0.1", "-p", &port, "-U", "helpdex", "-d", "postgres"]).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

/// The folder of PostgreSQL's programs: on the PATH, or where Debian puts them.
fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    debian.sort();
    debian.reverse();
    let has_all = |folder: &PathBuf| ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file());
    let found = debian.into_iter().chain(std::env::split_paths(&path)).find(has_all);
    found.expect("PostgreSQL is missing: `cargo xtask test` installs it, or install Debian's package postgresql")
}

/// PostgreSQL refuses to run as root.
fn ordinary_user() -> Option<(u32, u32)> {
    if std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() != 0) {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").expect("a list of users");
    let nobody = users.lines().find(|line| line.starts_with("nobody:")).expect("the user nobody");
    let mut numbers = nobody.split(':').skip(2).map(|number| number.parse().expect("a number"));
    Some((numbers.next().expect("a user"), numbers.next().expect("a group")))
}
