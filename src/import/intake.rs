//! How do many files become one set of articles?
//!
//! An [`Intake`] takes files one by one, so that a folder of a gigabyte never stands in memory as a
//! whole: it opens archives, keeps count of the limits, keeps what files beside the articles know about
//! them, and tells how far it is. One file's refusal never keeps out another.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

#[cfg(feature = "formats")]
use super::record::{self, Record};
use super::{ALMOST, Notice, NoticeKind, Out, ReadOptions, Reader, Refusal, carried, ending, format_of};
use crate::article::Article;

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its path with `/`.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// How far a reading is, told before each file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file that is read next; what stands in an archive has the archive in front.
    pub file: &'a str,
    /// Files read so far, those in archives counted.
    pub files: usize,
    /// Bytes read so far, unpacked.
    pub bytes: usize,
    /// Articles found so far.
    pub articles: usize,
}

/// What came out of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The articles, in the order of their files.
    pub articles: Vec<Article>,
    /// What is worth saying about files that were read.
    pub notices: Vec<Notice>,
    /// The files that were not read, with the reason.
    pub refused: Vec<(String, Refusal)>,
    /// Files read, refused ones and those in archives counted.
    pub files: usize,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

/// Reads the articles of one file. `file` is its path with `/`; `notices` takes what is worth saying,
/// and names what inside an archive could not be read.
///
/// # Errors
/// Why the file as a whole was not read.
pub fn read(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Article>, Refusal> {
    let mut intake = Intake::new(options.clone());
    let _ = intake.add(file, bytes, &mut |_| ControlFlow::Continue(()));
    let reading = intake.finish();
    let mut own = None;
    notices.extend(reading.notices);
    for (name, refusal) in reading.refused {
        match name == file {
            true => own = Some(refusal),
            false => notices.push(Notice { file: name, line: None, kind: NoticeKind::Refused(refusal) }),
        }
    }
    own.map_or(Ok(reading.articles), Err)
}

/// Reads many files. `progress` is asked before each file and may stop the reading; what has been read
/// until then is returned.
pub fn read_all(
    files: &[Source<'_>],
    options: &ReadOptions,
    progress: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
) -> Reading {
    let mut intake = Intake::new(options.clone());
    for file in files {
        if intake.add(file.name, file.bytes, progress).is_break() {
            break;
        }
    }
    intake.finish()
}

/// [`read_all`] for those whom nobody watches.
pub fn read_all_quietly(files: &[Source<'_>], options: &ReadOptions) -> Reading {
    read_all(files, options, &mut |_| ControlFlow::Continue(()))
}

/// Articles as a file that every build reads, to be named `….lesart`: all that was read, to the letter.
/// A build with all formats hands its results on in this form.
pub fn portable(articles: &[Article]) -> String {
    carried::write(articles)
}

/// Articles as JSON Lines, an article a line, for other programs.
#[cfg(feature = "formats")]
pub fn json_lines(articles: &[Article]) -> String {
    let mut out = String::new();
    for article in articles {
        out.push_str(&super::json::write(article));
        out.push('\n');
    }
    out
}

/// Takes articles while more are read.
type Taker = Box<dyn FnMut(Vec<Article>)>;

/// Takes files and gives articles.
pub struct Intake {
    /// Who takes articles before the end, and from how many bytes of text on.
    taker: Option<(usize, Taker)>,
    options: ReadOptions,
    articles: Vec<Article>,
    #[cfg(feature = "formats")]
    records: Vec<Record>,
    /// For each record, whether it fitted an article.
    #[cfg(feature = "formats")]
    used: Vec<bool>,
    notices: Vec<Notice>,
    refused: Vec<(String, Refusal)>,
    /// Folders of pictures and scripts that browsers save beside a page: how many files each.
    pieces: BTreeMap<String, u32>,
    files: usize,
    bytes: usize,
    taken: usize,
    stopped: bool,
}

impl Intake {
    /// An empty intake.
    pub fn new(options: ReadOptions) -> Self {
        Self {
            taker: None,
            options,
            articles: Vec::new(),
            #[cfg(feature = "formats")]
            records: Vec::new(),
            #[cfg(feature = "formats")]
            used: Vec::new(),
            notices: Vec::new(),
            refused: Vec::new(),
            pieces: BTreeMap::new(),
            files: 0,
            bytes: 0,
            taken: 0,
            stopped: false,
        }
    }

    /// From now on `taker` gets the articles whenever they have `weight` bytes of text or more, also in the
    /// middle of an archive. Zero hands on each by itself; nothing is handed on where no file follows.
    pub fn hand_on(&mut self, weight: usize, taker: impl FnMut(Vec<Article>) + 'static) {
        self.taker = Some((weight, Box::new(taker)));
    }

    fn hand_on_now(&mut self) {
        let Some((weight, mut taker)) = self.taker.take() else { return };
        if self.articles.iter().map(|article| article.text.len()).sum::<usize>() >= weight && !self.articles.is_empty()
        {
            taker(self.take_articles());
        }
        self.taker = Some((weight, taker));
    }

    /// Reads one file. Breaks where `progress` says so, and from then on.
    pub fn add(
        &mut self,
        file: &str,
        bytes: &[u8],
        progress: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.add_at(file, bytes, 0, progress)
    }

    /// The articles so far, completed by the records so far, to be worked on while the reading goes on.
    /// Records should therefore come first ([`super::is_record`]).
    pub fn take_articles(&mut self) -> Vec<Article> {
        let articles = std::mem::take(&mut self.articles);
        self.taken += articles.len();
        #[cfg(feature = "formats")]
        let articles = record::apply(articles, &self.records, &mut self.used);
        articles
    }

    /// What has been read.
    pub fn finish(mut self) -> Reading {
        let articles = self.take_articles();
        #[cfg(feature = "formats")]
        for (record, used) in self.records.iter().zip(&self.used) {
            if !used {
                let kind = NoticeKind::Unmatched(record.name().to_string());
                self.notices.push(Notice { file: record.meta.file.clone(), line: None, kind });
            }
        }
        for (file, pieces) in self.pieces {
            self.notices.push(Notice { file, line: None, kind: NoticeKind::PiecesOfPage(pieces) });
        }
        Reading { articles, notices: self.notices, refused: self.refused, files: self.files, stopped: self.stopped }
    }

    fn add_at(
        &mut self,
        file: &str,
        bytes: &[u8],
        depth: usize,
        progress: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.stopped {
            return ControlFlow::Break(());
        }
        if is_litter(file) {
            return ControlFlow::Continue(());
        }
        if let Some(folder) = page_folder(file) {
            *self.pieces.entry(folder.to_string()).or_default() += 1;
            return ControlFlow::Continue(());
        }
        self.hand_on_now();
        let articles = self.taken + self.articles.len();
        if progress(&Progress { file, files: self.files, bytes: self.bytes, articles }).is_break() {
            self.stopped = true;
            return ControlFlow::Break(());
        }
        self.files += 1;
        if let Err(refusal) = self.read(file, bytes, depth, progress) {
            self.refused.push((file.to_string(), refusal));
        }
        if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn read(
        &mut self,
        file: &str,
        bytes: &[u8],
        depth: usize,
        progress: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<(), Refusal> {
        let Some(format) = format_of(file) else {
            let ending = ending(file);
            let almost = ALMOST.iter().find(|(known, ..)| ending.as_deref() == Some(known));
            return Err(almost.map_or(Refusal::UnknownFormat, |(_, name, ending)| Refusal::SaveAs {
                name: name.to_string(),
                ending: ending.to_string(),
            }));
        };
        if bytes.len() > self.options.most_bytes {
            return Err(Refusal::TooLarge);
        }
        if self.files > self.options.most_files {
            return Err(Refusal::TooManyFiles);
        }
        if let Reader::Archive = format.reader() {
            return self.open(file, bytes, depth, progress);
        }
        if self.bytes.saturating_add(bytes.len()) > self.options.most_total {
            return Err(Refusal::TooMuch);
        }
        self.bytes += bytes.len();
        let mut out = Out {
            articles: Vec::new(),
            #[cfg(feature = "formats")]
            records: Vec::new(),
            notices: &mut self.notices,
            #[cfg(feature = "formats")]
            options: &self.options,
        };
        match format.reader() {
            Reader::Plain(read) | Reader::Text(read) => {
                let text = out.decode(file, bytes, None)?;
                if text.trim().is_empty() {
                    out.say(file, None, NoticeKind::Empty);
                    return Ok(());
                }
                #[cfg(feature = "formats")]
                if format.name == super::JSON && is_corpus(&text) {
                    return self.unpack(file, text.as_bytes(), depth, progress);
                }
                read(file, &text, &mut out)?;
            }
            Reader::Bytes(read) => read(file, bytes, &mut out)?,
            Reader::NotIncluded => return Err(Refusal::NotIncluded(format.name.to_string())),
            Reader::Archive => {}
        }
        #[cfg(feature = "formats")]
        if !out.records.is_empty() {
            let records = u32::try_from(out.records.len()).unwrap_or(u32::MAX);
            out.say(file, None, NoticeKind::Records(records));
        }
        self.articles.append(&mut out.articles);
        #[cfg(feature = "formats")]
        self.records.append(&mut out.records);
        Ok(())
    }

    /// Reads the files of a corpus file.
    #[cfg(feature = "formats")]
    fn unpack(
        &mut self,
        file: &str,
        bytes: &[u8],
        depth: usize,
        progress: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<(), Refusal> {
        if depth >= self.options.most_depth {
            return Err(Refusal::TooDeep);
        }
        let pack = crate::pack::read(bytes).map_err(|error| Refusal::broken("corpus", error.to_string()))?;
        let (first, then): (Vec<_>, Vec<_>) = pack.files.iter().partition(|inner| super::is_record(&inner.name));
        for inner in first.into_iter().chain(then) {
            let name = format!("{file}/{}", inner.name);
            if self.add_at(&name, &inner.bytes, depth + 1, progress).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Reads the files of an archive.
    #[cfg(feature = "formats")]
    fn open(
        &mut self,
        file: &str,
        bytes: &[u8],
        depth: usize,
        progress: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<(), Refusal> {
        if depth >= self.options.most_depth {
            return Err(Refusal::TooDeep);
        }
        let zip = super::zip::Zip::open(bytes)?;
        // What is known about articles comes before them: some of these may be handed on at once.
        let (first, then): (Vec<_>, Vec<_>) = zip.entries().partition(|entry| super::is_record(&entry.name));
        for entry in first.into_iter().chain(then) {
            let name = format!("{file}/{}", entry.name);
            // What would not be read is not unpacked either.
            let wanted = format_of(&entry.name).is_some() && !is_litter(&name) && page_folder(&name).is_none();
            let unpacked = match wanted {
                true if self.files >= self.options.most_files => Err(Refusal::TooManyFiles),
                true => zip.unpack(entry, self.room()),
                false => Ok(Vec::new()),
            };
            match unpacked {
                Ok(bytes) => {
                    if self.add_at(&name, &bytes, depth + 1, progress).is_break() {
                        break;
                    }
                }
                Err(refusal) => {
                    self.files += 1;
                    let full = matches!(refusal, Refusal::TooManyFiles | Refusal::TooMuch);
                    self.refused.push((if full { file.to_string() } else { name }, refusal));
                    // Beyond a limit on all files no further one would fit.
                    if full {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    #[cfg(not(feature = "formats"))]
    fn open(
        &mut self,
        _: &str,
        _: &[u8],
        _: usize,
        _: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<(), Refusal> {
        Err(Refusal::NotIncluded("ZIP".into()))
    }

    /// How many bytes one more file may have.
    #[cfg(feature = "formats")]
    fn room(&self) -> super::zip::Room {
        super::zip::Room { file: self.options.most_bytes, all: self.options.most_total.saturating_sub(self.bytes) }
    }
}

/// Whether a JSON text says that it is a corpus file.
#[cfg(feature = "formats")]
fn is_corpus(text: &str) -> bool {
    let head: String = text.chars().take(200).filter(|letter| !letter.is_whitespace()).collect();
    head.starts_with(&format!("{{\"format\":\"{}\"", crate::pack::FORMAT))
}

/// Files that systems leave behind, of which nobody wants to hear: folders, hidden files, thumbnails.
fn is_litter(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.is_empty()
        || name.starts_with('.')
        || matches!(name, "Thumbs.db" | "desktop.ini")
        || file.split('/').any(|part| part == "__MACOSX" || part.starts_with(".git"))
}

/// The folder that browsers save beside a page, where the file stands in one.
fn page_folder(file: &str) -> Option<&str> {
    let mut at = 0;
    for part in file.split('/') {
        let end = at + part.len();
        if end < file.len() && ["_files", "-Dateien", "_html", "-files"].iter().any(|tail| part.ends_with(tail)) {
            return file.get(..end);
        }
        at = end + 1;
    }
    None
}
