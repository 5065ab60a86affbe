//! How are articles read from a table?
//!
//! The first row names the columns, each further row is an article. Cells are parted by `,`, `;` or
//! TAB, whichever the first row has most of; cells in quotes may hold any of these, line breaks, and a
//! quote written twice. Rows that part cells with a `;` are what Excel writes in German.

use super::fields::{self, Field};
use super::{NoticeKind, Out, Refusal, title_from};
use crate::article::{Article, Meta};
use crate::lang;

pub(super) fn read(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    let (separator, text, first_line) = separator(text);
    let mut rows = Rows { text, separator, at: 0, line: first_line, open: None };
    let mut head = Vec::new();
    rows.next_row(&mut head);
    let columns: Vec<Option<(Field, usize)>> = head.iter().map(|name| fields::field(name)).collect();
    // Of two columns for the same, the name that stands first in the table of names wins.
    let column = |wanted: Field| {
        let of = columns.iter().enumerate().filter_map(|(at, named)| named.map(|(field, rank)| (field, rank, at)));
        of.filter(|(field, ..)| *field == wanted).min_by_key(|(_, rank, _)| *rank).map(|(.., at)| at)
    };
    let body = column(Field::Text).or(column(Field::Html));
    let Some(body) = body else {
        let mut names: Vec<String> = head.iter().take(12).map(|name| name.trim().chars().take(40).collect()).collect();
        names.retain(|name: &String| !name.is_empty());
        return Err(Refusal::NoTextColumn(names));
    };
    let known: Vec<(Field, usize)> = [
        Field::Title,
        Field::Source,
        Field::Author,
        Field::Date,
        Field::Lang,
        Field::Url,
        Field::Licence,
        Field::Retold,
    ]
    .into_iter()
    .filter_map(|field| Some((field, column(field)?)))
    .collect();
    let (mut cells, mut number) = (Vec::new(), 0u32);
    loop {
        let line = rows.line;
        cells.clear();
        if !rows.next_row(&mut cells) {
            break;
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        number = number.saturating_add(1);
        if cells.len() > head.len() {
            out.say(file, Some(line), NoticeKind::OddRow);
        }
        let text = cells.get(body).map(|cell| cell.trim()).unwrap_or_default();
        if text.is_empty() {
            out.say(file, Some(line), NoticeKind::NoText { number });
            continue;
        }
        let mut meta = Meta { file: file.to_string(), ..Meta::default() };
        for &(field, at) in &known {
            let value = cells.get(at).map(String::as_str).unwrap_or_default();
            if let Some(kind) = fields::set(&mut meta, field, head.get(at).map_or("", String::as_str), value) {
                out.say(file, Some(line), kind);
            }
        }
        if meta.title.is_empty() {
            meta.title = format!("{} {number}", title_from(file));
        }
        let (text, marks) = (text.replace('\0', "\u{FFFD}"), Vec::new());
        meta.lang = meta.lang.or_else(|| lang::guess(&text));
        out.articles.push(Article::new(meta, text, marks));
    }
    if let Some(line) = rows.open {
        out.say(file, Some(line), NoticeKind::OpenQuote);
    }
    if number == 0 { Err(Refusal::NoText) } else { Ok(()) }
}

/// The separator, the table, and the line that it begins in. Excel may name the separator in a line `sep=;`.
fn separator(text: &str) -> (u8, &str, u32) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(&[mark]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return (mark, text.get(first.len()..).unwrap_or_default().trim_start_matches('\n'), 2);
    }
    let mut counts = [(b',', 0u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte && !quoted) {
            *count += 1;
        }
    }
    // Of equals the first one counts.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark);
    (best, text, 1)
}

/// The rows of a table.
struct Rows<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    /// The line that the next row begins in.
    line: u32,
    /// The line of a quote that is never closed.
    open: Option<u32>,
}

impl Rows<'_> {
    /// Reads a row into `cells`; whether there was one. Bytes that part cells are ASCII, so cutting at
    /// them leaves characters whole.
    fn next_row(&mut self, cells: &mut Vec<String>) -> bool {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return false;
        }
        loop {
            let (cell, more) = if bytes.get(self.at) == Some(&b'"') { self.quoted() } else { self.bare() };
            cells.push(cell);
            if !more {
                return true;
            }
        }
    }

    fn bare(&mut self) -> (String, bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = memchr::memchr2(self.separator, b'\n', rest).unwrap_or(rest.len());
        let cell = self.text.get(self.at..self.at + length).unwrap_or_default().to_string();
        self.at += length;
        (cell, self.part())
    }

    /// Passes over what parts cells; whether another cell follows in this row.
    fn part(&mut self) -> bool {
        match self.text.as_bytes().get(self.at) {
            Some(b'\n') => {
                self.at += 1;
                self.line = self.line.saturating_add(1);
                false
            }
            Some(_) => {
                self.at += 1;
                true
            }
            None => false,
        }
    }

    fn quoted(&mut self) -> (String, bool) {
        let start = self.line;
        self.at += 1;
        let mut cell = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'"', rest.as_bytes()) else {
                cell.push_str(rest);
                self.at = self.text.len();
                self.open = Some(start);
                return (cell, false);
            };
            let inside = rest.get(..length).unwrap_or_default();
            cell.push_str(inside);
            let breaks = memchr::memchr_iter(b'\n', inside.as_bytes()).count();
            self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.at += length + 1;
            if self.text.as_bytes().get(self.at) != Some(&b'"') {
                break;
            }
            cell.push('"');
            self.at += 1;
        }
        // What stands between the closing quote and the separator belongs to the cell.
        let (behind, more) = self.bare();
        cell.push_str(&behind);
        (cell, more)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Notice, ReadOptions, read};
    use super::*;
    use proptest::prelude::*;

    type Said = Vec<(Option<u32>, NoticeKind)>;

    fn table(text: &str) -> (Result<Vec<Article>, Refusal>, Said) {
        let mut notices: Vec<Notice> = Vec::new();
        let read = read("t.csv", text.as_bytes(), &ReadOptions::default(), &mut notices);
        (read, notices.into_iter().map(|notice| (notice.line, notice.kind)).collect())
    }

    #[test]
    fn separators_quotes_and_line_breaks() {
        for separator in [',', ';', '\t'] {
            let text = "Titel|Datum|Text|Farbe\n\"A \"\"B\"\"\"|13.05.2025|\"Zeile, eins;\nZeile\tzwei\"|rot\nC||kurz|"
                .replace('|', &separator.to_string());
            let (read, said) = table(&text);
            let read = read.unwrap();
            assert_eq!((read.len(), said), (2, vec![]), "{separator:?}");
            assert_eq!((read[0].meta.title.as_str(), read[0].text.as_str()), ("A \"B\"", "Zeile, eins;\nZeile\tzwei"));
            assert_eq!(read[0].meta.date.map(|date| date.to_string()).as_deref(), Some("2025-05-13"));
            assert_eq!((read[1].meta.title.as_str(), read[1].text.as_str()), ("C", "kurz"));
        }
        assert_eq!(table("sep=|\ntitle|text\na|b, c").0.unwrap()[0].text, "b, c");
    }

    #[test]
    fn odd_tables_are_named() {
        assert_eq!(table("a;b\n1;2").0, Err(Refusal::NoTextColumn(vec!["a".into(), "b".into()])));
        assert_eq!(table("text\n").0, Err(Refusal::NoText));
        let (read, said) = table("title,text\na,b,c\nd,\ne,\"f\ng");
        assert_eq!(read.unwrap().len(), 2);
        assert_eq!(
            said,
            [
                (Some(2), NoticeKind::OddRow),
                (Some(3), NoticeKind::NoText { number: 2 }),
                (Some(4), NoticeKind::OpenQuote)
            ]
        );
    }

    fn written(cells: &[Vec<String>]) -> String {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        cells.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n").collect()
    }

    proptest! {
        #[test]
        fn cells_come_back(cells in prop::collection::vec(prop::collection::vec("[a\",;\n\tä]{0,6}", 2), 1..5)) {
            let text = written(&cells);
            let mut rows = Rows { text: &text, separator: b',', at: 0, line: 1, open: None };
            for row in &cells {
                let mut read = Vec::new();
                prop_assert!(rows.next_row(&mut read));
                prop_assert_eq!(&read, row);
            }
            prop_assert!(!rows.next_row(&mut Vec::new()));
        }

        #[test]
        fn no_table_makes_it_panic(text in "(text|title|[\",;\n\tä])(\\PC|[\",;\n\t]){0,60}") {
            let _ = table(&text);
        }
    }
}
