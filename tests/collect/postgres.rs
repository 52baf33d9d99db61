//! A real PostgreSQL for these tests: the machine's programs, in a temporary folder, as a user who is not root.

use std::io::Read;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

/// One server for all tests of the process.
struct Server {
    port: u16,
    /// It ends when this process does: then its standard input ends.
    _child: Child,
    _folder: tempfile::TempDir,
}

static SERVER: OnceLock<Server> = OnceLock::new();
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// The address of a new, empty database.
pub(crate) fn database() -> String {
    let server = SERVER.get_or_init(Server::start);
    let name = format!("t{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    sqlx::any::install_default_drivers();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let base = format!("postgres://helpdex@127.0.0.1:{}", server.port);
    runtime.block_on(async {
        let started = Instant::now();
        let mut connection = loop {
            match AnyConnection::connect(&format!("{base}/postgres")).await {
                Ok(connection) => break connection,
                // It listens before it is ready.
                Err(_) if started.elapsed() < Duration::from_secs(60) => std::thread::sleep(Duration::from_millis(50)),
                Err(fault) => panic!("it does not answer: {fault}"),
            }
        };
        connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("made");
    });
    format!("{base}/{name}")
}

impl Server {
    fn start() -> Self {
        let programs = programs();
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        std::fs::create_dir(&data).expect("made");
        let user = ordinary_user();
        if let Some((uid, gid)) = user {
            for own in [folder.path(), &data] {
                std::os::unix::fs::chown(own, Some(uid), Some(gid)).expect("given away");
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
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        run_as(&mut command);
        let mut child = command.spawn().expect("postgres starts");
        let started = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if started.elapsed() > Duration::from_secs(60) {
                let mut told = String::new();
                child.kill().expect("killed");
                let _ = child.stderr.take().expect("piped").read_to_string(&mut told);
                panic!("postgres does not answer: {told}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        // Nobody reads what it tells: a full pipe would stop it.
        let mut told = child.stderr.take().expect("piped");
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Self { port, _child: child, _folder: folder }
    }
}

/// The folder of PostgreSQL's programs: on the PATH, or where Debian puts them.
fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    debian.sort();
    debian.reverse();
    let has_both = |folder: &PathBuf| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file());
    let found = std::env::split_paths(&path).chain(debian).find(has_both);
    found.expect("PostgreSQL is missing: `cargo xtask test` installs it, or install Debian's package postgresql")
}

/// PostgreSQL refuses to run as root.
fn ordinary_user() -> Option<(u32, u32)> {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !is_root {
        return None;
    }
    let users = std::fs::read_to_string(Path::new("/etc/passwd")).expect("a list of users");
    let nobody = users.lines().find(|line| line.starts_with("nobody:")).expect("the user nobody");
    let mut numbers = nobody.split(':').skip(2).map(|number| number.parse().expect("a number"));
    Some((numbers.next().expect("a user"), numbers.next().expect("a group")))
}
