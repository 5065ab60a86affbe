//! What does a page say about itself?
//!
//! JSON-LD first, since it is written for this; then OpenGraph and other `meta`, then `title`, `h1`,
//! `time` and a line named byline.

use serde_json::Value;

use super::super::fields::{self, Field};
use super::super::markup::Tag;
use crate::article::Meta;

/// A record for machines that is larger is no record. At zero none is read.
const MOST_RECORD: usize = 4 << 20;

/// What was found, best first.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) byline: String,
    pub(super) byline_at: Option<usize>,
    /// The text that the record for machines holds.
    pub(super) body: Option<String>,
    lang: Option<String>,
    /// Field, how good, value: smaller is better.
    found: Vec<(Field, u8, String)>,
}

/// Names of `meta` in the order of their worth for each field.
const METAS: &[(Field, &[&str])] = &[
    (Field::Title, &["og:title", "twitter:title", "dc.title", "headline"]),
    (Field::Author, &["author", "article:author", "dc.creator", "parsely-author", "byl"]),
    (
        Field::Date,
        &[
            "article:published_time",
            "datepublished",
            "og:article:published_time",
            "date",
            "dc.date",
            "dc.date.issued",
            "pubdate",
            "publishdate",
            "parsely-pub-date",
            "last-modified",
        ],
    ),
    (Field::Source, &["og:site_name", "application-name", "dc.publisher", "publisher"]),
    (Field::Lang, &["og:locale", "dc.language", "content-language", "language"]),
    (Field::Url, &["og:url"]),
    (Field::Licence, &["dc.rights", "license", "licence"]),
];

impl Head {
    pub(super) fn tag(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "html" => self.lang = self.lang.take().or(tag.get("lang")).or(tag.get("xml:lang")),
            "meta" => {
                let name = tag.get("property").or(tag.get("name")).or(tag.get("itemprop")).or(tag.get("http-equiv"));
                let (Some(name), Some(value)) = (name, tag.get("content")) else { return };
                let name = name.trim().to_lowercase();
                for (field, names) in METAS {
                    if let Some(rank) = names.iter().position(|known| *known == name) {
                        // OpenGraph's author is often the address of a profile.
                        if !(*field == Field::Author && value.contains("://")) {
                            self.find(*field, 10 + rank as u8, &value);
                        }
                    }
                }
            }
            "link" | "a" => match (tag.get("rel").unwrap_or_default().to_lowercase().as_str(), tag.get("href")) {
                ("canonical", Some(href)) => self.find(Field::Url, 0, &href),
                ("license", Some(href)) => self.find(Field::Licence, 0, &href),
                _ => {}
            },
            "time" => {
                if let Some(date) = tag.get("datetime") {
                    self.find(Field::Date, 40, &date);
                }
            }
            _ => {}
        }
    }

    /// Browsers write into a page where it was saved from.
    pub(super) fn comment(&mut self, comment: &str) {
        if let Some((_, address)) = comment.split_once("saved from url=") {
            let address = address.trim_start_matches(|letter: char| !letter.is_alphabetic());
            self.find(Field::Url, 30, address.split_whitespace().next().unwrap_or_default());
        }
    }

    pub(super) fn title_words(&mut self, words: &str) {
        if self.title.is_empty() {
            self.title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }

    /// A record for machines (JSON-LD).
    pub(super) fn record(&mut self, words: &str) {
        if words.len() > MOST_RECORD {
            return;
        }
        let Ok(value) = serde_json::from_str::<Value>(words.trim()) else { return };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values),
                Value::Object(map) => {
                    open.extend(map.get("@graph"));
                    open.extend(map.get("mainEntity"));
                    let kind = map.get("@type").map(names).unwrap_or_default();
                    if ["Article", "Posting", "Report"].iter().any(|known| kind.contains(known)) {
                        for (key, field) in [
                            ("headline", Field::Title),
                            ("author", Field::Author),
                            ("datePublished", Field::Date),
                            ("publisher", Field::Source),
                            ("inLanguage", Field::Lang),
                            ("license", Field::Licence),
                            ("url", Field::Url),
                        ] {
                            if let Some(value) = map.get(key) {
                                self.find(field, if field == Field::Url { 20 } else { 0 }, &names(value));
                            }
                        }
                        if let Some(Value::String(body)) = map.get("articleBody") {
                            self.body.get_or_insert_with(|| body.clone());
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn find(&mut self, field: Field, rank: u8, value: &str) {
        // A hostile page may say it a million times; the first ones count.
        if !value.trim().is_empty() && self.found.len() < 500 {
            self.found.push((field, rank, value.trim().to_string()));
        }
    }

    fn best(&self, wanted: Field, fits: &dyn Fn(&str) -> bool) -> Option<&str> {
        let found = self.found.iter().filter(|(field, _, value)| *field == wanted && fits(value));
        found.min_by_key(|(_, rank, _)| *rank).map(|(.., value)| value.as_str())
    }

    /// What the page says, as metadata. `heading` is the first heading of its text.
    pub(super) fn meta(&self, file: &str, heading: Option<&str>) -> Meta {
        let mut meta = Meta { file: file.to_string(), ..Meta::default() };
        let any = |value: &str| !value.is_empty();
        let web = |value: &str| value.starts_with("http://") || value.starts_with("https://");
        for (field, value) in [
            (Field::Source, self.best(Field::Source, &any)),
            (Field::Author, self.best(Field::Author, &any)),
            (Field::Date, self.best(Field::Date, &|value| super::super::date::read(value).is_some())),
            (Field::Url, self.best(Field::Url, &web)),
            (Field::Licence, self.best(Field::Licence, &any)),
            (Field::Lang, self.lang.as_deref().or(self.best(Field::Lang, &any))),
        ] {
            if let Some(value) = value {
                // A language that Lesart does not know is no fault of the page.
                let _ = fields::set(&mut meta, field, "", value);
            }
        }
        if meta.author.is_none() && !self.byline.is_empty() {
            let name = ["Von ", "von ", "By ", "by "].iter().find_map(|word| self.byline.strip_prefix(word));
            meta.author = Some(name.unwrap_or(&self.byline).trim().to_string());
        }
        let title = self.best(Field::Title, &any).unwrap_or(&self.title);
        meta.title = without_site(title, meta.source.as_deref());
        if meta.title.is_empty() {
            meta.title = heading.unwrap_or_default().to_string();
        }
        meta
    }
}

/// "Headline | Paper" without the paper: where the paper is known, or where a rare mark parts it off and
/// what is left is longer.
fn without_site(title: &str, source: Option<&str>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in [" | ", " – ", " — ", " - ", " · ", " :: "] {
        let Some((front, tail)) = title.rsplit_once(mark) else { continue };
        let known = source.is_some_and(|source| tail.eq_ignore_ascii_case(source));
        if known || (mark == " | " && front.len() > tail.len()) {
            return front.trim().to_string();
        }
    }
    title
}

/// The name in a value of JSON-LD; names with commas where there are several.
fn names(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let texts = values.iter().filter(|value| !value.is_array()).map(names);
            texts.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Value::Object(map) => {
            let name = ["name", "@id", "url"].into_iter().find_map(|key| map.get(key).and_then(Value::as_str));
            name.unwrap_or_default().to_string()
        }
        _ => String::new(),
    }
}
