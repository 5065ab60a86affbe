//! How do parts become a site?
//!
//! [`folder`] turns the parts into the files to host. Every part whose content changes between
//! builds carries a hash of its content in its name, so a host may cache it for ever and two
//! versions can never mix: a page names exactly the files it was built with. `index.html`, `sw.js`,
//! the manifest and the icons keep their names. Every address is relative, so that the folder works
//! below any path of any host. [`replace_corpus`] puts another corpus file into a built site.
//!
//! Nothing here reads or writes: who builds a site brings the bytes, and takes bytes away.

use std::fmt;

use base64::Engine;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use xxhash_rust::xxh64::xxh64;

const PAGE_LOADER: &str = include_str!("../static/boot/page.js");
const WORKER_LOADER: &str = include_str!("../static/boot/worker.js");
const SERVICE_WORKER: &str = include_str!("../static/boot/sw.js");

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
    /// The page's Wasm.
    pub page_wasm: &'a [u8],
    /// The worker's glue as wasm-bindgen writes it for the target `no-modules`.
    pub worker_js: &'a str,
    /// The worker's Wasm.
    pub worker_wasm: &'a [u8],
    /// The corpus file, as [`crate::pack`] writes it.
    pub corpus: &'a [u8],
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
    /// The corpus file.
    Corpus,
    /// What is needed for use without a network: the service worker, the manifest, the icons.
    Offline,
}

impl Role {
    /// Each role, in the order in which the parts are needed.
    pub const ALL: [Self; 6] = [Self::Shell, Self::Style, Self::Page, Self::Worker, Self::Corpus, Self::Offline];

    /// The role of a file by its name.
    pub fn of(path: &str) -> Self {
        match path.split(['-', '.']).next() {
            Some("index") => Self::Shell,
            Some("style") => Self::Style,
            Some("page") => Self::Page,
            Some("worker") => Self::Worker,
            Some("corpus") => Self::Corpus,
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
    /// The corpus file.
    pub corpus: String,
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

/// The files to host, sorted by path. The same parts give the same bytes.
pub fn folder(parts: &Parts) -> Result<Vec<File>, SiteError> {
    let style = File::hashed("style", "css", parts.style);
    let page = File::hashed("page", "js", parts.page_js);
    let page_wasm = File::hashed("page", "wasm", parts.page_wasm);
    let worker_wasm = File::hashed("worker", "wasm", parts.worker_wasm);
    let start = fill("worker.js", &bare(WORKER_LOADER), &[("worker_wasm", &worker_wasm.path)])?;
    let worker = File::hashed("worker", "js", format!("{}\n{start}", parts.worker_js));
    let corpus = File::hashed("corpus", "json", parts.corpus);
    let names = PartNames {
        version: String::new(),
        page: page.path.clone(),
        page_wasm: page_wasm.path.clone(),
        worker: worker.path.clone(),
        worker_wasm: worker_wasm.path.clone(),
        corpus: corpus.path.clone(),
    };
    let loader = bare(PAGE_LOADER);
    let index = fill(
        INDEX,
        without_first_comment(parts.index_html),
        &[
            ("csp", &content_security_policy(&loader)),
            ("style", &style.path),
            ("parts", &inline_json(&names)),
            ("loader", &loader),
        ],
    )?;
    let mut files = vec![style, page, page_wasm, worker_wasm, worker, corpus];
    files.extend_from_slice(parts.named);
    files.sort();
    let list: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let service_worker =
        fill(SERVICE_WORKER_NAME, &bare(SERVICE_WORKER), &[("version", ""), ("files", &inline_json(&list))])?;
    Ok(with_version(files, index, service_worker))
}

/// Puts another corpus file into a built site: what [`folder`] would have made with it.
pub fn replace_corpus(files: &[File], corpus: &[u8]) -> Result<Vec<File>, SiteError> {
    let index = text_of(files, INDEX)?;
    let service_worker = text_of(files, SERVICE_WORKER_NAME)?;
    let names = part_names(index).ok_or(SiteError::NotASite("#lesart-parts in index.html"))?;
    if names.corpus.is_empty() || names.version.is_empty() {
        return Err(SiteError::NotASite("the corpus file or the version in #lesart-parts"));
    }
    let new = File::hashed("corpus", "json", corpus);
    let renew = |text: &str| text.replace(&names.corpus, &new.path).replace(&names.version, "");
    let (index, service_worker) = (renew(index), renew(service_worker));
    let kept = |file: &&File| ![INDEX, SERVICE_WORKER_NAME, names.corpus.as_str()].contains(&file.path.as_str());
    let mut others: Vec<File> = files.iter().filter(kept).cloned().collect();
    others.push(new);
    others.sort();
    Ok(with_version(others, index, service_worker))
}

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

/// The version is a hash of everything, itself empty; so it stands in the two files that name it.
fn with_version(mut files: Vec<File>, index: String, service_worker: String) -> Vec<File> {
    let mut all = Vec::new();
    for file in &files {
        all.extend_from_slice(file.path.as_bytes());
        all.extend_from_slice(&xxh64(&file.bytes, 0).to_le_bytes());
    }
    all.extend_from_slice(index.as_bytes());
    all.extend_from_slice(service_worker.as_bytes());
    let version = format!("{:016x}", xxh64(&all, 0));
    let index = index.replacen("\"version\":\"\"", &format!("\"version\":\"{version}\""), 1);
    let service_worker = service_worker.replacen("VERSION = \"\"", &format!("VERSION = \"{version}\""), 1);
    files.push(File::new(INDEX, index));
    files.push(File::new(SERVICE_WORKER_NAME, service_worker));
    files.sort();
    files
}

fn text_of<'a>(files: &'a [File], path: &'static str) -> Result<&'a str, SiteError> {
    let file = files.iter().find(|file| file.path == path).ok_or(SiteError::NotASite(path))?;
    std::str::from_utf8(&file.bytes).map_err(|_| SiteError::NotASite(path))
}

/// What the page may do: run and fetch what came with it, and nothing from or to anyone else.
/// The one script inside the page is allowed by its hash; styles come from the style sheet alone.
fn content_security_policy(loader: &str) -> String {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(loader.as_bytes()));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}'; style-src 'self'; \
         connect-src 'self'; img-src 'self' data:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'"
    )
}

/// JSON that may stand in a script element: `<` could end it.
fn inline_json(value: &impl Serialize) -> String {
    // Names and lists of names: there is nothing here that JSON cannot say.
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c")
}

/// A script of ours without its comment lines and indentation.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn without_first_comment(html: &str) -> &str {
    let rest = html.trim_start().strip_prefix("<!--").and_then(|rest| rest.split_once("-->"));
    rest.map_or(html, |(_, rest)| rest.trim_start())
}

/// Fills the placeholders of a template, each of which stands exactly once. What is filled in is
/// not looked at again, so it may hold anything.
fn fill(template_name: &'static str, template: &str, values: &[(&str, &str)]) -> Result<String, SiteError> {
    let wrong = |name: &str, times| SiteError::Placeholder { template: template_name, name: name.into(), times };
    let mut pieces = template.split("{{");
    let mut out = String::from(pieces.next().unwrap_or_default());
    let mut seen = vec![0usize; values.len()];
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").ok_or_else(|| wrong("an unclosed placeholder", 1))?;
        let place = values.iter().position(|(key, _)| *key == name).ok_or_else(|| wrong(name, 1))?;
        if let (Some(times), Some((_, value))) = (seen.get_mut(place), values.get(place)) {
            *times += 1;
            out.push_str(value);
        }
        out.push_str(rest);
    }
    match values.iter().zip(seen).find(|(_, times)| *times != 1) {
        Some(((name, _), times)) => Err(wrong(name, times)),
        None => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "<!-- about -->\n<!doctype html><meta content=\"{{csp}}\"><link href=\"{{style}}\">\
        <script type=\"application/json\" id=\"lesart-parts\">{{parts}}</script><script>{{loader}}</script>";

    fn parts<'a>(corpus: &'a [u8], named: &'a [File]) -> Parts<'a> {
        Parts {
            index_html: TEMPLATE,
            style: b"p{}",
            page_js: "export default 1",
            page_wasm: b"page",
            worker_js: "let wasm_bindgen = {{ }};",
            worker_wasm: b"worker",
            corpus,
            named,
        }
    }

    fn text(files: &[File], path: &str) -> String {
        String::from_utf8(files.iter().find(|file| file.path == path).unwrap().bytes.clone()).unwrap()
    }

    fn built(corpus: &[u8]) -> Vec<File> {
        folder(&parts(corpus, &[File::new("icon.svg", "<svg/>")])).unwrap()
    }

    #[test]
    fn the_page_names_files_that_are_there() {
        let files = built(b"{}");
        let names = part_names(&text(&files, INDEX)).unwrap();
        for name in [&names.page, &names.page_wasm, &names.worker, &names.worker_wasm, &names.corpus] {
            assert!(files.iter().any(|file| file.path == *name), "{name}");
            assert!(is_hashed(name), "{name}");
        }
        assert!(text(&files, &names.worker).contains(&names.worker_wasm));
        assert!(text(&files, &names.worker).starts_with("let wasm_bindgen = {{ }};\n"), "glue is no template");
        assert!(!text(&files, INDEX).contains("about"), "the template's own comment stays at home");
    }

    #[test]
    fn the_service_worker_lists_every_other_file_and_knows_the_version() {
        let files = built(b"{}");
        let service_worker = text(&files, SERVICE_WORKER_NAME);
        for file in files.iter().filter(|file| ![INDEX, SERVICE_WORKER_NAME].contains(&file.path.as_str())) {
            assert!(service_worker.contains(&format!("\"{}\"", file.path)), "{}", file.path);
        }
        let version = part_names(&text(&files, INDEX)).unwrap().version;
        assert_eq!(version.len(), 16);
        assert!(service_worker.contains(&format!("const VERSION = \"{version}\";")));
        assert!(
            text(&files, INDEX).contains(&format!("\"version\":\"{version}\"")),
            "as the service worker looks for it"
        );
    }

    #[test]
    fn every_byte_of_every_part_changes_the_version_and_only_its_own_name() {
        let version = |files: &[File]| part_names(&text(files, INDEX)).unwrap();
        let (one, other) = (version(&built(b"{}")), version(&built(b"{} ")));
        assert_ne!(one.version, other.version);
        assert_ne!(one.corpus, other.corpus);
        assert_eq!((one.page, one.worker), (other.page, other.worker));
        let icon = version(&folder(&parts(b"{}", &[File::new("icon.svg", "<svg></svg>")])).unwrap());
        assert_ne!(one.version, icon.version);
        assert_eq!(built(b"{}"), built(b"{}"));
    }

    #[test]
    fn a_replaced_corpus_gives_the_site_that_would_have_been_built() {
        assert_eq!(replace_corpus(&built(b"one"), b"two"), Ok(built(b"two")));
        assert_eq!(replace_corpus(&built(b"one"), b"one"), Ok(built(b"one")));
        assert_eq!(replace_corpus(&[], b"two"), Err(SiteError::NotASite(INDEX)));
        let bare = [File::new(INDEX, "<p>"), File::new(SERVICE_WORKER_NAME, "")];
        assert!(matches!(replace_corpus(&bare, b"two"), Err(SiteError::NotASite(_))));
    }

    #[test]
    fn the_policy_allows_the_script_that_is_there() {
        let index = text(&built(b"{}"), INDEX);
        let script = index.rsplit_once("<script>").unwrap().1.strip_suffix("</script>").unwrap();
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes()));
        assert!(index.contains(&format!("'sha256-{hash}'")));
        assert!(!index.contains("unsafe-inline") && !index.contains("'unsafe-eval'"));
        // The hash of the empty text, from `printf '' | openssl dgst -sha256 -binary | base64`.
        assert!(content_security_policy("").contains("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
    }

    #[test]
    fn no_address_is_absolute() {
        for file in built(b"{}").iter().filter(|file| !file.path.ends_with(".wasm")) {
            let text = String::from_utf8(file.bytes.clone()).unwrap();
            for absolute in ["src=\"/", "href=\"/", "\"https://", "\"http://", "(\"/", "import(\"/"] {
                assert!(!text.contains(absolute), "{}: {absolute}", file.path);
            }
        }
    }

    #[test]
    fn a_template_with_a_hole_too_few_or_too_many_is_refused() {
        let fills = [("a", "{{a}}"), ("b", "2")];
        assert_eq!(fill("t", "{{b}} {{a}}", &fills).as_deref(), Ok("2 {{a}}"));
        for (template, complaint) in [
            ("{{a}}", "t lacks {{b}}"),
            ("{{a}}{{b}}{{b}}", "t has {{b}} 2 times"),
            ("{{c}}", "t has {{c}} 1 times"),
            ("{{a", "unclosed"),
        ] {
            let message = fill("t", template, &fills).unwrap_err().to_string();
            assert!(message.contains(complaint), "{template}: {message}");
        }
    }

    #[test]
    fn hashes_are_told_from_names() {
        assert!(is_hashed("page-0123456789abcdef.js"));
        for name in ["icon-512.png", "page.js", "page-0123456789ABCDEF.js", "page-0123456789abcdef", "", "-.", "a-ü.b"]
        {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn nothing_can_end_the_data_block() {
        assert_eq!(inline_json(&"</script><!--"), "\"\\u003c/script>\\u003c!--\"");
    }
}
