//! What do files beside the articles say about them?
//!
//! A [`Record`] comes from RIS, BibTeX or CSL-JSON, as libraries and reference managers export them. It
//! fits an article by the name of its file, by its address, or by its title, in this order; what the
//! article says itself is never overwritten.

mod bibtex;
mod ris;

use std::collections::HashMap;

use crate::article::{Article, Meta};

use super::{Out, Refusal, fields, title_from};

/// What is known about an article without its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// What is known; `file` is the file that says so.
    pub(crate) meta: Meta,
    /// Names by which its article's file may go: an attachment, the key of the entry.
    pub(crate) names: Vec<String>,
}

pub(super) fn read_ris(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    ris::read(file, text, out)
}

pub(super) fn read_bibtex(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    bibtex::read(file, text, out)
}

/// The name of a file without folders and ending, lower case.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase()
}

/// An address without what changes nothing: scheme, `www.`, query of campaigns, fragment, last slash.
fn address(url: &str) -> String {
    let lower = url.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let rest = rest.split_once("?utm_").map_or(rest, |(rest, _)| rest);
    rest.trim_end_matches('/').to_string()
}

/// The words of a title and nothing else.
fn title(title: &str) -> String {
    let letters = title.to_lowercase();
    letters
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

impl Record {
    /// By what a reader knows it.
    pub(super) fn name(&self) -> &str {
        match (self.meta.title.as_str(), &self.meta.url) {
            ("", Some(url)) => url,
            (title, _) => title,
        }
    }
}

/// Adds what records know to the articles they fit, and notes which of them fitted.
pub(super) fn apply(mut articles: Vec<Article>, records: &[Record], used: &mut Vec<bool>) -> Vec<Article> {
    used.resize(records.len(), false);
    if records.is_empty() || articles.is_empty() {
        return articles;
    }
    let mut by: HashMap<(u8, String), Vec<usize>> = HashMap::new();
    for (place, article) in articles.iter().enumerate() {
        let mut known = |kind: u8, key: String| {
            if !key.is_empty() {
                by.entry((kind, key)).or_default().push(place);
            }
        };
        known(0, stem(&article.meta.file));
        known(1, article.meta.url.as_deref().map(address).unwrap_or_default());
        known(2, title(&article.meta.title));
    }
    let mut of_file: HashMap<&str, usize> = HashMap::new();
    for record in records {
        *of_file.entry(record.meta.file.as_str()).or_default() += 1;
    }
    for (record, used) in records.iter().zip(used) {
        let mut keys: Vec<(u8, String)> = record.names.iter().map(|name| (0, stem(name))).collect();
        // `klarna.ris` beside `klarna.txt`.
        if of_file.get(record.meta.file.as_str()) == Some(&1) {
            keys.push((0, stem(&record.meta.file)));
        }
        keys.push((1, record.meta.url.as_deref().map(address).unwrap_or_default()));
        keys.push((2, title(&record.meta.title)));
        // A name that many articles share (those of a table) tells none of them apart.
        let found = keys.iter().find_map(|key| by.get(key).filter(|places| key.0 > 0 || places.len() == 1));
        for &place in found.map_or(&[][..], Vec::as_slice) {
            if let Some(article) = articles.get_mut(place) {
                *used = true;
                complete(article, &record.meta);
            }
        }
    }
    articles
}

/// Fills what an article does not say itself.
fn complete(article: &mut Article, known: &Meta) {
    let meta = &mut article.meta;
    for (own, other) in [
        (&mut meta.source, &known.source),
        (&mut meta.author, &known.author),
        (&mut meta.url, &known.url),
        (&mut meta.licence, &known.licence),
    ] {
        if own.is_none() {
            own.clone_from(other);
        }
    }
    meta.lang = meta.lang.or(known.lang);
    if let Some(date) = known.date {
        // A day is better than its year; another year is another opinion, and the article's own counts.
        let finer = meta.date.is_none_or(|own| own.year == date.year && own.month == 0);
        if finer {
            meta.date = fields::better(meta.date, date);
        }
    }
    if !known.title.is_empty() && (meta.title.is_empty() || meta.title == title_from(&meta.file)) {
        let meta = Meta { title: known.title.clone(), ..meta.clone() };
        *article = Article::new(meta, std::mem::take(&mut article.text), std::mem::take(&mut article.marks));
    }
}

#[cfg(test)]
mod tests;
