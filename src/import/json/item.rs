//! What does one JSON object say about an article?

use serde::Serialize;
use serde::ser::SerializeMap;

use super::super::blocks::Blocks;
use super::super::fields::{self, Field};
use super::super::record::Record;
use super::super::{Out, title_from};
use super::loose::Loose;
use crate::article::{Article, Mark, MarkKind, Meta, Span};
use crate::lang;

/// Fields that are read beside those that every format knows.
const OWN: &[&str] = &["marks", "file", "id", "citation-key"];

/// Whether a field of an element is read at all.
pub(super) fn wanted(key: &str) -> bool {
    OWN.contains(&key) || fields::field(key).is_some()
}

/// Takes an element as an article, or as what is known about one; whether it is any of these.
pub(super) fn take(file: &str, element: Loose, out: &mut Out) -> bool {
    let Loose::Map(members) = element else { return false };
    let mut meta = Meta { file: file.to_string(), ..Meta::default() };
    let (mut body, mut marks, mut files) = (None, None, Vec::new());
    let mut ranks: Vec<(Field, usize)> = Vec::new();
    for (key, value) in members {
        let Some((field, rank)) = fields::field(&key) else {
            match key.as_str() {
                "marks" => marks = Some(value),
                "file" | "id" | "citation-key" => files.extend(value.text().map(str::to_string)),
                _ => {}
            }
            continue;
        };
        // Of two names for the same the one that stands first in the table wins.
        match ranks.iter_mut().find(|(known, _)| *known == field) {
            Some((_, known)) if *known < rank => continue,
            Some((_, known)) => *known = rank,
            None => ranks.push((field, rank)),
        }
        match field {
            Field::Text | Field::Html => body = Some((field, value)),
            Field::Date => out.field(file, &mut meta, field, &key, &value.day()),
            _ => out.field(file, &mut meta, field, &key, &value.words()),
        }
    }
    let Some((text, found)) =
        body.map(|(field, value)| words(field, value, marks)).filter(|(text, _)| !text.trim().is_empty())
    else {
        if meta.title.is_empty() && meta.url.is_none() {
            return false;
        }
        out.records.push(Record { meta, names: files });
        return true;
    };
    if let Some(own) = files.first().filter(|name| !found.is_empty() && name.contains('.')) {
        meta.file = own.clone();
    }
    if meta.title.is_empty() {
        let heading = found.iter().find(|mark| matches!(mark.kind, MarkKind::Heading(_)));
        meta.title = heading.map_or_else(|| title_from(file), |mark| mark.span.of(&text).to_string());
    }
    meta.lang = meta.lang.or_else(|| lang::guess(&text));
    out.articles.push(Article::new(meta, text, found));
    true
}

/// The text and its marks.
fn words(field: Field, value: Loose, marks: Option<Loose>) -> (String, Vec<Mark>) {
    match value {
        Loose::Text(text) => {
            let text = if text.contains(['\r', '\0']) {
                text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}")
            } else {
                text
            };
            let marked = marks.map(|marks| read_marks(&text, &marks)).unwrap_or_default();
            if marked.is_empty() && (field == Field::Html || has_markup(&text)) {
                without_markup(text)
            } else {
                (text, marked)
            }
        }
        Loose::List(parts) => {
            let mut blocks = Blocks::default();
            for part in &parts {
                let kind = part.get("type").or(part.get("kind")).and_then(Loose::text);
                let words = part.text().or(part.get("text").and_then(Loose::text));
                blocks.push(kind.and_then(read_kind).unwrap_or(MarkKind::Paragraph), words.unwrap_or_default());
            }
            (blocks.text, blocks.marks)
        }
        other => (other.words(), Vec::new()),
    }
}

/// Whether a text under a plain name is HTML all the same, as feeds and exports of blogs have it.
fn has_markup(text: &str) -> bool {
    text.trim_start().starts_with('<') && ["</p>", "</div>", "</h2>", "<br"].iter().any(|tag| text.contains(tag))
}

#[cfg(feature = "formats")]
fn without_markup(text: String) -> (String, Vec<Mark>) {
    let blocks = super::super::html::fragment(&text);
    (blocks.text, blocks.marks)
}

/// The reader of HTML is not in this build: the text stays as it is, nothing is lost.
#[cfg(not(feature = "formats"))]
fn without_markup(text: String) -> (String, Vec<Mark>) {
    (text, Vec::new())
}

fn read_kind(name: &str) -> Option<MarkKind> {
    Some(match name {
        "heading" | "header" | "title" => MarkKind::Heading(2),
        "p" | "paragraph" => MarkKind::Paragraph,
        "li" | "item" => MarkKind::Item,
        "quote" | "blockquote" => MarkKind::Quote,
        _ => MarkKind::Heading(name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))?),
    })
}

fn write_kind(kind: MarkKind) -> String {
    match kind {
        MarkKind::Heading(level) => format!("h{}", level.clamp(1, 6)),
        MarkKind::Paragraph => "p".into(),
        MarkKind::Item => "li".into(),
        MarkKind::Quote => "quote".into(),
    }
}

/// The marks of an export, `[start, end, "h2"]` each. One that does not fit the text, and all behind
/// it, are passed over.
fn read_marks(text: &str, marks: &Loose) -> Vec<Mark> {
    let Loose::List(marks) = marks else { return Vec::new() };
    let mut last = 0;
    let mut read = Vec::with_capacity(marks.len());
    for mark in marks {
        let Loose::List(parts) = mark else { break };
        let [start, end, kind] = parts.as_slice() else { break };
        let offset = |part: &Loose| part.text().and_then(|text| text.parse::<usize>().ok());
        let (Some(start), Some(end), Some(kind)) = (offset(start), offset(end), kind.text().and_then(read_kind)) else {
            break;
        };
        if start < last || text.get(start..end).is_none() {
            break;
        }
        last = end;
        read.push(Mark { span: Span::new(start, end), kind });
    }
    read
}

/// An article as a line of an export. It is read back as it is, its marks included.
pub(crate) fn write(article: &Article) -> String {
    // Texts and numbers alone: there is nothing here that JSON cannot say.
    serde_json::to_string(&Export(article)).unwrap_or_default()
}

struct Export<'a>(&'a Article);

impl Serialize for Export<'_> {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let meta = &self.0.meta;
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("title", &meta.title)?;
        let date = meta.date.map(|date| date.to_string());
        let lang = meta.lang.map(|lang| lang.tag().to_string());
        for (key, value) in [
            ("source", &meta.source),
            ("author", &meta.author),
            ("date", &date),
            ("lang", &lang),
            ("url", &meta.url),
            ("licence", &meta.licence),
        ] {
            if let Some(value) = value {
                map.serialize_entry(key, value)?;
            }
        }
        if meta.retold {
            map.serialize_entry("retold", &true)?;
        }
        map.serialize_entry("file", &meta.file)?;
        map.serialize_entry("text", &self.0.text)?;
        if !self.0.marks.is_empty() {
            let marks = self.0.marks.iter().map(|mark| (mark.span.start, mark.span.end, write_kind(mark.kind)));
            map.serialize_entry("marks", &marks.collect::<Vec<_>>())?;
        }
        map.end()
    }
}
