//! How does the whole site stand in one file?
//!
//! [`template`] is the page with everything that runs, and with empty [blocks](BLOCKS): data elements,
//! which hold the Wasm, the worker, the corpus and the template itself, packed, byte for byte
//! ([`octets`]), and what the page starts with. [`complete`] fills them. The build does so, and so does
//! the worker when a reader saves the page; a file that was saved does it again.
//!
//! A single file has one Wasm that is the searching worker and the reader of files in one, so that what
//! both need stands there once. A folder has it packed in its [`store`], which nobody fetches but who saves
//! the page. Where that cannot be had, without a network, the file is made of the two that the folder runs on.
//!
//! The policy names every script and the style by their digests. Blocks are data and run nothing, so
//! filling them changes no digest.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use memchr::memmem;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh64::xxh64;

use super::octets;
use super::template::{
    Place, ascii, bare, digest, fill, inline_json, inline_script, inline_text, without_first_comment,
};
use super::{EARLY_SCRIPT, File, INDEX, PartNames, Parts, SiteError};

const BLOCKS_SCRIPT: &str = include_str!("../../static/boot/blocks.js");
const LZMA_SCRIPT: &str = include_str!("../../static/boot/lzma.js");
const LOADER: &str = include_str!("../../static/boot/single.js");
const WORKER_LOADER: &str = include_str!("../../static/boot/worker.js");

/// The blocks of a single file: LZMA or gzip in [`octets`], but for `start`, which is JSON. Those of the
/// reader are empty where the worker is both.
pub const BLOCKS: [&str; 8] = ["start", "template", "page", "worker-js", "worker", "reader-js", "reader", "corpus"];

/// Packs the bytes of the block of this name, as gzip or as LZMA.
pub type Packer<'a> = &'a dyn Fn(&str, &[u8]) -> Vec<u8>;

/// What a single file starts with, beside its corpus: the block `start`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// Names the labels and decisions, so that a device takes them over once.
    pub id: String,
    /// The view, as the part of a link from `#` on.
    pub href: String,
    /// The reader's own labels, as [`crate::correction`] writes them.
    pub labels: String,
    /// What the reader said is not the same, as [`crate::apart`] writes it.
    pub apart: String,
}

impl Start {
    /// A start with its name.
    pub fn new(href: String, labels: String, apart: String) -> Self {
        let id = match labels.is_empty() && apart.is_empty() {
            true => String::new(),
            false => format!("{:016x}", xxh64(format!("{labels}\n{apart}").as_bytes(), 0)),
        };
        Self { id, href, labels, apart }
    }

    /// The block's content: nothing in it can end the element.
    pub fn block(&self) -> String {
        let members = [("id", &self.id), ("href", &self.href), ("labels", &self.labels), ("apart", &self.apart)];
        let members = members.map(|(key, value)| format!("\"{key}\":\"{}\"", inline_text(value)));
        format!("{{{}}}", members.join(","))
    }
}

/// The page with empty blocks.
///
/// # Errors
/// A template with a hole too few or too many.
pub fn template(parts: &Parts) -> Result<String, SiteError> {
    let style = ascii(&String::from_utf8_lossy(parts.style), Place::Style);
    // Without indentation and comments, a fifth of it: wasm-bindgen writes no string over several lines.
    let glue = ascii(&inline_script(&bare(parts.page_script)), Place::Script);
    let loader = ascii(&[BLOCKS_SCRIPT, LZMA_SCRIPT, EARLY_SCRIPT, LOADER].map(bare).join("\n"), Place::Script);
    let icon = parts.named.iter().find(|file| file.path == "icon.svg").map_or_else(String::new, icon);
    let names = inline_json(&PartNames { corpus: "corpus".into(), ..PartNames::default() });
    let blocks: String = BLOCKS.iter().map(|name| format!("{}</script>\n", opening(name))).collect();
    let end = format!(
        "{blocks}<script type=\"application/json\" id=\"lesart-parts\">{names}</script>\n\
         <script>{glue}</script>"
    );
    fill(
        INDEX,
        &ascii(without_first_comment(parts.index_html), Place::Html),
        &[
            // Each byte is a character there: see `octets`.
            ("charset", "windows-1252"),
            ("csp", &content_security_policy(&glue, &loader, &style)),
            // In the head, so that a file of which the end is missing can say so.
            ("head", &format!("{icon}<style>{style}</style>\n<script>{loader}</script>")),
            ("end", &end),
        ],
    )
}

fn icon(file: &File) -> String {
    format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">\n", BASE64.encode(&file.bytes))
}

/// The worker's script in a folder: the glue, what starts it, and the names of what a single file is made of.
/// Its own block has no name: it is this file.
pub(super) fn worker_script(parts: &Parts, template: &File, store: &File) -> Result<String, SiteError> {
    let named = [
        ("template", template.path.clone()),
        ("store", store.path.clone()),
        ("page", File::hashed("page", "wasm", parts.page_wasm).path),
        ("worker", File::hashed("worker", "wasm", parts.worker_wasm).path),
        ("reader-js", File::hashed("reader", "js", reader_script(parts)?).path),
        ("reader", File::hashed("reader", "wasm", parts.reader_wasm).path),
    ];
    started(parts.worker_js, &inline_json(&std::collections::BTreeMap::from(named)))
}

/// The script of the worker that reads files, for a folder.
pub(super) fn reader_script(parts: &Parts) -> Result<String, SiteError> {
    let named = [("worker", File::hashed("reader", "wasm", parts.reader_wasm).path)];
    started(parts.reader_js, &inline_json(&std::collections::BTreeMap::from(named)))
}

fn started(glue: &str, names: &str) -> Result<String, SiteError> {
    let start = fill("worker.js", &bare(WORKER_LOADER), &[("names", names)])?;
    Ok(format!("{glue}\n{}\n{start}", bare(BLOCKS_SCRIPT)))
}

/// The file, ready to open.
///
/// # Errors
/// A template with a hole too few or too many.
pub fn single(parts: &Parts, start: &Start, pack: Packer) -> Result<Vec<u8>, SiteError> {
    complete(&store(parts, pack)?, |name| match name {
        "start" => Some(start.block().into_bytes()),
        "corpus" => Some(octets::page_of(&pack(name, parts.corpus))),
        _ => None,
    })
}

/// The file as it lies in a folder: all but the articles and what it starts with.
///
/// # Errors
/// A template with a hole too few or too many.
pub fn store(parts: &Parts, pack: Packer) -> Result<Vec<u8>, SiteError> {
    let template = template(parts)?;
    // What it is made of are blocks, which need no names.
    let script = started(parts.whole_js, "{}")?;
    complete(template.as_bytes(), |name| {
        let bytes = match name {
            "template" => template.as_bytes(),
            "page" => parts.page_wasm,
            "worker-js" => script.as_bytes(),
            "worker" => parts.whole_wasm,
            _ => return None,
        };
        Some(octets::page_of(&pack(name, bytes)))
    })
}

/// Fills the blocks of a template, or of a file whose blocks are filled already. A block for which there is
/// nothing stays as it is.
///
/// # Errors
/// Bytes that have no such blocks.
pub fn complete(template: &[u8], mut content: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Vec<u8>, SiteError> {
    let mut out = Vec::with_capacity(template.len() + template.len() / 2);
    let mut rest = template;
    for name in BLOCKS {
        let (before, old, behind) = parted(rest, name).ok_or(SiteError::NotASite("a block of the single file"))?;
        out.extend_from_slice(before);
        match content(name) {
            Some(mut new) => out.append(&mut new),
            None => out.extend_from_slice(old),
        }
        rest = behind;
    }
    out.extend_from_slice(rest);
    Ok(out)
}

/// What stands in front of a block's content. No content holds it, since none holds `<`.
fn opening(name: &str) -> String {
    format!("<script type=\"text/plain\" id=\"lesart-block-{name}\">")
}

/// What stands before a block's content, that content, and what stands behind it.
fn parted<'a>(html: &'a [u8], name: &str) -> Option<(&'a [u8], &'a [u8], &'a [u8])> {
    let open = opening(name);
    let (before, behind) = html.split_at(memmem::find(html, open.as_bytes())? + open.len());
    let (content, behind) = behind.split_at(memmem::find(behind, b"</script>")?);
    Some((before, content, behind))
}

/// A file's block as it stands there; nothing where it has none of that name.
pub fn block<'a>(html: &'a [u8], name: &str) -> Option<&'a [u8]> {
    parted(html, name).map(|(_, content, _)| content)
}

/// What the page may do: run what stands in it. There is nothing to fetch but texts of the reader's own,
/// which the page hands to the worker as Blobs, and the file itself, where a host says that it has another
/// character set than it has.
fn content_security_policy(glue: &str, loader: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval' '{}' '{}'; style-src '{}'; img-src data:; \
         connect-src 'self' blob:; worker-src blob:; base-uri 'none'; form-action 'none'",
        digest(glue),
        digest(loader),
        digest(style)
    )
}
