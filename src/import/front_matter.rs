//! What does the head of a file say about the article?
//!
//! Front matter is the lines between a first line `---` and the next line `---`, each `key: value`,
//! the value bare or in quotation marks. This is the plain subset of YAML that people write by
//! hand; what goes beyond it is named in a notice and changes nothing else.

use super::fields::{self, Field};
use super::{Notice, NoticeKind};
use crate::article::Meta;

/// The metadata of `text`, and the byte where its body begins.
pub(super) fn read(file: &str, text: &str, notices: &mut Vec<Notice>) -> (Meta, usize) {
    let mut meta = Meta { file: file.to_string(), ..Meta::default() };
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return (meta, 0);
    };
    let mut at = first.len();
    let mut entries = Vec::new();
    let mut closed = false;
    for (number, line) in (2u32..).zip(lines) {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            closed = true;
            break;
        }
        entries.push((number, line.trim()));
    }
    let mut say = |line, kind| notices.push(Notice { file: file.to_string(), line: Some(line), kind });
    if !closed {
        say(1, NoticeKind::OpenFrontMatter);
        return (meta, 0);
    }
    for (number, line) in entries {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once(':') {
            Some((key, value)) => {
                if let Some(kind) = set(&mut meta, key.trim(), unquoted(value.trim())) {
                    say(number, kind);
                }
            }
            None => say(number, NoticeKind::NotAKey(line.to_string())),
        }
    }
    (meta, at)
}

/// A value without its quotation marks; `\"` and `\\` inside double ones, `''` inside single ones.
fn unquoted(value: &str) -> String {
    let inside =
        |mark| value.strip_prefix(mark).and_then(|rest: &str| rest.strip_suffix(mark)).filter(|_| value.len() > 1);
    if let Some(text) = inside('"') {
        let mut out = String::with_capacity(text.len());
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some(escaped @ ('"' | '\\' | '/')) => out.push(escaped),
                    Some(other) => out.extend(['\\', other]),
                    None => out.push('\\'),
                },
                other => out.push(other),
            }
        }
        out
    } else if let Some(text) = inside('\'') {
        text.replace("''", "'")
    } else {
        value.to_string()
    }
}

/// Sets what `key` stands for, or says what is wrong with it.
fn set(meta: &mut Meta, key: &str, value: String) -> Option<NoticeKind> {
    match fields::field(key) {
        Some((Field::Text | Field::Html, _)) | None => Some(NoticeKind::UnknownKey(key.to_string())),
        Some((field, _)) => fields::set(meta, field, key, &value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn parsed(text: &str) -> (Meta, &str, Vec<(Option<u32>, NoticeKind)>) {
        let mut notices = Vec::new();
        let (meta, at) = read("a.md", text, &mut notices);
        (meta, &text[at..], notices.into_iter().map(|notice| (notice.line, notice.kind)).collect())
    }

    #[test]
    fn keys_and_values() {
        let (meta, body, said) = parsed(
            "---\ntitle: \"Er sagte: \\\"Nein\\\"\"\nsource: 'O''Neil'\nyear: 2025\ndate: 2025-05-13\nlang: de\n# ein Wort\nretold: true\n---\nText",
        );
        assert_eq!((meta.title.as_str(), meta.source.as_deref()), ("Er sagte: \"Nein\"", Some("O'Neil")));
        assert_eq!((meta.lang, meta.retold), (Some(Lang::De), true));
        assert_eq!(meta.date.map(|date| date.to_string()).as_deref(), Some("2025-05-13"));
        assert_eq!((body, said), ("Text", vec![]));
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line() {
        let (meta, body, said) = parsed("---\ncolour: red\nlang: klingon\njust words\ndate: gestern\n---\n");
        assert_eq!((meta.lang, meta.date, body), (None, None, ""));
        let bad = |key: &str, value: &str| NoticeKind::BadValue { key: key.into(), value: value.into() };
        assert_eq!(
            said,
            [
                (Some(2), NoticeKind::UnknownKey("colour".into())),
                (Some(3), bad("lang", "klingon")),
                (Some(4), NoticeKind::NotAKey("just words".into())),
                (Some(5), bad("date", "gestern")),
            ]
        );
    }

    #[test]
    fn text_that_only_looks_like_front_matter_stays_text() {
        assert_eq!(parsed("---\ntitle: x\nno end").1, "---\ntitle: x\nno end");
        assert_eq!(parsed("--- \ntitle: x\n---\nbody").1, "body");
        assert_eq!(parsed("text\n---\n").1, "text\n---\n");
    }
}
