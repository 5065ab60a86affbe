//! Which passages is an article made of?
//!
//! Where a format marks its blocks (Markdown), each block is a passage; in plain text lines decide,
//! and lines that were only wrapped are joined. Headings and page furniture are told apart from
//! running text. A very long line — a whole article in one — is cut at sentence ends.
//!
//! Invariant: every character of the article that is no white space is in exactly one passage.

pub mod furniture;

pub use furniture::looks_like_furniture;

use crate::article::{Article, MarkKind, Passage, PassageId, PassageKind, Span};
use crate::lang::{self, Lang, sentence};
use crate::sort;

/// Running text longer than this many bytes is cut at sentence ends. Lower, and paragraphs that
/// their author meant as one fall apart; higher, and a line that is an article stays one passage
/// that no label fits.
const LONG: usize = 2000;

/// Pieces of a long line are at least this long, where sentences allow. Lower, and a piece is one
/// sentence without its context; higher, and a piece speaks of several things at once.
const LEAST_PIECE: usize = 300;

/// Pieces of a long line end at the first sentence end beyond this length at the latest.
const MOST_PIECE: usize = 900;

/// A "sentence" longer than this (a list without full stops, a text without any) is cut at white
/// space, so that no passage grows without bound.
const MOST_SENTENCE: usize = 4000;

/// A heading has at most this many bytes.
const MOST_HEADING: usize = 180;

/// The passages of `article`, in order. `ordinal` is its place in the list of articles.
pub fn split(article: &Article, ordinal: u32) -> Vec<Passage> {
    let text = article.text.as_str();
    let blocks = if article.marks.is_empty() { lines(text) } else { marked(article) };
    let blocks = apart_from_headlines(text, blocks, &article.meta.title);
    let kinds = kinds(text, &blocks);
    let mut passages = Vec::new();
    for (block, kind) in blocks.iter().zip(kinds) {
        let mut push = |span: Span, kind| {
            let words = span.of(text);
            let lang = lang::guess(words).or(article.meta.lang);
            passages.push(Passage { id: PassageId::of(words), article: ordinal, span, kind, lang });
        };
        if kind == PassageKind::Text && block.span.len() > LONG {
            for piece in pieces(text, block.span, article.meta.lang) {
                let known = looks_like_furniture(piece.of(text)).is_some();
                push(piece, if known { PassageKind::Furniture } else { PassageKind::Text });
            }
        } else {
            push(block.span, kind);
        }
    }
    passages
}

/// A stretch of an article before it is told what it is.
struct Block {
    span: Span,
    /// What the format says about it, where it says anything.
    mark: Option<MarkKind>,
}

/// The stretch between `start` and `end` without the white space around it.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let piece = text.get(start..end)?;
    let inner = piece.trim();
    if inner.is_empty() {
        return None;
    }
    let from = start + piece.len() - piece.trim_start().len();
    Some(Span::new(from, from + inner.len()))
}

/// Marked blocks, and whatever stands between the marks.
fn marked(article: &Article) -> Vec<Block> {
    let text = article.text.as_str();
    let mut blocks = Vec::new();
    let mut at = 0;
    for mark in &article.marks {
        let (start, end) = (mark.span.start as usize, mark.span.end as usize);
        blocks.extend(trimmed(text, at, start).map(|span| Block { span, mark: None }));
        blocks.extend(trimmed(text, start.max(at), end).map(|span| Block { span, mark: Some(mark.kind) }));
        at = end.max(at);
    }
    blocks.extend(trimmed(text, at, text.len()).map(|span| Block { span, mark: None }));
    blocks
}

/// Blocks of plain text: a line each, but lines that were wrapped at a fixed width are joined.
fn lines(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Span> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match trimmed(text, at, at + line.len()) {
            Some(span) => paragraph.push(span),
            None => close_paragraph(text, &mut paragraph, &mut blocks),
        }
        at += line.len();
    }
    close_paragraph(text, &mut paragraph, &mut blocks);
    blocks
}

fn close_paragraph(text: &str, paragraph: &mut Vec<Span>, blocks: &mut Vec<Block>) {
    if let (true, Some(first), Some(last)) = (is_wrapped(text, paragraph), paragraph.first(), paragraph.last()) {
        blocks.push(Block { span: Span { start: first.start, end: last.end }, mark: None });
    } else {
        blocks.extend(paragraph.iter().map(|&span| Block { span, mark: None }));
    }
    paragraph.clear();
}

/// Whether the lines of a paragraph are one text that was wrapped at a fixed width: all but the
/// last about equally long and most of them not ending where a sentence does.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let Some((_, body)) = lines.split_last().filter(|(_, body)| !body.is_empty()) else {
        return false;
    };
    let longest = body.iter().map(|line| line.len()).max().unwrap_or(0);
    let even = body.iter().all(|line| line.len() <= 130 && line.len() * 10 >= longest * 7 && line.len() >= 40);
    let open = body.iter().filter(|line| !line.of(text).ends_with(['.', '!', '?', ':', '“', '"', '»'])).count();
    even && open * 3 >= body.len() * 2
}

/// Whether a line reads like a headline: short, and not ended as a sentence is.
pub fn looks_like_heading(line: &str) -> bool {
    let line = line.trim();
    let listed = line.starts_with(['-', '•', '*', '–', '—', '·']);
    let words = line.split_whitespace().count();
    !line.is_empty()
        && line.len() <= MOST_HEADING
        && (1..=22).contains(&words)
        && !listed
        && !line.ends_with(['.', ',', ';', ':', '…', '“', '"', '»', '«', '!'])
        && line.chars().any(char::is_alphabetic)
        && line.chars().next().is_some_and(|first| !first.is_lowercase())
}

/// Sets a headline apart that stands in front of a text on the same line: the words of the title,
/// or of a line of their own elsewhere in the article.
fn apart_from_headlines(text: &str, blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let mut headlines: Vec<&str> = blocks
        .iter()
        .map(|block| block.span.of(text))
        .filter(|words| words.len() >= 12 && looks_like_heading(words))
        .collect();
    if title.len() >= 12 {
        headlines.push(title.trim());
    }
    // The longest first: a headline may begin with another one.
    sort::by_key(&mut headlines, |words| (usize::MAX - words.len(), *words));
    headlines.dedup();
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let words = block.span.of(text);
        // Only in front of running text; a heading that goes on after another is its own heading.
        let found = (!looks_like_heading(words))
            .then(|| {
                headlines
                    .iter()
                    .find(|&&line| words.strip_prefix(line).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
            })
            .flatten();
        match found {
            Some(line) => {
                let start = block.span.start as usize;
                let middle = start + line.len();
                out.push(Block { span: Span::new(start, middle), mark: Some(MarkKind::Heading(2)) });
                out.extend(trimmed(text, middle, block.span.end as usize).map(|span| Block { span, mark: block.mark }));
            }
            None => out.push(block),
        }
    }
    out
}

/// What each block is.
fn kinds(text: &str, blocks: &[Block]) -> Vec<PassageKind> {
    let furniture: Vec<bool> = blocks.iter().map(|block| looks_like_furniture(block.span.of(text)).is_some()).collect();
    let heading: Vec<bool> = blocks
        .iter()
        .map(|block| match block.mark {
            Some(MarkKind::Heading(_)) => true,
            Some(MarkKind::Item | MarkKind::Quote) => false,
            Some(MarkKind::Paragraph) | None => looks_like_heading(block.span.of(text)),
        })
        .collect();
    let mut kinds: Vec<PassageKind> = Vec::with_capacity(blocks.len());
    for place in 0..blocks.len() {
        let kind = if furniture[place] {
            PassageKind::Furniture
        } else if !heading[place] {
            PassageKind::Text
        } else if matches!(blocks[place].mark, Some(MarkKind::Heading(_))) {
            PassageKind::Heading
        } else if teases(place, &furniture, &heading) {
            PassageKind::Furniture
        } else if heads_something(place, &heading, &furniture) {
            PassageKind::Heading
        } else {
            // A short line without a full stop at the end of a text ("Klarna blieb stumm").
            PassageKind::Text
        };
        kinds.push(kind);
    }
    kinds
}

/// Whether a headline-like line stands right behind page furniture and heads nothing: the headline
/// of another article ("Weiter", and what comes next).
fn teases(place: usize, furniture: &[bool], heading: &[bool]) -> bool {
    let behind_furniture = place > 0 && furniture[place - 1];
    let heads_text =
        heading.get(place + 1).is_some_and(|&next| !next) && furniture.get(place + 1).is_some_and(|&next| !next);
    // The first lines of a page are its own headline, even behind "Zum Inhalt springen".
    let text_before = (0..place).any(|before| !furniture[before] && !heading[before]);
    behind_furniture && !heads_text && text_before
}

/// Whether running text follows, with nothing but other headings and page furniture before it.
fn heads_something(place: usize, heading: &[bool], furniture: &[bool]) -> bool {
    (place + 1..heading.len()).any(|next| !heading[next] && !furniture[next])
}

/// Cuts a long stretch at sentence ends into pieces of 300 to 900 bytes.
///
/// Where exactly is decided by the sentences themselves (content-defined chunking as in Muthitacharoen,
/// Chen and Mazières, "A low-bandwidth network file system", 2001): a piece ends at a sentence whose
/// hash says so. So the same text is cut alike wherever it stands, a headline more or less in front,
/// and its copies fold.
fn pieces(text: &str, span: Span, lang: Option<Lang>) -> Vec<Span> {
    let base = span.start as usize;
    let words = span.of(text);
    let mut sentences = Vec::new();
    for sentence in sentence::sentences(words, lang) {
        cut_at_spaces(words, sentence, &mut sentences);
    }
    let mut out = Vec::new();
    let mut open: Option<Span> = None;
    for sentence in sentences {
        let known = looks_like_furniture(sentence.of(words)).is_some();
        if known {
            out.extend(open.take());
            out.push(sentence);
            continue;
        }
        let piece = open.map_or(sentence, |piece| Span { start: piece.start, end: sentence.end });
        let ends = piece.len() >= LEAST_PIECE && PassageId::of(sentence.of(words)).0.is_multiple_of(3);
        if ends || piece.len() >= MOST_PIECE {
            out.push(piece);
            open = None;
        } else {
            open = Some(piece);
        }
    }
    out.extend(open);
    out.into_iter().map(|piece| Span::new(base + piece.start as usize, base + piece.end as usize)).collect()
}

/// Cuts a sentence of more than [`MOST_SENTENCE`] bytes at white space, or where there is none for
/// so long, between two characters.
fn cut_at_spaces(text: &str, sentence: Span, out: &mut Vec<Span>) {
    let (mut start, end) = (sentence.start as usize, sentence.end as usize);
    while end - start > MOST_SENTENCE {
        let border = (start..=start + MOST_SENTENCE).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(end);
        let window = text.get(start..border).unwrap_or("");
        let cut = window.rfind(char::is_whitespace).filter(|&at| at > 0).map_or(border, |at| start + at);
        out.extend(trimmed(text, start, cut));
        start = cut;
    }
    out.extend(trimmed(text, start, end));
}

#[cfg(test)]
mod tests;
