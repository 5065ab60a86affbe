//! How does one build hand its articles on to another?
//!
//! A build that has readers for everything turns files into articles; the others take them in this
//! plain form, which costs a hundredth of a JSON parser. Lines of `key value`, an article ends with
//! its `text`; `\n`, `\r`, NUL and `\` are written with a `\` in front, so that every text stands in
//! one line and comes back to the letter:
//!
//! ```text
//! lesart-articles 1
//! title Klarna setzt auf KI
//! date 2025-05-13
//! file klarna.html
//! marks 0-19h2 21-80p
//! text Klarna setzt auf KI\n\nDer Zahlungsdienst …
//! ```

use super::{Out, Refusal};
use crate::article::{Article, Mark, MarkKind, Meta, Span};

/// The first line.
const HEAD: &str = "lesart-articles 1";

/// Writes articles with all that is known about them.
pub(super) fn write(articles: &[Article]) -> String {
    let mut out = String::from(HEAD);
    out.push('\n');
    for Article { meta, text, marks, .. } in articles {
        let mut line = |key: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(key);
                out.push(' ');
                escape(value, &mut out);
                out.push('\n');
            }
        };
        line("title", &meta.title);
        line("source", meta.source.as_deref().unwrap_or_default());
        line("author", meta.author.as_deref().unwrap_or_default());
        line("date", &meta.date.map(|date| date.to_string()).unwrap_or_default());
        line("lang", meta.lang.map(|lang| lang.to_string()).as_deref().unwrap_or_default());
        line("url", meta.url.as_deref().unwrap_or_default());
        line("licence", meta.licence.as_deref().unwrap_or_default());
        line("retold", if meta.retold { "yes" } else { "" });
        line("file", &meta.file);
        let marks: Vec<String> = marks.iter().map(mark).collect();
        line("marks", &marks.join(" "));
        out.push_str("text ");
        escape(text, &mut out);
        out.push('\n');
    }
    out
}

/// Reads what [`write()`] wrote. A key of a later version is passed over.
pub(super) fn read(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    let mut lines = (1u32..).zip(text.lines());
    let broken = |line: u32, what: &str| {
        Err(Refusal::Broken { format: "Lesart".into(), line: Some(line), what: what.to_string() })
    };
    if lines.next().is_none_or(|(_, head)| head != HEAD) {
        return broken(1, "\"lesart-articles 1\" is expected");
    }
    let fresh = || Meta { file: file.to_string(), ..Meta::default() };
    let (mut meta, mut marks, mut open) = (fresh(), "", None);
    for (number, line) in lines {
        let (key, value) = line.split_once(' ').unwrap_or((line, ""));
        if key == "marks" {
            marks = value;
            continue;
        }
        let Some(value) = unescaped(value) else { return broken(number, "a letter is missing behind \\") };
        match key {
            "title" => meta.title = value,
            "source" => meta.source = Some(value),
            "author" => meta.author = Some(value),
            "date" => meta.date = value.parse().ok(),
            "lang" => meta.lang = value.parse().ok(),
            "url" => meta.url = Some(value),
            "licence" => meta.licence = Some(value),
            "retold" => meta.retold = value == "yes",
            "file" => meta.file = value,
            "text" => {
                let Some(found) = read_marks(&value, marks) else {
                    return broken(number, "the marks of this article do not fit its text");
                };
                out.articles.push(Article::new(std::mem::replace(&mut meta, fresh()), value, found));
                (marks, open) = ("", None);
                continue;
            }
            _ => {}
        }
        open = Some(number);
    }
    match open {
        Some(number) => broken(number, "the article that begins here has no text: the file is cut off"),
        None => Ok(()),
    }
}

fn mark(mark: &Mark) -> String {
    let Span { start, end } = mark.span;
    match mark.kind {
        MarkKind::Heading(level) => format!("{start}-{end}h{}", level.clamp(1, 6)),
        MarkKind::Paragraph => format!("{start}-{end}p"),
        MarkKind::Item => format!("{start}-{end}i"),
        MarkKind::Quote => format!("{start}-{end}q"),
    }
}

/// The marks; `None` where one is none, overlaps another or does not fit the text.
fn read_marks(text: &str, marks: &str) -> Option<Vec<Mark>> {
    let mut last = 0;
    let one = |mark: &str| {
        let (start, rest) = mark.split_once('-')?;
        let (end, kind) = rest.split_at_checked(rest.find(|letter: char| !letter.is_ascii_digit())?)?;
        let (start, end) = (start.parse::<usize>().ok()?, end.parse::<usize>().ok()?);
        let kind = match kind {
            "p" => MarkKind::Paragraph,
            "i" => MarkKind::Item,
            "q" => MarkKind::Quote,
            _ => MarkKind::Heading(kind.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))?),
        };
        text.get(start..end).filter(|_| start >= last)?;
        last = end;
        Some(Mark { span: Span::new(start, end), kind })
    };
    marks.split(' ').filter(|mark| !mark.is_empty()).map(one).collect()
}

/// The characters that would break a line or be changed in reading, and what stands for them.
const ESCAPES: [(char, char); 4] = [('\\', '\\'), ('\n', 'n'), ('\r', 'r'), ('\0', '0')];

fn escape(value: &str, out: &mut String) {
    for letter in value.chars() {
        match ESCAPES.iter().find(|(plain, _)| *plain == letter) {
            Some((_, escaped)) => out.extend(['\\', *escaped]),
            None => out.push(letter),
        }
    }
}

fn unescaped(value: &str) -> Option<String> {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((plain, behind)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut letters = behind.chars();
        let letter = letters.next()?;
        out.push(ESCAPES.iter().find(|(_, escaped)| *escaped == letter)?.0);
        rest = letters.as_str();
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::{ReadOptions, portable, read};
    use super::*;
    use crate::lang::Lang;
    use proptest::prelude::*;

    fn back(text: &str) -> Result<Vec<Article>, Refusal> {
        read("a.lesart", text.as_bytes(), &ReadOptions::default(), &mut Vec::new())
    }

    proptest! {
        #[test]
        fn articles_come_back_to_the_letter(
            title in any::<String>(),
            text in "\\PC{0,9}(\\PC|[\\n\\r\\\\]){0,80}",
            author in proptest::option::of("\\PC{1,9}"),
        ) {
            let end = text.chars().next().map_or(0, char::len_utf8);
            let marks = vec![Mark { span: Span::new(0, end), kind: MarkKind::Heading(3) }];
            let meta = Meta { title, author, lang: Some(Lang::De), retold: true, file: "x/y.html".into(), ..Meta::default() };
            let articles = vec![Article::new(meta, text, marks), Article::new(Meta { file: "b".into(), ..Meta::default() }, "b".into(), vec![])];
            prop_assert_eq!(back(&portable(&articles)), Ok(articles));
        }

        #[test]
        fn no_text_makes_it_panic(lines in "(lesart-articles 1\n)?((text|marks|date) [0-9hpq\\\\n -]{0,12}\n|\\PC{0,9}\n){0,9}") {
            let _ = back(&lines);
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let line = |text: &str| match back(text) {
            Err(Refusal::Broken { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("text x\n"), Some(1));
        assert_eq!(line("lesart-articles 1\ntitle a\nmarks 0-9p\ntext b\n"), Some(4));
        assert_eq!(line("lesart-articles 1\ntext b\ntitle a\n"), Some(3));
        assert_eq!(line("lesart-articles 1\ntext b\\\n"), Some(2));
    }
}
