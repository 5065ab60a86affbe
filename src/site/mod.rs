//! How do parts become a site?
//!
//! [`folder()`] turns the parts into the files to host, [`single`] into one file that opens by double
//! click. [`replace_corpus`] puts another corpus file into a built folder, [`single::complete`] into a
//! single file; the page itself does the latter when a reader saves it.
//!
//! Every part of a folder whose content changes between builds carries a hash of its content in its
//! name, so a host may cache it for ever and two versions can never mix: a page names exactly the
//! files it was built with. `index.html`, `sw.js`, the manifest and the icons keep their names. Every
//! address is relative, so that the folder works below any path of any host.
//!
//! Nothing here reads or writes: who builds a site brings the bytes, and takes bytes away.

mod folder;
pub mod octets;
pub mod single;
mod template;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh64::xxh64;

pub use folder::{folder, replace_corpus};
pub use template::digest;

/// Starts the searching worker early, in a folder and in a single file.
const EARLY_SCRIPT: &str = include_str!("../../static/boot/early.js");
const INDEX: &str = "index.html";
const SERVICE_WORKER_NAME: &str = "sw.js";

/// What a site is made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The template of the page; its first comment says what it needs.
    pub index_html: &'a str,
    /// The style sheet.
    pub style: &'a [u8],
    /// The page's glue as wasm-bindgen writes it for the target `web`.
    pub page_js: &'a str,
    /// The same glue as wasm-bindgen writes it for the target `no-modules`: a page from a stick may not import.
    pub page_script: &'a str,
    /// The page's Wasm.
    pub page_wasm: &'a [u8],
    /// The worker's glue as wasm-bindgen writes it for the target `no-modules`.
    pub worker_js: &'a str,
    /// The worker's Wasm.
    pub worker_wasm: &'a [u8],
    /// The glue of the worker that reads files, for the target `no-modules`.
    pub reader_js: &'a str,
    /// That worker's Wasm.
    pub reader_wasm: &'a [u8],
    /// The glue of what is both of these workers in one, for the single file; for the target `no-modules`.
    pub whole_js: &'a str,
    /// The Wasm of what is both in one.
    pub whole_wasm: &'a [u8],
    /// The corpus file, as [`crate::pack`] writes it.
    pub corpus: &'a [u8],
    /// What the worker will say first of it, as [`crate::protocol::first`] writes it; empty where nobody knows.
    pub first: &'a [u8],
    /// What keeps its name: the web manifest and the icons.
    pub named: &'a [File],
}

/// A file of a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its path below the folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }

    /// A file whose name carries the hash of its content.
    fn hashed(stem: &str, ending: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { path: format!("{stem}-{:016x}.{ending}", xxh64(&bytes, 0)), bytes }
    }
}

/// Whether a name carries the hash of its content, so that it may be cached for ever.
pub fn is_hashed(path: &str) -> bool {
    path.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-')).is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

/// The parts of a site as a reader waits for them; sizes are told by these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The shell: `index.html`.
    Shell,
    /// The style sheet.
    Style,
    /// The page's code: JavaScript and Wasm.
    Page,
    /// The worker's code: JavaScript and Wasm.
    Worker,
    /// The code of the worker that reads files, loaded when it is needed: JavaScript and Wasm.
    Reader,
    /// The corpus file.
    Corpus,
    /// What a reader's saved file is made of, fetched when one is saved.
    Saving,
    /// What the worker will say first.
    First,
    /// What is needed for use without a network: the service worker, the manifest, the icons.
    Offline,
}

impl Role {
    /// Each role, in the order in which the parts are needed.
    pub const ALL: [Self; 9] = [
        Self::Shell,
        Self::Style,
        Self::Page,
        Self::First,
        Self::Worker,
        Self::Reader,
        Self::Corpus,
        Self::Saving,
        Self::Offline,
    ];

    /// The role of a file by its name.
    pub fn of(path: &str) -> Self {
        match path.split(['-', '.']).next() {
            Some("index") => Self::Shell,
            Some("style") => Self::Style,
            Some("page") => Self::Page,
            Some("worker") => Self::Worker,
            Some("reader") => Self::Reader,
            Some("corpus") => Self::Corpus,
            Some("first") => Self::First,
            Some("single" | "store") => Self::Saving,
            _ => Self::Offline,
        }
    }
}

/// What the page reads from `#lesart-parts`: where its parts are, relative to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartNames {
    /// Names this build: changes with every byte of the site.
    pub version: String,
    /// The page's glue.
    pub page: String,
    /// The page's Wasm.
    pub page_wasm: String,
    /// The worker's script, to start as a classic worker.
    pub worker: String,
    /// The worker's Wasm; its script knows it, the page may fetch it early.
    pub worker_wasm: String,
    /// The script of the worker that reads files, to start as a classic worker.
    #[serde(default)]
    pub reader: String,
    /// The corpus file.
    pub corpus: String,
    /// What the worker will say first of that corpus file; empty where nobody knows.
    #[serde(default)]
    pub first: String,
}

/// Why no site could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteError {
    /// A template has a placeholder other than once, or one that nobody fills.
    Placeholder {
        /// The template's name.
        template: &'static str,
        /// The placeholder.
        name: String,
        /// How often it stands there.
        times: usize,
    },
    /// The files are not a site that was built here: this is missing.
    NotASite(&'static str),
}

impl fmt::Display for SiteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placeholder { template, name, times: 0 } => write!(out, "{template} lacks {{{{{name}}}}}"),
            Self::Placeholder { template, name, times } => {
                write!(out, "{template} has {{{{{name}}}}} {times} times, or nobody knows it")
            }
            Self::NotASite(missing) => write!(out, "not a built site: {missing} is missing"),
        }
    }
}

impl std::error::Error for SiteError {}

/// The names in a page's `#lesart-parts`.
pub fn part_names(index_html: &str) -> Option<PartNames> {
    let (_, behind) = index_html.split_once("id=\"lesart-parts\">")?;
    let (json, _) = behind.split_once("</script>")?;
    part_names_of_json(json)
}

/// The names in the text of `#lesart-parts`.
pub fn part_names_of_json(json: &str) -> Option<PartNames> {
    serde_json::from_str(json).ok()
}
