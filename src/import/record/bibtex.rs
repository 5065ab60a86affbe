//! How is BibTeX read?
//!
//! `@article{key, title = {Ein {KI}-Text}, author = "Berg, Anna and Tal, Bo", year = 2025}`. Braces nest,
//! accents may be written as commands (`{\"u}`). Comments, `@string` and `@preamble` are passed over.

use super::ris::turned;
use super::{Out, Record, Refusal};
use crate::article::Meta;
use crate::import::date;
use crate::import::fields::{self, Field};

pub(super) fn read(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    let before = out.records.len();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let kind_end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let kind = rest.get(..kind_end).unwrap_or_default().to_lowercase();
        let behind = rest.get(kind_end..).unwrap_or_default().trim_start();
        let Some(body) = behind.strip_prefix(['{', '(']) else { continue };
        if matches!(kind.as_str(), "comment" | "string" | "preamble" | "") {
            continue;
        }
        let Some((key, fields)) = body.split_once(',') else { break };
        if key.contains(['}', '@', '=']) {
            continue;
        }
        let mut record =
            Record { meta: Meta { file: file.to_string(), ..Meta::default() }, names: vec![key.trim().to_string()] };
        rest = entry(fields, &mut record);
        out.records.push(record);
    }
    if out.records.len() == before {
        return Err(Refusal::broken("BibTeX", "no entry such as @article{key, …} is in it"));
    }
    Ok(())
}

/// Reads the fields of an entry; what stands behind it.
fn entry<'a>(mut rest: &'a str, record: &mut Record) -> &'a str {
    let (mut month, mut year) = (0, 0);
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        if rest.is_empty() || rest.starts_with(['}', ')', '@']) {
            break;
        }
        let Some((name, behind)) =
            rest.split_once('=').filter(|(name, _)| name.len() <= 64 && !name.contains(['}', '@']))
        else {
            break;
        };
        let (value, behind) = value(behind.trim_start());
        rest = behind;
        let (name, value) = (name.trim().to_lowercase(), plain(value));
        match name.as_str() {
            "author" => {
                let names: Vec<String> = value.split(" and ").map(turned).filter(|name| !name.is_empty()).collect();
                record.meta.author = Some(names.join(", ")).filter(|names| !names.is_empty());
            }
            "file" => {
                record.names.extend(value.split([':', ';']).filter(|part| part.contains('.')).map(str::to_string))
            }
            "year" => year = value.trim().parse().unwrap_or(0),
            "month" => {
                month = date::read(&format!("1. {value} 2000"))
                    .map_or(value.trim().parse().unwrap_or(0), |date| u32::from(date.month))
            }
            "journaltitle" | "booktitle" | "howpublished"
                if record.meta.source.is_none() && !value.contains("http") =>
            {
                record.meta.source = Some(value);
            }
            "publisher" if record.meta.source.is_some() => {}
            _ => {
                if let Some((
                    field @ (Field::Title | Field::Source | Field::Date | Field::Lang | Field::Url | Field::Licence),
                    _,
                )) = fields::field(&name)
                {
                    // What cannot be used in a reference list that someone else keeps is passed over.
                    let _ = fields::set(&mut record.meta, field, &name, &value);
                }
            }
        }
    }
    if let (None, Some(date)) = (record.meta.date, date::date(year, month, 0)) {
        record.meta.date = Some(date);
    }
    rest
}

/// A value in braces, in quotes, or bare, and what stands behind it.
fn value(text: &str) -> (&str, &str) {
    let cut = |from: usize, to: usize, next: usize| {
        (text.get(from..to).unwrap_or_default(), text.get(next..).unwrap_or_default())
    };
    let first = text.bytes().next();
    if !matches!(first, Some(b'{' | b'"')) {
        let end = text.find([',', '}', '\n']).unwrap_or(text.len());
        return cut(0, end, end);
    }
    let mut depth = 0u32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && first == Some(b'{') {
                    return cut(1, at, at + 1);
                }
            }
            b'"' if at > 0 && depth == 0 && first == Some(b'"') => return cut(1, at, at + 1),
            _ => {}
        }
    }
    cut(1, text.len(), text.len())
}

/// The words of a value: accents composed, commands and braces gone, white space as one blank.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' => {}
            '~' => out.push(' '),
            '\\' => match letters.next() {
                Some(mark @ ('"' | '\'' | '`' | '^' | '~')) => {
                    while letters.next_if(|&next| matches!(next, '{' | ' ' | '\\')).is_some() {}
                    let base = letters.next().unwrap_or(' ');
                    out.push(accented(mark, base));
                }
                Some('s') if letters.next_if_eq(&'s').is_some() => {
                    out.push('ß');
                    letters.next_if_eq(&' ');
                }
                Some(sign @ ('&' | '%' | '$' | '#' | '_')) => out.push(sign),
                Some(other) if other.is_alphabetic() => {
                    let mut command = String::from(other);
                    while let Some(next) = letters.next_if(|next| next.is_alphabetic()) {
                        command.push(next);
                    }
                    letters.next_if_eq(&' ');
                    let signs = [("textbackslash", '\\'), ("textasciitilde", '~'), ("textasciicircum", '^')];
                    out.extend(signs.iter().find(|(name, _)| *name == command).map(|(_, sign)| sign));
                }
                _ => {}
            },
            letter if letter.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            letter => out.push(letter),
        }
    }
    out.trim().replace("---", "—").replace("--", "–")
}

fn accented(mark: char, base: char) -> char {
    use crate::lang::unicode::compose;
    let combining = match mark {
        '"' => '\u{308}',
        '\'' => '\u{301}',
        '`' => '\u{300}',
        '^' => '\u{302}',
        _ => '\u{303}',
    };
    compose(base, combining).unwrap_or(base)
}
