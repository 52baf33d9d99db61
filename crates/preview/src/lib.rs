//! The preview: the site as it will be published, served to the author's browser and kept up to date with every save.
//!
//! Takes settings and an address. Gives a server that shows the pages which a build would write, the faults of the
//! content, and the site as it is after every save. It must never know the command line, and it writes nothing – but for
//! `write`, where people write articles in the browser if whoever starts it wants that.
//!
//! ```text
//! watch     the files → batches of changed paths
//! follow    a batch → the next State; the only one that makes States
//! background_analysis  a State → what takes longer: diagnostics, related articles, search
//! state     everything that answers need, immutable and swapped as a whole
//! http      a request → an answer from one State
//! events    a State → what open pages are told
//! status    a State → the state of the site, for people
//! search_tests  a State → how its search tests stand
//! insights  a State → what readers say of its articles
//! editor    a place in a file → a link that opens it
//! write     an editor in the browser, and what it saves
//! ```
//!
//! Pages are rendered when they are asked for. An edit costs the article edited and the page looked at.

mod analysis;
mod api;
mod app;
mod background_analysis;
mod catalog;
mod change_set;
mod content;
mod disk;
mod editor;
mod events;
mod faults;
mod follow;
mod host_guard;
mod http;
mod insights;
mod load;
mod message;
mod missing;
mod notice;
mod options;
mod page;
mod poll;
mod rate_limit;
mod response;
mod search_tests;
mod state;
mod status;
mod threads;
mod unanswered;
mod watch;
mod watched;
mod write;

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use tokio::sync::watch as swap;

use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};

use follow::Follower;

pub use notice::{Notice, Report};
pub use options::{Options, Writing};

/// A preview that runs.
pub struct Preview {
    runtime: tokio::runtime::Runtime,
    address: SocketAddr,
    base: String,
    /// Where people begin to write.
    link: Option<String>,
    stop: swap::Sender<bool>,
    served: tokio::task::JoinHandle<()>,
}

/// How long open connections get to end when the preview does.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(500);

/// Reads the site, and serves it until [`Preview::wait`] returns. Faults of the content don't keep it from starting.
///
/// # Errors
/// When the port is taken, the site can't be read, or the collector's address is none.
pub fn start(config: Arc<Config>, options: &Options, report: Arc<Report>) -> Result<Preview> {
    if let Some(writing) = &options.writing {
        may_write(writing, &options.host)?;
    }
    let config = load::collecting(Arc::unwrap_or_clone(config), options.collector.as_deref(), options.audience)?;
    let config = Arc::new(config);
    let listener = listen(&options.host, options.port)?;
    let address = listener.local_addr().map_err(environment("find out the port"))?;
    let (messages, inbox) = mpsc::channel();
    // Followed before it is read: a save in between is not missed.
    let watcher = watch::Watcher::start(&config, messages.clone(), options.poll, &report);
    let follower = Follower::start(config, options, messages.clone(), report)?;
    let states = follower.states();
    let base = states.borrow().site.routes.base().to_owned();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(environment("start the server"))?;
    let (stop, stopped) = swap::channel(false);
    let writing = options.writing.as_ref();
    let editing =
        writing.map(|writing| write::editing::Editing::new(writing, address.port()).map(Arc::new)).transpose()?;
    let link = editing.as_ref().map(|editing| editing.secrets.link());
    let gate = host_guard::HostGuard::new(&options.host, address);
    let gate = match writing.and_then(|writing| writing.origin.as_deref()) {
        Some(origin) => gate.behind(origin)?,
        None => gate,
    };
    let app = Arc::new(app::App::new(states, messages, gate, stopped.clone(), editing));
    let served = {
        let _entered = runtime.enter();
        listener.set_nonblocking(true).map_err(environment("start the server"))?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(environment("start the server"))?;
        runtime.spawn(helpdex_http::serve(listener, http::router(&app), helpdex_http::Limits::default(), stopped))
    };
    std::thread::spawn(move || follower.run(&inbox, watcher));
    Ok(Preview { runtime, address, base, link, stop, served })
}

impl Preview {
    /// The address of the home page.
    pub fn url(&self) -> String {
        // A browser can't ask for 0.0.0.0 everywhere; this machine is reached by its loopback address.
        let shown = match self.address {
            SocketAddr::V4(address) if address.ip().is_unspecified() => format!("127.0.0.1:{}", address.port()),
            SocketAddr::V6(address) if address.ip().is_unspecified() => format!("[::1]:{}", address.port()),
            address => address.to_string(),
        };
        format!("http://{shown}{}/", self.base)
    }

    /// The address that lets a person write, and shows `to` then; nothing where the site is only shown. It holds the key of
    /// this run.
    pub fn writing_url(&self) -> Option<String> {
        let link = self.link.as_ref()?;
        let url = self.url();
        let origin = url.strip_suffix(&format!("{}/", self.base)).unwrap_or(&url);
        Some(format!("{origin}{link}&to={}/", self.base))
    }

    /// Whether machines other than this one can reach it.
    pub fn is_public(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// Serves until the person at the terminal has had enough.
    pub fn wait(self) {
        let Self { runtime, stop, served, .. } = self;
        runtime.block_on(async {
            helpdex_http::asked_to_end().await;
            let _ = stop.send(true);
            let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, served).await;
        });
        runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
    }
}

/// Others on the network could write: only with a key that they were given.
fn may_write(writing: &Writing, host: &str) -> Result<()> {
    let addresses: Vec<SocketAddr> = (host, 0).to_socket_addrs().map(Iterator::collect).unwrap_or_default();
    let is_local = addresses.iter().all(|address| address.ip().is_loopback());
    if writing.token.is_none() && (!is_local || writing.origin.is_some()) {
        return Err(Error::Refused(
            "others could reach this preview and write: set a key with `--token`, or in the variable HELPDEX_WRITE_TOKEN"
                .to_owned(),
        ));
    }
    Ok(())
}

fn listen(host: &str, port: u16) -> Result<TcpListener> {
    let unknown =
        || Error::Refused(format!("`{host}` is no address of this machine; `--host 127.0.0.1` is the default"));
    let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs().map_err(|_| unknown())?.collect();
    TcpListener::bind(addresses.as_slice()).map_err(|fault| match fault.kind() {
        std::io::ErrorKind::AddrInUse => Error::Environment(format!(
            "port {port} is in use, {}; stop it, or let the system choose a free port with `--port 0`",
            holder(&addresses)
        )),
        std::io::ErrorKind::PermissionDenied => Error::Environment(format!(
            "the system keeps port {port} for its own services; choose one above 1023, such as `--port 1111`"
        )),
        std::io::ErrorKind::AddrNotAvailable => unknown(),
        _ => Error::Environment(format!("cannot listen at `{host}:{port}`: {fault}")),
    })
}

/// Who has a port: another preview says so when it is asked.
fn holder(addresses: &[SocketAddr]) -> &'static str {
    let ask = |address: &SocketAddr| -> std::io::Result<bool> {
        use std::io::{Read, Write};
        let patience = Duration::from_millis(300);
        let mut stream = std::net::TcpStream::connect_timeout(address, patience)?;
        stream.set_read_timeout(Some(patience))?;
        write!(stream, "HEAD /__helpdex/reload.js HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut head = [0; 128];
        let read = stream.read(&mut head)?;
        Ok(head.get(..read).unwrap_or_default().starts_with(b"HTTP/1.1 200"))
    };
    if addresses.iter().any(|address| ask(address).unwrap_or(false)) {
        "by another `helpdex serve`"
    } else {
        "perhaps by another preview that still runs"
    }
}

fn environment(doing: &'static str) -> impl FnOnce(std::io::Error) -> Error {
    move |fault| Error::Environment(format!("cannot {doing}: {fault}"))
}

/// What the preview does with a path before it answers; whatever it finds lies in the site.
#[cfg(feature = "fuzzing")]
#[allow(clippy::expect_used, reason = "a broken promise is to stop the fuzz target")]
pub fn look_up(site: &helpdex_content::site::Site, path: &str) {
    let Ok(uri) = path.parse::<axum::http::Uri>() else { return };
    let Some(decoded) = host_guard::decoded(uri.path()) else { return };
    assert!(decoded.starts_with('/') && !decoded.contains(['\\', '\0']), "{decoded:?}");
    assert!(!decoded.split('/').any(|part| part.starts_with('.')), "{decoded:?}");
    match catalog::find(site, &decoded) {
        Some(catalog::Place::Page(page)) => assert!(page.output(site).is_some()),
        // A path that two slashes begin is the name of another host.
        Some(catalog::Place::Moved(url)) => assert!(url.starts_with("/base/"), "{url:?}"),
        Some(catalog::Place::File(key)) => {
            let file = site.routes.files().get(key.as_str()).expect("a file of the site");
            assert!(file.location().starts_with(site.config.content_dir()));
        }
        None => {}
    }
}
