//! `lesart pack`: a folder of articles becomes a corpus file.
//!
//! Files that every build of Lesart reads (Markdown, plain text) go in as they are; the others go in as
//! what was read from them ([`import::portable`]), so that the page needs no reader for them.

use std::io;

use crate::import::{self, Intake, Notice, NoticeKind, ReadOptions, Refusal};
use crate::pack::{Pack, PackFile};
use crate::topic::Topic;

use super::folder::{self, Found, Ticker};

/// A corpus and what was found on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// The corpus.
    pub pack: Pack,
    /// Files that were left out, with the reason.
    pub refused: Vec<(String, Refusal)>,
    /// What is worth saying about files that went in.
    pub notices: Vec<Notice>,
    /// Articles in it.
    pub articles: usize,
}

/// Packs the folders and files that were named, with the bundled topic.
///
/// # Errors
/// A path that cannot be opened.
pub fn run(paths: &[String], title: &str, options: &ReadOptions) -> io::Result<Packed> {
    let found = folder::files(paths)?;
    let mut ticker = Ticker::default();
    let mut packed = Packed::default();
    packed.pack.title = title.to_string();
    packed.pack.topic = Topic::bundled_files();
    for file in &found {
        let bytes = folder::bytes(file)?;
        add(&mut packed, file, bytes, options, &mut |progress| {
            ticker.tell(&import::Progress { articles: 0, ..*progress }, found.len());
        });
    }
    ticker.done();
    Ok(packed)
}

fn add(
    packed: &mut Packed,
    file: &Found,
    bytes: Vec<u8>,
    options: &ReadOptions,
    told: &mut dyn FnMut(&import::Progress<'_>),
) {
    let mut intake = Intake::new(options.clone());
    let _ = intake.add(&file.name, &bytes, &mut |progress| {
        told(progress);
        std::ops::ControlFlow::Continue(())
    });
    let reading = intake.finish();
    packed.articles += reading.articles.len();
    let whole = reading.refused.iter().any(|(name, _)| *name == file.name);
    packed.refused.extend(reading.refused);
    // Whether metadata fits an article is known only when all files are there.
    let about_one = |notice: &Notice| !matches!(notice.kind, NoticeKind::Unmatched(_));
    packed.notices.extend(reading.notices.into_iter().filter(about_one));
    let Some(format) = import::format_of(&file.name).filter(|_| !whole) else { return };
    let repaired = options.repair_mojibake
        && packed
            .notices
            .iter()
            .any(|notice| notice.file == file.name && matches!(notice.kind, NoticeKind::Repaired(_)));
    if format.in_every_build() && !repaired {
        packed.pack.files.push(PackFile::new(file.name.clone(), bytes));
    } else if !reading.articles.is_empty() {
        let lines = import::portable(&reading.articles);
        packed.pack.files.push(PackFile::new(format!("{}.lesart", file.name), lines));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    fn one(name: &str, bytes: &[u8], packed: &mut Packed) {
        let file = Found { name: name.into(), path: name.into() };
        add(packed, &file, bytes.to_vec(), &ReadOptions::default(), &mut |_| ());
    }

    #[test]
    fn light_files_stay_and_heavy_ones_are_carried_over() {
        let mut packed = Packed::default();
        one("a.md", b"# A\n\nText, der bleibt.", &mut packed);
        one("b.xyz", b"?", &mut packed);
        #[cfg(feature = "formats")]
        one("c.html", b"<h1>C</h1><p>Der Text einer Seite, der lang genug ist, um einer zu sein.</p>", &mut packed);
        let names: Vec<&str> = packed.pack.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.first(), Some(&"a.md"));
        assert_eq!(packed.refused, [("b.xyz".to_string(), Refusal::UnknownFormat)]);
        #[cfg(feature = "formats")]
        {
            assert_eq!(names, ["a.md", "c.html.lesart"]);
            let corpus = Corpus::open(&packed.pack);
            assert_eq!(corpus.articles()[1].meta.file, "c.html");
        }
        #[cfg(not(feature = "formats"))]
        assert_eq!(Corpus::open(&packed.pack).articles().len(), 1);
    }
}
