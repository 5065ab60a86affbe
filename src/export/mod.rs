//! How does what is shown leave the page for other programs?
//!
//! A [`View`] is what a reader looks at, in full: its passages or its figures, and the articles they come
//! from. [`write()`] puts it into one of the [`FORMS`]. Nothing here knows the corpus.

mod annotate;
mod coins;
mod fragment;
mod json;
mod prose;
mod record;
mod table;
#[cfg(test)]
mod tests;

use crate::article::{Article, Meta, PassageId};
use crate::lang::Lang;
use crate::protocol::{Form, Mine};
use crate::words::Words;

pub use annotate::read as read_annotations;
pub use coins::coins;
pub use fragment::text_fragment;
use json::Json;

/// What is known about a form.
pub struct FormInfo {
    /// The form.
    pub form: Form,
    /// The ending of its files.
    pub ending: &'static str,
    /// Its media type.
    pub mime: &'static str,
    write: fn(&View) -> String,
}

/// The forms, a row each.
pub static FORMS: &[FormInfo] = &[
    row(Form::Csv, "csv", "text/csv;charset=utf-8", |view| table::csv(view, ',')),
    row(Form::CsvExcel, "csv", "text/csv;charset=utf-8", |view| format!("\u{feff}{}", table::csv(view, ';'))),
    row(Form::Json, "json", "application/json", json),
    row(Form::Markdown, "md", "text/markdown;charset=utf-8", prose::markdown),
    row(Form::Text, "txt", "text/plain;charset=utf-8", prose::text),
    row(Form::Ris, "ris", "application/x-research-info-systems", |view| record::ris(&view.articles)),
    row(Form::BibTex, "bib", "application/x-bibtex", |view| record::bibtex(&view.articles)),
    row(Form::Csl, "json", "application/vnd.citationstyles.csl+json", |view| record::csl(&view.articles)),
    row(Form::Annotations, "jsonld", "application/ld+json", annotate::annotations),
    row(Form::Claims, "jsonld", "application/ld+json", annotate::claims),
];

const fn row(form: Form, ending: &'static str, mime: &'static str, write: fn(&View) -> String) -> FormInfo {
    FormInfo { form, ending, mime, write }
}

/// What a reader looks at.
pub struct View<'a> {
    /// What it is called.
    pub title: String,
    /// The link to it; empty where it has none that others could follow.
    pub link: String,
    /// The words of the interface.
    pub words: Words,
    /// The passages.
    pub items: Vec<Item<'a>>,
    /// The figures, where those are looked at.
    pub figures: Option<Figures>,
    /// The articles from which it comes.
    pub articles: Vec<&'a Article>,
}

/// A passage of a view.
pub struct Item<'a> {
    /// The passage.
    pub passage: PassageId,
    /// Its article.
    pub article: &'a Article,
    /// Its words.
    pub text: String,
    /// Some words that stand before it in its article, and behind it.
    pub before: String,
    /// Some words that stand behind it.
    pub behind: String,
    /// Its language.
    pub lang: Option<Lang>,
    /// The stance; one, or none.
    pub stance: Vec<Label>,
    /// What it claims.
    pub claims: Vec<Label>,
    /// Of whom it speaks.
    pub companies: Vec<Label>,
    /// Labels that the reader took away.
    pub taken: Vec<Label>,
    /// At how many places it stands.
    pub copies: u32,
    /// The link to it.
    pub link: String,
}

/// A label of a passage.
pub struct Label {
    /// The facet's key.
    pub facet: &'static str,
    /// The value's key.
    pub key: String,
    /// Its name in the interface's language.
    pub name: String,
    /// Whose it is.
    pub mine: Mine,
    /// Why, where the reader said so.
    pub reason: String,
    /// The words that led to it.
    pub evidence: Vec<String>,
}

/// The figures of a view as a table.
#[derive(Default)]
pub struct Figures {
    /// The keys of the columns' words.
    pub head: Vec<&'static str>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
}

/// The view in a form.
pub fn write(view: &View, form: Form) -> String {
    info(form).map_or_else(String::new, |info| (info.write)(view))
}

/// The row of a form.
pub fn info(form: Form) -> Option<&'static FormInfo> {
    FORMS.iter().find(|info| info.form == form)
}

/// An article's address where it is one of the web: nothing else leaves.
fn web(meta: &Meta) -> Option<&str> {
    meta.url.as_deref().filter(|url| crate::article::is_web(url))
}

fn json(view: &View) -> String {
    let keys = |labels: &[Label]| Json::List(labels.iter().map(|label| Json::text(&label.key)).collect());
    let item = |item: &Item| {
        let meta = &item.article.meta;
        let words = |label: &Label| {
            let words = label.evidence.iter().map(Json::text).collect();
            Json::Object(vec![("label", Json::text(&label.key)), ("words", Json::List(words))])
        };
        let labels = item.stance.iter().chain(&item.claims).chain(&item.companies);
        Json::Object(vec![
            ("passage", Json::text(item.passage.to_string())),
            ("text", Json::text(&item.text)),
            ("language", Json::maybe(item.lang.map(|lang| lang.tag()))),
            ("stance", item.stance.first().map_or(Json::None, |label| Json::text(&label.key))),
            ("claims", keys(&item.claims)),
            ("companies", keys(&item.companies)),
            ("evidence", Json::List(labels.filter(|label| !label.evidence.is_empty()).map(words).collect())),
            ("places", Json::Number(item.copies.into())),
            ("link", Json::maybe(Some(item.link.as_str()).filter(|link| !link.is_empty()))),
            ("article", Json::text(item.article.id.to_string())),
            ("title", Json::text(&meta.title)),
            ("source", Json::maybe(meta.source.as_deref())),
            ("author", Json::maybe(meta.author.as_deref())),
            ("date", meta.date.map_or(Json::None, |date| Json::text(date.to_string()))),
            ("url", Json::maybe(web(meta))),
            ("licence", Json::maybe(meta.licence.as_deref())),
            ("retold", if meta.retold { Json::Bool(true) } else { Json::None }),
        ])
    };
    let figures = view.figures.as_ref().map_or(Json::None, |figures| {
        let row = |cells: &Vec<String>| {
            let key = |key: &'static str| key.rsplit_once('-').map_or(key, |(_, key)| key);
            Json::Object(figures.head.iter().zip(cells).map(|(head, cell)| (key(head), Json::text(cell))).collect())
        };
        Json::List(figures.rows.iter().map(row).collect())
    });
    Json::Object(vec![
        ("title", Json::text(&view.title)),
        ("link", Json::maybe(Some(view.link.as_str()).filter(|link| !link.is_empty()))),
        (
            "passages",
            if view.figures.is_some() { Json::None } else { Json::List(view.items.iter().map(item).collect()) },
        ),
        ("figures", figures),
    ])
    .write()
}

/// A name for a file that is saved: the collection's title as far as file systems take it, so that a
/// reader finds it again, and an ending.
pub fn file_name(title: &str, ending: &str) -> String {
    let mut name = String::from("lesart");
    for word in title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // Long enough for a title; some file systems end at 143 bytes.
        if name.len() + word.len() > 80 {
            break;
        }
        name.push('-');
        name.extend(word.chars().flat_map(char::to_lowercase));
    }
    format!("{name}.{ending}")
}
