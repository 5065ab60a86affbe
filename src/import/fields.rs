//! What do the usual names of fields mean?
//!
//! Front matter, JSON objects, table heads and the heads of pages name the same few things in many
//! ways. One table serves all of them, so that a name that is known in one is known in all.

use crate::article::{Date, Meta};
use crate::lang::Lang;

use super::NoticeKind;

/// What a field says about an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Source,
    Author,
    Date,
    Lang,
    Url,
    Licence,
    Retold,
    Text,
    /// Text with HTML markup.
    Html,
    /// A note for those who keep the corpus; read by nobody else.
    Note,
}

/// Names, lower case and without `-`, `_`, `.` and blanks; where several fields of an object mean the
/// same, the one whose name stands first here wins.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "titel", "headline", "schlagzeile", "überschrift", "ueberschrift", "name"]),
    (
        Field::Source,
        &[
            "source",
            "quelle",
            "sitename",
            "site",
            "publication",
            "containertitle",
            "publisher",
            "journal",
            "newspaper",
            "zeitung",
            "medium",
            "outlet",
        ],
    ),
    (
        Field::Author,
        &["author", "authors", "autor", "autoren", "autorin", "byline", "creator", "creators", "by", "von"],
    ),
    (
        Field::Date,
        &[
            "date",
            "datum",
            "published",
            "publishedat",
            "publisheddate",
            "datepublished",
            "publicationdate",
            "pubdate",
            "issued",
            "created",
            "createdat",
            "datecreated",
            "year",
            "jahr",
            "timestamp",
        ],
    ),
    (Field::Lang, &["lang", "language", "sprache", "inlanguage", "langid"]),
    (Field::Url, &["url", "link", "permalink", "canonicalurl", "canonical", "webpage", "href", "uri"]),
    (Field::Licence, &["license", "licence", "lizenz", "rights"]),
    (Field::Retold, &["retold", "nacherzählt"]),
    (
        Field::Text,
        &[
            "text",
            "body",
            "articlebody",
            "content",
            "fulltext",
            "article",
            "artikel",
            "inhalt",
            "contenttext",
            "paragraphs",
            "absätze",
        ],
    ),
    (Field::Html, &["html", "contenthtml", "bodyhtml"]),
    (Field::Note, &["original"]),
];

/// What a name means, and its place among the names for the same: smaller ones win.
pub(crate) fn field(name: &str) -> Option<(Field, usize)> {
    let plain: String = name
        .trim()
        .trim_start_matches('\u{feff}')
        .chars()
        .filter(|letter| !matches!(letter, '-' | '_' | '.' | ' '))
        .flat_map(char::to_lowercase)
        .take(40)
        .collect();
    NAMES.iter().find_map(|(field, names)| Some((*field, names.iter().position(|known| *known == plain)?)))
}

/// Sets what a field stands for, or says what is wrong with it. `key` is its name as written.
pub(crate) fn set(meta: &mut Meta, field: Field, key: &str, value: &str) -> Option<NoticeKind> {
    let value = value.trim();
    let text = || Some(value.to_string()).filter(|value| !value.is_empty());
    let bad = || (!value.is_empty()).then(|| NoticeKind::BadValue { key: key.to_string(), value: value.to_string() });
    match field {
        Field::Title => meta.title = value.to_string(),
        Field::Source => meta.source = text(),
        Field::Author => meta.author = text(),
        Field::Date => match super::date::read(value) {
            Some(date) => meta.date = better(meta.date, date),
            None => return bad(),
        },
        Field::Lang => match lang(value) {
            Some(lang) => meta.lang = Some(lang),
            None => return bad(),
        },
        Field::Url => meta.url = text(),
        Field::Licence => meta.licence = text(),
        Field::Retold => match value.to_lowercase().as_str() {
            "true" | "yes" | "ja" | "1" => meta.retold = true,
            "false" | "no" | "nein" | "0" | "" => meta.retold = false,
            _ => return bad(),
        },
        Field::Text | Field::Html | Field::Note => {}
    }
    None
}

/// The date to keep: a year alone must not overwrite a whole date that stands beside it.
pub(crate) fn better(known: Option<Date>, date: Date) -> Option<Date> {
    Some(known.filter(|&known| known >= date).unwrap_or(date))
}

/// A language by its tag (`de`, `de-AT`, `en_US`) or its name.
pub(crate) fn lang(value: &str) -> Option<Lang> {
    let lower = value.trim().to_lowercase();
    match lower.split(['-', '_']).next().unwrap_or_default() {
        "de" | "deu" | "ger" | "german" | "ngerman" | "deutsch" => Some(Lang::De),
        "en" | "eng" | "english" | "englisch" | "american" | "british" => Some(Lang::En),
        other => other.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_means_one_thing() {
        let mut all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for name in &all {
            assert!(field(name).is_some(), "{name}");
        }
    }

    #[test]
    fn names_are_known_however_they_are_written() {
        for name in ["date_published", "datePublished", " Date Published", "date-published"] {
            assert_eq!(field(name).map(|(field, _)| field), Some(Field::Date), "{name}");
        }
        assert_eq!(field("colour"), None);
        assert!(field("title").map(|(_, rank)| rank) < field("name").map(|(_, rank)| rank));
    }

    #[test]
    fn languages_by_tag_and_name() {
        for (value, expected) in
            [("de-AT", Some(Lang::De)), ("en_US", Some(Lang::En)), ("Deutsch", Some(Lang::De)), ("fr", None)]
        {
            assert_eq!(lang(value), expected, "{value}");
        }
    }
}
