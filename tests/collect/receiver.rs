//! What messages are delivered to: a program that takes webhooks, and a mail server.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use crate::request::Request;

/// Something that was delivered.
#[derive(Clone, Debug)]
pub(crate) struct Delivered {
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Delivered {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// A server on this machine that keeps what it is sent.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    taken: Arc<Mutex<Vec<Delivered>>>,
    /// The status it answers with.
    status: Arc<AtomicU16>,
}

impl Receiver {
    /// A program that takes webhooks.
    pub(crate) fn webhook() -> Self {
        Self::start(|stream, taken, status| {
            let mut reader = BufReader::new(stream.try_clone()?);
            while let Some(request) = Request::read(&mut reader)? {
                let body = String::from_utf8(request.body).expect("UTF-8");
                let delivered = Delivered { headers: request.headers, body };
                let status = status.load(Ordering::SeqCst);
                if status < 300 {
                    taken.lock().unwrap().push(delivered);
                }
                write!(&stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n")?;
            }
            Ok(())
        })
    }

    /// A mail server without TLS.
    pub(crate) fn mail() -> Self {
        Self::start(|stream, taken, status| {
            let mut reader = BufReader::new(stream.try_clone()?);
            let say = |text: &str| write!(&stream, "{text}\r\n");
            say("220 mail.test")?;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
                    "EHLO" => say("250 mail.test")?,
                    "QUIT" => return say("221 bye"),
                    "DATA" => {
                        say("354 go on")?;
                        let mut body = String::new();
                        loop {
                            line.clear();
                            reader.read_line(&mut line)?;
                            if line == ".\r\n" {
                                break;
                            }
                            body.push_str(&line);
                        }
                        if status.load(Ordering::SeqCst) >= 300 {
                            say("451 later, anna@example.org")?;
                            continue;
                        }
                        let headers = body.lines().take_while(|line| !line.is_empty());
                        let headers = headers.filter_map(|line| line.split_once(": "));
                        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                        taken.lock().unwrap().push(Delivered { headers, body: body.clone() });
                        say("250 taken")?;
                    }
                    _ => say("250 fine")?,
                }
            }
        })
    }

    fn start(
        answer: impl Fn(TcpStream, &Mutex<Vec<Delivered>>, &AtomicU16) -> std::io::Result<()> + Send + Sync + Copy + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (taken, status) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicU16::new(200)));
        let (kept, told) = (Arc::clone(&taken), Arc::clone(&status));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, told) = (Arc::clone(&kept), Arc::clone(&told));
                std::thread::spawn(move || answer(stream, &kept, &told));
            }
        });
        Self { address, taken, status }
    }

    /// From now on it answers so.
    pub(crate) fn answer(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// What was delivered so far.
    pub(crate) fn taken(&self) -> Vec<Delivered> {
        self.taken.lock().unwrap().clone()
    }

    /// Waits until so much was delivered.
    pub(crate) fn wait(&self, number: usize) -> Vec<Delivered> {
        eventually("delivered", || self.taken().len() >= number);
        self.taken()
    }
}

/// Waits for something that has to happen within seconds.
pub(crate) fn eventually(what: &str, is: impl Fn() -> bool) {
    let started = std::time::Instant::now();
    while !is() {
        assert!(started.elapsed().as_secs() < 30, "not {what} in time");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
