//! How is RIS read?
//!
//! Lines `TY  - NEWS`: two letters or digits, two blanks, a dash, a blank, a value. `ER` ends a record.
//! Of the many tags those are read that say title, source, author, date, language, address or file.

use super::{Out, Record, Refusal};
use crate::article::Meta;
use crate::import::fields::{self, Field};

/// The tags, best first for each field.
const TAGS: &[(Field, &[&str])] = &[
    (Field::Title, &["TI", "T1", "CT"]),
    (Field::Source, &["T2", "JO", "JF", "JA", "BT", "PB"]),
    (Field::Date, &["DA", "PY", "Y1"]),
    (Field::Lang, &["LA"]),
    (Field::Url, &["UR", "LK"]),
    (Field::Licence, &["C1"]),
];

pub(super) fn read(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    let before = out.records.len();
    let mut open: Option<(Record, Vec<String>)> = None;
    for (number, line) in (1u32..).zip(text.lines()) {
        let Some((tag, value)) = tagged(line) else { continue };
        match tag {
            "TY" => {
                close(&mut open, out);
                let meta = Meta { file: file.to_string(), ..Meta::default() };
                open = Some((Record { meta, names: Vec::new() }, Vec::new()));
            }
            "ER" => close(&mut open, out),
            _ => {
                if let Some((record, authors)) = &mut open {
                    take(record, authors, tag, value, (file, number), out);
                }
            }
        }
    }
    close(&mut open, out);
    if out.records.len() == before {
        return Err(Refusal::broken("RIS", "no line begins with \"TY  - \""));
    }
    Ok(())
}

fn close(open: &mut Option<(Record, Vec<String>)>, out: &mut Out) {
    if let Some((mut record, authors)) = open.take() {
        record.meta.author = Some(authors.join(", ")).filter(|names| !names.is_empty());
        out.records.push(record);
    }
}

fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (tag, rest) = line.split_at_checked(2)?;
    let value = rest.trim_start().strip_prefix('-')?;
    tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).then_some((tag, value.trim()))
}

fn take(record: &mut Record, authors: &mut Vec<String>, tag: &str, value: &str, place: (&str, u32), out: &mut Out) {
    if value.is_empty() {
        return;
    }
    match tag {
        "AU" | "A1" => authors.push(turned(value)),
        "L1" | "L2" | "ID" => record.names.push(value.to_string()),
        _ => {
            let Some((field, _)) = TAGS.iter().find(|(_, tags)| tags.contains(&tag)) else { return };
            let meta = &mut record.meta;
            let known = match field {
                Field::Title => !meta.title.is_empty(),
                Field::Source => meta.source.is_some(),
                Field::Url => meta.url.is_some(),
                Field::Licence if !value.to_uppercase().contains("CC") => return,
                _ => false,
            };
            // "2025/05/13/", "2025///".
            let month = value.trim_matches('/').replacen('/', "-", 1);
            let value = match field {
                // A day has its own sign between the parts, a month has none in any country.
                Field::Date if month.len() == 7 => month.as_str(),
                Field::Date => value.trim_matches('/'),
                _ => value,
            };
            if !known && let Some(kind) = fields::set(meta, *field, tag, value) {
                out.say(place.0, Some(place.1), kind);
            }
        }
    }
}

/// "Berg, Anna" as people say it.
pub(super) fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => format!("{} {}", given.trim(), family.trim()),
        _ => name.trim().trim_end_matches(',').to_string(),
    }
}
