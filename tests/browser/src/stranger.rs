//! Does anything leave the machine?
//!
//! The browser is told that a proxy leads to everything but this machine. The proxy is this one: it
//! notes what it is asked for, and hangs up. So requests are seen whoever makes them, the page, its
//! worker or its service worker, and whatever the engine.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Browsers ask their makers' hosts for the time, for updates and for settings, whatever they are
/// told; that is not the page's doing. A page that asked these hosts would be stopped by its policy.
const OF_THE_BROWSER: &[&str] = &[
    "accounts.google.com",
    "clients2.google.com",
    "redirector.gvt1.com",
    "update.googleapis.com",
    // Firefox, likewise.
    "services.mozilla.com",
    "addons.mozilla.org",
    "aus5.mozilla.org",
    "cdn.mozilla.net",
    "detectportal.firefox.com",
];

/// The proxy to nowhere.
pub struct Stranger {
    /// Its port on this machine.
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Stranger {
    /// Starts on a free port.
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let note = asked.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mut line = Vec::new();
                let _ = BufReader::new(stream).read_until(b'\n', &mut line).await;
                // Chromium opens connections in reserve and closes them unused. A proxy learns in the first line
                // for whom a request is: without a byte there is none.
                if !line.is_empty() {
                    let line = String::from_utf8_lossy(&line).trim().to_owned();
                    note.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                }
            }
        });
        Ok(Self { port, asked, task })
    }

    /// The requests that were meant for someone else.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().filter(|line| !is_of_the_browser(host(line))).cloned().collect()
    }
}

/// Whether a host is one of the browser's own, or below one.
fn is_of_the_browser(host: &str) -> bool {
    OF_THE_BROWSER
        .iter()
        .any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// The host of a request to a proxy: `GET http://host/path HTTP/1.1` or `CONNECT host:443 HTTP/1.1`.
fn host(line: &str) -> &str {
    let target = line.split(' ').nth(1).unwrap_or_default();
    let authority = target.split_once("://").map_or(target, |(_, rest)| rest);
    authority.split(['/', ':', '?']).next().unwrap_or_default()
}

impl Drop for Stranger {
    fn drop(&mut self) {
        self.task.abort();
    }
}
