//! From sources to the folder to host: in which steps?

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail, ensure};
use lesart::pack::{self, Pack};
use lesart::site::single::{Packer, Start};
use lesart::site::{self, File, Parts, SiteError};

use crate::args::BuildOptions;
use crate::compile::{self, Glue};
use crate::compress::{self, Served};
use crate::{first, report, sources, target_dir};

/// Files below `static/` that go into the site under their own names.
const NAMED: &[&str] = &["manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png"];

/// A built site.
#[derive(Clone, Debug)]
pub struct Built {
    /// Its files, with their compressed forms.
    pub files: Vec<Served>,
    /// The folder it was written to.
    pub out: PathBuf,
}

/// `cargo xtask build`.
pub fn command(options: &BuildOptions) -> anyhow::Result<()> {
    let started = Instant::now();
    if options.single {
        let (bytes, out) = single(options)?;
        println!("{bytes} bytes written to {} in {:.1} s", out.display(), started.elapsed().as_secs_f64());
        return Ok(());
    }
    let built = build(options)?;
    report(&built);
    println!("written to {} in {:.1} s", built.out.display(), started.elapsed().as_secs_f64());
    Ok(())
}

/// Prints the table of sizes, and the limits that are broken.
pub fn report(built: &Built) {
    print!("{}", report::table(&built.files));
    for broken in report::broken_limits(&built.files) {
        println!("warning: {broken}");
    }
}

/// Builds the site and writes its folder.
pub fn build(options: &BuildOptions) -> anyhow::Result<Built> {
    compile::ensure_target()?;
    compile::compile(&["app", "worker", "reader", "whole"])?;
    let files = assemble(&corpus_file(options)?)?;
    let out = options.out.clone().unwrap_or_else(|| crate::root().join("dist"));
    write_folder(&files, &out)?;
    let files = compress::all(&files, &target_dir().join("site-cache"))?;
    Ok(Built { files, out })
}

/// Builds the site as one file, and writes it: its size, and where it is.
pub fn single(options: &BuildOptions) -> anyhow::Result<(usize, PathBuf)> {
    compile::ensure_target()?;
    compile::compile(&["app", "whole"])?;
    let bundled = options.corpus.is_empty();
    let html = with_parts(&["whole"], &corpus_file(options)?, |parts| within_limit(parts, bundled))?;
    let out = options.out.clone().unwrap_or_else(|| crate::root().join("lesart.html"));
    if html.len() > report::SINGLE_LIMIT && bundled {
        println!("warning: the single file weighs {} bytes, the limit is {}", html.len(), report::SINGLE_LIMIT);
    }
    compress::write_whole(&out, &html)?;
    Ok((html.len(), out))
}

/// What browsers do not unpack by themselves takes time before the first passages: it is done where it is
/// needed to stay within the limit. The store of a folder has the same blocks as the file.
const HARD: [&str; 2] = ["worker", "page"];
/// Packed as hard where the limit is broken all the same.
const HARDER: [&str; 3] = ["worker", "page", "corpus"];

/// The single file, as fast as its limit allows. With articles of someone's own it has no limit.
fn within_limit(parts: &Parts, limited: bool) -> anyhow::Result<Vec<u8>> {
    let html = packed(&HARD, |pack| site::single::single(parts, &Start::default(), pack))?;
    if html.len() <= report::SINGLE_LIMIT || !limited {
        return Ok(html);
    }
    println!("single file: articles packed with LZMA to stay within the limit");
    packed(&HARDER, |pack| site::single::single(parts, &Start::default(), pack))
}

/// Has something made whose blocks are packed, these with LZMA and all others with gzip.
fn packed<T>(hard: &[&str], make: impl FnOnce(Packer) -> Result<T, SiteError>) -> anyhow::Result<T> {
    let failed = RefCell::new(None);
    let kept = target_dir().join("site-cache");
    let pack = |name: &str, bytes: &[u8]| {
        let packed = match hard.contains(&name) {
            true => compress::kept_lzma(bytes, &kept),
            false => compress::gzip(bytes).map_err(Into::into),
        };
        packed.unwrap_or_else(|error| {
            failed.replace(Some(error));
            Vec::new()
        })
    };
    let made = make(&pack)?;
    failed.into_inner().map_or(Ok(made), Err)
}

/// The corpus file of the options' folders and the topic.
pub fn corpus_file(options: &BuildOptions) -> anyhow::Result<Vec<u8>> {
    let root = crate::root();
    let bundled = [root.join("static/corpus")];
    let folders: &[PathBuf] = if options.corpus.is_empty() { &bundled } else { &options.corpus };
    let title = match (&options.title, options.corpus.first()) {
        (Some(title), _) => title.clone(),
        (None, Some(folder)) => {
            // `.` and `..` have no name before they are resolved.
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        }
        (None, None) => "KI und Arbeit".to_owned(),
    };
    let topic = sources::below(&root.join("static/topic"))?;
    Ok(pack::write(&Pack { title, files: sources::articles(folders)?, topic, model: None }))
}

/// The folder's files from what is compiled and a corpus file.
pub fn assemble(corpus: &[u8]) -> anyhow::Result<Vec<File>> {
    let all = &["worker", "reader", "whole"];
    with_parts(all, corpus, |parts| packed(&HARD, |pack| site::folder(parts, pack)))
}

/// Gathers the parts of a site, with these workers, and has something made of them.
fn with_parts<T>(workers: &[&str], corpus: &[u8], make: impl Fn(&Parts) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let root = crate::root();
    let read = |path: &str| fs::read(root.join(path)).with_context(|| format!("cannot read {path}"));
    let index_html = String::from_utf8(read("index.html")?).context("index.html is no UTF-8")?;
    let named = NAMED.iter().map(|name| Ok(File::new(*name, read(&format!("static/{name}"))?)));
    let named = named.collect::<anyhow::Result<Vec<File>>>()?;
    let page = compile::bind("app", Glue::Module)?;
    let script = compile::bind("app", Glue::Script)?;
    let bound = |name: &str| match workers.contains(&name) {
        true => compile::bind(name, Glue::Script),
        false => Ok(compile::Bound::default()),
    };
    let (worker, reader, whole) = (bound("worker")?, bound("reader")?, bound("whole")?);
    let first = if workers.contains(&"worker") { first::first(corpus)? } else { Vec::new() };
    // A page that saves itself as one file puts the other glue before the Wasm that it has.
    ensure!(page.wasm == script.wasm, "wasm-bindgen makes other Wasm for a module than for a script");
    make(&Parts {
        index_html: &index_html,
        style: &read("static/style.css")?,
        page_js: &page.js,
        page_script: &script.js,
        page_wasm: &page.wasm,
        worker_js: &worker.js,
        worker_wasm: &worker.wasm,
        reader_js: &reader.js,
        reader_wasm: &reader.wasm,
        whole_js: &whole.js,
        whole_wasm: &whole.wasm,
        corpus,
        first: &first,
        named: &named,
    })
}

/// Writes the files, and removes those of an earlier build. A folder that holds anything else is
/// refused: nobody's files are mixed with the site's, or deleted.
fn write_folder(files: &[File], out: &Path) -> anyhow::Result<()> {
    let earlier = if out.exists() { sources::below(out)? } else { Vec::new() };
    let ours = |name: &str| site::is_hashed(name) || NAMED.contains(&name) || name == "index.html" || name == "sw.js";
    if let Some(strange) = earlier.iter().find(|file| !ours(&file.name)) {
        bail!("{} holds {}, which is no file of a built site: choose another --out", out.display(), strange.name);
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    for old in earlier.iter().filter(|old| !files.iter().any(|file| file.path == old.name)) {
        let path = out.join(&old.name);
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    for file in files {
        if !earlier.iter().any(|old| old.name == file.path && old.bytes == file.bytes) {
            let path = out.join(&file.path);
            fs::write(&path, &file.bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_build_is_replaced_and_a_strange_folder_refused() {
        let out = target_dir().join("tmp-build-out");
        let _ = fs::remove_dir_all(&out);
        let names = |out: &Path| sources::below(out).unwrap().into_iter().map(|file| file.name).collect::<Vec<_>>();
        write_folder(&[File::new("index.html", "1"), File::new("page-0123456789abcdef.js", "1")], &out).unwrap();
        write_folder(&[File::new("index.html", "2"), File::new("page-fedcba9876543210.js", "2")], &out).unwrap();
        assert_eq!(names(&out), ["index.html", "page-fedcba9876543210.js"]);
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"2");
        fs::write(out.join("thesis.odt"), "").unwrap();
        let refused = write_folder(&[File::new("index.html", "3")], &out).unwrap_err().to_string();
        assert!(refused.contains("thesis.odt"), "{refused}");
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"2");
        fs::remove_dir_all(&out).unwrap();
    }

    #[test]
    fn every_named_file_is_in_the_manifest_or_is_it() {
        let manifest = fs::read_to_string(crate::root().join("static/manifest.webmanifest")).unwrap();
        for name in NAMED.iter().filter(|name| name.starts_with("icon")) {
            assert!(manifest.contains(&format!("\"{name}\"")), "{name}");
        }
    }
}
