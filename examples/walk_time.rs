//! How long does each step of the walk take on the bundled articles? For finding what is slow.

use std::time::Instant;

use lesart::corpus::Corpus;
use lesart::pack::{Pack, PackFile};
use lesart::passage::looks_like_furniture;
use lesart::topic::Topic;

fn main() {
    let begun = Instant::now();
    looks_like_furniture("Zurück");
    println!("patterns of page furniture   {:>8.1?}", begun.elapsed());
    let begun = Instant::now();
    let (topic, _) = Topic::bundled();
    println!("topic                        {:>8.1?}", begun.elapsed());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/corpus");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let files: Vec<PackFile> = paths
        .iter()
        .filter_map(|path| Some(PackFile::new(path.file_name()?.to_string_lossy(), std::fs::read(path).ok()?)))
        .collect();
    let begun = Instant::now();
    let corpus = Corpus::open(&Pack { files: files.clone(), ..Pack::default() });
    println!("corpus without a topic       {:>8.1?}, {} groups", begun.elapsed(), corpus.overview().groups);
    let begun = Instant::now();
    let texts: Vec<String> = files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect();
    let labels: usize = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| lesart::label::annotate(line, None, &topic).claims.len())
        .sum();
    println!("labels                       {:>8.1?}, {labels} claims", begun.elapsed());
}
