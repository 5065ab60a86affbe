//! How long does each step of the walk take in a large folder, and how much memory? Runs natively and, as
//! wasm32-wasip1, in Node: `node --no-turbo-fast-api-calls benches/walk_wasm.mjs --size FOLDER`.
//!
//! The files of the folder are read as they are, the topic is the bundled one. In Wasm memory only grows: what
//! is printed behind a step is the most that was needed until its end.

use std::io;
use std::time::Instant;

use lesart::apart::Apart;
use lesart::corpus::Corpus;
use lesart::pack::{Pack, PackFile};
use lesart::protocol::{Step, Walk};
use lesart::topic::Topic;
use lesart::url::State;

/// Megabytes that this program has taken so far, where that can be told.
fn memory() -> String {
    #[cfg(target_arch = "wasm32")]
    return format!("{:4} MB", std::arch::wasm32::memory_size(0) * 65_536 / 1_000_000);
    #[cfg(not(target_arch = "wasm32"))]
    {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?");
        most.trim().to_string()
    }
}

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "static/corpus".to_string());
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut files = Vec::new();
    for name in names {
        let bytes = std::fs::read(format!("{folder}/{name}"))?;
        files.push(PackFile::new(name, bytes));
    }
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!("{} files, {:.1} MB, memory {}", files.len(), bytes as f64 / 1e6, memory());
    let pack = Pack { files, topic: Topic::bundled_files(), ..Pack::default() };
    let mut last: Option<(Walk, Instant)> = None;
    let begun = Instant::now();
    let end = |last: &Option<(Walk, Instant)>| {
        if let Some((walk, since)) = last {
            let step = format!("{:?}", walk.step);
            println!("{step:10} {:6.0} ms, {}", since.elapsed().as_secs_f64() * 1e3, memory());
        }
    };
    let mut halfway = true;
    let corpus = Corpus::open_watched(pack, Apart::default(), &mut |walk| {
        if walk.step == Step::Reading && walk.share >= 100 && std::mem::take(&mut halfway) {
            println!("files      {:6.0} ms, {}", begun.elapsed().as_secs_f64() * 1e3, memory());
        }
        if last.as_ref().is_none_or(|(before, _)| before.step != walk.step) {
            match last {
                None => println!("topic      {:6.0} ms, {}", begun.elapsed().as_secs_f64() * 1e3, memory()),
                _ => end(&last),
            }
            last = Some((walk, Instant::now()));
        }
    });
    end(&last);
    println!("whole      {:6.0} ms, {} groups", begun.elapsed().as_secs_f64() * 1e3, corpus.overview().groups);
    let begun = Instant::now();
    let rows = corpus.list(&State::default(), 0, 20).rows.len();
    println!("a list     {:8.1} ms, {rows} rows, {}", begun.elapsed().as_secs_f64() * 1e3, memory());
    let mut times = Vec::new();
    for word in ["server", "datei", "the option", "arbeit", "system configuration", "drucker", "because", "funktion"] {
        for end in 1..=word.len() {
            let state = State { query: word[..end].to_string(), ..State::default() };
            let begun = Instant::now();
            let rows = corpus.list(&state, 0, 20).rows.len();
            times.push((begun.elapsed().as_secs_f64() * 1e3, rows, &word[..end]));
        }
    }
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let at = |part: usize| times.get((times.len() - 1) * part / 100).map_or(0.0, |time| time.0);
    println!("a key      {:8.1} ms, 95 of 100 within {:.1} ms, the longest {:?}", at(50), at(95), times.last());
    Ok(())
}
