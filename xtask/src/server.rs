//! How does a good host serve the site?
//!
//! Compressed, with the right types, for ever where the name carries a hash and asked for anew
//! where not, and nothing but the site's own files: they are held in memory by name, so that no
//! path leads anywhere else.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::bail;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderValue,
    IF_NONE_MATCH, LOCATION, VARY,
};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use lesart::site;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use xxhash_rust::xxh64::xxh64;

use crate::compress::Served;

/// Listens on localhost; what stands in the way is said with what to do.
pub async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            bail!("port {port} is in use: choose another with --port N, or --port 0 for any that is free")
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            bail!("port {port} is reserved for the administrator: choose one above 1023 with --port N")
        }
        Err(error) => bail!("cannot listen on port {port}: {error}"),
    }
}

/// A file with what is sent about it.
struct Entry {
    served: Served,
    content_type: &'static str,
    cache_control: &'static str,
    etag: String,
}

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// The path with what stands behind `?`.
    pub target: String,
    /// The status of the answer.
    pub status: u16,
}

/// What is served: can be published anew while it is served, as a host does with a new version.
#[derive(Clone)]
pub struct Site {
    base: Arc<str>,
    entries: Arc<Mutex<Arc<BTreeMap<String, Entry>>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Site {
    /// A site below `base`, which starts and ends with `/`.
    pub fn new(files: &[Served], base: &str) -> Self {
        let site = Self { base: base.into(), entries: Arc::default(), seen: Arc::default() };
        site.publish(files);
        site
    }

    /// Serves these files from now on.
    pub fn publish(&self, files: &[Served]) {
        let entry = |served: &Served| Entry {
            content_type: content_type(&served.file.path),
            cache_control: match site::is_hashed(&served.file.path) {
                true => "public, max-age=31536000, immutable",
                false => "no-cache",
            },
            etag: format!("{:016x}", xxh64(&served.file.bytes, 0)),
            served: served.clone(),
        };
        let entries = files.iter().map(|served| (served.file.path.clone(), entry(served))).collect();
        *self.entries.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(entries);
    }

    /// What was asked for until now.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let response = self.respond(request);
        let target = request.uri().path_and_query().map_or("", |target| target.as_str());
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(Seen {
            method: request.method().to_string(),
            target: target.to_owned(),
            status: response.status().as_u16(),
        });
        response
    }

    fn respond(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD are understood");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        let path = request.uri().path();
        let Some(name) = path.strip_prefix(&*self.base) else {
            if !path.ends_with('/') && format!("{path}/") == *self.base {
                let mut response = plain(StatusCode::PERMANENT_REDIRECT, "");
                if let Ok(base) = HeaderValue::from_str(&self.base) {
                    response.headers_mut().insert(LOCATION, base);
                }
                return response;
            }
            return plain(StatusCode::NOT_FOUND, "not found");
        };
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let name = if name.is_empty() { "index.html" } else { name };
        match entries.get(name) {
            Some(entry) => file(entry, request),
            None => plain(StatusCode::NOT_FOUND, "not found"),
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn file(entry: &Entry, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (body, encoding) = match (&entry.served.brotli, &entry.served.gzip) {
        (Some(brotli), _) if accepts(accepted, "br") => (brotli, Some("br")),
        (_, Some(gzip)) if accepts(accepted, "gzip") => (gzip, Some("gzip")),
        _ => (&entry.served.file.bytes, None),
    };
    // Each encoding is a form of its own, so it has an ETag of its own.
    let etag = format!("\"{}{}\"", entry.etag, encoding.unwrap_or(""));
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or("");
    let unchanged = known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag);
    let bytes = match unchanged || request.method() == Method::HEAD {
        true => Bytes::new(),
        false => Bytes::copy_from_slice(body),
    };
    let mut response = Response::new(Full::new(bytes));
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(entry.cache_control));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(entry.content_type));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Whether an Accept-Encoding header takes an encoding: named, and not with a weight of zero.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|choice| {
        let mut parts = choice.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|weight| weight.parse() == Ok(0.0f32));
        named && !refused
    })
}

/// The media type of a file by the ending of its name.
fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("css") => "text/css; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// Answers until the task is ended; with it end all its connections.
pub async fn accept(listener: TcpListener, site: Site) {
    let mut connections = JoinSet::new();
    loop {
        // Those that are done are forgotten, or the set would grow for ever.
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let site = site.clone();
        connections.spawn(async move {
            let answer = service_fn(|request| {
                let response = site.answer(&request);
                async move { Ok::<_, Infallible>(response) }
            });
            // A browser that hangs up in the middle is no news.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

/// A server in the background, for the tests.
pub struct Running {
    /// The port on localhost.
    pub port: u16,
    /// What it serves.
    pub site: Site,
    task: Option<JoinHandle<()>>,
}

impl Running {
    /// Starts on a free port.
    pub async fn start(site: Site) -> anyhow::Result<Self> {
        let mut running = Self { port: 0, site, task: None };
        running.resume().await?;
        Ok(running)
    }

    /// Starts again, on the same port, after [`Self::stop`].
    pub async fn resume(&mut self) -> anyhow::Result<()> {
        let listener = listen(self.port).await?;
        self.port = listener.local_addr()?.port();
        self.task = Some(tokio::spawn(accept(listener, self.site.clone())));
        Ok(())
    }

    /// Stops: nobody listens any more, and open connections are cut.
    pub async fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            // The outcome is that it was aborted.
            let _ = task.await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_weighed() {
        for header in ["br", "gzip, br", "gzip,BR;q=0.5", "deflate , br ; q=1"] {
            assert!(accepts(header, "br"), "{header}");
        }
        for header in ["", "gzip", "br;q=0", "br; q=0.000", "brotli"] {
            assert!(!accepts(header, "br"), "{header}");
        }
    }
}
