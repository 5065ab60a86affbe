//! How do the bytes of a file become articles?
//!
//! [`FORMATS`] is the table, a row a format; [`read`] finds the row by the file's name and hands the
//! bytes on; [`read_all`] and [`Intake`] do so for many files, open archives, and bring together the
//! articles with what files beside them know. Nothing is refused silently: what cannot be read comes
//! back as a [`Refusal`] that says why and what to do, what could be read with a doubt as a [`Notice`].
//!
//! All formats but Markdown and plain text stand behind the feature `formats`. A build without it names
//! them as known and not included ([`Refusal::NotIncluded`]), and takes what a build with it made of
//! them ([`portable`]).

#[cfg(feature = "formats")]
mod blocks;
mod carried;
#[cfg(feature = "formats")]
mod csv;
pub(crate) mod date;
#[cfg(feature = "formats")]
mod docx;
mod encoding;
#[cfg(feature = "formats")]
mod epub;
mod fields;
mod front_matter;
#[cfg(feature = "formats")]
mod html;
mod intake;
#[cfg(feature = "formats")]
mod json;
mod markdown;
#[cfg(feature = "formats")]
mod markup;
#[cfg(feature = "formats")]
mod mojibake;
mod options;
#[cfg(feature = "formats")]
mod pdf;
#[cfg(feature = "formats")]
mod record;
mod said;
mod text;
#[cfg(feature = "formats")]
mod zip;

use crate::article::Article;
#[cfg(feature = "formats")]
use crate::article::Meta;
#[cfg(feature = "formats")]
use fields::Field;
#[cfg(feature = "formats")]
use record::Record;

#[cfg(feature = "formats")]
pub use intake::json_lines;
pub use intake::{Intake, Progress, Reading, Source, portable, read, read_all, read_all_quietly};
pub use options::{FREE_BYTES, MOST_BYTES, MOST_DEPTH, MOST_FILES, MOST_RATIO, MOST_TOTAL, ReadOptions};
pub use said::{Notice, NoticeKind, Refusal};

/// Whether this build reads all formats, and repairs wrong encodings.
pub const ALL_FORMATS: bool = cfg!(feature = "formats");

/// A way to read files.
pub struct Format {
    /// File name endings, lower case, without the dot.
    pub endings: &'static [&'static str],
    /// Its name, the same in every language.
    pub name: &'static str,
    kind: Kind,
}

/// Which reader a format has. The table holds no reader itself: the page names the formats, and would
/// carry every reader that the table leads to.
#[derive(Clone, Copy)]
enum Kind {
    Markdown,
    PlainText,
    Carried,
    Json,
    JsonLines,
    Csv,
    Ris,
    Bibtex,
    Html,
    Zip,
    Epub,
    Word,
    Pdf,
}

impl Format {
    /// Whether every build reads it, also one without the feature `formats`.
    pub fn in_every_build(&self) -> bool {
        matches!(self.reader(), Reader::Plain(_))
    }

    fn reader(&self) -> Reader {
        match self.kind {
            Kind::Markdown => Reader::Plain(|file, text, out| {
                out.articles.extend(markdown::read(file, text, out.notices));
                Ok(())
            }),
            Kind::PlainText => Reader::Plain(|file, text, out| {
                out.articles.extend(text::read(file, text, out.notices));
                Ok(())
            }),
            Kind::Carried => Reader::Plain(carried::read),
            Kind::Json => heavy::JSON,
            Kind::JsonLines => heavy::JSON_LINES,
            Kind::Csv => heavy::CSV,
            Kind::Ris => heavy::RIS,
            Kind::Bibtex => heavy::BIBTEX,
            Kind::Html => heavy::HTML,
            Kind::Zip => heavy::ZIP,
            Kind::Epub => heavy::EPUB,
            Kind::Word => heavy::DOCX,
            Kind::Pdf => heavy::PDF,
        }
    }
}

/// Who reads a format, and what it needs for it.
enum Reader {
    /// Decoded text, read by every build.
    Plain(fn(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal>),
    /// Decoded text with a form of its own.
    #[cfg_attr(not(feature = "formats"), allow(dead_code))]
    Text(fn(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal>),
    /// The bytes as they are.
    #[cfg_attr(not(feature = "formats"), allow(dead_code))]
    Bytes(fn(file: &str, bytes: &[u8], out: &mut Out) -> Result<(), Refusal>),
    /// Files in a file: opened by [`Intake`].
    #[cfg_attr(not(feature = "formats"), allow(dead_code))]
    Archive,
    /// Left out of this build.
    #[cfg_attr(feature = "formats", allow(dead_code))]
    NotIncluded,
}

/// The name of a format that may turn out to be a corpus file.
const JSON: &str = "JSON";

/// The formats, a row each.
pub static FORMATS: &[Format] = &[
    Format { endings: &["md", "markdown"], name: "Markdown", kind: Kind::Markdown },
    Format { endings: &["txt", "text"], name: "plain text", kind: Kind::PlainText },
    Format { endings: &["lesart"], name: "Lesart", kind: Kind::Carried },
    Format { endings: &["json"], name: JSON, kind: Kind::Json },
    Format { endings: &["jsonl", "ndjson"], name: "JSON Lines", kind: Kind::JsonLines },
    Format { endings: &["csv", "tsv"], name: "CSV", kind: Kind::Csv },
    Format { endings: &["ris"], name: "RIS", kind: Kind::Ris },
    Format { endings: &["bib"], name: "BibTeX", kind: Kind::Bibtex },
    Format { endings: &["html", "htm", "xhtml"], name: "HTML", kind: Kind::Html },
    Format { endings: &["zip"], name: "ZIP", kind: Kind::Zip },
    Format { endings: &["epub"], name: "EPUB", kind: Kind::Epub },
    Format { endings: &["docx", "docm"], name: "Word", kind: Kind::Word },
    Format { endings: &["pdf"], name: "PDF", kind: Kind::Pdf },
];

/// The readers behind the feature `formats`.
#[cfg(feature = "formats")]
mod heavy {
    use super::{Reader, csv, docx, epub, html, json, pdf, record};
    pub(super) const JSON: Reader = Reader::Text(json::read);
    pub(super) const JSON_LINES: Reader = Reader::Text(json::read_lines);
    pub(super) const CSV: Reader = Reader::Text(csv::read);
    pub(super) const RIS: Reader = Reader::Text(record::read_ris);
    pub(super) const BIBTEX: Reader = Reader::Text(record::read_bibtex);
    pub(super) const HTML: Reader = Reader::Bytes(html::read);
    pub(super) const ZIP: Reader = Reader::Archive;
    pub(super) const EPUB: Reader = Reader::Bytes(epub::read);
    pub(super) const DOCX: Reader = Reader::Bytes(docx::read);
    pub(super) const PDF: Reader = Reader::Bytes(pdf::read);
}

#[cfg(not(feature = "formats"))]
mod heavy {
    use super::Reader;
    pub(super) const JSON: Reader = Reader::NotIncluded;
    pub(super) const JSON_LINES: Reader = Reader::NotIncluded;
    pub(super) const CSV: Reader = Reader::NotIncluded;
    pub(super) const RIS: Reader = Reader::NotIncluded;
    pub(super) const BIBTEX: Reader = Reader::NotIncluded;
    pub(super) const HTML: Reader = Reader::NotIncluded;
    pub(super) const ZIP: Reader = Reader::NotIncluded;
    pub(super) const EPUB: Reader = Reader::NotIncluded;
    pub(super) const DOCX: Reader = Reader::NotIncluded;
    pub(super) const PDF: Reader = Reader::NotIncluded;
}

/// Endings of files that people have beside their articles and that another program can save in a form
/// that is read: ending, what it is, the ending to save as.
const ALMOST: &[(&str, &str, &str)] = &[
    ("doc", "an old Word file", "docx"),
    ("odt", "an OpenDocument text", "docx"),
    ("rtf", "a rich text", "docx"),
    ("pages", "a Pages document", "docx"),
    ("xls", "an Excel table", "csv"),
    ("xlsx", "an Excel table", "csv"),
    ("ods", "an OpenDocument table", "csv"),
    ("mht", "a web archive", "html"),
    ("mhtml", "a web archive", "html"),
    ("webarchive", "a web archive", "html"),
    ("mobi", "a Kindle book", "epub"),
    ("azw3", "a Kindle book", "epub"),
    ("rar", "a RAR archive", "zip"),
    ("7z", "a 7-Zip archive", "zip"),
    ("gz", "a gzip archive", "zip"),
    ("tar", "a tar archive", "zip"),
];

/// What a reader finds.
pub(crate) struct Out<'a> {
    articles: Vec<Article>,
    #[cfg(feature = "formats")]
    records: Vec<Record>,
    notices: &'a mut Vec<Notice>,
    #[cfg(feature = "formats")]
    options: &'a ReadOptions,
}

impl Out<'_> {
    fn say(&mut self, file: &str, line: Option<u32>, kind: NoticeKind) {
        self.notices.push(Notice { file: file.to_string(), line, kind });
    }

    /// Sets what a field stands for; what is wrong with it is said.
    #[cfg(feature = "formats")]
    fn field(&mut self, file: &str, meta: &mut Meta, field: Field, key: &str, value: &str) {
        if let Some(kind) = fields::set(meta, field, key, value) {
            self.say(file, None, kind);
        }
    }

    /// Decodes a file's text. Whether it went through a wrong encoding once is for those to ask who read it
    /// first, since it takes a repair and somebody who decides.
    #[cfg(not(feature = "formats"))]
    fn decode(&mut self, file: &str, bytes: &[u8], declared: Option<&str>) -> Result<String, Refusal> {
        let notices = &mut *self.notices;
        let mut say = |kind| notices.push(Notice { file: file.to_string(), line: None, kind });
        encoding::decode(bytes, declared, &mut say)
    }

    /// Decodes a file's text, and repairs or offers to repair what went through a wrong encoding.
    #[cfg(feature = "formats")]
    fn decode(&mut self, file: &str, bytes: &[u8], declared: Option<&str>) -> Result<String, Refusal> {
        let notices = &mut *self.notices;
        let mut say = |kind| notices.push(Notice { file: file.to_string(), line: None, kind });
        let text = encoding::decode(bytes, declared, &mut say)?;
        Ok(match mojibake::repair(&text) {
            None => text,
            Some(found) if self.options.repair_mojibake => {
                say(NoticeKind::Repaired(found.places));
                found.text
            }
            Some(mojibake::Repair { places, before, after, .. }) => {
                say(NoticeKind::Mojibake { places, before, after });
                text
            }
        })
    }
}

/// The endings of all formats, with their dots.
pub fn endings() -> Vec<String> {
    FORMATS.iter().flat_map(|format| format.endings).map(|ending| format!(".{ending}")).collect()
}

/// The format that reads a file of this name.
pub fn format_of(file: &str) -> Option<&'static Format> {
    let ending = ending(file)?;
    FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
}

/// Whether files of this name hold what is known about articles, and should be read before them.
/// JSON may hold either.
pub fn is_record(file: &str) -> bool {
    matches!(ending(file).as_deref(), Some("ris" | "bib"))
}

fn ending(file: &str) -> Option<String> {
    let name = file.rsplit('/').next().unwrap_or(file);
    Some(name.rsplit_once('.')?.1.to_lowercase())
}

/// A title from a file's name, for files that carry none: `klarna-halbe_belegschaft.txt` becomes
/// "klarna halbe belegschaft".
fn title_from(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.split(['-', '_', ' ']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
