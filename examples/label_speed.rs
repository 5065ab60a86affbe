//! How long do the labels of a hundred thousand passages take? `cargo run --profile native --example label_speed`
//!
//! The passages are those of `tests/labels/data`, again and again; one thread, without reading or writing.

use std::io;
use std::path::Path;
use std::time::Instant;

use lesart::label::Annotator;
use lesart::lang::Lang;
use lesart::topic::Topic;

/// How many passages are labelled.
const PASSAGES: usize = 100_000;

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels/data");
    let mut passages: Vec<(String, Lang)> = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            for line in std::fs::read_to_string(&path)?.lines() {
                let row: serde_json::Value = serde_json::from_str(line)?;
                let lang = if row["lang"] == "en" { Lang::En } else { Lang::De };
                passages.push((row["text"].as_str().unwrap_or("").to_string(), lang));
            }
        }
    }
    let (topic, _) = Topic::bundled();
    let begun = Instant::now();
    let mut annotator = Annotator::new(&topic);
    let claims: usize = passages
        .iter()
        .cycle()
        .take(PASSAGES)
        .map(|(text, lang)| annotator.annotate(text, Some(*lang)).claims.len())
        .sum();
    println!("{PASSAGES} passages with evidence: {:.2?}, {claims} claims", begun.elapsed());
    Ok(())
}
