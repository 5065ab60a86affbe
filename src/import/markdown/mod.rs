//! How is Markdown read?
//!
//! The markup goes, the words stay: headings, paragraphs, list items and quotations become
//! [`Mark`]s over plain text. This is the part of CommonMark that prose uses: headings in both forms,
//! paragraphs, lists, quotations, fenced code, tables as rows of words; inside a line emphasis,
//! links, images, code, escapes and entities ([`inline`]). Raw HTML is text like any other, never markup.
//!
//! Why not a crate: the leanest full parser weighs 66 kB of Brotli in the worker, a third of all
//! of it, and Lesart needs no HTML from it. The tests hold it against that parser.

mod inline;

use super::{Notice, front_matter, title_from};
use crate::article::{Article, Mark, MarkKind, Span};
use crate::lang;

pub(super) fn read(file: &str, text: &str, notices: &mut Vec<Notice>) -> Vec<Article> {
    let (mut meta, body_at) = front_matter::read(file, text, notices);
    let (body, marks) = plain(text.get(body_at..).unwrap_or(""));
    if meta.title.is_empty() {
        let heading = marks.iter().find(|mark| matches!(mark.kind, MarkKind::Heading(_)));
        meta.title = heading.map_or_else(|| title_from(file), |mark| mark.span.of(&body).to_string());
    }
    if meta.lang.is_none() {
        meta.lang = lang::guess(&body);
    }
    vec![Article::new(meta, body, marks)]
}

/// The words of a Markdown text and what it says about them.
fn plain(markdown: &str) -> (String, Vec<Mark>) {
    let mut blocks = Blocks::default();
    for line in markdown.lines() {
        blocks.line(line);
    }
    blocks.close();
    (blocks.text, blocks.marks)
}

/// The blocks so far, and the one being gathered.
#[derive(Default)]
struct Blocks {
    text: String,
    marks: Vec<Mark>,
    /// The lines of the open block, without the markers in front of them.
    open: String,
    kind: Option<MarkKind>,
    /// The fence that would end the open code block.
    fence: Option<&'static str>,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        if let Some(fence) = self.fence {
            match line.trim_start().starts_with(fence) {
                true => {
                    self.fence = None;
                    self.close_as_it_is();
                }
                false => self.add(line),
            }
            return;
        }
        // What stands four columns in is code only behind a blank line; prose that is indented is
        // far more frequent in articles, so it is read as prose.
        let line = line.trim_start();
        if let Some(quoted) = line.strip_prefix('>') {
            if self.kind != Some(MarkKind::Quote) {
                self.close();
            }
            let quoted = quoted.strip_prefix(' ').unwrap_or(quoted);
            match quoted.trim().is_empty() {
                true => self.close(),
                false => {
                    self.kind = Some(MarkKind::Quote);
                    self.add(quoted);
                }
            }
        } else if line.trim().is_empty() {
            self.close();
        } else if let Some(fence) = ["```", "~~~"].into_iter().find(|&fence| line.starts_with(fence)) {
            self.close();
            self.kind = Some(MarkKind::Paragraph);
            self.fence = Some(fence);
        } else if let Some((level, words)) = heading(line) {
            self.close();
            self.kind = Some(MarkKind::Heading(level));
            self.add(words);
            self.close();
        } else if let Some(level) = self.underlined(line) {
            self.kind = Some(MarkKind::Heading(level));
            self.close();
        } else if is_rule(line) {
            self.close();
        } else if let Some(words) = item(line) {
            self.close();
            self.kind = Some(MarkKind::Item);
            self.add(words);
        } else if let Some(cells) = line.strip_prefix('|') {
            self.close();
            if cells.contains(|letter: char| !matches!(letter, '|' | '-' | ':' | ' ' | '\t')) {
                let words: Vec<&str> = cells.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
                self.add(&words.join(" "));
                self.close();
            }
        } else if !(self.open.is_empty() && is_definition(line)) {
            self.add(line);
        }
    }

    /// The level that this line gives the paragraph above it, where it underlines one.
    fn underlined(&self, line: &str) -> Option<u8> {
        let line = line.trim();
        let one_line = !self.open.trim_end().is_empty() && self.kind.is_none_or(|kind| kind == MarkKind::Paragraph);
        let of = |mark: char| one_line && line.chars().all(|letter| letter == mark);
        if of('=') { Some(1) } else { of('-').then_some(2) }
    }

    fn add(&mut self, words: &str) {
        self.open.push_str(words);
        self.open.push('\n');
    }

    /// Ends the open block: its inline markup goes, its lines are joined.
    fn close(&mut self) {
        let words = inline::plain(&std::mem::take(&mut self.open));
        self.push(&words);
    }

    fn close_as_it_is(&mut self) {
        let words = std::mem::take(&mut self.open);
        self.push(&words);
    }

    fn push(&mut self, words: &str) {
        let kind = self.kind.take().unwrap_or(MarkKind::Paragraph);
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.marks.push(Mark { span: Span::new(start, self.text.len()), kind });
    }
}

/// `## Words ##`: level and words.
fn heading(line: &str) -> Option<(u8, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let spaced = words.is_empty() || words.starts_with([' ', '\t']);
    let words = words.trim();
    let bare = words.trim_end_matches('#');
    // "C#" keeps its sign; only a run of signs behind a space closes a heading.
    let words = if bare.is_empty() || bare.ends_with([' ', '\t']) { bare.trim_end() } else { words };
    ((1..=6).contains(&level) && spaced).then_some((level as u8, words))
}

/// `---`, `* * *`: a line between two parts, without words.
fn is_rule(line: &str) -> bool {
    let marks: Vec<char> = line.chars().filter(|letter| !letter.is_whitespace()).collect();
    marks.len() >= 3 && matches!(marks[0], '-' | '*' | '_') && marks.iter().all(|&mark| mark == marks[0])
}

/// `- Words`, `* Words`, `1. Words`: the words of a list item.
fn item(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '+'])?,
        // "1986. Ein Jahr" begins a paragraph, not a list of two thousand items.
        1..=3 => line.get(digits..)?.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

/// `[name]: https://…`: where a link leads; no words.
fn is_definition(line: &str) -> bool {
    let parts = line.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    parts.is_some_and(|(name, address)| {
        !name.is_empty()
            && !name.contains(['[', ']'])
            && address.split_whitespace().count() >= 1
            && address.contains(['/', '#', '.'])
    })
}

#[cfg(test)]
mod tests;
