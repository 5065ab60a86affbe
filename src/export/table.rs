//! How does a view become a table for a spreadsheet?
//!
//! CSV as RFC 4180 has it. German Excel expects a semicolon and, to see UTF-8, a byte order mark. A cell
//! that a spreadsheet would take for a formula gets an apostrophe in front, since its text may come from
//! anyone.

use super::{Item, View};

/// The columns of passages: the key of their words, and what stands in them.
type Column = (&'static str, fn(&Item) -> String);

const COLUMNS: &[Column] = &[
    ("export-text", |item| item.text.clone()),
    ("facet-stance", |item| names(&item.stance)),
    ("facet-claim", |item| names(&item.claims)),
    ("facet-company", |item| names(&item.companies)),
    ("facet-article", |item| item.article.meta.title.clone()),
    ("facet-source", |item| item.article.meta.source.clone().unwrap_or_default()),
    ("export-author", |item| item.article.meta.author.clone().unwrap_or_default()),
    ("export-date", |item| item.article.meta.date.map(|date| date.to_string()).unwrap_or_default()),
    ("facet-language", |item| item.lang.map(|lang| lang.tag().to_string()).unwrap_or_default()),
    ("export-places", |item| item.copies.to_string()),
    ("export-url", |item| super::web(&item.article.meta).unwrap_or_default().to_string()),
    ("export-link", |item| item.link.clone()),
    ("export-passage", |item| item.passage.to_string()),
];

fn names(labels: &[super::Label]) -> String {
    labels.iter().map(|label| label.name.as_str()).collect::<Vec<_>>().join("; ")
}

/// The view as CSV with this separator.
pub(super) fn csv(view: &View, separator: char) -> String {
    let mut out = String::new();
    let mut row = |cells: &mut dyn Iterator<Item = String>| {
        for (place, text) in cells.enumerate() {
            if place > 0 {
                out.push(separator);
            }
            cell(&text, separator, &mut out);
        }
        out.push_str("\r\n");
    };
    match &view.figures {
        Some(figures) => {
            row(&mut figures.head.iter().map(|key| view.words.get(key).to_string()));
            figures.rows.iter().for_each(|cells| row(&mut cells.iter().cloned()));
        }
        None => {
            row(&mut COLUMNS.iter().map(|(key, _)| view.words.get(key).to_string()));
            view.items.iter().for_each(|item| row(&mut COLUMNS.iter().map(|(_, read)| read(item))));
        }
    }
    out
}

fn cell(text: &str, separator: char, out: &mut String) {
    let guard = if is_formula(text) { "'" } else { "" };
    if guard.is_empty() && !text.contains(['"', '\n', '\r', separator]) {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(guard);
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

/// Whether a spreadsheet would work it out: blanks in front are passed over by some, wide signs are taken
/// for the narrow ones by others.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    first.is_some_and(|letter| {
        matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '＝' | '＋' | '－' | '＠')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_work_out_is_text() {
        let written = |text: &str| {
            let mut out = String::new();
            cell(text, ';', &mut out);
            out
        };
        for (text, expected) in [
            ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
            ("+49", "\"'+49\""),
            ("-2+3+cmd|' /C calc'!A0", "\"'-2+3+cmd|' /C calc'!A0\""),
            ("@SUM(1)", "\"'@SUM(1)\""),
            ("\t=1", "\"'\t=1\""),
            ("  =1", "\"'  =1\""),
            ("＝1+1", "\"'＝1+1\""),
            ("a;b", "\"a;b\""),
            ("a,b", "a,b"),
            ("zwei\nZeilen", "\"zwei\nZeilen\""),
            ("5 - 3", "5 - 3"),
            ("", ""),
        ] {
            assert_eq!(written(text), expected);
        }
    }
}
