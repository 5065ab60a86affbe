//! Which files are there to host?

use xxhash_rust::xxh64::xxh64;

use super::single::Packer;
use super::template::{bare, digest, fill, inline_json, without_first_comment};
use super::{EARLY_SCRIPT, File, INDEX, PartNames, Parts, SERVICE_WORKER_NAME, SiteError, part_names, single};

const PAGE_LOADER: &str = include_str!("../../static/boot/page.js");
const SERVICE_WORKER: &str = include_str!("../../static/boot/sw.js");

/// The files to host, sorted by path. The same parts give the same bytes.
pub fn folder(parts: &Parts, pack: Packer) -> Result<Vec<File>, SiteError> {
    let style = File::hashed("style", "css", parts.style);
    let page = File::hashed("page", "js", parts.page_js);
    let page_wasm = File::hashed("page", "wasm", parts.page_wasm);
    let worker_wasm = File::hashed("worker", "wasm", parts.worker_wasm);
    // No pages of their own: what the worker fills in when a reader saves all as one file.
    let template = File::hashed("single", "txt", single::template(parts)?);
    let store = File::hashed("store", "txt", single::store(parts, pack)?);
    let worker = File::hashed("worker", "js", single::worker_script(parts, &template, &store)?);
    let reader_wasm = File::hashed("reader", "wasm", parts.reader_wasm);
    let reader = File::hashed("reader", "js", single::reader_script(parts)?);
    let corpus = File::hashed("corpus", "json", parts.corpus);
    // By its ending it is text, since hosts pack that.
    let first = (!parts.first.is_empty())
        .then(|| File::hashed("first", "txt", [corpus.path.as_bytes(), b"\n", parts.first].concat()));
    let names = PartNames {
        version: String::new(),
        page: page.path.clone(),
        page_wasm: page_wasm.path.clone(),
        worker: worker.path.clone(),
        worker_wasm: worker_wasm.path.clone(),
        reader: reader.path.clone(),
        corpus: corpus.path.clone(),
        first: first.as_ref().map_or_else(String::new, |first| first.path.clone()),
    };
    let loader = [EARLY_SCRIPT, PAGE_LOADER].map(bare).join("\n");
    let index = fill(
        INDEX,
        without_first_comment(parts.index_html),
        &[
            ("charset", "utf-8"),
            ("csp", &content_security_policy(&loader)),
            ("head", &head(&style.path, &inline_json(&names), &loader)),
            ("end", ""),
        ],
    )?;
    let mut files = vec![style, page, page_wasm, worker_wasm, worker, reader_wasm, reader, corpus, template];
    files.extend(first);
    files.extend_from_slice(parts.named);
    files.sort();
    let list: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    // Of the size of all others together, and needed by few: no reader keeps it unasked.
    let service_worker =
        fill(SERVICE_WORKER_NAME, &bare(SERVICE_WORKER), &[("version", ""), ("files", &inline_json(&list))])?;
    files.push(store);
    files.sort();
    Ok(with_version(files, index, service_worker))
}

fn head(style: &str, parts: &str, loader: &str) -> String {
    format!(
        "<link rel=\"icon\" href=\"icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"apple-touch-icon\" href=\"icon-192.png\">\n\
         <link rel=\"manifest\" href=\"manifest.webmanifest\">\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n\
         <script type=\"application/json\" id=\"lesart-parts\">{parts}</script>\n\
         <script>{loader}</script>"
    )
}

/// What the page may do: run and fetch what came with it, and nothing from or to anyone else.
/// The one script inside the page is allowed by its hash; styles come from the style sheet alone.
pub(super) fn content_security_policy(loader: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{}'; style-src 'self'; connect-src 'self' blob:; \
         img-src 'self' data:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'",
        digest(loader)
    )
}

/// Puts another corpus file into a built site: what [`folder`] would have made with it, without what the worker
/// will say first, since only the build has the very engine that the site has.
pub fn replace_corpus(files: &[File], corpus: &[u8]) -> Result<Vec<File>, SiteError> {
    let index = text_of(files, INDEX)?;
    let service_worker = text_of(files, SERVICE_WORKER_NAME)?;
    let names = part_names(index).ok_or(SiteError::NotASite("#lesart-parts in index.html"))?;
    if names.corpus.is_empty() || names.version.is_empty() {
        return Err(SiteError::NotASite("the corpus file or the version in #lesart-parts"));
    }
    let new = File::hashed("corpus", "json", corpus);
    let renew = |text: &str| text.replace(&names.corpus, &new.path).replace(&names.version, "");
    let (mut index, mut service_worker) = (renew(index), renew(service_worker));
    let first = if new.path == names.corpus { "" } else { names.first.as_str() };
    if !first.is_empty() {
        index = index.replace(&format!("\"first\":\"{first}\""), "\"first\":\"\"");
        // Others follow it in the list.
        service_worker = service_worker.replace(&format!("\"{first}\","), "");
    }
    let gone = [INDEX, SERVICE_WORKER_NAME, names.corpus.as_str(), first];
    let kept = |file: &&File| !gone.contains(&file.path.as_str());
    let mut others: Vec<File> = files.iter().filter(kept).cloned().collect();
    others.push(new);
    others.sort();
    Ok(with_version(others, index, service_worker))
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
