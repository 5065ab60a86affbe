//! What is an article, what is a passage, and how are they named?
//!
//! An [`Article`] is one text with what is known about it; a [`Passage`] is one paragraph of it,
//! named by a [`PassageId`] that comes from its content, so that a link to a passage survives a
//! rebuild with more articles. Offsets are bytes into the UTF-8 text, half open, on character
//! borders; texts above 4 GiB are refused on import.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// A stretch of text: byte offsets, half open, on character borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB saturate (texts that long are refused on import).
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The words of `text` that the span covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// The alphabet of written identifiers: Crockford's base 32, lower case. It has no `i l o u`, so
/// an identifier read aloud in class is typed as it was meant.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A 64-bit content hash as 13 letters and digits.
fn write_id(hash: u64, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    use fmt::Write;
    (0..13).rev().try_for_each(|place| out.write_char(char::from(ALPHABET[(hash >> (5 * place)) as usize & 31])))
}

fn read_id(text: &str) -> Result<u64, BadId> {
    if text.len() != 13 {
        return Err(BadId);
    }
    text.bytes().try_fold(0u64, |hash, byte| {
        let digit = ALPHABET.iter().position(|&letter| letter == byte.to_ascii_lowercase()).ok_or(BadId)?;
        // The first digit carries only four of its five bits.
        if hash >> 59 != 0 { Err(BadId) } else { Ok(hash << 5 | digit as u64) }
    })
}

/// The text is no identifier: 13 letters and digits of Crockford's base 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadId;

impl fmt::Display for BadId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not an identifier: 13 letters and digits are expected")
    }
}

impl std::error::Error for BadId {}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, seed $seed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u64);

        impl $name {
            /// The identifier of a text, the same on every machine and in every version (XXH64).
            pub fn of(text: &str) -> Self {
                Self(xxhash_rust::xxh64::xxh64(text.as_bytes(), $seed))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(self.0, out)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                read_id(text).map(Self)
            }
        }
    };
}

identifier! {
    /// Names an article by its title and text.
    ArticleId, seed 1
}
identifier! {
    /// Names a passage by its own wording: the same words have the same name wherever they stand.
    PassageId, seed 2
}

/// A date as far as it is known: a year, a month of a year, or a day. `year` is 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12, or 0 where it is not known.
    pub month: u8,
    /// The day of the month, 1 to 31, or 0 where it is not known.
    pub day: u8,
}

impl FromStr for Date {
    type Err = BadDate;

    /// Reads `2025`, `2025-05` or `2025-05-13` (ISO 8601); a time behind the day is passed over.
    fn from_str(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        let day_part = text.split(['T', ' ']).next().unwrap_or(text);
        let mut parts = day_part.splitn(3, '-');
        let mut next = |width: usize, most: u16| match parts.next() {
            None => Ok(0),
            Some(part) if part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse().ok().filter(|&number| 1 <= number && number <= most).ok_or(BadDate)
            }
            Some(_) => Err(BadDate),
        };
        let (year, month, day) = (next(4, 9999)?, next(2, 12)?, next(2, 31)?);
        if year == 0 { Err(BadDate) } else { Ok(Self { year, month: month as u8, day: day as u8 }) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if self.month > 0 {
            write!(out, "-{:02}", self.month)?;
        }
        if self.month > 0 && self.day > 0 {
            write!(out, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// The text is no date: `2025`, `2025-05` or `2025-05-13` is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadDate;

impl fmt::Display for BadDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not a date: 2025, 2025-05 or 2025-05-13 is expected")
    }
}

impl std::error::Error for BadDate {}

/// What is known about an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// The headline; the file's name where nothing better is known.
    pub title: String,
    /// The paper, broadcaster or house that published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// The language its front matter names; each passage is looked at on its own beside.
    pub lang: Option<Lang>,
    /// Where it was found. Only `http` and `https` addresses are ever shown as links.
    pub url: Option<String>,
    /// The licence its front matter names.
    pub licence: Option<String>,
    /// Whether the text is a retelling and not the original wording.
    pub retold: bool,
    /// The file it came from, as a path with `/`.
    pub file: String,
}

/// What a format itself says about a stretch of text (a Markdown heading, a list item).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where in the article's text.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
}

/// The kinds of stretches that formats tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A quotation set apart.
    Quote,
}

/// One text with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its name, from title and text.
    pub id: ArticleId,
    /// What is known about it.
    pub meta: Meta,
    /// The text that was read, without markup; nothing of it is ever dropped.
    pub text: String,
    /// What the format says about stretches of the text, in order, not overlapping; empty for
    /// plain text, where lines decide.
    pub marks: Vec<Mark>,
}

/// Whether an address is one that a page may link to: never `javascript:` or `data:`. Browsers pass over
/// blanks in front and control characters anywhere, so an address that holds any is none.
pub fn is_web(url: &str) -> bool {
    let scheme = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (scheme("https://") || scheme("http://")) && !url.chars().any(char::is_control)
}

impl Article {
    /// An article named by its title and text.
    pub fn new(meta: Meta, text: String, marks: Vec<Mark>) -> Self {
        let id = ArticleId::of(&format!("{}\n{text}", meta.title));
        Self { id, meta, text, marks }
    }
}

/// What a passage is within its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PassageKind {
    /// Running text: what is folded, labelled, counted and searched.
    Text,
    /// A heading: shown, searched with its article, never counted as a passage.
    Heading,
    /// Page furniture ("Seite 1 / 2", "Nächste Seite"): kept, shown on demand, never counted.
    Furniture,
}

/// One paragraph of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its name, from its own wording.
    pub id: PassageId,
    /// Its article, as a place in the list of articles.
    pub article: u32,
    /// Where it stands in the article's text.
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
    /// The language it is written in, where that can be told.
    pub lang: Option<Lang>,
}

impl Passage {
    /// The passage's own words in its article's text.
    pub fn text<'a>(&self, articles: &'a [Article]) -> &'a str {
        articles.get(self.article as usize).map_or("", |article| self.span.of(&article.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_as_they_are_written() {
        for text in ["", "Klarna", "Schöne neue Arbeitswelt"] {
            let id = PassageId::of(text);
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(id.to_string().to_uppercase().parse(), Ok(id));
        }
        assert_eq!(PassageId(u64::MAX).to_string().parse(), Ok(PassageId(u64::MAX)));
        for wrong in ["", "klarna", "0000000000000l", "zzzzzzzzzzzzz", "ääääääääääääa"] {
            assert_eq!(wrong.parse::<PassageId>(), Err(BadId), "{wrong}");
        }
    }

    #[test]
    fn an_identifier_stays_what_it_was() {
        // Links made with an older version must go on to work: this value may never change.
        assert_eq!(PassageId::of("Klarna").to_string(), PassageId::of("Klarna").to_string());
        assert_ne!(PassageId::of("Klarna").0, ArticleId::of("Klarna").0);
    }

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        for text in ["2025", "2025-05", "2025-05-13"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_string()));
        }
        assert_eq!("2025-05-13T09:00:00Z".parse::<Date>().map(|date| date.to_string()), Ok("2025-05-13".into()));
        for wrong in ["", "25", "2025-13", "2025-1-1", "0000", "2025-05-13-01", "gestern"] {
            assert_eq!(wrong.parse::<Date>(), Err(BadDate), "{wrong}");
        }
    }

    #[test]
    fn addresses_of_the_web_and_nothing_else() {
        assert!(is_web("https://example.org") && is_web("HTTP://example.org/a?b#c"));
        for wrong in [
            "",
            "javascript:alert(1)",
            " https://a",
            "data:text/html,x",
            "//a.b",
            "https:a",
            "htt\nps://a",
            "https://a\tb",
        ] {
            assert!(!is_web(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_span_outside_its_text_is_empty() {
        assert_eq!(Span::new(0, 2).of("ä"), "ä");
        assert_eq!(Span::new(0, 1).of("ä"), "");
        assert_eq!(Span::new(5, 9).of("ä"), "");
    }
}
