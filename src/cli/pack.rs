//! `lesart pack`: a folder of articles becomes a corpus file.
//!
//! Files that every build of Lesart reads (Markdown, plain text) go in as they are; the others go in as
//! what was read from them ([`import::portable`]), so that the page needs no reader for them.

use std::io;

use crate::article::Article;
use crate::import::{self, Intake, Notice, NoticeKind, ReadOptions, Refusal};
use crate::pack::{Pack, PackFile};
use crate::topic::Topic;

use super::folder::{self, Found, Ticker};
use super::quote as quoting;

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
    /// Articles of which only extracts are in it.
    pub quoted: usize,
    /// Articles of which not even extracts are in it, since they name no address: their files.
    pub unquotable: Vec<String>,
}

/// Packs the folders and files that were named, with the bundled topic.
///
/// # Errors
/// A path that cannot be opened.
pub fn run(paths: &[String], title: &str, options: &ReadOptions, quote: bool) -> io::Result<Packed> {
    let found = folder::files(paths)?;
    let mut ticker = Ticker::default();
    let mut packed = Packed::default();
    packed.pack.title = title.to_string();
    packed.pack.topic = Topic::bundled_files();
    let topic = quote.then(|| Topic::bundled().0);
    for (files, file) in found.iter().enumerate() {
        let bytes = folder::bytes(file)?;
        let before = packed.articles;
        add(&mut packed, file, bytes, options, topic.as_ref(), &mut |progress| {
            let articles = before + progress.articles;
            ticker.tell(&import::Progress { files, articles, ..*progress }, found.len());
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
    quote: Option<&Topic>,
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
    if let Some(topic) = quote.filter(|_| !reading.articles.iter().all(quoting::is_free)) {
        let quoted = |article: &Article| {
            if quoting::is_free(article) { Some(article.clone()) } else { quoting::quote(article, topic) }
        };
        let articles: Vec<Article> = reading.articles.iter().filter_map(quoted).collect();
        let whole = articles.iter().filter(|article| quoting::is_free(article)).count();
        packed.quoted += articles.len() - whole;
        if articles.len() < reading.articles.len() {
            packed.articles -= reading.articles.len() - articles.len();
            packed.unquotable.push(file.name.clone());
        }
        if !articles.is_empty() {
            packed.pack.files.push(PackFile::new(format!("{}.lesart", file.name), import::portable(&articles)));
        }
    } else if format.in_every_build() && !repaired {
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
        add(packed, &file, bytes.to_vec(), &ReadOptions::default(), None, &mut |_| ());
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
        let mut packed = Packed::default();
        let topic = Topic::bundled_without_model();
        let mut quoted = |name: &str, text: &str| {
            let file = Found { name: name.into(), path: name.into() };
            add(&mut packed, &file, text.into(), &ReadOptions::default(), Some(&topic), &mut |_| ());
        };
        let long = "Klarna streicht 700 Stellen, weil eine Maschine die Arbeit der Menschen übernimmt. ".repeat(9);
        quoted("frei.md", &format!("---\nlicense: CC BY 4.0\n---\n\n{long}"));
        quoted("fremd.md", &format!("---\nurl: https://example.org/a\n---\n\n{long}"));
        quoted("ohne.md", &long);
        let names: Vec<&str> = packed.pack.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["frei.md", "fremd.md.lesart"]);
        assert_eq!((packed.articles, packed.quoted), (2, 1));
        assert_eq!(packed.unquotable, ["ohne.md"]);
        #[cfg(not(feature = "formats"))]
        assert_eq!(Corpus::open(&packed.pack).articles().len(), 1);
    }
}
