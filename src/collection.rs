//! What do the page and the worker that reads files say to each other about a reader's own articles?
//!
//! A [`Collection`] is a named set of own articles that this device keeps. The page asks an [`Ask`], with
//! the files themselves beside it; the reading worker answers with [`Tell`]s, with what it read beside
//! them. The text goes from that worker to the one that searches; the page only hands it on.

use serde::{Deserialize, Serialize};

use crate::article::ArticleId;
use crate::import::{Notice, NoticeKind, Refusal};

/// A collection may hold so many bytes of text, where the device does not say how large its memory is.
/// A tab that had opened 24.6 MB (100,000 paragraphs) took 633 MB at its highest, eighteen times the text
/// beside what every tab takes. More, and a tab dies where it could have said no.
pub const CEILING: u64 = 96_000_000;

/// The ceiling on a device with so many GiB of memory, as browsers tell it in rough steps.
pub fn ceiling(memory: Option<f64>) -> u64 {
    match memory {
        Some(memory) if memory <= 2.0 => 16_000_000,
        Some(memory) if memory <= 4.0 => 32_000_000,
        _ => CEILING,
    }
}

/// A named set of own articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Its name, by which links call it.
    pub name: String,
    /// Names that it had: links with these still find it.
    pub former: Vec<String>,
    /// Articles that were read into it.
    pub articles: u32,
    /// Bytes that it takes.
    pub bytes: u64,
    /// Whether what is kept about it cannot be read.
    pub broken: bool,
}

/// What is asked of the reading worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Which collections are there?
    List,
    /// Read the files beside this, and keep what they hold.
    Read(Order),
    /// The text of a collection, to be opened for a question of this number.
    Fetch {
        /// The number of the question.
        question: u64,
        /// The collection's name, now or formerly.
        name: String,
    },
    /// Give a collection another name.
    Rename {
        /// The name now.
        from: String,
        /// The name from now on.
        to: String,
    },
    /// Forget a collection.
    Remove(String),
    /// Take an article out of a collection.
    Leave {
        /// The collection.
        name: String,
        /// The article.
        article: ArticleId,
    },
    /// Make a corpus file of a collection and the topic in the corpus file at this address. Where the
    /// collection is kept nowhere, its text stands beside this.
    Pack {
        /// The collection.
        name: String,
        /// The address.
        corpus: String,
    },
}

/// What is to be read, and into which collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The collection to add to; a new one where there is none.
    pub into: Option<String>,
    /// What a new collection is called, if no other one is.
    pub name: String,
    /// Whether letters that went through a wrong encoding are put right.
    pub repair: bool,
    /// What an earlier reading of the same files added, and this one replaces.
    pub instead: Vec<u32>,
    /// So many bytes of text may be read.
    pub ceiling: u64,
}

/// What the reading worker tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tell {
    /// The collections.
    Listed(Result<Vec<Collection>, Trouble>),
    /// The reading has begun, into the collection of this name.
    Begun(String),
    /// How far the reading is.
    Progress(Progress),
    /// A part of the text stands beside this. The first one may be opened at once if more is to come.
    Part {
        /// Articles so far.
        articles: u32,
        /// Whether it is worth opening already.
        early: bool,
    },
    /// The reading has ended.
    Read(Box<Report>),
    /// The text of a collection stands beside this.
    Fetched {
        /// The number of the question that it is for.
        question: u64,
        /// The collection's name now.
        name: String,
    },
    /// The text of a collection is not to be had.
    NotFetched {
        /// The number of the question that it was for.
        question: u64,
        /// The name that was asked for.
        name: String,
        /// What is wrong; nothing where there is no such collection.
        trouble: Option<Trouble>,
    },
    /// A collection has another name now; the collections.
    Renamed {
        /// The name before.
        from: String,
        /// The name now.
        to: String,
        /// All of them.
        all: Vec<Collection>,
    },
    /// An article has left this collection; the collections.
    Left {
        /// The collection.
        name: String,
        /// All of them.
        all: Vec<Collection>,
    },
    /// A corpus file stands beside this, to be saved under a name like the collection's.
    Packed(String),
    /// Something went wrong; what was there is still there.
    Troubled(Trouble),
}

/// How far a reading is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is done now.
    pub phase: Phase,
    /// The file that is read.
    pub file: String,
    /// Files that were read, those in archives counted.
    pub files: u32,
    /// Bytes of the given files that were read.
    pub bytes: u64,
    /// Articles found.
    pub articles: u32,
}

/// The phases of a reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Files are read.
    #[default]
    Reading,
    /// What was read is written to the device.
    Keeping,
}

/// What came of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The collection's name.
    pub name: String,
    /// Articles that went in.
    pub articles: u32,
    /// Files that were looked at.
    pub files: u32,
    /// What there is to say about files that went in.
    pub notices: Vec<Notice>,
    /// Files that did not go in, with the reason.
    pub refused: Vec<(String, Refusal)>,
    /// What was added, to be replaced by a second reading.
    pub added: Vec<u32>,
    /// Why the device does not keep it, where it does not.
    pub trouble: Option<Trouble>,
    /// The collections that the device keeps now.
    pub all: Option<Vec<Collection>>,
}

impl Report {
    /// A place where letters look wrong and could be put right: before, after. And how many there are.
    pub fn mojibake(&self) -> Option<(&str, &str, u32)> {
        let places = |notice: &Notice| match notice.kind {
            NoticeKind::Mojibake { places, .. } => places,
            _ => 0,
        };
        let all = self.notices.iter().map(places).fold(0, u32::saturating_add);
        self.notices.iter().find_map(|notice| match &notice.kind {
            NoticeKind::Mojibake { before, after, .. } => Some((before.as_str(), after.as_str(), all)),
            _ => None,
        })
    }
}

/// What goes wrong beyond a single file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// The browser lets the page keep nothing here, in its words: a private window, or a setting.
    NoStore(String),
    /// There is no room.
    Full {
        /// Bytes that this site uses.
        used: u64,
        /// Bytes that it may use.
        most: u64,
    },
    /// What is kept is damaged, in the browser's words.
    Broken(String),
    /// There is a collection of this name already.
    NameTaken(String),
    /// There is no collection of this name any more: another tab removed it.
    Gone(String),
    /// The files hold more text than is safe here: so many bytes, and the ceiling.
    TooMuch {
        /// Bytes that were given, with those that the collection has.
        given: u64,
        /// The ceiling.
        most: u64,
    },
    /// The reading worker ended in the middle of this file.
    Crashed(String),
    /// A reading is under way: another one has to wait.
    Busy,
    /// The whole collection could not be opened, in the words of whoever tried.
    NotOpened(String),
    /// What was dropped is no file.
    NoFiles,
}

/// A name for a new collection from the names of the files that were given: their common folder, the one
/// file, or nothing.
pub fn name_from(files: &[String]) -> String {
    let Some(first) = files.first() else { return String::new() };
    if let Some((folder, _)) = first.split_once('/') {
        let common = files.iter().all(|file| file.split_once('/').is_some_and(|(other, _)| other == folder));
        return if common { folder.trim().to_string() } else { String::new() };
    }
    match files {
        [file] => file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).trim().to_string(),
        _ => String::new(),
    }
}

/// The name, or the first of `name 2`, `name 3` … that is not taken.
pub fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut free = name.to_string();
    let mut number = 2u32;
    while taken(&free) && number < u32::MAX {
        free = format!("{name} {number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_is_named_after_what_was_given() {
        let name = |files: &[&str]| name_from(&files.iter().map(|file| file.to_string()).collect::<Vec<_>>());
        assert_eq!(name(&["Klarna/a.txt", "Klarna/b/c.pdf"]), "Klarna");
        assert_eq!(name(&["KI im Büro.zip"]), "KI im Büro");
        assert_eq!(name(&["README"]), "README");
        assert_eq!(name(&["a.txt", "b.txt"]), "");
        assert_eq!(name(&["a/a.txt", "b/b.txt"]), "");
        assert_eq!(name(&[]), "");
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["a", "a 2"];
        assert_eq!(free_name("a", |name| taken.contains(&name)), "a 3");
        assert_eq!(free_name("b", |name| taken.contains(&name)), "b");
    }

    #[test]
    fn wrong_letters_are_counted_over_all_files() {
        let kind = |places| NoticeKind::Mojibake { places, before: "fÃ¼r".into(), after: "für".into() };
        let notice = |kind| Notice { file: "a".into(), line: None, kind };
        let report =
            Report { notices: vec![notice(NoticeKind::Empty), notice(kind(2)), notice(kind(3))], ..Report::default() };
        assert_eq!(report.mojibake(), Some(("fÃ¼r", "für", 5)));
        assert_eq!(Report::default().mojibake(), None);
    }

    #[test]
    fn a_small_device_has_a_low_ceiling() {
        assert!(ceiling(Some(2.0)) < ceiling(Some(4.0)) && ceiling(Some(4.0)) < ceiling(Some(8.0)));
        assert_eq!(ceiling(None), CEILING);
    }
}
