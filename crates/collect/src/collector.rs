//! A collector, started and ended.

use std::fs::File;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use helpdex_http::{Limits, asked_to_end, serve};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::clock::now;
#[cfg(feature = "smtp")]
use crate::delivery::Mail;
use crate::delivery::{Way, Webhook, Worker};
use crate::error::{Error, Result};
use crate::metrics::Metrics;
use crate::notice::{Notice, Report};
use crate::options::Options;
use crate::secret::kept;
use crate::server::app::App;
use crate::server::origin::{AllowList, Hosts};
use crate::server::rate_limit::RateLimit;
use crate::server::routes::router;
use crate::server::session::Sessions;
use crate::store::{Ages, Store};
use crate::writer::Writer;

/// Connections at once.
const CONNECTIONS: usize = 1_024;
/// Tries to sign in, a minute.
const TRIES: u32 = 10;
/// How long requests under way get when the collector ends, and how long deliveries.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
const LAST_DELIVERIES: Duration = Duration::from_secs(25);
/// How often what is too old is looked for.
const ROUND: Duration = Duration::from_secs(3_600);

/// A collector that runs.
pub struct Collector {
    runtime: tokio::runtime::Runtime,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    app: Arc<App>,
    served: JoinHandle<()>,
    writing: JoinHandle<()>,
    delivering: Vec<JoinHandle<()>>,
    token_file: PathBuf,
    /// Held while it runs: two in one folder would deliver everything twice.
    _lock: File,
}

/// Opens the database, and answers until [`Collector::wait`] returns.
///
/// # Errors
/// When a setting makes no sense, the port is taken, or the database can't be opened.
pub fn start(options: &Options, report: Arc<Report>) -> Result<Collector> {
    let lock = lock(options)?;
    let ways = ways(options)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        // Deliveries block, and nothing else does.
        .max_blocking_threads(16)
        .enable_all()
        .build()
        .map_err(|fault| Error::Environment(format!("cannot start the server: {fault}")))?;
    let token_file = options.token_file.clone().unwrap_or_else(|| options.folder.file("token"));
    let (stop, stopped) = watch::channel(false);
    let starting = async {
        let listener = listen(&options.host, options.port).await?;
        let address = listener.local_addr().map_err(|fault| Error::Environment(format!("cannot listen: {fault}")))?;
        let database = options.folder.database(options.database.as_deref());
        let store = Arc::new(Store::open(&database, options.megabytes).await?);
        if options.database.is_none() {
            store.release(now()).await.map_err(Error::database("write to"))?;
        }
        let metrics = Arc::new(Metrics::default());
        let (writer, writing) = Writer::start(Arc::clone(&store), Arc::clone(&metrics), Arc::clone(&report));
        let secret = options.folder.secret()?;
        let is_https = options.url.as_ref().is_some_and(|url| url.is_https());
        let app = Arc::new(App {
            sessions: Sessions::new(kept(&token_file)?, &secret, is_https),
            allowed: AllowList(options.allow.clone()),
            hosts: Hosts::new(address.ip(), options.url.as_ref()),
            proxies: options.proxies.iter().map(IpAddr::to_canonical).collect(),
            rate: RateLimit::new(options.rate),
            tries: RateLimit::new(TRIES),
            ways: ways.iter().map(|way| way.name()).collect(),
            catalog: Arc::clone(&options.catalog),
            outbox: Arc::new(Notify::new()),
            keep: options.keep,
            store,
            writer,
            metrics,
            report,
            secret,
        });
        Ok::<_, Error>((listener, address, app, writing))
    };
    let (listener, address, app, writing) = runtime.block_on(starting)?;
    let entered = runtime.enter();
    let delivering = ways.into_iter().flat_map(|way| worker(&app, way).start(&stopped)).collect();
    let ages = Ages { texts: options.keep, sums: options.keep_sums };
    drop(tokio::spawn(remove_old(Arc::clone(&app), ages, stopped.clone())));
    let limits = Limits { connections: CONNECTIONS, ..Limits::default() };
    let served = tokio::spawn(serve(listener, router(&app), limits, stopped));
    drop(entered);
    Ok(Collector { runtime, address, stop, app, served, writing, delivering, token_file, _lock: lock })
}

/// One collector a folder. With PostgreSQL each machine has a folder of its own for its secrets.
fn lock(options: &Options) -> Result<File> {
    let path = options.folder.file("lock");
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Error::Environment(format!("another collector runs in the folder of `{}`", path.display())))
        }
        Err(std::fs::TryLockError::Error(fault)) => Err(Error::io("lock", &path)(fault)),
    }
}

fn ways(options: &Options) -> Result<Vec<Arc<dyn Way>>> {
    let mut ways: Vec<Arc<dyn Way>> = Vec::new();
    if let Some(url) = &options.webhook {
        ways.push(Arc::new(Webhook::new(url, &kept(&options.folder.file("webhook-secret"))?)?));
    }
    if let Some(smtp) = &options.smtp {
        #[cfg(feature = "smtp")]
        ways.push(Arc::new(Mail::new(&smtp.url, &smtp.from, &smtp.to)?));
        #[cfg(not(feature = "smtp"))]
        return Err(Error::Refused(format!("this Helpdex was built without the feature `smtp`: {smtp:?}")));
    }
    Ok(ways)
}

fn worker(app: &App, way: Arc<dyn Way>) -> Worker {
    Worker {
        store: Arc::clone(&app.store),
        metrics: Arc::clone(&app.metrics),
        report: Arc::clone(&app.report),
        wake: Arc::clone(&app.outbox),
        way,
    }
}

async fn listen(host: &str, port: u16) -> Result<TcpListener> {
    TcpListener::bind((host, port)).await.map_err(|fault| match fault.kind() {
        std::io::ErrorKind::AddrInUse => Error::Environment(format!(
            "port {port} is in use, perhaps by another collector; stop it, or choose another with `--port`"
        )),
        std::io::ErrorKind::PermissionDenied => Error::Environment(format!(
            "the system keeps port {port} for its own services; choose one above 1023, such as `--port 8788`"
        )),
        _ => Error::Refused(format!("`{host}` is no address of this machine; `--listen 127.0.0.1` is the default")),
    })
}

/// Removes what is too old, at once and then every hour.
async fn remove_old(app: Arc<App>, ages: Ages, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match app.store.remove_old(ages, now()).await {
            Ok(0) => {}
            Ok(rows) => (app.report)(Notice::info("removed_old").with("rows", rows)),
            Err(fault) => {
                (app.report)(Notice::warning("remove_failed").with("fault", crate::error::plain(&fault)));
            }
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    }
}

impl Collector {
    /// The address it answers at on this machine.
    #[must_use]
    pub fn url(&self) -> String {
        let shown = match self.address {
            SocketAddr::V4(address) if address.ip().is_unspecified() => format!("127.0.0.1:{}", address.port()),
            SocketAddr::V6(address) if address.ip().is_unspecified() => format!("[::1]:{}", address.port()),
            address => address.to_string(),
        };
        format!("http://{shown}/")
    }

    /// Whether machines other than this one reach it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// The file with the token of the dashboard.
    #[must_use]
    pub fn token_file(&self) -> &std::path::Path {
        &self.token_file
    }

    /// Answers until the system asks it to end. Then requests under way are answered, and what was taken is written.
    pub fn wait(self) {
        let Self { runtime, stop, app, served, writing, delivering, .. } = self;
        runtime.block_on(async {
            asked_to_end().await;
            (app.report)(Notice::info("ending"));
            let _ = stop.send(true);
            let _ = timeout(LAST_REQUESTS, served).await;
            let all = async {
                for task in delivering {
                    let _ = task.await;
                }
            };
            let _ = timeout(LAST_DELIVERIES, all).await;
            let (store, report) = (Arc::clone(&app.store), Arc::clone(&app.report));
            // With it goes the last one who gives the writer anything.
            drop(app);
            let _ = timeout(LAST_REQUESTS, writing).await;
            let _ = timeout(LAST_REQUESTS, store.close()).await;
            report(Notice::info("ended"));
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
    }
}
