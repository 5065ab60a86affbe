//! `lesart search`: what is found in a corpus, on the terminal or as JSON Lines.

use std::fmt::Write as _;
use std::io;

use serde_json::json;

use crate::article::Span;
use crate::corpus::Corpus;
use crate::import::{self, Notice, ReadOptions, Refusal};
use crate::pack::{self, Pack};
use crate::protocol::{Remark, Row};
use crate::query;
use crate::url::State;

/// Bytes shown in front of the first find. At zero a find stands without what led to it.
const BEFORE: usize = 100;

/// Bytes shown in all. At zero nothing is shown; large, and one hit fills the screen.
const SHOWN: usize = 360;

/// How to search and to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// Whether each hit is a line of JSON.
    pub json: bool,
    /// How many hits are shown at most.
    pub limit: u32,
    /// What stands around a find in plain output.
    pub marks: (&'static str, &'static str),
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { json: false, limit: 20, marks: ("*", "*") }
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The hits, as they are to be shown.
    pub text: String,
    /// Hits in all.
    pub hits: u32,
    /// What to say beside: how the query was read, files that were not.
    pub remarks: Vec<String>,
}

/// A corpus from corpus files, folders and files of articles.
///
/// # Errors
/// A path that cannot be opened, or a corpus file that is broken.
pub fn open(paths: &[String]) -> io::Result<(Corpus, Vec<String>)> {
    let mut all = Pack::default();
    let mut remarks = Vec::new();
    let mut articles = Vec::new();
    for path in paths {
        let bytes = std::path::Path::new(path).is_file().then(|| std::fs::read(path));
        let bytes = bytes.transpose().map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))?;
        match bytes.map(|bytes| pack::read(&bytes)) {
            Some(Ok(pack)) => {
                if all.topic.is_empty() {
                    (all.topic, all.model) = (pack.topic, pack.model);
                }
                let front = if paths.len() > 1 { format!("{path}/") } else { String::new() };
                all.files.extend(pack.files.into_iter().map(|mut file| {
                    file.name.insert_str(0, &front);
                    file
                }));
            }
            _ => articles.push(path.clone()),
        }
    }
    if !articles.is_empty() {
        let packed = super::pack::run(&articles, "", &ReadOptions::default(), false)?;
        remarks.extend(packed.refused.iter().map(|(file, refusal)| not_read(file, refusal)));
        all.files.extend(packed.pack.files);
        if all.topic.is_empty() {
            all.topic = packed.pack.topic;
        }
    }
    let mut ticker = super::folder::Ticker::default();
    ticker.phase("comparing and labelling passages");
    let corpus = Corpus::open(&all);
    ticker.done();
    remarks.extend(corpus.overview().refused.iter().map(|(file, refusal)| not_read(file, refusal)));
    Ok((corpus, remarks))
}

fn not_read(file: &str, refusal: &Refusal) -> String {
    let notice = Notice { file: file.to_string(), line: None, kind: import::NoticeKind::Refused(refusal.clone()) };
    format!("{}: not read: {}", notice.file, notice.kind)
}

/// Searches a corpus.
pub fn run(corpus: &Corpus, query: &str, options: &SearchOptions) -> Found {
    let state = State { query: query.to_string(), ..State::default() };
    let list = corpus.list(&state, 0, options.limit);
    let mut found = Found { hits: list.groups, ..Found::default() };
    found.remarks.extend(list.remarks.iter().map(said));
    if found.hits == 0 && found.remarks.is_empty() {
        found.remarks.push("nothing has all of this; leave a word or the quotation marks out".into());
    }
    for row in &list.rows {
        let article = corpus.articles().get(row.article as usize);
        let (file, title) = article.map_or(("", ""), |article| (&article.meta.file, &article.meta.title));
        // Writing to a String cannot fail.
        let _ = if options.json {
            let marks: Vec<[u32; 2]> = row.marks.iter().map(|mark| [mark.start, mark.end]).collect();
            let places = row.places.len();
            let line = json!({
                "file": file, "title": title, "passage": row.passage.to_string(), "text": row.text, "marks": marks,
                "places": places,
            });
            writeln!(found.text, "{line}")
        } else {
            let more = row.places.len().saturating_sub(1);
            let copies = if more > 0 { format!(" (+{more})") } else { String::new() };
            writeln!(found.text, "{file}: {title}{copies}\n    {}\n", snippet(row, options.marks))
        };
    }
    if !options.json && list.rows.len() < list.groups as usize {
        let _ = writeln!(found.text, "{} of {} shown; --limit shows more", list.rows.len(), list.groups);
    }
    found
}

fn said(remark: &Remark) -> String {
    match remark {
        Remark::NoSuchValue { facet, value } => format!("nothing has {facet}:{value}"),
        Remark::Query(notice) => match notice {
            query::Notice::OnlyExclusions => "the query only excludes; everything else is shown".into(),
            query::Notice::UnclosedQuote => "a quotation mark is left open: the phrase goes to the end".into(),
            query::Notice::LoneOr => "OR stands between two words; here it was passed over".into(),
            query::Notice::NothingToFind => "the query holds no word: everything is shown".into(),
            query::Notice::EmptyField { field } => format!("a value is missing behind {field}:"),
            query::Notice::UnknownValue { field, text } => format!("nothing has {field}:{text}"),
            query::Notice::TooManyWords { kept } => format!("only the first {kept} words were looked for"),
            query::Notice::Forgiven { typed, instead } => {
                format!("{typed:?} stands nowhere; {instead:?} was looked for")
            }
            query::Notice::UnknownField { field } => format!("{field:?} names no field; it was looked for as a word"),
            query::Notice::NotFound { typed } => format!("{typed:?} stands nowhere"),
        },
    }
}

/// The stretch around the first find, on one line, with the finds marked.
fn snippet(row: &Row, (open, close): (&str, &str)) -> String {
    let text = row.text.as_str();
    let first = row.marks.first().map_or(0, |mark| mark.start as usize);
    let begins_word =
        |at: &usize| text.get(..*at).is_some_and(|front| *at == 0 || front.ends_with(char::is_whitespace));
    let start = (0..=first.saturating_sub(BEFORE)).rev().find(begins_word).unwrap_or(0);
    let end = (start + SHOWN..text.len())
        .find(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
        .unwrap_or(text.len());
    let mut out = String::from(if start > 0 { "… " } else { "" });
    let mut at = start;
    for mark in row.marks.iter().filter(|mark| mark.end as usize <= end && mark.start as usize >= start) {
        out.push_str(Span::new(at, mark.start as usize).of(text));
        out.push_str(open);
        out.push_str(mark.of(text));
        out.push_str(close);
        at = mark.end as usize;
    }
    out.push_str(Span::new(at, end).of(text));
    out.push_str(if end < text.len() { " …" } else { "" });
    out.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::PackFile;

    fn corpus() -> Corpus {
        let long = "Wort ".repeat(100);
        let files = vec![
            PackFile::new("a.md", "# Lage\n\nDie Bank streicht 300 Stellen und setzt auf Maschinen."),
            PackFile::new("b.txt", format!("{long}Am Ende streicht auch die Post viele Stellen. {long}")),
        ];
        Corpus::open(&Pack { files, ..Pack::default() })
    }

    #[test]
    fn hits_with_file_and_marks() {
        let corpus = corpus();
        let found = run(&corpus, "Bank", &SearchOptions::default());
        assert_eq!(found.text, "a.md: Lage\n    Die *Bank* streicht 300 Stellen und setzt auf Maschinen.\n\n");
        let found = run(&corpus, "Post", &SearchOptions::default());
        assert!(
            found.text.contains("… Wort") && found.text.contains("die *Post* viele") && found.text.contains(" …"),
            "{}",
            found.text
        );
        assert!(found.text.len() < 600);
    }

    #[test]
    fn fields_have_german_names_and_silence_is_explained() {
        let corpus = corpus();
        for query in ["lang:de", "sprache:Deutsch", "Sprache:de Bank", "artikel:lage"] {
            assert!(run(&corpus, query, &SearchOptions::default()).hits > 0, "{query}");
        }
        let found = run(&corpus, "\"Bank Post\"", &SearchOptions::default());
        assert_eq!((found.hits, found.remarks.len()), (0, 1));
    }

    #[test]
    fn lines_of_json_and_remarks() {
        let found = run(&corpus(), "Bank \"offen", &SearchOptions { json: true, ..SearchOptions::default() });
        assert_eq!((found.hits, !found.remarks.is_empty()), (0, true));
        let found = run(&corpus(), "streicht", &SearchOptions { json: true, limit: 1, ..SearchOptions::default() });
        let line: serde_json::Value = serde_json::from_str(found.text.trim()).unwrap();
        assert_eq!((found.hits, line["marks"][0].as_array().map(Vec::len)), (2, Some(2)));
    }
}
