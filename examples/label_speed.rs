//! How long do the labels of a hundred thousand passages take? `cargo run --profile native --example label_speed`,
//! and as wasm32-wasip1 in Node: `node --no-turbo-fast-api-calls benches/labels_wasm.mjs --size`.
//!
//! The passages are those of `tests/labels/data`, or of the files (JSON Lines with a `text`) that are named,
//! again and again; one thread, without reading or writing.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use lesart::label::Annotator;
use lesart::lang::Lang;
use lesart::topic::Topic;

/// How many passages are labelled.
const PASSAGES: usize = 100_000;

fn main() -> io::Result<()> {
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels/data");
        let all = std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>()?;
        files.extend(all.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "jsonl")));
        files.sort();
    }
    let mut passages: Vec<(String, Option<Lang>)> = Vec::new();
    for path in files {
        for line in std::fs::read_to_string(&path)?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let lang = row["lang"].as_str().and_then(|lang| lang.parse().ok());
            passages.push((row["text"].as_str().unwrap_or("").to_string(), lang));
        }
    }
    let (topic, _) = Topic::bundled();
    let bytes: usize = passages.iter().cycle().take(PASSAGES).map(|(text, _)| text.len()).sum();
    println!("{PASSAGES} passages, {:.1} MB", bytes as f64 / 1e6);
    for evidence in [false, true] {
        let begun = Instant::now();
        let mut annotator = Annotator::new(&topic);
        let claims: usize = passages
            .iter()
            .cycle()
            .take(PASSAGES)
            .map(|(text, lang)| {
                if evidence { annotator.annotate(text, *lang) } else { annotator.labels(text, *lang) }.claims.len()
            })
            .sum();
        let with = if evidence { "with" } else { "without" };
        println!("{with} evidence: {:.2?}, {claims} claims", begun.elapsed());
    }
    Ok(())
}
