//! How does `cargo xtask serve` answer? Over a real connection, without a browser.

// The helpers of a test may panic as the test may.
#![allow(clippy::unwrap_used)]

use lesart::site::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use xtask::compress;
use xtask::server::{Running, Site};

const SCRIPT: &str = "page-0123456789abcdef.js";

/// A status, the header lines in lower case, and the body.
struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let line = self.headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.map(str::trim)
    }
}

async fn served() -> Running {
    let files = [
        File::new("index.html", "<!doctype html>".repeat(50)),
        File::new(SCRIPT, "export default 1;".repeat(50)),
        File::new("page-0123456789abcdef.wasm", *b"\0asm"),
        File::new("manifest.webmanifest", "{}"),
        File::new("icon.svg", "<svg/>"),
        File::new("icon-192.png", *b"\x89PNG"),
    ];
    let cache = xtask::target_dir().join("site-cache");
    Running::start(Site::new(&compress::all(&files, &cache).unwrap(), "/a/b/")).await.unwrap()
}

async fn ask(server: &Running, method: &str, path: &str, headers: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
    let request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let headers = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, headers, body: bytes[end + 4..].to_vec() }
}

#[tokio::test]
async fn every_kind_of_file_has_its_type() {
    let server = served().await;
    for (name, content_type) in [
        ("", "text/html; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
        (SCRIPT, "text/javascript; charset=utf-8"),
        ("page-0123456789abcdef.wasm", "application/wasm"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("icon.svg", "image/svg+xml"),
        ("icon-192.png", "image/png"),
    ] {
        let answer = ask(&server, "GET", &format!("/a/b/{name}"), "").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(content_type)), "{name}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{name}");
    }
}

#[tokio::test]
async fn what_carries_a_hash_is_kept_for_ever_and_the_rest_asked_for_anew() {
    let server = served().await;
    let script = ask(&server, "GET", &format!("/a/b/{SCRIPT}"), "").await;
    assert_eq!(script.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let index = ask(&server, "GET", "/a/b/?x=1", "").await;
    assert_eq!((index.status, index.header("cache-control")), (200, Some("no-cache")));
    let etag = index.header("etag").unwrap();
    for known in [etag.to_owned(), format!("W/{etag}"), format!("\"other\", {etag}")] {
        let again = ask(&server, "GET", "/a/b/", &format!("If-None-Match: {known}\r\n")).await;
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(etag)), "{known}");
    }
    let changed = ask(&server, "GET", "/a/b/", "If-None-Match: \"other\"\r\n").await;
    assert_eq!((changed.status, changed.body), (200, index.body));
}

#[tokio::test]
async fn it_travels_as_small_as_the_reader_can_take_it() {
    let server = served().await;
    let path = format!("/a/b/{SCRIPT}");
    let plain = ask(&server, "GET", &path, "").await;
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(plain.body, "export default 1;".repeat(50).as_bytes());
    let mut etags = vec![plain.header("etag").unwrap().to_owned()];
    for (accepted, encoding) in [("gzip, deflate, br, zstd", "br"), ("gzip, br;q=0", "gzip")] {
        let answer = ask(&server, "GET", &path, &format!("Accept-Encoding: {accepted}\r\n")).await;
        assert_eq!(answer.header("content-encoding"), Some(encoding));
        assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
        assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string().as_str()));
        assert!(answer.body.len() < plain.body.len());
        etags.push(answer.header("etag").unwrap().to_owned());
    }
    etags.dedup();
    assert_eq!(etags.len(), 3, "a form of its own has an ETag of its own: {etags:?}");
    // What compression would make larger travels as it is.
    let icon = ask(&server, "GET", "/a/b/icon-192.png", "Accept-Encoding: br\r\n").await;
    assert_eq!((icon.header("content-encoding"), icon.body.as_slice()), (None, b"\x89PNG".as_slice()));
}

#[tokio::test]
async fn head_tells_what_get_would() {
    let server = served().await;
    let get = ask(&server, "GET", "/a/b/", "Accept-Encoding: br\r\n").await;
    let head = ask(&server, "HEAD", "/a/b/", "Accept-Encoding: br\r\n").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-length", "content-type", "content-encoding", "etag", "cache-control"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
}

#[tokio::test]
async fn nothing_else_is_there() {
    let server = served().await;
    for path in ["/", "/a/", "/a/c/", "/a/b/x", "/a/b/../../etc/passwd", "/a/b/%2e%2e/Cargo.toml", "/a/b//index.html"] {
        assert_eq!(ask(&server, "GET", path, "").await.status, 404, "{path}");
    }
    let home = ask(&server, "GET", "/a/b", "").await;
    assert_eq!((home.status, home.header("location")), (308, Some("/a/b/")));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = ask(&server, method, "/a/b/", "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    assert!(server.site.seen().iter().any(|seen| seen.target == "/a/b//index.html" && seen.status == 404));
}

#[tokio::test]
async fn stopped_it_is_gone_and_resumed_it_is_back() {
    let mut server = served().await;
    let port = server.port;
    let mut open = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    server.stop().await;
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
    let mut rest = Vec::new();
    // An error or an end: either way nothing more comes.
    let _ = open.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
    server.resume().await.unwrap();
    assert_eq!(server.port, port);
    assert_eq!(ask(&server, "GET", "/a/b/", "").await.status, 200);
}
