//! What does a reader look for who types this?
//!
//! Any text is a query. Words must all be found; `OR` (or `ODER`) between two offers a choice and
//! binds tighter than standing side by side, so `Klarna Stellen OR Jobs` is Klarna with either;
//! `"in quotes"` is a phrase of exactly these words; `-` before any of them excludes it;
//! `company:Klarna` and `company:"Deutsche Bahn"` ask for a facet's value. What cannot be meant so is
//! read as words, and told in a [`Notice`] where the reader should know.
//!
//! `ODER` beside `OR`, since the page speaks German too; only in capitals, since "oder" is a word
//! people look for. `AND` and `UND` between two terms say what is the case anyway and are passed over.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::lang::word::each_word;

/// What is looked for: every clause must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The clauses, as typed.
    pub clauses: Vec<Clause>,
}

/// One condition: any of the terms, or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Whether documents with one of the terms are left out.
    pub exclude: bool,
    /// The choices; there is at least one.
    pub any: Vec<Term>,
}

/// What is found or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word, or a hyphenated one, in any inflection and in compounds.
    Word {
        /// As typed.
        text: String,
        /// Whether it is the last thing typed, nothing behind it: it may be only begun.
        open: bool,
    },
    /// Words that stand side by side as they are; a single word then is meant literally.
    Phrase {
        /// As typed, without the quotes.
        text: String,
        /// Whether the closing quote is missing: the last word may be only begun.
        open: bool,
    },
    /// A facet's value.
    Field {
        /// The facet's key, as in the list of known ones.
        field: String,
        /// The value as typed.
        text: String,
    },
}

/// What the reader should know about how the query was read, or what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// A quote was opened and not closed; the phrase goes to the end.
    UnclosedQuote,
    /// `OR` stands at the beginning or the end, and was passed over.
    LoneOr,
    /// All that was typed is to be left out: everything else is shown.
    OnlyExclusions,
    /// There is text, but no word in it: everything is shown.
    NothingToFind,
    /// A field has no value behind it, and was passed over.
    EmptyField {
        /// The field.
        field: String,
    },
    /// No field has this name: it was looked for as a word.
    UnknownField {
        /// As typed, up to the colon.
        field: String,
    },
    /// The value is not among those of the facet; nothing has it.
    UnknownValue {
        /// The field.
        field: String,
        /// The value as typed.
        text: String,
    },
    /// Only the first so many words were looked for.
    TooManyWords {
        /// How many.
        kept: usize,
    },
    /// A word was found nowhere, and a similar one was looked for in its place.
    Forgiven {
        /// The word as typed.
        typed: String,
        /// The word that was looked for.
        instead: String,
    },
    /// A word was found nowhere, nor one like it.
    NotFound {
        /// The word as typed.
        typed: String,
    },
}

/// No more terms are looked for. Zero: none. Large: a pasted book would be a query and take
/// seconds; no typed one has so many.
pub const MOST_TERMS: usize = 48;

/// Other names of fields, small letters: how German readers call them, and how links and front matter do.
const ALIASES: &[(&str, &str)] = &[
    ("unternehmen", "company"),
    ("firma", "company"),
    ("aussage", "claim"),
    ("haltung", "stance"),
    ("quelle", "source"),
    ("artikel", "article"),
    ("sprache", "language"),
    ("lang", "language"),
    ("sagt", "said"),
    ("jahr", "year"),
];

/// Reads a query. `fields` are the keys that may stand before a colon.
pub fn parse(text: &str, fields: &[&str]) -> (Query, Vec<Notice>) {
    let mut reader = Reader { rest: text, fields, notices: Vec::new() };
    let mut query = Query::default();
    let mut choice = false;
    let mut terms = 0;
    while let Some(item) = reader.next() {
        let (exclude, term) = match item {
            Item::Or => {
                if choice || query.clauses.is_empty() {
                    reader.notices.push(Notice::LoneOr);
                }
                choice = !query.clauses.is_empty();
                continue;
            }
            Item::And => continue,
            Item::Term(exclude, term) => (exclude, term),
        };
        if terms == MOST_TERMS {
            reader.notices.push(Notice::TooManyWords { kept: MOST_TERMS });
            choice = false;
            break;
        }
        terms += 1;
        match query.clauses.last_mut() {
            Some(clause) if choice && clause.exclude == exclude => clause.any.push(term),
            _ => query.clauses.push(Clause { exclude, any: vec![term] }),
        }
        choice = false;
    }
    if choice {
        reader.notices.push(Notice::LoneOr);
    }
    if query.clauses.is_empty() && !text.trim().is_empty() && reader.notices.is_empty() {
        reader.notices.push(Notice::NothingToFind);
    }
    if !query.clauses.is_empty() && query.clauses.iter().all(|clause| clause.exclude) {
        reader.notices.push(Notice::OnlyExclusions);
    }
    (query, reader.notices)
}

enum Item {
    Or,
    And,
    Term(bool, Term),
}

struct Reader<'a> {
    rest: &'a str,
    fields: &'a [&'a str],
    notices: Vec<Notice>,
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″')
}

fn has_word(text: &str) -> bool {
    let mut found = false;
    each_word(text, |_| found = true);
    found
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Item> {
        loop {
            self.rest = self.rest.trim_start();
            let first = self.rest.chars().next()?;
            let mut exclude = false;
            if matches!(first, '-' | '−') {
                let behind = self.rest.get(first.len_utf8()..).unwrap_or("");
                if behind.starts_with(|next: char| !next.is_whitespace() && next != '-' && next != '−') {
                    exclude = true;
                    self.rest = behind;
                }
            }
            if self.rest.starts_with(is_quote) {
                let (text, open) = self.quoted();
                if has_word(text) {
                    return Some(Item::Term(exclude, Term::Phrase { text: text.to_owned(), open }));
                }
                continue;
            }
            if let Some((field, behind)) = self.field() {
                self.rest = behind;
                let text = if behind.starts_with(is_quote) { self.quoted().0 } else { self.bare() };
                let text = text.trim();
                if text.is_empty() {
                    self.notices.push(Notice::EmptyField { field });
                    continue;
                }
                return Some(Item::Term(exclude, Term::Field { field, text: text.to_owned() }));
            }
            let word = self.bare();
            match word {
                "OR" | "ODER" if !exclude => return Some(Item::Or),
                "AND" | "UND" if !exclude => return Some(Item::And),
                _ if has_word(word) => {
                    self.doubt(word);
                    return Some(Item::Term(exclude, Term::Word { text: word.to_owned(), open: self.rest.is_empty() }));
                }
                _ => {}
            }
        }
    }

    /// Says where a word looks like a field and its value, and no field has that name. Addresses and
    /// times are words with a colon, too.
    fn doubt(&mut self, word: &str) {
        if let Some((field, value)) = word.split_once(':')
            && !field.is_empty()
            && field.chars().all(char::is_alphabetic)
            && (value.starts_with(char::is_alphanumeric) || value.is_empty() && self.rest.starts_with(is_quote))
        {
            self.notices.push(Notice::UnknownField { field: field.to_owned() });
        }
    }

    /// The text up to white space or a quote.
    fn bare(&mut self) -> &'a str {
        let end = self.rest.find(|letter: char| letter.is_whitespace() || is_quote(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    /// The text between quotes, and whether the second is missing.
    fn quoted(&mut self) -> (&'a str, bool) {
        let mut letters = self.rest.chars();
        letters.next();
        let inside = letters.as_str();
        match inside.find(is_quote) {
            Some(end) => {
                let (text, rest) = inside.split_at_checked(end).unwrap_or((inside, ""));
                let mut rest = rest.chars();
                rest.next();
                self.rest = rest.as_str();
                (text, false)
            }
            None => {
                self.rest = "";
                self.notices.push(Notice::UnclosedQuote);
                (inside, true)
            }
        }
    }

    fn field(&self) -> Option<(String, &'a str)> {
        let (key, behind) = self.rest.split_once(':')?;
        let key = key.to_lowercase();
        let key = ALIASES.iter().find(|alias| alias.0 == key).map_or(key.as_str(), |alias| alias.1);
        let field = self.fields.iter().find(|field| field.to_lowercase() == key)?;
        Some(((*field).to_owned(), behind))
    }
}

impl fmt::Display for Query {
    /// Writes the query so that it is read again as the same.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for clause in &self.clauses {
            for (at, term) in clause.any.iter().enumerate() {
                if !std::mem::take(&mut first) {
                    out.write_str(" ")?;
                }
                if at > 0 {
                    out.write_str("OR ")?;
                }
                if clause.exclude {
                    out.write_str("-")?;
                }
                term.fmt(out)?;
            }
        }
        // White space says that the last word is whole.
        match self.clauses.last().and_then(|clause| clause.any.last()) {
            Some(Term::Word { open: false, .. }) => out.write_str(" "),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word { text, .. } => out.write_str(text),
            Self::Phrase { text, open } => write!(out, "\"{text}{}", if *open { "" } else { "\"" }),
            Self::Field { field, text } => write!(out, "{field}:\"{text}\""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIELDS: &[&str] = &["company", "claim"];

    fn shape(text: &str) -> String {
        let (query, notices) = parse(text, FIELDS);
        let term = |term: &Term| match term {
            Term::Word { text, open } => format!("{text}{}", if *open { "…" } else { "" }),
            Term::Phrase { text, open } => format!("[{text}{}]", if *open { "…" } else { "" }),
            Term::Field { field, text } => format!("{field}={text}"),
        };
        let clauses = query.clauses.iter().map(|clause| {
            let any = clause.any.iter().map(term).collect::<Vec<_>>().join("/");
            format!("{}{any}", if clause.exclude { "!" } else { "" })
        });
        let notices = notices.iter().map(|notice| format!("<{notice:?}>"));
        clauses.chain(notices).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn queries_are_read_as_typed() {
        let cases = [
            ("klarna stellen", "klarna stellen…"),
            ("klarna stellen ", "klarna stellen"),
            ("a OR b c ODER d", "a/b c/d…"),
            ("a AND b und c UND d", "a b und c d…"),
            ("oder", "oder…"),
            ("\"in der Bank\" -Geld", "[in der Bank] !Geld…"),
            ("„in der Bank“ «zwei»", "[in der Bank] [zwei]"),
            ("-\"in der\" -company:Klarna", "![in der] !company=Klarna <OnlyExclusions>"),
            ("Company:\"Deutsche Bahn\" rest", "company=Deutsche Bahn rest…"),
            ("KI-Chef - x", "KI-Chef x…"),
            ("--x", "--x…"),
            ("http://x.de", "http://x.de…"),
            ("ort:Wien", "ort:Wien… <UnknownField { field: \"ort\" }>"),
            ("ort:\"Bad Ems\" 12:30 Motto:", "ort: [Bad Ems] 12:30 Motto:… <UnknownField { field: \"ort\" }>"),
            ("\"offen", "[offen…] <UnclosedQuote>"),
            ("OR a OR", "a <LoneOr> <LoneOr>"),
            ("Firma:Klarna -unternehmen:SAP", "company=Klarna !company=SAP"),
            ("lang:en", "lang:en… <UnknownField { field: \"lang\" }>"),
            ("company: klarna", "klarna… <EmptyField { field: \"company\" }>"),
            ("?!", "<NothingToFind>"),
            ("", ""),
            ("  ", ""),
            ("-a OR b", "!a b…"),
            ("-a OR -b", "!a/b… <OnlyExclusions>"),
        ];
        for (text, expected) in cases {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn a_book_is_cut() {
        let (query, notices) = parse(&"wort ".repeat(1000), FIELDS);
        assert_eq!(query.clauses.len(), MOST_TERMS);
        assert_eq!(notices, [Notice::TooManyWords { kept: MOST_TERMS }]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(text in "([-a-cÄ :\"„“]|OR |ODER |AND |company:|claim:\"|\\PC){0,12}") {
            let (query, _) = parse(&text, FIELDS);
            let written = query.to_string();
            prop_assert_eq!(&parse(&written, FIELDS).0, &query, "{}", written);
        }

        #[test]
        fn any_text_is_a_query(text in "\\PC*") {
            let (query, _) = parse(&text, FIELDS);
            prop_assert!(query.clauses.iter().all(|clause| !clause.any.is_empty()));
        }
    }
}
