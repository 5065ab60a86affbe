//! What will the worker say first of a corpus file?
//!
//! The build walks it as the worker does, natively: the same input gives the same output. What came out is
//! kept in the target folder by the hash of the corpus file and of this program, which holds the engine.

use std::fs;

use anyhow::Context;
use lesart::app::FIRST;
use lesart::corpus::Corpus;
use lesart::protocol::first;
use lesart::url::State;
use lesart::{import, pack};
use xxhash_rust::xxh64::xxh64;

use crate::compress::write_whole;

/// So many bytes of articles are walked at the most: this program is not optimised, and takes a second for each
/// fifty thousand. Towards zero no site has a first answer; without a bound a build of many articles takes minutes.
const MOST: usize = 2_000_000;

/// The worker's first answers, as [`first::write`] writes them; empty where they are not worked out.
pub fn first(corpus: &[u8]) -> anyhow::Result<Vec<u8>> {
    let program = std::env::current_exe().and_then(fs::read).context("cannot read this program")?;
    let kept = crate::target_dir().join("site-cache");
    let kept = kept.join(format!("first-{:016x}-{:016x}.bin", xxh64(corpus, 0), xxh64(&program, 0)));
    if let Ok(bytes) = fs::read(&kept) {
        return Ok(bytes);
    }
    let answers = worked_out(corpus)?;
    fs::create_dir_all(kept.parent().unwrap_or(&kept))?;
    write_whole(&kept, &answers)?;
    Ok(answers)
}

fn worked_out(corpus: &[u8]) -> anyhow::Result<Vec<u8>> {
    let pack = pack::read(corpus).map_err(|error| anyhow::anyhow!("the corpus file cannot be read: {error}"))?;
    if pack.files.iter().map(|file| file.bytes.len()).sum::<usize>() > MOST {
        return Ok(Vec::new());
    }
    let corpus = Corpus::open(&pack);
    let overview = corpus.overview();
    // This program reads more formats than the worker, and has more to say about files that are not what they seem.
    let silent = overview.notices.is_empty() && overview.refused.is_empty();
    if overview.articles.is_empty() || import::ALL_FORMATS && !silent {
        return Ok(Vec::new());
    }
    Ok(first::write(overview.clone(), corpus.list(&State::default(), 0, FIRST)))
}

#[cfg(test)]
mod tests {
    use lesart::pack::{Pack, PackFile};

    use super::*;

    fn corpus(files: Vec<PackFile>) -> Vec<u8> {
        pack::write(&Pack { title: "T".into(), files, ..Pack::default() })
    }

    #[test]
    fn it_is_what_the_walk_says_and_is_kept() {
        // Lines that differ in a figure alone would be page furniture.
        let articles: Vec<_> = ('a'..='z')
            .map(|c| PackFile::new(format!("{c}.md"), format!("# {c}\n\n{c}{c}{c} {c}{c} {c}{c}{c}{c}.")))
            .collect();
        let bytes = corpus(articles);
        let answers = first(&bytes).unwrap();
        let named = [b"corpus.json\n", answers.as_slice()].concat();
        let read = first::read(&named, "corpus.json").unwrap();
        assert_eq!((read.overview.articles.len(), read.list.rows.len()), (26, FIRST as usize));
        assert_eq!(read.overview.title, "T");
        assert_eq!(first(&bytes).unwrap(), answers);
    }

    #[test]
    fn nothing_is_said_where_the_worker_might_say_something_else() {
        assert_eq!(first(&corpus(Vec::new())).unwrap(), b"", "it says that there are no articles");
        let strange = PackFile::new("a.txt", b"f\xFCr alle, hier und dort.".as_slice());
        assert_eq!(first(&corpus(vec![strange])).unwrap(), b"", "there is a notice");
        let long = PackFile::new("a.txt", "Satz. ".repeat(MOST / 6 + 1));
        assert_eq!(first(&corpus(vec![long])).unwrap(), b"", "that would take too long");
        assert!(first(b"{").is_err());
    }
}
