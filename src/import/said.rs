//! What is said about files that were read with a doubt, or not at all?
//!
//! A [`Notice`] is about a file that went in, a [`Refusal`] about one that did not. Both are data, so
//! that the page can say them in its own languages; their `Display` is what the command line says:
//! what is wrong, and what to do.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{MOST_BYTES, endings};

/// Something about a file that was read, worth a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The file it is about, as a path with `/`; what stands in an archive has the archive in front.
    pub file: String,
    /// The line it is about, from 1, where one line is meant.
    pub line: Option<u32>,
    /// What it is.
    pub kind: NoticeKind,
}

/// What there is to say about a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeKind {
    /// A front matter key that Lesart does not use.
    UnknownKey(String),
    /// A front matter line that is neither `key: value` nor a comment.
    NotAKey(String),
    /// A value that its key cannot hold.
    BadValue {
        /// The key.
        key: String,
        /// What stands there.
        value: String,
    },
    /// Front matter that begins with `---` and never ends: all of it is read as text.
    OpenFrontMatter,
    /// The bytes are no UTF-8 and were read in another encoding.
    ReadAs(String),
    /// Bytes that stand for no character were replaced by U+FFFD, so many times.
    Replaced(u32),
    /// Nothing but white space.
    Empty,
    /// The text went through a wrong encoding once. It is read as it stands; a repair is offered.
    Mojibake {
        /// How many places.
        places: u32,
        /// A stretch of the text as it stands.
        before: String,
        /// The same, repaired.
        after: String,
    },
    /// So many places were repaired, as asked.
    Repaired(u32),
    /// The element of this number (from 1) holds no text, and was passed over.
    NoText {
        /// Its number in the file, from 1.
        number: u32,
    },
    /// The article is there already, to the letter, and was not added again.
    Twice,
    /// No text was found in an element before it was nested too deep.
    TooNested {
        /// Its number, from 1.
        number: u32,
    },
    /// A row of a table has more cells than the table has columns; those beyond were passed over.
    OddRow,
    /// A quotation mark of a table is never closed: all behind it is one cell.
    OpenQuote,
    /// The menus of this page could not be told from its text: all of it was read.
    WholePage,
    /// So many pages hold no text that can be read: pictures, or letters without a meaning.
    PagesWithoutText(u32),
    /// The file holds what is known about so many articles, and no text of its own.
    Records(u32),
    /// So many files of this folder belong to a saved page (pictures, scripts) and were passed over.
    PiecesOfPage(u32),
    /// What this says is about no article that was read.
    Unmatched(String),
    /// Something inside the file, named by [`Notice::file`], was not read.
    Refused(Refusal),
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// No format has this ending.
    UnknownFormat,
    /// A known kind of file that has to be saved as another: its name, and as what.
    SaveAs {
        /// What it is.
        name: String,
        /// The ending to save it with.
        ending: String,
    },
    /// A known format that this build does not read: its name.
    NotIncluded(String),
    /// Larger than the limit on one file.
    TooLarge,
    /// The bytes are no text at all.
    Binary,
    /// The file is damaged or is not what its name says.
    Broken {
        /// What was expected.
        format: String,
        /// The line, from 1, where one is known.
        line: Option<u32>,
        /// What is wrong there.
        what: String,
    },
    /// It is locked by a password.
    Encrypted,
    /// Nothing in it is text: pictures of pages, a page that is drawn by a script.
    NoText,
    /// A table without a column for the text: the columns that it has.
    NoTextColumn(Vec<String>),
    /// It declares an encoding that Lesart does not know.
    UnknownEncoding(String),
    /// Unpacked it would be so much larger that it is a trap, or a mistake.
    Bomb,
    /// An archive in an archive in an archive.
    TooDeep,
    /// The reading has reached its limit on files.
    TooManyFiles,
    /// The reading has reached its limit on bytes in all.
    TooMuch,
    /// Its name leads out of the archive (`../`), or to another place of the disk.
    UnsafePath,
    /// It is packed in a way that Lesart does not know, as a number of the ZIP format.
    UnknownPacking(u16),
    /// It was there when it was given and cannot be read any more.
    Vanished,
}

impl fmt::Display for NoticeKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey(key) => write!(out, "the key {key:?} is not known and was passed over"),
            Self::NotAKey(line) => write!(out, "not \"key: value\" and passed over: {line:?}"),
            Self::BadValue { key, value } => write!(out, "{value:?} is no value for {key} and was passed over"),
            Self::OpenFrontMatter => {
                out.write_str("the head opened by --- is never closed: close it with --- in a line")
            }
            Self::ReadAs(encoding) => write!(out, "read as {encoding}: save it as UTF-8 if letters look wrong"),
            Self::Replaced(places) => write!(out, "{places} broken characters were replaced"),
            Self::Empty => out.write_str("empty"),
            Self::Mojibake { places, before, after } => write!(
                out,
                "letters look wrong in {places} places: {before:?} is probably {after:?}; read again with repair to put it right"
            ),
            Self::Repaired(places) => write!(out, "wrong letters were put right in {places} places"),
            Self::NoText { number } => write!(out, "number {number} has no text and was passed over"),
            Self::Twice => out.write_str("is there already, word for word, and was not added again"),
            Self::TooNested { number } => write!(
                out,
                "number {number} nests lists and objects too deep and was passed over: put its text under \"text\" at the top"
            ),
            Self::OddRow => out.write_str("more cells than columns; put the cell that holds the separator in quotes"),
            Self::OpenQuote => out.write_str("the quotation mark is never closed: close it"),
            Self::WholePage => out.write_str("the text could not be told from the menus: all of the page was read"),
            Self::PagesWithoutText(pages) => {
                write!(out, "{pages} pages hold no text that can be read: run text recognition (OCR) on them")
            }
            Self::Records(records) => write!(out, "holds what is known about {records} articles"),
            Self::PiecesOfPage(files) => write!(out, "{files} files of a saved page were passed over"),
            Self::Unmatched(name) => {
                write!(out, "{name:?} fits no article here: give the text's file the same name, title or address")
            }
            Self::Refused(refusal) => refusal.fmt(out),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat => {
                write!(out, "not a kind of file that can be read: use {}", endings().join(", "))
            }
            Self::SaveAs { name, ending } => write!(out, "{name} cannot be read: save it as .{ending}"),
            Self::NotIncluded(name) => {
                write!(out, "{name} is not read by this build: convert it with the command line")
            }
            Self::TooLarge => write!(out, "larger than {} MiB: split it", MOST_BYTES >> 20),
            Self::Binary => out.write_str("not a text: save it as UTF-8 text"),
            Self::Broken { format, line, what } => {
                match line {
                    Some(line) => write!(out, "not a sound {format} file: line {line}: {what}")?,
                    None => write!(out, "not a sound {format} file: {what}")?,
                }
                out.write_str("; save or download it again")
            }
            Self::Encrypted => out.write_str("locked by a password: save it without one"),
            Self::NoText => {
                out.write_str("holds no text, only pictures or scripts: save it with its text (OCR), or paste the text")
            }
            Self::NoTextColumn(columns) => {
                write!(out, "no column is named \"text\" (there are {}): name one so", columns.join(", "))
            }
            Self::UnknownEncoding(name) => write!(out, "the encoding {name:?} is not known: save it as UTF-8"),
            Self::Bomb => out.write_str("grows out of all proportion when unpacked: unpack it yourself and look at it"),
            Self::TooDeep => out.write_str("archives inside archives inside archives: unpack it first"),
            Self::TooManyFiles => out.write_str("more files than can be read at once: read them in parts"),
            Self::TooMuch => out.write_str("more text than can be read at once: read it in parts"),
            Self::UnsafePath => out.write_str("its name leads out of the archive: rename it and pack again"),
            Self::Vanished => out.write_str("cannot be read any more: it was moved or changed; give it again"),
            Self::UnknownPacking(method) => {
                write!(out, "packed by an unknown method ({method}): pack it as a usual ZIP")
            }
        }
    }
}

impl Refusal {
    /// A damaged file of this format.
    #[cfg(feature = "formats")]
    pub(crate) fn broken(format: &str, what: impl Into<String>) -> Self {
        Self::Broken { format: format.into(), line: None, what: what.into() }
    }
}
