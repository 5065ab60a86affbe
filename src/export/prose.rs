//! How does a view become a text that people read: Markdown or plain text?
//!
//! Each passage is a quotation with its labels and where it comes from. In Markdown every sign that
//! could be markup is escaped: what is quoted stays what it was.

use super::{Item, Label, View};

/// The view as Markdown.
pub(super) fn markdown(view: &View) -> String {
    let mut out = String::from("# ");
    escape(&view.title, &mut out);
    out.push_str("\n\n");
    if !view.link.is_empty() {
        out.push_str(&format!("<{}>\n\n", address(&view.link)));
    }
    if let Some(figures) = &view.figures {
        let heads: Vec<String> = figures.head.iter().map(|key| view.words.get(key).to_string()).collect();
        table_row(&heads, &mut out);
        table_row(&vec!["---".to_string(); heads.len()], &mut out);
        for cells in &figures.rows {
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            table_row(&cells, &mut out);
        }
        return out;
    }
    for item in &view.items {
        for line in item.text.lines() {
            out.push_str("> ");
            escape(line, &mut out);
            out.push('\n');
        }
        out.push('\n');
        escape(&labels(item), &mut out);
        out.push_str("  \n");
        let origin = escaped(&origin(view, item));
        match super::web(&item.article.meta) {
            Some(url) => out.push_str(&format!("[{origin}](<{}>)", address(url))),
            None => out.push_str(&origin),
        }
        out.push_str("\n\n");
    }
    out
}

/// The view as plain text.
pub(super) fn text(view: &View) -> String {
    let mut out = format!("{}\n{}\n", view.title, view.link);
    if let Some(figures) = &view.figures {
        let heads: Vec<&str> = figures.head.iter().map(|key| view.words.get(key)).collect();
        out.push_str(&heads.join("\t"));
        out.push('\n');
        for cells in &figures.rows {
            out.push_str(&cells.iter().map(|cell| one_line(cell)).collect::<Vec<_>>().join("\t"));
            out.push('\n');
        }
        return out;
    }
    for item in &view.items {
        out.push_str(&format!("\n{}\n", item.text));
        let labels = labels(item);
        if !labels.is_empty() {
            out.push_str(&format!("    {labels}\n"));
        }
        out.push_str(&format!("    {}\n", origin(view, item)));
        if let Some(url) = super::web(&item.article.meta) {
            out.push_str(&format!("    {url}\n"));
        }
    }
    out
}

fn labels(item: &Item) -> String {
    let all = item.stance.iter().chain(&item.claims).chain(&item.companies);
    all.map(|Label { name, .. }| name.as_str()).collect::<Vec<_>>().join(" · ")
}

/// "Golem: Klarna setzt auf KI (Anna Berg, 2025-05-13), nacherzählt".
fn origin(view: &View, item: &Item) -> String {
    let meta = &item.article.meta;
    let mut out = match &meta.source {
        Some(source) => format!("{}: {}", one_line(source), one_line(&meta.title)),
        None => one_line(&meta.title),
    };
    let date = meta.date.map(|date| date.to_string());
    let known: Vec<String> = meta.author.as_deref().map(one_line).into_iter().chain(date).collect();
    if !known.is_empty() {
        out.push_str(&format!(" ({})", known.join(", ")));
    }
    if meta.retold {
        out.push_str(", ");
        out.push_str(view.words.get("retold"));
    }
    out
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn table_row(cells: &[String], out: &mut String) {
    out.push_str(&format!("| {} |\n", cells.join(" | ")));
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(text, &mut out);
    out
}

/// Escapes every sign of ASCII that is no letter, digit, blank or plain punctuation: CommonMark allows a
/// backslash before each. `.` and `)` matter behind digits alone, `-` and `+` at the start of a line.
fn escape(text: &str, out: &mut String) {
    let mut behind_digits = true;
    let mut start = true;
    for letter in text.chars() {
        let markup = match letter {
            '.' | ')' => behind_digits && !start,
            '-' | '+' => start,
            ',' | ';' | '?' | '/' | '(' | '%' | '"' | '\'' | '$' | '=' => start && letter == '=',
            // A colon behind letters makes an address.
            other => other.is_ascii_punctuation(),
        };
        if markup {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
        behind_digits &= letter.is_ascii_digit() || letter.is_whitespace();
        start &= letter.is_whitespace();
    }
}

/// An address that may stand in angle brackets.
fn address(url: &str) -> String {
    url.chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control() && !matches!(letter, '<' | '>' | '\\'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        for text in [
            "# kein Titel",
            "<script>alert(1)</script>",
            "[Klick](javascript:alert(1))",
            "![](x)",
            "1. April",
            "- 5 Grad",
            "`code` *fett* _kursiv_ ~~weg~~ | Zelle",
            "https://example.org/?a=b",
            "AT&amp;T &copy;",
            "=====",
            "2) zwei",
        ] {
            let escaped = escaped(text);
            let events: Vec<_> = pulldown_cmark::Parser::new_ext(&escaped, pulldown_cmark::Options::all()).collect();
            let mut read = String::new();
            for event in events {
                match event {
                    pulldown_cmark::Event::Text(text) => read.push_str(&text),
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph)
                    | pulldown_cmark::Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                    other => panic!("{text} is markup: {other:?} in {escaped}"),
                }
            }
            assert_eq!(read, text);
        }
    }
}
